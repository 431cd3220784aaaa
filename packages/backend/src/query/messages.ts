/** Messages between the service and a query worker. One task at a time. */
import type { MessagePort } from "node:worker_threads";
import type { ProfileEvent } from "@flux-scripts/engine";
import type { PlainError } from "../errors.ts";
import type { Dialect } from "../http/dialect.ts";

/** One run of a script. */
export interface QueryJob {
    readonly flux: string;
    /** The params as the text of a JSON object; `params` is unknown to the script where it is absent. */
    readonly params: string | undefined;
    /** Flux source whose options hold for the script (`extern` of a query). */
    readonly extern: string | undefined;
    /** `now()` as RFC 3339; the real clock where absent. */
    readonly now: string | undefined;
    readonly dialect: Dialect;
    /** Ids of the buckets that may be read and written; undefined for all. */
    readonly readable: readonly string[] | undefined;
    readonly writable: readonly string[] | undefined;
    /** What came out of each call is told before the end. */
    readonly profile?: boolean;
}

/** What can be said of a text without running it. */
export interface Inspection {
    readonly params: Readonly<Record<string, string>>;
    /** Syntax errors, first one first. Positions from 1, columns in UTF-8 bytes. */
    readonly syntaxErrors: readonly SyntaxFault[];
}

export interface SyntaxFault {
    readonly message: string;
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
}

/** A function of the prelude with its parameters' kinds, as InfluxDB suggests them to editors. */
export interface Suggestion {
    readonly name: string;
    readonly params: Readonly<Record<string, string>>;
}

export interface QueryWorkerData {
    /** To the storage thread, with the count of answers that came over it. */
    readonly storage: { readonly port: MessagePort; readonly answers: SharedArrayBuffer };
    readonly allowNet: readonly string[];
    readonly allowRead: readonly string[];
    /** Bytes of columns that a run may hold. */
    readonly memoryBytes: number;
    /** No task waits for this worker: it may run something to get warm. */
    readonly idle: boolean;
}

export type ToQueryWorker =
    | { readonly kind: "run"; readonly job: QueryJob; readonly cancel: SharedArrayBuffer }
    | { readonly kind: "inspect"; readonly flux: string }
    /** The syntax tree as InfluxDB's JSON. */
    | { readonly kind: "ast"; readonly flux: string }
    /** Functions of the prelude, or the one of a name. */
    | { readonly kind: "suggest"; readonly name: string | undefined }
    /** The service has passed a piece of rows on and can take another. */
    | { readonly kind: "more" };

export type FromQueryWorker =
    /** `thread` is the kernel's number of the thread, where it is known. */
    | { readonly kind: "ready"; readonly thread: number | undefined }
    | { readonly kind: "rows"; readonly bytes: Uint8Array }
    | { readonly kind: "profile"; readonly profile: ProfileEvent }
    /** The end, with the last rows where there are some. */
    | { readonly kind: "done"; readonly bytes: Uint8Array | undefined }
    | { readonly kind: "failed"; readonly error: PlainError }
    | { readonly kind: "inspected"; readonly inspection: Inspection }
    | { readonly kind: "tree"; readonly ast: Readonly<Record<string, unknown>> }
    | { readonly kind: "suggested"; readonly suggestions: readonly Suggestion[] };

/** Pieces of rows that may be on their way. */
export const credit = 4;
