// The official language server (WebAssembly), asked as a black box over its own protocol.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// It logs its start and, at the second document, that it has started before.
for (const level of ["log", "info", "error"]) {
    const write = console[level];
    console[level] = (...parts) => {
        if (!/language server initialized|logging system was already/.test(String(parts[0]))) write(...parts);
    };
}

/** Starts the peer with one document; `change` answers once the diagnostics of the new text are there. */
export async function peerDocument(text) {
    const { Lsp } = require("@influxdata/flux-lsp-node");
    const server = new Lsp();
    let received = () => {};
    server.onMessage((message) => {
        const parsed = typeof message === "string" ? JSON.parse(message) : message;
        if (parsed.method === "textDocument/publishDiagnostics") received(parsed.params.diagnostics);
    });
    server.run();
    await server.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { capabilities: {} } }));
    await server.send(JSON.stringify({ jsonrpc: "2.0", method: "initialized", params: {} }));

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
    let id = 1;
    return {
        /** A request about the document; answers the result, or undefined where the peer refuses it. */
        async request(method, params) {
            id++;
            const message = JSON.stringify({ jsonrpc: "2.0", id, method, params: { textDocument: { uri }, ...params } });
            const answer = await server.send(message);
            return (typeof answer === "string" ? JSON.parse(answer) : answer)?.result;
        },
        change: (next) => notify("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges: [{ text: next }] }),
    };
}
