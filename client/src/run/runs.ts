/** Runs: what is asked for, what goes on, how it went. */
import type { RunProfile } from "@flux-scripts/scripts-api";
import type * as vscode from "vscode";
import type { Connection } from "../connections/model.ts";
import type { RunMemo } from "../views/keptRuns.ts";
import type { ParamInfo } from "./paramInfo.ts";
import { withoutSecrets } from "./secrets.ts";

/** What is asked to run. */
export interface RunRequest {
    readonly document: vscode.TextDocument;
    /** A part of it, with every place where it was. */
    readonly part?: string | undefined;
    /** The document's connection where absent. */
    readonly on?: Connection | undefined;
    /** JSON text. What is missing is asked for. */
    readonly params?: string | undefined;
    /** The stored script that is invoked by its id; the document shows its text. */
    readonly storedId?: string | undefined;
    /** In place of the script's name. */
    readonly title?: string | undefined;
    /** `inspect`: one step of a pipeline. `watch`: while a person types; what goes wrong leaves the view as it was. */
    readonly purpose?: RunPurpose | undefined;
}

export type RunPurpose = "run" | "inspect" | "watch";

/** How a run went. */
export interface FinishedRun extends Run {
    /** The text that ran, with every place where it was in the document. */
    readonly text: string;
    /** ms since epoch. */
    readonly at: number;
    readonly ms: number;
    readonly outcome: "finished" | "cancelled" | "failed";
    readonly rows: number;
    /** The answer as it came; undefined where it was too large to keep. */
    readonly bytes: Uint8Array | undefined;
    readonly profile?: RunProfile | undefined;
    readonly error?: string | undefined;
}

/** A run that was asked for; run again does the same. */
export interface Run {
    readonly number: number;
    readonly purpose: RunPurpose;
    readonly storedId: string | undefined;
    readonly document: vscode.TextDocument;
    /** A part of the document, with every place where it was; the whole document as it is then where absent. */
    readonly part: string | undefined;
    readonly script: string;
    readonly params: string;
    readonly schema: readonly ParamInfo[];
    readonly connection: Connection;
    /** What ran: the document may be another one since. */
    text?: string;
    place?: vscode.Range;
}

/** What asks for the same run once more. */
export function requestOf({ params, storedId, script, purpose }: Run): Pick<RunRequest, "params" | "storedId" | "title" | "purpose"> {
    return { params, storedId, title: script, purpose: purpose === "inspect" ? "inspect" : "run" };
}

/** What is kept of a run across restarts: no secret. */
export function memoOf({ document, params, connection, part }: Run): RunMemo {
    const memo = { uri: document.uri.toString(), params: withoutSecrets(params).params, connectionId: connection.id };
    return part === undefined ? memo : { ...memo, part };
}
