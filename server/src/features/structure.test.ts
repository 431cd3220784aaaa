/** Navigation and structure: where things are, and how a file is built. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
    CodeLens,
    DocumentHighlight,
    DocumentSymbol,
    FoldingRange,
    InlayHint,
    Location,
    SelectionRange,
    SemanticTokens,
    SemanticTokensDelta,
    SymbolInformation,
} from "vscode-languageserver";
import { fullClient, type Opened, Session } from "../session.test-support.ts";

let session: Session;
beforeAll(async () => {
    session = await Session.start();
});
afterAll(() => session.close());

describe("navigation", () => {
    it("goes to where a name is bound", async () => {
        const opened = await session.open("⟦a⟧ = 1\nf = (b) => b + ¦a\n");
        expect(await opened.ask<Location>("definition")).toEqual({ uri: opened.uri, range: opened.ranges[0] });
        expect(await (await session.open('fr¦om(bucket: "b")')).ask("definition")).toBeNull();
    });

    it("knows the name that a statement ends with, right behind it", async () => {
        const opened = await session.open("⟦a⟧ = 1\nb = a¦\nc = 2\n");
        expect(await opened.ask<Location>("definition")).toEqual({ uri: opened.uri, range: opened.ranges[0] });
        const params = await session.open("x = params.⟦n¦⟧\ny = params.⟦n⟧\n");
        const all = await params.ask<Location[]>("references", { context: { includeDeclaration: true } });
        expect(all.map(({ range }) => range)).toEqual(params.ranges);
        expect(await (await session.open("a = [1]\nb = a¦\n\nc = 2\n")).ask("hover")).toMatchObject({
            contents: { value: expect.stringContaining("a: [int]") },
        });
    });

    it("goes from an argument's name to the parameter, and from a member to the record's property", async () => {
        const argument = await session.open("f = (⟦x⟧, y=1) => x + y\nz = f(x¦: 1)\n");
        expect(await argument.ask<Location>("definition")).toEqual({ uri: argument.uri, range: argument.ranges[0] });
        const member = await session.open("a = {c: 1, ⟦b⟧: 2}\ny = a.¦b\n");
        expect(await member.ask<Location>("definition")).toEqual({ uri: member.uri, range: member.ranges[0] });
    });

    it("goes to the value that gives a name its type", async () => {
        const opened = await session.open("a = ⟦{b: 1}⟧\nx = ¦a.b\n");
        expect(await opened.ask<Location>("typeDefinition")).toEqual({ uri: opened.uri, range: opened.ranges[0] });
    });

    it("finds every place of a name, with or without its definition", async () => {
        const opened = await session.open("⟦a⟧ = 1\nf = (a) => a\nx = ⟦¦a⟧ + f(a: ⟦a⟧)\n");
        const all = await opened.ask<Location[]>("references", { context: { includeDeclaration: true } });
        expect(all.map(({ range }) => range)).toEqual(opened.ranges);
        const uses = await opened.ask<Location[]>("references", { context: { includeDeclaration: false } });
        expect(uses.map(({ range }) => range)).toEqual(opened.ranges.slice(1));
        const marks = await opened.ask<DocumentHighlight[]>("documentHighlight");
        expect(marks.map(({ kind }) => kind)).toEqual([3, 2, 2]);
    });

    it("finds a param wherever it is read", async () => {
        const opened = await session.open("x = params.⟦n¦⟧ + 1\ny = params.⟦n⟧\nn = 2\n");
        const all = await opened.ask<Location[]>("references", { context: { includeDeclaration: true } });
        expect(all.map(({ range }) => range)).toEqual(opened.ranges);
    });
});

const file = `package main

import "strings"

option task = {name: "t", every: 1h}

// Doubles.
// Twice.
double = (x) => {
    y = x * 2

    return y
}

from(bucket: "b")
    |> range(start: -1h)
    |> map(
        fn: (r) => ({r with
            a: strings.toUpper(v: r.b),
        }),
    )
`;

describe("symbols", () => {
    it("are a tree for clients that take one, and a list for others", async () => {
        const tree = await (await session.open(file)).ask<DocumentSymbol[]>("documentSymbol");
        expect(tree.map(({ name, children }) => [name, children?.map((child) => child.name) ?? []])).toEqual([
            ["main", []],
            ["strings", []],
            ["task", []],
            ["double", ["y"]],
        ]);
        const plain = await Session.start({});
        const list = await (await plain.open(file)).ask<SymbolInformation[]>("documentSymbol");
        expect(list.map(({ name, containerName }) => [name, containerName])).toContainEqual(["y", "double"]);
        plain.close();
    });
});

describe("structure", () => {
    it("folds functions, pipes, calls and comments", async () => {
        const ranges = await (await session.open(file)).ask<FoldingRange[]>("foldingRange");
        const lines = ranges.map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind === undefined ? "" : ` ${kind}`}`);
        expect(lines).toEqual(expect.arrayContaining(["6-7 comment", "8-11", "14-20", "16-19"]));
    });

    it("grows the selection from a name to its call and statement", async () => {
        const opened = await session.open("x = strings.toUpper(v: a¦bc)\n");
        const [first] = await session.request<SelectionRange[]>("textDocument/selectionRange", {
            textDocument: { uri: opened.uri },
            positions: [opened.position],
        });
        const texts: string[] = [];
        for (let range: SelectionRange | undefined = first; range !== undefined; range = range.parent) {
            texts.push(
                opened.text
                    .split("\n")[0]
                    ?.slice(range.range.start.character, range.range.end.line === 0 ? range.range.end.character : undefined) ?? "",
            );
        }
        expect(texts.slice(0, 2)).toEqual(["abc", "v: abc"]);
        expect(texts).toContain("strings.toUpper(v: abc)");
    });
});

async function tokens(opened: Opened): Promise<string[]> {
    const legend = session.initialized.capabilities.semanticTokensProvider?.legend;
    const { data } = await opened.ask<SemanticTokens>("semanticTokens/full");
    const lines = opened.text.split("\n");
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let at = 0; at < data.length; at += 5) {
        const [deltaLine = 0, deltaStart = 0, length = 0, type = 0] = data.slice(at, at + 5);
        line += deltaLine;
        character = deltaLine === 0 ? character + deltaStart : deltaStart;
        found.push(`${lines[line]?.slice(character, character + length)}:${legend?.tokenTypes[type]}`);
    }
    return found;
}

describe("semantic tokens", () => {
    it("tell packages, functions, parameters, params and columns apart", async () => {
        const opened = await session.open('import "strings"\nf = (x) => strings.toUpper(v: x + params.a)\ny = f(x: r.b)\n');
        expect(await tokens(opened)).toEqual([
            "f:function",
            "x:parameter",
            "strings:namespace",
            "toUpper:function",
            "v:property",
            "x:parameter",
            "params:variable",
            "a:parameter",
            "y:variable",
            "f:function",
            "x:property",
            "r:variable",
            "b:property",
        ]);
    });

    it("after an edit are sent as a difference", async () => {
        const opened = await session.open("a = 1\nb = a\nc = b\n");
        const { resultId } = await opened.ask<SemanticTokens>("semanticTokens/full");
        await session.client.sendNotification("textDocument/didChange", {
            textDocument: { uri: opened.uri, version: 2 },
            contentChanges: [{ range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } }, text: "a + a" }],
        });
        const delta = await opened.ask<SemanticTokensDelta>("semanticTokens/full/delta", { previousResultId: resultId });
        expect(delta.edits).toHaveLength(1);
        expect(delta.edits[0]?.data?.length).toBeLessThan(25);
        const part = await opened.ask<SemanticTokens>("semanticTokens/range", {
            range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } },
        });
        expect(part.data.length).toBeGreaterThan(0);
        expect(part.data.length).toBeLessThan(35);
    });
});

describe("inlay hints", () => {
    it("tell types that the text does not", async () => {
        const opened = await session.open("n = 1\nxs = [1, 2]\nb = params.a + 1\nf = () => 1\n");
        const hints = await opened.ask<InlayHint[]>("inlayHint", { range: opened.whole });
        expect(hints.map(({ position, label }) => [position.line, position.character, label])).toEqual([
            [1, 2, ": [int]"],
            [2, 1, ": int"],
            [2, 12, ": int"],
        ]);
    });

    it("tell the columns after a pipe that changes them", async () => {
        const opened = await session.open(
            'from(bucket: "b")\n    |> range(start: -1h)\n    |> map(fn: (r) => ({a: 1, b: "x"}))\n    |> limit(n: 1)\n',
        );
        const hints = await opened.ask<InlayHint[]>("inlayHint", { range: opened.whole });
        expect(hints.filter(({ position }) => position.line === 2).map(({ label, tooltip }) => [label, tooltip])).toEqual([
            ["{a, b}", "a: int\nb: string"],
        ]);
        expect(hints.some(({ position }) => position.line === 3)).toBe(false);
    });

    it.each(["types", "params", "columns"])("of %s are turned off alone", async (kind) => {
        const off = await Session.start({ ...fullClient, workspace: { configuration: true } }, { inlayHints: { [kind]: false } });
        const opened = await off.open('xs = [1]\nn = params.a + 1\ny = from(bucket: "b") |> map(fn: (r) => ({a: 1}))\n');
        const wanted: Readonly<Record<string, number>> = { types: 2, params: 4, columns: 4 };
        await expect.poll(async () => (await opened.ask<InlayHint[]>("inlayHint", { range: opened.whole })).length).toBe(wanted[kind]);
        off.close();
    });

    it("are turned off by settings, and on for null", async () => {
        const off = await Session.start(
            { ...fullClient, workspace: { configuration: true } },
            { inlayHints: { types: false, params: false } },
        );
        const opened = await off.open("xs = [1, 2]\n");
        await expect.poll(() => opened.ask<InlayHint[]>("inlayHint", { range: opened.whole })).toEqual([]);
        off.close();
        const none = await Session.start({ ...fullClient, workspace: { configuration: true } }, null);
        const other = await none.open("xs = [1, 2]\n");
        await expect.poll(() => other.ask<InlayHint[]>("inlayHint", { range: other.whole })).toHaveLength(1);
        none.close();
    });
});

describe("code lens", () => {
    it("offers to invoke and push, and counts the params", async () => {
        const opened = await session.open('import "math"\n\n// Reads\nfrom(bucket: params.b) |> range(start: duration(v: params.s))\n');
        const lenses = await opened.ask<CodeLens[]>("codeLens");
        expect(lenses.map(({ command, range }) => [command?.title, command?.command, range.start.line])).toEqual([
            ["Invoke", "fluxScripts.invoke", 3],
            ["Push", "fluxScripts.push", 3],
            ["2 params", "fluxScripts.invokeWithParams", 3],
        ]);
        expect(lenses[0]?.command?.arguments).toEqual([opened.uri]);
        expect(await (await session.open("// nothing\n")).ask("codeLens")).toEqual([]);
    });
});
