/** What the params form is told about a script. Shared by the extension and the form's page. */
import type { ParamType } from "@flux-scripts/flux/params";
import type { ConnectionColor } from "../connections/model.ts";

/** A text of the script, or the param whose value it is. */
export type NameSource = { readonly text: string } | { readonly param: string };

/** Which live names a param's value is one of, or a list of. */
export type ParamNames =
    | { readonly what: "buckets" }
    | {
          readonly what: "measurements" | "fields" | "tags" | "columns" | "tagValues";
          readonly bucket: NameSource;
          readonly measurement?: NameSource;
          /** For `tagValues`. */
          readonly tag?: string;
      };

/** One param, as the language server answers `fluxScripts/params`: in the order of first use. */
export interface ParamInfo {
    readonly name: string;
    readonly type: ParamType;
    /** Where it goes, in words of the server, for example `duration(v:) in line 2`. */
    readonly usage: readonly string[];
    /** For `any`: what its use suggests. */
    readonly suggestedType?: ParamType;
    /** The inferred type in full where `type` is `any` and more is known: `[string]`, `{a: int}`. */
    readonly inferred?: string;
    /** Of the first use, from 1. */
    readonly line?: number;
    readonly names?: ParamNames;
}

export interface FormData {
    readonly script: string;
    readonly connection: string;
    readonly kind: "local" | "cloud" | "oss";
    readonly label: string;
    /** How the connection is marked. */
    readonly color: ConnectionColor;
    readonly protected: boolean;
    readonly params: readonly ParamInfo[];
    /** Last values, as the text of a JSON object: `5.0` is a float. */
    readonly values: string;
    /** Preset → JSON text. */
    readonly presets: Readonly<Record<string, string>>;
    /** The preset that the values are of, where nothing ran yet. */
    readonly preset?: string;
}

/** From the form to the extension. */
export type FormMessage =
    | { readonly type: "ready" }
    | { readonly type: "run"; readonly params: string; readonly preset: string }
    | { readonly type: "savePreset"; readonly name: string; readonly params: string }
    | { readonly type: "renamePreset" | "deletePreset"; readonly name: string }
    | { readonly type: "copy"; readonly params: string }
    | { readonly type: "cancel" }
    /** Shows a line of the script. */
    | { readonly type: "goto"; readonly line: number }
    /** A question for live names of the connection, answered with the same `id`. */
    | { readonly type: "names"; readonly id: number; readonly question: NamesQuestion };

/** What the connection is asked for; a bucket or measurement that is not filled in yet is left out before. */
export type NamesQuestion =
    | { readonly what: "buckets" }
    | {
          readonly what: "measurements" | "fields" | "tags" | "columns" | "tagValues";
          readonly bucket: string;
          readonly measurement?: string;
          readonly tag?: string;
      };

/** From the extension to the form. */
export type FormUpdate =
    | { readonly type: "data"; readonly data: FormData }
    | { readonly type: "names"; readonly id: number; readonly names: readonly string[] }
    /** Preset → JSON text, after one was saved, renamed or deleted; `chosen` is the one in use, empty for none. */
    | { readonly type: "presets"; readonly presets: Readonly<Record<string, string>>; readonly chosen: string };
