/** Entry of the engine's worker, in Node (worker_threads) and in browsers. */
import type { FromEngine, ToEngine } from "./protocol.ts";
import { serveEngine } from "./serve.ts";

interface NodePort {
    postMessage(message: FromEngine, transfer: readonly ArrayBuffer[]): void;
    on(event: "message", handler: (message: ToEngine) => void): void;
}

interface WebScope {
    postMessage(message: FromEngine, transfer: ArrayBuffer[]): void;
    onmessage: ((event: { readonly data: ToEngine }) => void) | null;
}

/** The thread's port in Node; undefined in a browser, and on Node's main thread. */
async function nodePort(): Promise<NodePort | undefined> {
    // Not written out, so that a bundle for browsers does not look for it.
    const name = ["node", "worker_threads"].join(":");
    const threads = (await import(name)) as { readonly parentPort: NodePort | null };
    return threads.parentPort ?? undefined;
}

function serveScope(scope: WebScope): void {
    serveEngine({
        send: (message, transfer) => scope.postMessage(message, [...transfer]),
        listen: (handler) => {
            scope.onmessage = (event) => handler(event.data);
        },
    });
}

if ("process" in globalThis) {
    void nodePort().then((port) => {
        if (port !== undefined) {
            serveEngine({
                send: (message, transfer) => port.postMessage(message, transfer),
                listen: (handler) => port.on("message", handler),
            });
        }
    });
} else {
    // At once: a browser drops messages that come before there is a handler.
    serveScope(globalThis as unknown as WebScope);
}
