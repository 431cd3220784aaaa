/**
 * What the world sees of the engine: a request goes in, a stream of events comes out. Everything that touches the outside
 * (storage, network, files, secrets) is injected by the caller; without a dependency the functions that need it fail with a
 * clear error.
 */
import type { Column, ColumnType, Table } from "@flux-scripts/tables";
import type { ParamValue } from "@flux-scripts/flux/params";

/** Codes of the reference engine (`not found`, `invalid` …); the text of a code is what a script's error shows. */
export type ErrorCode =
    | "invalid"
    | "internal"
    | "internal error"
    | "not found"
    | "failed precondition"
    | "out of range"
    | "unimplemented"
    | "unavailable"
    | "unknown"
    | "canceled"
    | "resource exhausted"
    | "deadline exceeded"
    | "permission denied"
    | "unauthenticated"
    | "already exists"
    | "aborted";

/** Why a run failed. `start`/`end` are absolute UTF-16 offsets in the script, end exclusive, where the place is known. */
export class RunError extends Error {
    override readonly name = "RunError";
    constructor(
        readonly code: ErrorCode,
        message: string,
        readonly start?: number,
        readonly end?: number,
    ) {
        super(message);
    }
}

/** Bounds in ns since the epoch: start ≤ time < stop. */
export interface TimeBounds {
    readonly start: bigint;
    readonly stop: bigint;
}

/**
 * A test on one tag, `_measurement` or `_field` of a series, or on the `_value` of a row. All of a request must hold. A series
 * without the tag passes `!=`.
 */
export type ReadPredicate =
    | { readonly kind: "tag"; readonly label: string; readonly operator: "==" | "!="; readonly value: string }
    | { readonly kind: "tagIn"; readonly label: string; readonly values: readonly string[] }
    | {
          readonly kind: "value";
          readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">=";
          readonly value: number | bigint | string | boolean;
      };

export type ReadAggregate = "count" | "sum" | "min" | "max" | "first" | "last" | "mean";

/**
 * One read of a bucket. The engine asks only for what the reader's `capabilities` say it can do, and does the rest itself.
 *
 * A reader answers one table per series, sorted by group key, rows by time. Its columns, in this order: `_start`, `_stop`
 * (the bounds, in the group key), `_time`, `_value`, then `_field`, `_measurement` and the tags by name (all in the group key).
 */
export interface ReadRequest {
    /** Name or id, as the script gives it. */
    readonly bucket: { readonly name: string } | { readonly id: string };
    readonly bounds: TimeBounds;
    readonly predicates: readonly ReadPredicate[];
    /** Labels of tag columns that the script needs; absent: all. Tags that are left out leave the key, too. */
    readonly columns?: readonly string[];
    /** One row per series: the first or last point inside the bounds, or an aggregate. Only asked of readers that can. */
    readonly aggregate?: ReadAggregate;
    /**
     * With `aggregate`: one row per window instead of one per series, windows aligned to `offset` ns past the epoch, clipped to
     * the bounds; empty windows are left out. `_time` is the window's stop for count, sum, mean and the point's own time for others.
     */
    readonly window?: { readonly everyNs: bigint; readonly offsetNs: bigint };
    /** At most so many rows per series. */
    readonly limit?: number;
    /** `key`: series sorted by group key. Otherwise by measurement, then tag by tag, then field. Only asked of readers that can. */
    readonly order?: "key";
}

/** What a reader can do by itself; everything else stays with the engine. */
export interface ReadCapabilities {
    readonly predicates: ReadonlySet<ReadPredicate["kind"]>;
    readonly aggregates: ReadonlySet<ReadAggregate>;
    readonly windows: boolean;
    readonly columns: boolean;
    /** Lists series from an index. */
    readonly series?: boolean;
    /** Gives series sorted by group key. */
    readonly keyOrder?: boolean;
}

/** `_measurement`, `_field` and the tags of a series, by label in byte order. */
export type SeriesLabels = readonly (readonly [label: string, value: string])[];

export interface SeriesRequest {
    readonly bucket: ReadRequest["bucket"];
    /** Series that have points somewhere in the shards that the bounds touch; absent: anywhere. */
    readonly bounds?: TimeBounds;
    readonly predicates: readonly ReadPredicate[];
}

/** Rows of one series. Chunks of one table follow one another; `more` is false on its last. */
export interface TableChunk {
    readonly table: Table;
    readonly more: boolean;
}

export interface BucketInfo {
    readonly id: string;
    readonly name: string;
    readonly organizationId: string;
    readonly retentionNs: bigint;
}

/** Stored points, injected. Fails with a {@link RunError} (`not found` for an unknown bucket). */
export interface StorageReader {
    readonly capabilities: ReadCapabilities;
    /** Chunks come as the consumer asks for them. The iterator's `return` ends the read. */
    read(request: ReadRequest): AsyncIterable<TableChunk> | Iterable<TableChunk>;
    /** Series by the index, without a look at their points. Only asked of readers that can. */
    series?(request: SeriesRequest): Iterable<SeriesLabels>;
    buckets(): Promise<readonly BucketInfo[]>;
}

/** Points to write, from `to()`: one table of rows with `_time`, `_measurement` and typed field columns. */
export interface StorageWriter {
    write(bucket: { readonly name: string } | { readonly id: string }, points: readonly WritePoint[]): Promise<void>;
    /** Fails as `write` would for a bucket that isn't there or may not be written. Called before anything is read. */
    check?(bucket: { readonly name: string } | { readonly id: string }): Promise<void>;
}

export interface WritePoint {
    readonly measurement: string;
    readonly tags: ReadonlyMap<string, string>;
    readonly fields: ReadonlyMap<string, { readonly type: ColumnType; readonly value: bigint | number | string | boolean }>;
    /** ns since epoch. */
    readonly time: bigint;
}

/** HTTP for packages that reach the network. The caller enforces its allow-list and answers a refusal with a RunError. */
export interface HttpDependency {
    request(request: {
        readonly method: string;
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body?: Uint8Array;
        readonly timeoutMs?: number;
    }): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }>;
}

export interface Dependencies {
    readonly storage?: StorageReader;
    readonly writer?: StorageWriter;
    readonly http?: HttpDependency;
    /** Reads a whole file that is inside the allow-list; a refusal or a missing file is a RunError. */
    readonly readFile?: (path: string) => Uint8Array;
    readonly secrets?: (key: string) => string | undefined;
    /** Source text of a user's package by import path, for imports that are not of the standard library. */
    readonly packages?: (path: string) => string | undefined;
}

export interface RunLimits {
    /** Bytes of columns held at once. */
    readonly memoryBytes?: number;
    /** Rows made by any one source or step. */
    readonly rows?: number;
    /** Milliseconds of wall time. */
    readonly timeMs?: number;
}

export interface RunRequest {
    readonly source: string;
    /** Values of `params`; absent when the script has none. */
    readonly params?: ReadonlyMap<string, ParamValue>;
    /** `now()`, ns since epoch; the clock's time when absent. `option now` of the script wins. */
    readonly now?: bigint;
    /** Statements bound before the script's own (an `extern` of the query API), as Flux source. */
    readonly extern?: string;
    readonly dependencies?: Dependencies;
    readonly limits?: RunLimits;
    /** A non-zero first element ends the run within 50 ms. Works while the thread is busy. */
    readonly cancelFlag?: Int32Array;
    /** Ends the run at its next pause. A busy loop sees only `cancelFlag`. */
    readonly signal?: AbortSignal;
    /** Wall and row figures per step, as a `profile` event at the end. */
    readonly profile?: boolean;
}

/** Rows of a result. Chunks of one table follow one another; a table's last has `more: false`. */
export interface TableEvent {
    readonly kind: "table";
    readonly result: string;
    /** Number of the table in its result, from 0. */
    readonly index: number;
    readonly table: Table;
    readonly more: boolean;
}

/** All tables of a result have come. Also sent for a result without tables. */
export interface ResultEndEvent {
    readonly kind: "resultEnd";
    readonly result: string;
}

/** The run failed, perhaps after rows were given; always the last event. */
export interface ErrorEvent {
    readonly kind: "error";
    readonly error: RunError;
}

export interface ProfileEvent {
    readonly kind: "profile";
    readonly steps: readonly { readonly name: string; readonly rows: number; readonly ms: number }[];
    readonly compileMs: number;
    readonly totalMs: number;
    /** The calls in the script that give streams, in the order of their places. */
    readonly calls: readonly CallProfile[];
}

/** What came out of one call of the script, as `range(…)` in `|> range(…)`. A call that ran several times is summed up. */
export interface CallProfile {
    readonly name: string;
    /** Where the chain of pipes begins that the call ends; `start` where there is none. */
    readonly whole: number;
    /** UTF-16 offsets of the call in the script, end exclusive. */
    readonly start: number;
    readonly end: number;
    /** The stream comes through a pipe. */
    readonly piped: boolean;
    /**
     * `measured`: it ran as a step of its own. `merged`: a later step does its work (a filter that the storage makes); there are
     * no figures. `unused`: nothing asked for its tables.
     */
    readonly state: "measured" | "merged" | "unused";
    readonly tables: number;
    readonly rows: number;
    /** Time that the step took for itself. */
    readonly ms: number;
    /** Columns and first rows of its first table with rows; cells as annotated CSV writes them. */
    readonly columns: readonly { readonly label: string; readonly type: ColumnType; readonly key: boolean }[];
    readonly sample: readonly (readonly (string | null)[])[];
}

export type RunEvent = TableEvent | ResultEndEvent | ErrorEvent | ProfileEvent;

export type { Column, ColumnType, Table };
