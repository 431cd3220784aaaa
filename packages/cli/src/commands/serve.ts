import { mkdirSync } from "node:fs";
import { startBackend } from "@flux-scripts/backend";
import { exitCodes } from "../faults.ts";
import { note, write } from "../output.ts";
import { defaultDataFolder } from "../places.ts";
import { version } from "../version.ts";

export interface ServeOptions {
    readonly port: number;
    readonly host: string;
    readonly data?: string;
    readonly token?: string;
    readonly readToken?: string;
    readonly org: string;
    readonly cors: readonly string[];
    readonly allowNet: readonly string[];
    readonly allowRead: readonly string[];
    readonly sample?: boolean;
    readonly json?: boolean;
}

/** Runs the local backend until it is told to end (SIGTERM, SIGINT); what runs then may finish. */
export async function serve(options: ServeOptions): Promise<number> {
    const dataDir = options.data ?? defaultDataFolder();
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    let end: (code: number) => void = () => {};
    const ended = new Promise<number>((resolve) => {
        end = resolve;
    });
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => end(exitCodes.fine));
    const backend = await startBackend({
        dataDir,
        port: options.port,
        host: options.host,
        ...(options.token === undefined ? {} : { token: options.token }),
        ...(options.readToken === undefined ? {} : { readToken: options.readToken }),
        org: options.org,
        cors: options.cors,
        allowNet: options.allowNet,
        allowRead: options.allowRead,
        sample: options.sample === true,
        version,
        workers: { storage: new URL("./storage-worker.js", import.meta.url), query: new URL("./query-worker.js", import.meta.url) },
        onFailure: ({ message }) => {
            note(`flux-scripts: ${message}`);
            end(exitCodes.findings);
        },
    });
    const { url, token, org, pid } = backend;
    if (options.json === true) await write(`${JSON.stringify({ url, token, org, pid })}\n`);
    else
        note(
            `serving ${url} (organisation ${org}, data in ${dataDir})${options.token === undefined ? `; the token is in ${dataDir}/token` : ""}`,
        );
    const code = await ended;
    await backend.stop();
    return code;
}
