// A thread of its own for the official language server: a text on which it panics costs the thread, not the test run.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

for (const level of ["log", "info", "error"]) console[level] = () => {};
process.on("unhandledRejection", () => process.exit(1));
process.on("uncaughtException", () => process.exit(1));

const { Lsp } = createRequire(import.meta.url)("@influxdata/flux-lsp-node");
const server = new Lsp();
let id = 0;
let received = () => {};
server.onMessage((message) => {
    const { method, params } = typeof message === "string" ? JSON.parse(message) : message;
    if (method === "textDocument/publishDiagnostics") received(params.diagnostics);
});
server.run();

async function request(method, params) {
    const answer = await server.send(JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }));
    return answer === undefined ? undefined : JSON.parse(answer).result;
}

await request("initialize", { capabilities: {} });
await server.send(JSON.stringify({ jsonrpc: "2.0", method: "initialized", params: {} }));

parentPort.on("message", async ({ text, hover }) => {
    const uri = `file:///case${++id}.flux`;
    const published = new Promise((resolve) => {
        received = resolve;
    });
    const opened = { textDocument: { uri, languageId: "flux", version: 1, text } };
    server.send(JSON.stringify({ jsonrpc: "2.0", method: "textDocument/didOpen", params: opened }));
    const diagnostics = await published;
    const textDocument = { uri };
    const hovered = hover === undefined ? undefined : await request("textDocument/hover", { textDocument, position: hover });
    const options = { tabSize: 4, insertSpaces: true };
    const edits = await request("textDocument/formatting", { textDocument, options });
    await server.send(JSON.stringify({ jsonrpc: "2.0", method: "textDocument/didClose", params: { textDocument } }));
    parentPort.postMessage({ diagnostics, hover: hovered?.contents, formatted: edits?.[0]?.newText });
});
parentPort.postMessage("ready");
