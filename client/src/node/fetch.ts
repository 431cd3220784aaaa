/** HTTP in the desktop extension host, with VS Code's own proxy and certificate settings. */
import { createRequire } from "node:module";
import type { FetchInit, FetchLike } from "@flux-scripts/scripts-api";

/** The part of undici's dispatch that is used: a request's options, which carry its time-outs. */
type Dispatch = (options: object, handler: unknown) => boolean;
type PatchFetch = (options: { readonly interceptors: readonly ((dispatch: Dispatch) => Dispatch)[] }) => FetchLike;

/** undici gives up after five minutes without a byte. How long a run may take is for us to say, not for it. */
const noTimeouts = { headersTimeout: 0, bodyTimeout: 0 };

/**
 * Two ways, since VS Code applies its proxy to the global fetch only: an address of this machine never goes through a proxy, and
 * is asked by undici itself, loaded on first use; every other one through VS Code's fetch.
 */
export function nodeFetch(): FetchLike {
    let direct: FetchLike | undefined;
    let proxied: FetchLike | undefined;
    return (url, init) => (isLoopback(url) ? (direct ??= undiciFetch()) : (proxied ??= editorFetch()))(url, init);
}

function undiciFetch(): FetchLike {
    const undici = createRequire(import.meta.url)("undici") as {
        fetch(url: string, init: FetchInit & { dispatcher: unknown }): ReturnType<FetchLike>;
        Agent: new (options: object) => unknown;
    };
    const dispatcher = new undici.Agent(noTimeouts);
    return (url, init) => undici.fetch(url, { ...init, dispatcher });
}

function editorFetch(): FetchLike {
    // Where VS Code offers it, its fetch is made anew with our time-outs; else the global one has to do.
    const patch = (globalThis as { __vscodeCreateFetchPatch?: PatchFetch }).__vscodeCreateFetchPatch;
    const plain: FetchLike = (url, init) => globalThis.fetch(url, init);
    if (typeof patch !== "function") return plain;
    try {
        return patch({ interceptors: [(dispatch) => (options, handler) => dispatch({ ...options, ...noTimeouts }, handler)] });
    } catch {
        return plain;
    }
}

function isLoopback(url: string): boolean {
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
