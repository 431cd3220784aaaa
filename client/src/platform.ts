/** What differs between desktop and browser, behind one interface. */
import type { FetchLike } from "@flux-scripts/scripts-api";
import type { columnarWriter } from "@flux-scripts/tables/export/columnar";
import type { FoundConnection } from "./connections/influxConfigs.ts";
import type { FileTarget } from "./run/exportFile.ts";
import type { Event } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";

/** How to reach a running local backend. The token stays in memory. */
export interface LocalAccess {
    readonly url: string;
    readonly token: string;
    readonly org: string;
}

export type LocalState = "stopped" | "starting" | "running";

/** The embedded backend, one a user and data folder; shared by all windows. */
export interface LocalBackend {
    readonly state: LocalState;
    readonly onDidChangeState: Event<LocalState>;
    /** Starts it, or finds the one that runs. Rejects with a `UserError` that says what to do. */
    ensure(): Promise<LocalAccess>;
    /** True when one runs, also one that another window or the command line started; starts none. */
    attach(): Promise<boolean>;
    stop(): Promise<void>;
    /** Adds the sample bucket and scripts; starts it anew for that. */
    addSample(): Promise<void>;
    /** Stops it and deletes every bucket and script that it holds. */
    reset(): Promise<void>;
    /** This window needs it no more. */
    dispose(): void;
}

export interface CommandLineRun {
    readonly cwd?: string;
    /** On top of the extension host's own environment. */
    readonly env?: Readonly<Record<string, string>>;
    readonly onOutput: (text: string, stream: "stdout" | "stderr") => void;
    /** Ends the process. */
    readonly signal: AbortSignal;
}

/** The command line that comes with the extension. */
export interface CommandLine {
    /** The exit code, 130 for one that was ended. Rejects when it can't be started. */
    run(args: readonly string[], run: CommandLineRun): Promise<number>;
}

/** An answer that is kept for a while, to be read more than once. */
export interface Spool {
    write(bytes: Uint8Array): Promise<void>;
    read(): AsyncIterable<Uint8Array>;
    /** Nothing of it stays. */
    close(): Promise<void>;
}

export interface Platform {
    readonly kind: "node" | "web";
    readonly fetch: FetchLike;
    /** Undefined in a browser, where no process can be started. */
    readonly local: LocalBackend | undefined;
    /** Undefined in a browser. */
    readonly commandLine: CommandLine | undefined;
    /** What the influx CLI and the environment know; nothing in a browser. */
    knownConnections(): FoundConnection[];
    /** Writes a file of this machine as a stream; a browser has none. */
    readonly openFile?: (path: string) => Promise<FileTarget>;
    readonly openSpool?: () => Promise<Spool>;
    /** gzip of bytes; absent in a browser, where nothing is far away. */
    readonly pack?: (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;
    /** Loads the libraries for Parquet and Arrow, which are larger than the rest. */
    readonly columnar: () => Promise<typeof columnarWriter>;
    createLanguageClient(options: LanguageClientOptions): BaseLanguageClient | Promise<BaseLanguageClient>;
}
