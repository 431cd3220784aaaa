/** The browser's bundle of the server, in a worker that has what a web worker has and nothing of Node. */
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";

const bundle = readFileSync(new URL("../../dist/server/web.js", import.meta.url), "utf8");

/** Messages go by `postMessage`, and the global object has no `process` and no `require`. */
const shell = `
const { parentPort, workerData } = require("node:worker_threads");
const vm = require("node:vm");
const scope = { postMessage: (message) => parentPort.postMessage(message), setTimeout, clearTimeout, setInterval, clearInterval,
    queueMicrotask, TextDecoder, TextEncoder, URL, console, performance, crypto: globalThis.crypto };
scope.self = scope;
scope.globalThis = scope;
scope.addEventListener = () => {};
parentPort.on("message", (data) => scope.onmessage?.({ data }));
vm.runInNewContext(workerData, scope);
`;

it("answers a browser's editor", async () => {
    const worker = new Worker(shell, { eval: true, workerData: bundle });
    const received: { id?: number; method?: string; result?: unknown; params?: { diagnostics?: { message: string }[] } }[] = [];
    worker.on("message", (message) => received.push(message));
    const failed = new Promise<never>((_, reject) => worker.once("error", reject));
    const send = (message: object): void => worker.postMessage({ jsonrpc: "2.0", ...message });
    const answer = async (id: number): Promise<unknown> => {
        await Promise.race([failed, expect.poll(() => received.some((each) => each.id === id && each.method === undefined)).toBe(true)]);
        return received.find((each) => each.id === id && each.method === undefined)?.result;
    };
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    expect(await answer(1)).toMatchObject({ capabilities: { hoverProvider: true } });
    send({ method: "initialized", params: {} });
    const uri = "vscode-vfs://github/owner/a.flux";
    const text = "a = größe\nb = params.n + 1\n";
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "flux", version: 1, text } } });
    const faults = () => received.find(({ method }) => method === "textDocument/publishDiagnostics")?.params?.diagnostics;
    await expect.poll(() => faults()?.[0]?.message).toBe("undefined identifier größe");
    send({ id: 2, method: "textDocument/hover", params: { textDocument: { uri }, position: { line: 1, character: 12 } } });
    expect(await answer(2)).toMatchObject({ contents: { value: expect.stringContaining("params.n: int") } });
    send({ id: 3, method: "textDocument/completion", params: { textDocument: { uri }, position: { line: 1, character: 4 } } });
    expect(await answer(3)).toEqual(expect.arrayContaining([expect.objectContaining({ label: "from" })]));
    send({ id: 4, method: "workspace/symbol", params: { query: "a" } });
    expect(await answer(4)).toMatchObject([{ name: "a" }]);
    await worker.terminate();
});
