/** What scripts may reach outside: nothing, but hosts and folders that the service was started with. */
import { readFileSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { type Dependencies, type HttpDependency, RunError } from "@flux-scripts/engine";

/** Hosts are names, `name:port` or `*`; folders are paths. */
export function dependencies(allowNet: readonly string[], allowRead: readonly string[]): Pick<Dependencies, "http" | "readFile"> {
    return {
        ...(allowNet.length === 0 ? {} : { http: http(allowNet) }),
        ...(allowRead.length === 0 ? {} : { readFile: (path: string) => readFile(path, allowRead) }),
    };
}

function http(allowed: readonly string[]): HttpDependency {
    return {
        request: async ({ method, url, headers, body, timeoutMs }) => {
            const { hostname, host, protocol } = new URL(url);
            if (protocol !== "http:" && protocol !== "https:") throw new RunError("invalid", `can't request ${protocol} addresses`);
            if (!allowed.includes("*") && !allowed.includes(hostname) && !allowed.includes(host)) {
                throw new RunError("permission denied", `the host ${host} is not allowed: start the backend with --allow-net ${host}`);
            }
            const response = await fetch(url, {
                method,
                headers: { ...headers },
                // A redirect could lead to a host that is not allowed.
                redirect: "manual",
                signal: AbortSignal.timeout(timeoutMs ?? 30_000),
                ...(body === undefined || body.length === 0 ? {} : { body: Buffer.from(body) }),
            });
            return {
                status: response.status,
                headers: Object.fromEntries(response.headers),
                body: new Uint8Array(await response.arrayBuffer()),
            };
        },
    };
}

function readFile(path: string, folders: readonly string[]): Uint8Array {
    const refused = new RunError("permission denied", `reading ${path} is not allowed: start the backend with --allow-read`);
    let real: string;
    try {
        // Links are followed first, so that none leads out of the folder.
        real = realpathSync(resolve(path));
    } catch {
        throw folders.some((folder) => resolve(path).startsWith(resolve(folder) + sep))
            ? new RunError("not found", `there is no file ${path}`)
            : refused;
    }
    if (!folders.some((folder) => real.startsWith(realpathSync(resolve(folder)) + sep))) throw refused;
    return readFileSync(real);
}
