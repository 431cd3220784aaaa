/** The language server to a plain client, which declares nothing: every method at every kind of place, and what no client should send. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, PlainClient, type Position } from "./plainClient.ts";

let client: PlainClient;
let capabilities: Readonly<Record<string, unknown>>;
beforeAll(async () => {
    client = new PlainClient();
    const { result } = await client.initialize();
    capabilities = (result as { capabilities: Readonly<Record<string, unknown>> }).capabilities;
});
afterAll(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.stderr).toBe("");
});

/** Texts that are half-typed, odd or at an edge. */
const texts: Readonly<Record<string, string>> = {
    empty: "",
    "only a break": "\n",
    "only a comment": "// nothing",
    "a whole script":
        'import "strings"\n\nf = (x, tables=<-) => tables |> map(fn: (r) => ({r with v: strings.toUpper(v: x)}))\nfrom(bucket: params.bucket)\n    |> range(start: duration(v: params.start))\n    |> filter(fn: (r) => r["_measurement"] == "air" and r.room =~ /k.*/)\n    |> f(x: "${params.name} → 𝄞")\n',
    "behind a dot": 'import "strings"\nx = strings.',
    "behind a comma": 'from(bucket: "b") |> range(start: -1h, ',
    "behind an open bracket": 'from(bucket: "b") |> aggregateWindow(',
    "behind a pipe": 'from(bucket: "b")\n    |> \n\ny = 1\n',
    "an open string": 'from(bucket: "air',
    "astral characters": '𝄞 = 1\nx = "𝄞𝄞" + "größe"\ny = x + 𝄞\n',
    "carriage returns": 'a = 1\r\nb = a\r\n\r\nfrom(bucket: "x")\r\n    |> range(start: -1h)\r\n',
    "lone carriage returns": "a = 1\rb = a\r",
    tabs: "f = (x) => {\n\ty = x\n\n\treturn y\n}\n",
    "a byte order mark": "\uFEFFa = 1\nb = a\n",
    testcases: 'import "testing"\n\ntestcase a {\n    x = 1\n}\n\ntestcase b extends "root/a_test.a" {\n    super()\n}\n',
    "much nesting": `x = ${"(".repeat(3000)}1${")".repeat(3000)}`,
    nonsense: ")]}|>=>:: \u0000 ¬ §§ if then else ${",
};

function positionsOf(text: string): Position[] {
    const lines = text.split(/\r\n|\n|\r/);
    const found: Position[] = [
        { line: 0, character: 0 },
        { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
        { line: lines.length + 5, character: 3 },
        { line: 0, character: 100_000 },
    ];
    for (const [line, content] of lines.entries()) {
        if (line > 12) break;
        for (let character = 0; character <= Math.min(content.length, 90); character += 3) found.push({ line, character });
        found.push({ line, character: content.length });
    }
    return found;
}

const options = { tabSize: 4, insertSpaces: true };

function requestsAt(uri: string, position: Position): Promise<Answer>[] {
    const textDocument = { uri };
    const range = { start: { line: 0, character: 0 }, end: position };
    const at = (method: string, more: object = {}): Promise<Answer> =>
        client.send(`textDocument/${method}`, { textDocument, position, ...more });
    return [
        at("hover"),
        at("completion"),
        at("signatureHelp"),
        at("definition"),
        at("typeDefinition"),
        at("references", { context: { includeDeclaration: true } }),
        at("documentHighlight"),
        at("prepareRename"),
        at("linkedEditingRange"),
        at("prepareCallHierarchy"),
        at("onTypeFormatting", { ch: "\n", options }),
        client.send("textDocument/selectionRange", { textDocument, positions: [position] }),
        client.send("textDocument/codeAction", { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } }),
        client.send("textDocument/rangeFormatting", { textDocument, range, options }),
        client.send("textDocument/inlayHint", { textDocument, range }),
    ];
}

function requestsOf(uri: string): Promise<Answer>[] {
    const textDocument = { uri };
    const range = { start: { line: 0, character: 0 }, end: { line: 50, character: 0 } };
    return [
        ...["documentSymbol", "foldingRange", "semanticTokens/full", "codeLens", "documentLink", "diagnostic"].map((method) =>
            client.send(`textDocument/${method}`, { textDocument }),
        ),
        client.send("textDocument/semanticTokens/full/delta", { textDocument, previousResultId: "0" }),
        client.send("textDocument/semanticTokens/range", { textDocument, range }),
        client.send("textDocument/formatting", { textDocument, options }),
        client.send("textDocument/codeAction", { textDocument, range, context: { diagnostics: [], only: ["source"] } }),
    ];
}

/** Every range in an answer lies in the text and does not run backwards. */
function checkRanges(value: unknown, text: string): void {
    if (Array.isArray(value)) {
        for (const item of value) checkRanges(item, text);
        return;
    }
    if (typeof value !== "object" || value === null) return;
    const { start, end } = value as { start?: Position; end?: Position };
    if (start?.line !== undefined && end?.line !== undefined) {
        const lines = text.split(/\r\n|\n|\r/);
        expect(start.line < end.line || (start.line === end.line && start.character <= end.character)).toBe(true);
        for (const place of [start, end]) {
            expect(place.line).toBeLessThan(lines.length);
            expect(place.character).toBeLessThanOrEqual(lines[place.line]?.length ?? 0);
        }
    }
    for (const inner of Object.values(value)) checkRanges(inner, text);
}

describe("every request at every place", () => {
    it.each(Object.entries(texts))("is answered without an error: %s", async (name, text) => {
        const uri = `untitled:${name}`;
        client.open(uri, text);
        const ask = (): Promise<Answer[]> =>
            Promise.all([...requestsOf(uri), ...positionsOf(text).flatMap((position) => requestsAt(uri, position))]);
        const answers = await ask();
        expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
        checkRanges(
            answers.map(({ result }) => result),
            text,
        );
        checkRanges(await client.diagnostics(uri, 1), text);
        client.close(uri);
    });

    it("gives the same twice", async () => {
        const uri = "untitled:twice";
        const text = texts["a whole script"] ?? "";
        client.open(uri, text);
        const ask = (): Promise<Answer[]> =>
            Promise.all(
                positionsOf(text)
                    .slice(0, 40)
                    .flatMap((position) => requestsAt(uri, position)),
            );
        const results = (answers: Answer[]): unknown[] => answers.map(({ result }) => result);
        expect(results(await ask())).toEqual(results(await ask()));
        client.close(uri);
    });
});

describe("a client that declares nothing", () => {
    it("gets plain names, plain text, a flat list of symbols, hints and lenses, and is asked for nothing", async () => {
        expect(capabilities).toMatchObject({
            positionEncoding: "utf-16",
            hoverProvider: true,
            completionProvider: { resolveProvider: true },
        });
        const uri = "untitled:plain";
        client.open(uri, texts["a whole script"] ?? "");
        const textDocument = { uri };
        const result = async (method: string, more: object = {}): Promise<unknown> =>
            (await client.send(`textDocument/${method}`, { textDocument, ...more })).result;
        const items = (await result("completion", { position: { line: 4, character: 7 } })) as {
            label: string;
            insertTextFormat?: number;
        }[];
        expect(items.map(({ label }) => label)).toContain("range");
        expect(items.every(({ insertTextFormat }) => insertTextFormat !== 2)).toBe(true);
        expect(await result("hover", { position: { line: 4, character: 8 } })).toMatchObject({ contents: { kind: "plaintext" } });
        const symbols = (await result("documentSymbol")) as { location?: unknown }[];
        expect(symbols.every(({ location }) => location !== undefined)).toBe(true);
        const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
        expect(((await result("inlayHint", { range })) as unknown[]).length).toBeGreaterThan(0);
        expect(((await result("codeLens")) as { command?: { title: string } }[]).map(({ command }) => command?.title)).toContain("Invoke");
        expect(client.asked).toEqual([]);
        client.close(uri);
    });

    it("gets all of it though its settings are null", async () => {
        const other = new PlainClient();
        await other.initialize({ workspace: { configuration: true } });
        other.open("untitled:a", "xs = [1]\n");
        await other.diagnostics("untitled:a", 1);
        const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
        const { result } = await other.send("textDocument/inlayHint", { textDocument: { uri: "untitled:a" }, range });
        expect(result).toHaveLength(1);
        expect(other.asked).toEqual(["workspace/configuration"]);
        expect(await other.stop()).toBe(0);
    });
});

describe("edits", () => {
    it("are applied part by part and as a whole, wherever they reach", async () => {
        const uri = "untitled:edits";
        const range = (a: number, b: number, c: number, d: number): object => ({
            start: { line: a, character: b },
            end: { line: c, character: d },
        });
        client.open(uri, "a = 1\n");
        client.change(uri, 2, [
            { range: range(0, 4, 0, 5), text: "b" },
            { range: range(1, 0, 1, 0), text: "b = 2\n" },
        ]);
        client.change(uri, 3, [{ text: "x = y\n" }, { range: range(0, 4, 0, 5), text: "z" }]);
        expect((await client.diagnostics(uri, 3)).map(({ message }) => message)).toContain("undefined identifier z");
        // Beyond the end, backwards, and with a version that was there before.
        client.change(uri, 4, [{ range: range(70, 1, 90, 0), text: "p = q\n" }]);
        expect((await client.diagnostics(uri, 4)).map(({ message }) => message)).toContain("undefined identifier q");
        client.change(uri, 3, [{ range: range(0, 3, 0, 1), text: "" }]);
        client.change(uri, 5, [{ text: "x = 1\n" }]);
        expect((await client.diagnostics(uri, 5)).filter(({ severity }) => severity === 1)).toEqual([]);
        client.close(uri);
        client.open(uri, "n = m\n", 9);
        expect((await client.diagnostics(uri, 9)).map(({ message }) => message)).toContain("undefined identifier m");
        client.close(uri);
    });

    it("a thousand of them leave the memory as it was", async () => {
        const uri = "untitled:memory";
        const text = (texts["a whole script"] ?? "").repeat(20);
        client.open(uri, text);
        let before: number | undefined;
        let version = 1;
        for (let round = 0; round < 1000; round++) {
            version++;
            const start = { line: 3 + (round % 100), character: 0 };
            const changes = [{ range: { start, end: start }, text: `v${round} = ${round}\n` }];
            if (round % 2 === 1) changes.push({ range: { start, end: { line: start.line + 2, character: 0 } }, text: "" });
            client.change(uri, version, changes);
            if (round % 10 === 0) await client.send("textDocument/completion", { textDocument: { uri }, position: start });
            if (round === 200) before = client.resident();
        }
        await client.diagnostics(uri, version);
        const after = client.resident();
        if (before !== undefined && after !== undefined) expect(after - before).toBeLessThan(40);
        client.close(uri);
    });

    it("fifty documents are open at once, each with its own answers", async () => {
        for (let at = 0; at < 50; at++) client.open(`untitled:many${at}`, `name${at} = [${at}]\nx = name${at}\ny = missing${at}\n`);
        for (let at = 0; at < 50; at++) {
            const found = await client.diagnostics(`untitled:many${at}`, 1);
            expect(found.map(({ message }) => message)).toContain(`undefined identifier missing${at}`);
            const { result } = await client.send("textDocument/hover", {
                textDocument: { uri: `untitled:many${at}` },
                position: { line: 1, character: 5 },
            });
            expect(result).toMatchObject({ contents: { value: `name${at}: [int]` } });
        }
        // Those that rested since are as they were, and take edits.
        client.change("untitled:many0", 2, [
            { range: { start: { line: 2, character: 4 }, end: { line: 2, character: 12 } }, text: "name0" },
        ]);
        expect((await client.diagnostics("untitled:many0", 2)).filter(({ severity }) => severity === 1)).toEqual([]);
        for (let at = 0; at < 50; at++) client.close(`untitled:many${at}`);
    });
});

describe("what no client should send", () => {
    it("before initialize is refused, and the server starts all the same", async () => {
        const other = new PlainClient();
        const early = await other.send("textDocument/hover", { textDocument: { uri: "file:///a" }, position: { line: 0, character: 0 } });
        expect(early.error?.code).toBe(-32002);
        expect((await other.initialize()).result).toMatchObject({ capabilities: { hoverProvider: true } });
        expect((await other.initialize()).error?.code).toBe(-32600);
        await other.send("shutdown");
        const late = await other.send("textDocument/hover", { textDocument: { uri: "file:///a" }, position: { line: 0, character: 0 } });
        expect(late.error?.code).toBe(-32600);
        other.notify("exit", undefined);
        expect(await other.exited).toBe(0);
    });

    it("an exit without shutdown ends with 1, as does an end of the input", async () => {
        const one = new PlainClient();
        await one.initialize();
        one.notify("exit", undefined);
        expect(await one.exited).toBe(1);
        const two = new PlainClient();
        await two.initialize();
        two.child.stdin?.end();
        expect(await two.exited).toBe(1);
    });

    it.each([
        ["textDocument/hover", {}],
        ["textDocument/hover", { textDocument: { uri: 3 }, position: { line: 0, character: 0 } }],
        ["textDocument/hover", { textDocument: { uri: "untitled:ok" }, position: { line: "0" } }],
        ["textDocument/completion", { textDocument: { uri: "untitled:ok" } }],
        ["textDocument/inlayHint", { textDocument: { uri: "untitled:ok" }, range: null }],
        ["textDocument/selectionRange", { textDocument: { uri: "untitled:ok" }, positions: 1 }],
        ["textDocument/rename", { textDocument: { uri: "untitled:ok" }, position: { line: 0, character: 0 } }],
        ["textDocument/rename", { textDocument: { uri: "untitled:ok" }, position: { line: 0, character: 0 }, newName: "if" }],
        ["completionItem/resolve", null],
        ["callHierarchy/incomingCalls", { item: null }],
        ["workspace/symbol", { query: 3 }],
    ])("%s with %j is answered with an error", async (method, params) => {
        client.open("untitled:ok", "a = 1\n");
        const { error } = await client.send(method, params);
        expect(error?.code).toBe(-32602);
        expect(error?.message).not.toMatch(/undefined|null|is not a function/);
        client.close("untitled:ok");
    });

    it("unknown methods, notifications without sense and cancelled requests leave it alive", async () => {
        expect((await client.send("textDocument/nothing", {})).error?.code).toBe(-32601);
        expect((await client.send("$/nothing", {})).error?.code).toBe(-32601);
        client.notify("$/nothing", {});
        client.notify("foo/bar", [1]);
        client.notify("textDocument/didOpen", null);
        client.notify("textDocument/didChange", { textDocument: { uri: "untitled:never" }, contentChanges: [{ text: "a" }] });
        client.notify("textDocument/didChange", { textDocument: { uri: "untitled:never" } });
        client.notify("textDocument/didClose", { textDocument: {} });
        client.notify("workspace/didChangeConfiguration", { settings: null });
        const hover = { textDocument: { uri: "untitled:never" }, position: { line: 0, character: 0 } };
        expect((await client.send("textDocument/hover", hover)).result).toBeNull();
        client.open("untitled:alive", "a = [1]\nb = a\n");
        const about = { textDocument: { uri: "untitled:alive" }, position: { line: 1, character: 4 } };
        const cancelled = await client.send("textDocument/completion", about, { cancel: true });
        expect(cancelled.error === undefined || cancelled.error.code === -32800).toBe(true);
        expect((await client.send("textDocument/hover", about)).result).toMatchObject({ contents: { value: "a: [int]" } });
        client.close("untitled:alive");
    });
});
