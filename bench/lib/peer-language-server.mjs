// The official language server (WebAssembly), asked as a black box over its own protocol.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Starts the peer with one document; `change` answers once the diagnostics of the new text are there. */
export async function peerDocument(text) {
    const log = console.log;
    const { Lsp } = require("@influxdata/flux-lsp-node");
    const server = new Lsp();
    let received = () => {};
    server.onMessage((message) => {
        const parsed = typeof message === "string" ? JSON.parse(message) : message;
        if (parsed.method === "textDocument/publishDiagnostics") received(parsed.params.diagnostics);
    });
    server.run();
    console.log = () => {};
    await server.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { capabilities: {} } }));
    await server.send(JSON.stringify({ jsonrpc: "2.0", method: "initialized", params: {} }));
    console.log = log;

    const uri = "file:///bench.flux";
    let version = 1;
    const notify = (method, params) => {
        const diagnostics = new Promise((resolve) => {
            received = resolve;
        });
        server.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
        return diagnostics;
    };
    await notify("textDocument/didOpen", { textDocument: { uri, languageId: "flux", version, text } });
    return {
        change: (next) => notify("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges: [{ text: next }] }),
    };
}
