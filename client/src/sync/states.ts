/** How scripts stand against the workspace, in the words of views. */
import type { PlanItem } from "@flux-scripts/workspace";
import type { Event } from "vscode";

/** `both`: changed here and there; `foreign`: of another language than Flux, kept and never written. */
export type ScriptState = "same" | "changedHere" | "changedThere" | "both" | "onlyHere" | "onlyThere" | "foreign";

export interface HereOnly {
    readonly name: string;
    /** Its uri. */
    readonly file: string;
}

/** What views ask; answered from the last comparison, never by a request. */
export interface SyncStates {
    /** Any answer may be another one now. */
    readonly onDidChange: Event<void>;
    /** State of a stored script; undefined where nothing was compared (no folder open, connection not reached yet). */
    of(connection: string, script: string): ScriptState | undefined;
    /** How many stored scripts have a change that the workspace lacks. */
    changedThere(connection: string): number;
    /** Scripts of the workspace that the connection has not. */
    onlyHere(connection: string): readonly HereOnly[];
}

const words: Readonly<Record<PlanItem["state"], ScriptState>> = {
    same: "same",
    gone: "same",
    changedHere: "changedHere",
    changedThere: "changedThere",
    changedBoth: "both",
    conflict: "both",
    onlyHere: "onlyHere",
    deletedThere: "onlyHere",
    onlyThere: "onlyThere",
    deletedHere: "onlyThere",
    foreign: "foreign",
};

/** The word for one script of a plan. A conflict with a side that is gone counts by the side that is there. */
export function scriptState({ state, local, remote }: PlanItem): ScriptState {
    if (state === "conflict" && remote === undefined) return "onlyHere";
    if (state === "conflict" && local === undefined) return "onlyThere";
    return words[state];
}
