/** `lsp --stdio`, as an editor starts it. */
import { afterAll, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
afterAll(() => here.close());

interface Message {
    readonly id?: number;
    readonly method?: string;
    readonly params?: { readonly diagnostics?: readonly { readonly message: string }[] };
    readonly result?: unknown;
}

it("answers over standard input and output, writes nothing else there, and ends with the editor", async () => {
    const child = here.start(["lsp", "--stdio"]);
    const messages: Message[] = [];
    let buffer = Buffer.alloc(0);
    child.stdout?.on("data", (chunk: Buffer) => {
        buffer = Buffer.concat([buffer, chunk]);
        for (;;) {
            const end = buffer.indexOf("\r\n\r\n");
            const length = Number(/^Content-Length: (\d+)/.exec(buffer.toString("latin1"))?.[1] ?? Number.NaN);
            if (end < 0 || buffer.length < end + 4 + length) return;
            messages.push(JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString("utf8")) as Message);
            buffer = buffer.subarray(end + 4 + length);
        }
    });
    const send = (message: object): void => {
        const body = JSON.stringify({ jsonrpc: "2.0", ...message });
        child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    await expect.poll(() => messages.find(({ id }) => id === 1)?.result).toMatchObject({ capabilities: { hoverProvider: true } });
    send({ method: "initialized", params: {} });
    send({
        method: "textDocument/didOpen",
        params: { textDocument: { uri: "file:///a.flux", languageId: "flux", version: 1, text: "a = größe\n" } },
    });
    await expect
        .poll(() => messages.find(({ method }) => method === "textDocument/publishDiagnostics")?.params?.diagnostics?.[0]?.message)
        .toBe("undefined identifier größe");
    send({ id: 2, method: "shutdown" });
    await expect.poll(() => messages.some(({ id }) => id === 2)).toBe(true);
    const ended = new Promise((resolve) => child.once("close", resolve));
    send({ method: "exit" });
    expect(await ended).toBe(0);
    expect(buffer.length).toBe(0);
});
