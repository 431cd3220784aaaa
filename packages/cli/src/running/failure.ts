/** Why a run failed, in the code and words that are written out. */
import { RunError } from "@flux-scripts/engine";
import { ScriptsApiError } from "@flux-scripts/scripts-api";

export interface RunFailure {
    readonly code: string;
    readonly message: string;
}

/** Undefined for what is no failure of a script: a bug, or a connection that is not there. */
export function runFailure(error: unknown): RunFailure | undefined {
    if (error instanceof RunError) return { code: error.code, message: error.message };
    if (error instanceof ScriptsApiError && ["script", "request", "server", "cut", "notFound"].includes(error.kind)) {
        return { code: error.code ?? "invalid", message: error.message };
    }
    return undefined;
}
