/** Runs of this workspace: which script, with which values, where, when, how it ended. Bounded; never a token. */

export interface HistoryEntry {
    /** Address of the document. */
    readonly uri: string;
    readonly script: string;
    /** JSON text. */
    readonly params: string;
    readonly connection: string;
    readonly connectionId: string;
    /** ms since epoch. */
    readonly at: number;
    readonly ms: number;
    readonly outcome: "finished" | "cancelled" | "failed";
}

/** More than a person looks through. */
export const historyLimit = 100;

/** The history with a run in front; the same run again moves up instead of filling the list. */
export function withRun(history: readonly HistoryEntry[], run: HistoryEntry): HistoryEntry[] {
    const others = history.filter(
        (other) => other.uri !== run.uri || other.params !== run.params || other.connectionId !== run.connectionId,
    );
    return [run, ...others].slice(0, historyLimit);
}

/** Stored entries that still make sense. */
export function readHistory(value: unknown): HistoryEntry[] {
    if (!Array.isArray(value)) return [];
    return value.filter((entry): entry is HistoryEntry => {
        if (typeof entry !== "object" || entry === null) return false;
        const { uri, script, params, connection, connectionId, at, ms } = entry as Record<string, unknown>;
        return (
            [uri, script, params, connection, connectionId].every((part) => typeof part === "string") &&
            typeof at === "number" &&
            typeof ms === "number"
        );
    });
}
