/** What the scripts API exchanges, and what every connection can do behind one interface. */

/** The type of a param as `GET /scripts/{id}/params` names it. */
export type ScriptParamType = "any" | "bool" | "duration" | "float" | "int" | "string" | "time" | "uint";

/** `sql` and `influxql` scripts exist in the Cloud; they are kept and shown, never run here. */
export type ScriptLanguage = "flux" | "sql" | "influxql" | (string & {});

/** A stored script as the API answers it. Times are RFC 3339. */
export interface Script {
    readonly id: string;
    readonly orgID: string;
    readonly name: string;
    readonly description: string;
    readonly language: ScriptLanguage;
    /** The text, byte for byte as it was stored. */
    readonly script: string;
    /** Where it is invoked. */
    readonly url: string;
    readonly createdAt: string;
    readonly updatedAt: string;
}

export interface NewScript {
    readonly name: string;
    readonly description: string;
    readonly script: string;
    /** `flux` where it is not given. */
    readonly language?: ScriptLanguage;
}

/** What is absent stays as it is. */
export interface ScriptChange {
    readonly name?: string;
    readonly description?: string;
    readonly script?: string;
}

/** How the CSV of a run is written; absent, the Cloud answers a header only. */
export interface Dialect {
    readonly header?: boolean;
    readonly delimiter?: string;
    readonly annotations?: readonly ("datatype" | "group" | "default")[];
    readonly commentPrefix?: string;
    readonly dateTimeFormat?: "RFC3339" | "RFC3339Nano";
}

/** The dialect that keeps types: annotated CSV as `tables` decodes it without guessing. */
export const annotatedDialect: Dialect = { header: true, annotations: ["datatype", "group", "default"] };

export interface CallOptions {
    /** Ends the call; it rejects with a `CancelledError`. */
    readonly signal?: AbortSignalLike;
    /** Milliseconds until the answer's headers, 0 for no limit. The client's own setting where absent. */
    readonly timeoutMs?: number;
}

export interface RunOptions extends CallOptions {
    /**
     * The params as the text of one JSON object, sent as it is: the spelling says whether a number is an int (`5`) or a
     * float (`5.0`), and no digit of 64 bits is lost. `writeJson` of `@flux-scripts/flux/params` makes it.
     */
    readonly params?: string;
    readonly dialect?: Dialect;
    /** An empty text comes as `""`, and null as nothing: only the local backend can tell them apart. */
    readonly quotedEmpty?: boolean;
}

export interface QueryOptions extends RunOptions {
    /** `now()` of the run, RFC 3339. */
    readonly now?: string;
    /**
     * For servers that don't know `params` (`capabilities.queryParams` false): Flux source, one `option params = {…}`
     * statement as `fluxLiteral` of `@flux-scripts/flux/params` writes it. Other servers take `params`.
     */
    readonly paramsOption?: string;
    /** The run may write to no bucket, whatever the token may; only the local backend heeds it. */
    readonly readOnly?: boolean;
    /** 32 random hexadecimal digits, under which {@link ScriptsBackend.profile} answers once the rows have ended. */
    readonly profile?: string;
}

/** What came out of one call of a script that was run: `range(…)` in `|> range(…)`. */
export interface CallProfile {
    readonly name: string;
    /** Where the chain of pipes begins that the call ends; `start` where there is none. */
    readonly whole: number;
    /** UTF-16 offsets of the call in the text, end exclusive. */
    readonly start: number;
    readonly end: number;
    readonly piped: boolean;
    /** `merged`: a later step does its work, and there are no figures. `unused`: nothing asked for its tables. */
    readonly state: "measured" | "merged" | "unused";
    readonly tables: number;
    readonly rows: number;
    readonly ms: number;
    /** Of its first table with rows. */
    readonly columns: readonly { readonly label: string; readonly type: string; readonly key: boolean }[];
    readonly sample: readonly (readonly (string | null)[])[];
}

export interface RunProfile {
    readonly compileMs: number;
    readonly totalMs: number;
    /** By their places. */
    readonly calls: readonly CallProfile[];
}

/** The rows of one run as they arrive. Iterate once; leaving the loop early ends the run on the server. */
export interface ResultStream extends AsyncIterable<string> {
    /** Text of the CSV in pieces of any size, never cut within a character. */
    [Symbol.asyncIterator](): AsyncIterator<string>;
    /** The same as the bytes that came (UTF-8), in place of the text: pieces of any size, cut anywhere. */
    bytes(): AsyncIterable<Uint8Array>;
    /** Ends the run; the loop over it ends with a `CancelledError`. */
    cancel(): void;
}

export interface Bucket {
    readonly id: string;
    readonly orgID: string;
    readonly name: string;
    readonly description: string;
    /** Seconds; 0 keeps everything. */
    readonly retentionSeconds: number;
    readonly system: boolean;
}

export interface Organization {
    readonly id: string;
    readonly name: string;
}

export type BackendKind = "local" | "cloud" | "oss";

/** What a connection can do. What it can't is disabled with the reason, never tried. */
export interface Capabilities {
    readonly kind: BackendKind;
    /** Has the scripts API: list, push, invoke by id. */
    readonly scripts: boolean;
    /** A PATCH may change the name; else a rename is a new script and a delete. */
    readonly rename: boolean;
    /** Annotated CSV on request, so that types need no guessing. */
    readonly annotatedInvoke: boolean;
    /** Any Flux text can be run. */
    readonly query: boolean;
    /** `/api/v2/query` takes `params` itself. */
    readonly queryParams: boolean;
    readonly buckets: boolean;
}

export interface ServerInfo {
    readonly kind: BackendKind;
    readonly version?: string;
    /** Server's clock minus ours in milliseconds, by its Date header; to a second only. */
    readonly clockSkewMs?: number;
}

/**
 * One connection: the local backend, InfluxDB Cloud, or OSS. Every call rejects with a `ScriptsApiError` only (or a
 * `CancelledError`, which is one too).
 */
export interface ScriptsBackend {
    readonly capabilities: Capabilities;
    /** Base address without a slash at the end. */
    readonly url: string;
    /** Reachable, and the token taken? Says what it is. */
    check(options?: CallOptions): Promise<ServerInfo>;
    /** Every script, page after page, in the server's order. */
    list(options?: CallOptions): Promise<Script[]>;
    /** The script of exactly this name. */
    find(name: string, options?: CallOptions): Promise<Script | undefined>;
    get(id: string, options?: CallOptions): Promise<Script>;
    create(script: NewScript, options?: CallOptions): Promise<Script>;
    /** The script as it is afterwards; a `NotAppliedError` when the server left something of the change out. */
    update(id: string, change: ScriptChange, options?: CallOptions): Promise<Script>;
    /** Also of an id that is not there. */
    delete(id: string, options?: CallOptions): Promise<void>;
    params(id: string, options?: CallOptions): Promise<Record<string, ScriptParamType>>;
    /** Runs a stored script. Rejects for an error before the first byte; a later one ends the text with an error table. */
    invoke(id: string, options?: RunOptions): Promise<ResultStream>;
    /** Runs a text. */
    query(flux: string, options?: QueryOptions): Promise<ResultStream>;
    /** What came out of each call of a query that had this `profile` id; only of a backend that can tell. */
    readonly profile?: (id: string, options?: CallOptions) => Promise<RunProfile>;
    buckets(options?: CallOptions): Promise<Bucket[]>;
    organizations(options?: CallOptions): Promise<Organization[]>;
}

/** The part of `AbortSignal` that is used, so that any implementation does. */
export interface AbortSignalLike {
    readonly aborted: boolean;
    addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
    removeEventListener(type: "abort", listener: () => void): void;
}
