/** Starts and stops the local backend. */
import { createServer, type RequestListener, type Server } from "node:http";
import { announce, folderToken, withdraw } from "./discovery.ts";
import { StartError } from "./errors.ts";
import { QueryPool } from "./query/pool.ts";
import { loadSample } from "./sample/load.ts";
import { StorageClient } from "./storage/client.ts";

export interface BackendOptions {
    /** Data folder; made where it isn't there. */
    readonly dataDir: string;
    /** 8086 by default; 0 takes any that is free. */
    readonly port?: number;
    /** Address to listen on; 127.0.0.1 by default. */
    readonly host?: string;
    /** Instead of the folder's own token, which is made at the first start. */
    readonly token?: string;
    /** One more token that may only read and invoke. */
    readonly readToken?: string;
    /** Name of the organisation; `local` by default. */
    readonly org?: string;
    /** Origins that may call from a browser, beside those of loopback. */
    readonly cors?: readonly string[];
    /** Hosts that scripts may reach; none by default. */
    readonly allowNet?: readonly string[];
    /** Folders that scripts may read; none by default. */
    readonly allowRead?: readonly string[];
    /** Loads the sample bucket and scripts, once a folder. */
    readonly sample?: boolean;
    readonly version?: string;
    /** Bundled entries of the threads. */
    readonly workers: { readonly storage: URL; readonly query: URL };
    readonly limits?: {
        /** Bytes of a script or query; 4 MiB. */
        readonly bodyBytes?: number;
        /** Bytes of a write, unpacked; 64 MiB. */
        readonly writeBytes?: number;
        /** Queries that may wait; 1000. */
        readonly queue?: number;
        /** Query threads at most; 24. */
        readonly workers?: number;
        /** Megabytes of objects a run may hold; 1024. */
        readonly memoryMb?: number;
        /** Milliseconds that a client may take for its headers; 10,000. For all of a request twelve times as long. */
        readonly headerMs?: number;
    };
    /** Hears of a service that can't go on (its storage thread has ended). */
    readonly onFailure?: (error: Error) => void;
}

export interface RunningBackend {
    readonly url: string;
    readonly token: string;
    readonly org: string;
    readonly pid: number;
    /** Takes no more requests, lets those that run finish for 5 s, then closes the file. */
    stop(): Promise<void>;
}

const mebibyte = 1024 * 1024;
const drainMs = 5000;
const answerMs = 300;

/**
 * Starts the service and resolves when it answers. Rejects with a `StartError` that says what to do: port in use, folder in
 * use, folder not writable, damaged file.
 */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
    const host = options.host ?? "127.0.0.1";
    const port = options.port ?? 8086;
    const fail = options.onFailure ?? ((error: Error) => process.stderr.write(`${error.message}\n`));
    const starting = StorageClient.start(options.workers.storage, options.dataDir, fail);
    const loading = import("./http/service.ts");
    const storage = await starting;
    try {
        const [{ Tokens, createApp, getRequestListener, isLoopback, Profiles }, org, authorizations] = await Promise.all([
            loading,
            storage.call("organization", [options.org ?? "local"]),
            storage.call("listAuthorizations", []),
        ]);
        const token = options.token ?? folderToken(options.dataDir);
        const tokens = new Tokens(token, options.readToken);
        tokens.setStored(authorizations);
        const maxWorkers = options.limits?.workers ?? 24;
        const queries = new QueryPool({
            url: options.workers.query,
            storage,
            allowNet: options.allowNet ?? [],
            allowRead: options.allowRead ?? [],
            min: Math.min(2, maxWorkers),
            max: maxWorkers,
            queueLimit: options.limits?.queue ?? 1000,
            memoryMb: options.limits?.memoryMb ?? 1024,
        });
        try {
            if (options.sample === true) await loadSample(storage);
            const app = createApp({
                storage,
                queries,
                tokens,
                profiles: new Profiles(),
                org,
                version: options.version ?? "0.1.0",
                startedAt: new Date(),
                limits: { body: options.limits?.bodyBytes ?? 4 * mebibyte, write: options.limits?.writeBytes ?? 64 * mebibyte },
                cors: options.cors ?? [],
                hosts: isLoopback(host) ? ["localhost", "127.0.0.1", "::1", host.toLowerCase()] : undefined,
            });
            const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
            const server = await listen(
                (request, response) => void answer(request, response),
                host,
                port,
                options.limits?.headerMs ?? 10_000,
            );
            const url = urlOf(server, host);
            announce(options.dataDir, { url, token, org: org.name, pid: process.pid });
            setImmediate(() => queries.warm());
            return { url, token, org: org.name, pid: process.pid, stop: once(() => stop(server, queries, storage, options.dataDir)) };
        } catch (error) {
            await queries.close(0);
            throw error;
        }
    } catch (error) {
        await storage.close();
        throw error;
    }
}

function listen(listener: RequestListener, host: string, port: number, headerMs: number): Promise<Server> {
    return new Promise((resolve, reject) => {
        const server = createServer(
            {
                // A client that dribbles its headers or body holds nothing for long; a long answer is not cut.
                headersTimeout: headerMs,
                requestTimeout: 12 * headerMs,
                keepAliveTimeout: 65_000,
                connectionsCheckingInterval: headerMs / 2,
                maxHeaderSize: 16 * 1024,
            },
            listener,
        );
        server.maxHeadersCount = 100;
        // Also heard later, when nobody waits for it: it must not end the process.
        server.on("error", (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
        server.listen(port, host, () => resolve(server));
    });
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
    if (error.code === "EADDRINUSE")
        return new StartError(`port ${port} on ${host} is in use: stop what listens there, or choose another with --port (0 takes any)`);
    if (error.code === "EACCES") return new StartError(`port ${port} needs more rights: choose one above 1023 with --port`);
    if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
        return new StartError(`${host} is no address of this machine: choose another with --host`);
    return error;
}

function urlOf(server: Server, host: string): string {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
    return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function stop(server: Server, queries: QueryPool, storage: StorageClient, folder: string): Promise<void> {
    withdraw(folder);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await queries.close(drainMs);
    server.closeIdleConnections();
    // What was ended gets its answer; connections that only linger do not keep us.
    const late = new Promise<void>((resolve) => setTimeout(resolve, answerMs).unref());
    await Promise.race([closed, late]);
    server.closeAllConnections();
    await storage.close();
}

function once(work: () => Promise<void>): () => Promise<void> {
    let done: Promise<void> | undefined;
    return () => (done ??= work());
}
