/** What the params form is told about a script. Shared by the extension and the form's page. */
import type { ParamType } from "@flux-scripts/flux/params";
import type { ConnectionColor } from "../connections/model.ts";

/** One param, as the language server answers `fluxScripts/params`: in the order of first use. */
export interface ParamInfo {
    readonly name: string;
    readonly type: ParamType;
    /** Where it goes, in words of the server, for example `duration(v:) in line 2`. */
    readonly usage: readonly string[];
    /** For `any`: what its use suggests. */
    readonly suggestedType?: ParamType;
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
}

/** From the form to the extension. */
export type FormMessage =
    | { readonly type: "ready" }
    | { readonly type: "run"; readonly params: string; readonly preset: string }
    | { readonly type: "savePreset"; readonly name: string; readonly params: string }
    | { readonly type: "copy"; readonly params: string }
    | { readonly type: "cancel" };

/** From the extension to the form. */
export type FormUpdate =
    | { readonly type: "data"; readonly data: FormData }
    | { readonly type: "presetSaved"; readonly name: string; readonly params: string };
