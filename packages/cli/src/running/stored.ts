/** A run over a backend's data folder: through the service that runs on it, or one that is started for it. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { discover, startBackend } from "@flux-scripts/backend";
import { annotatedDialect, createScriptsClient, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { UsageError } from "../faults.ts";

export interface StoredBackend {
    readonly backend: ScriptsBackend;
    close(): Promise<void>;
}

/** Opens a data folder with a token that may only read. */
export async function openData(folder: string, allowNet: readonly string[], allowRead: readonly string[]): Promise<StoredBackend> {
    if (!existsSync(folder)) throw new UsageError(`${folder}: no such data folder`);
    const service = discover(folder);
    if (service !== undefined) return { backend: clientOf(service.url, service.token, service.org), close: async () => {} };
    const readToken = randomBytes(32).toString("base64url");
    const running = await startBackend({
        dataDir: folder,
        port: 0,
        readToken,
        allowNet,
        allowRead,
        workers: { storage: new URL("./storage-worker.js", import.meta.url), query: new URL("./query-worker.js", import.meta.url) },
    });
    return { backend: clientOf(running.url, readToken, running.org), close: () => running.stop() };
}

function clientOf(url: string, token: string, org: string): ScriptsBackend {
    return createScriptsClient("local", { fetch: (address, init) => fetch(address, init as unknown as RequestInit), url, token, org });
}

/** Asks for typed CSV where the backend gives it. */
export function dialectFor(backend: ScriptsBackend): { readonly dialect?: typeof annotatedDialect } {
    return backend.capabilities.annotatedInvoke ? { dialect: annotatedDialect } : {};
}
