/** What scripts may reach outside: nothing, but hosts and folders that the service was started with. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { type Dependencies, type HttpDependency, RunError } from "@flux-scripts/engine";

/** How long an answer may take where the script says nothing, ms. */
const answerMs = 30_000;
const maxAnswerBytes = 64 * 1024 * 1024;

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
            const limit = AbortSignal.timeout(timeoutMs ?? answerMs);
            try {
                const { target, authorization } = withoutCredentials(url, headers);
                const response = await fetch(target, {
                    method,
                    headers: { ...headers, ...authorization },
                    // A redirect could lead to a host that is not allowed.
                    redirect: "manual",
                    signal: limit,
                    ...(body === undefined || body.length === 0 ? {} : { body: Buffer.from(body) }),
                });
                return { status: response.status, headers: Object.fromEntries(response.headers), body: await wholeBody(response, host) };
            } catch (error) {
                if (error instanceof RunError) throw error;
                if (limit.aborted) throw new RunError("internal error", `${host} did not answer within ${timeoutMs ?? answerMs} ms`);
                // The address may hold a token: only its host is told.
                throw new RunError("internal error", `the request to ${host} failed: ${reasonOf(error)}`);
            }
        },
    };
}

/** The body of an answer. A `RunError` for one that is larger than a script can use. */
async function wholeBody(response: Response, host: string): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        size += piece.length;
        if (size > maxAnswerBytes) throw new RunError("resource exhausted", `the answer of ${host} is larger than ${maxAnswerBytes} bytes`);
        pieces.push(piece);
    }
    return new Uint8Array(Buffer.concat(pieces));
}

/** User and password of an address as the header that Go makes of them; `fetch` takes no address that has them. */
function withoutCredentials(
    url: string,
    headers: Readonly<Record<string, string>>,
): { readonly target: URL; readonly authorization: Readonly<Record<string, string>> } {
    const target = new URL(url);
    const { username, password } = target;
    target.username = target.password = "";
    const isGiven = Object.keys(headers).some((name) => name.toLowerCase() === "authorization");
    if (isGiven || (username === "" && password === "")) return { target, authorization: {} };
    const [user, secret] = [username, password].map((text) => decodeURIComponent(text));
    return { target, authorization: { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}` } };
}

/** Why a request came to nothing: `fetch` keeps it behind its own error. What it says itself quotes addresses and headers. */
function reasonOf(error: unknown): string {
    const cause = error instanceof Error ? error.cause : undefined;
    if (!(cause instanceof Error)) return "its address or one of its headers can't be sent";
    return (cause as NodeJS.ErrnoException).code ?? cause.message;
}

function readFile(path: string, folders: readonly string[]): Uint8Array {
    const refused = new RunError("permission denied", `reading ${path} is not allowed: start the backend with --allow-read`);
    let real: string;
    try {
        // Links are followed first, so that none leads out of the folder.
        real = realpathSync(resolve(path));
    } catch {
        throw folders.some((folder) => isWithin(resolve(folder), resolve(path)))
            ? new RunError("not found", `there is no file ${path}`)
            : refused;
    }
    if (!folders.some((folder) => existsSync(folder) && isWithin(realpathSync(folder), real))) throw refused;
    if (!statSync(real).isFile()) throw new RunError("invalid", `${path} is no file`);
    return readFileSync(real);
}

function isWithin(folder: string, path: string): boolean {
    return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
