/** Runs of this workspace: which script, with which values, where, when, how it ended. Bounded; never a token or secret. */
import { withoutSecrets } from "./secrets.ts";

export interface HistoryEntry {
    /** Under which its rows are kept, where they are. */
    readonly id: string;
    /** Address of the document. */
    readonly uri: string;
    readonly script: string;
    /** A part of the document that ran. */
    readonly part?: string;
    /** JSON text, without what looks like a secret. */
    readonly params: string;
    /** Names of params whose values are not kept. */
    readonly hidden?: readonly string[];
    readonly connection: string;
    readonly connectionId: string;
    /** The stored script that ran, where it was not the document's text. */
    readonly storedId?: string;
    /** ms since epoch. */
    readonly at: number;
    readonly ms: number;
    readonly rows?: number;
    /** Of its rows, where they are kept. */
    readonly bytes?: number;
    readonly outcome: "finished" | "cancelled" | "failed";
    readonly error?: string;
    /** Stays, whatever comes after. */
    readonly pinned?: boolean;
}

/** More than a person looks through. Pinned ones are not counted. */
export const historyLimit = 100;
/** Runs of one script with the same values on the same connection: enough to compare. */
const sameLimit = 10;
/** Characters of an error that are kept. */
const errorLimit = 500;

/** The history with a run in front, secrets taken out of it. */
export function withRun(history: readonly HistoryEntry[], run: HistoryEntry): HistoryEntry[] {
    const { params, removed } = withoutSecrets(run.params);
    const { error, ...rest } = run;
    const entry: HistoryEntry = {
        ...rest,
        params,
        ...(removed.length === 0 ? {} : { hidden: removed }),
        ...(error === undefined ? {} : { error: error.slice(0, errorLimit) }),
    };
    let same = 1;
    let count = 1;
    const others = history.filter((other) => {
        if (other.pinned === true) return true;
        if (isSame(other, entry) && ++same > sameLimit) return false;
        return ++count <= historyLimit;
    });
    return [entry, ...others];
}

function isSame(a: HistoryEntry, b: HistoryEntry): boolean {
    return a.uri === b.uri && a.params === b.params && a.connectionId === b.connectionId && a.part === b.part && a.storedId === b.storedId;
}

/** Stored entries that still make sense. */
export function readHistory(value: unknown): HistoryEntry[] {
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry: unknown): HistoryEntry[] => {
        if (typeof entry !== "object" || entry === null) return [];
        const { uri, script, params, connection, connectionId, at, ms, id } = entry as Record<string, unknown>;
        const sound =
            [uri, script, params, connection, connectionId].every((part) => typeof part === "string") &&
            typeof at === "number" &&
            typeof ms === "number";
        // Entries of earlier versions have no id, and may hold what is no longer kept.
        return sound ? [{ ...(entry as HistoryEntry), id: typeof id === "string" ? id : "", ...cleaned(params as string) }] : [];
    });
}

function cleaned(text: string): Pick<HistoryEntry, "params" | "hidden"> {
    const { params, removed } = withoutSecrets(text);
    return removed.length === 0 ? { params } : { params, hidden: removed };
}
