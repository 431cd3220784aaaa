/** Completion, rename, code actions: what the server writes. */
import { readdirSync, readFileSync } from "node:fs";
import { format } from "@flux-scripts/flux";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeAction, CompletionItem, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { type Opened, Session } from "../session.test-support.ts";

let session: Session;
beforeAll(async () => {
    session = await Session.start();
});
afterAll(() => session.close());

async function complete(marked: string, on = session): Promise<{ opened: Opened; items: CompletionItem[]; labels: string[] }> {
    const opened = await on.open(marked);
    const items = await opened.ask<CompletionItem[]>("completion");
    const sorted = [...items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
    return { opened, items: sorted, labels: sorted.map(({ label }) => label) };
}

describe("completion", () => {
    it("gives names in scope, the nearest first, keywords and packages", async () => {
        const { labels } = await complete("limit2 = 5\nf = (value) => {\n    inner = 1\n    return ¦\n}\n");
        for (const name of ["value", "inner", "limit2", "from", "params", "strings", "if"]) expect(labels).toContain(name);
        expect(labels.indexOf("value")).toBeLessThan(labels.indexOf("from"));
        expect(labels).not.toContain("f");
    });

    it("gives functions that take tables after a pipe, and nothing else but packages", async () => {
        const { items, labels } = await complete('from(bucket: "b")\n    |> ¦');
        expect(labels).toContain("range");
        expect(labels).toContain("aggregateWindow");
        for (const name of ["from", "if", "true", "params", "length2"]) expect(labels).not.toContain(name);
        expect(items.find(({ label }) => label === "range")).toMatchObject({ insertText: "range(start: ${1})$0", insertTextFormat: 2 });
        expect(items.find(({ label }) => label === "count")).toMatchObject({ insertText: "count($1)$0" });
    });

    it("works in half-typed code: after a pipe with a letter, in the midst of a file", async () => {
        expect((await complete('from(bucket: "b")\n    |> ran¦\n\nx = 1\n')).labels).toContain("range");
    });

    it("gives the arguments that are not given yet, the required ones first", async () => {
        const { items, labels } = await complete('from(bucket: "b") |> range(start: -1h) |> aggregateWindow(every: 1h, ¦)');
        expect(labels[0]).toBe("fn");
        expect(labels).toContain("createEmpty");
        expect(labels.filter((label) => label === "every")).toEqual([]);
        expect(items.find(({ label }) => label === "createEmpty")?.insertText).toBe("createEmpty: ${1:true}");
        expect((await complete('from(bucket: "b") |> group(columns: ["a"], mode: ¦)')).labels[0]).not.toBe("mode");
    });

    it("gives the texts that an argument takes, and names of columns", async () => {
        expect((await complete('from(bucket: "b") |> group(columns: ["a"], mode: "¦")')).labels).toEqual(["by", "except"]);
        expect((await complete('from(bucket: "b") |> filter(fn: (r) => r.room == "x") |> group(columns: ["¦"])')).labels).toEqual(
            expect.arrayContaining(["_measurement", "room"]),
        );
    });

    it("gives members of packages, records, rows and params", async () => {
        expect((await complete('import "strings"\nx = strings.to¦')).labels).toContain("toUpper");
        expect((await complete('rec = {alpha: 1, beta: "b"}\nx = rec.¦')).labels).toEqual(["alpha", "beta"]);
        expect((await complete('from(bucket: "b") |> filter(fn: (r) => r.¦)')).labels).toEqual(
            expect.arrayContaining(["_measurement", "_value", "_field"]),
        );
        expect((await complete('import "array"\narray.from(rows: [{a: 1, b: 2}]) |> map(fn: (r) => ({c: r.¦}))')).labels).toEqual(
            expect.arrayContaining(["a", "b"]),
        );
        expect((await complete('x = params.bucket + "a"\ny = params.¦')).labels).toContain("bucket");
    });

    it("imports a package that is not imported yet", async () => {
        const { opened, items } = await complete("// About\n\nx = strings.toU¦");
        const item = items.find(({ label }) => label === "toUpper");
        expect(opened.edited(item?.additionalTextEdits as TextEdit[])).toBe('// About\n\nimport "strings"\n\nx = strings.toU');
        const sorted = await complete('import "array"\nimport "math"\n\nx = ¦');
        const date = sorted.items.find(({ label }) => label === "date");
        expect(sorted.opened.edited(date?.additionalTextEdits as TextEdit[])).toBe('import "array"\nimport "date"\nimport "math"\n\nx = ');
    });

    it("gives the paths of packages in an import, short ones first", async () => {
        const { labels, opened, items } = await complete('import "st¦"\n');
        expect(labels).toContain("strings");
        expect(labels.indexOf("strings")).toBeLessThan(labels.indexOf("experimental/array"));
        const edit = items.find(({ label }) => label === "strings")?.textEdit as TextEdit;
        expect(opened.edited([edit])).toBe('import "strings"\n');
    });

    it("gives nothing in comments, texts and numbers, but does in an interpolation", async () => {
        for (const marked of ["// a ¦", 'x = "a ¦"', "x = 1.¦", "x = r.a =~ /a¦/"]) expect((await complete(marked)).labels).toEqual([]);
        expect((await complete('name = "a"\nx = "hello ${¦}"')).labels).toContain("name");
    });

    it("documents what is chosen", async () => {
        const { items } = await complete('from(bucket: "b") |> ¦');
        const item = items.find(({ label }) => label === "derivative");
        const resolved = await session.request<CompletionItem>("completionItem/resolve", item);
        expect((resolved.documentation as { value: string }).value).toContain("Change per unit of time");
    });

    it("gives plain names to a client without snippets", async () => {
        const plain = await Session.start({});
        const { items } = await complete('from(bucket: "b") |> ra¦', plain);
        const range = items.find(({ label }) => label === "range");
        expect(range?.insertText ?? range?.label).toBe("range");
        const args = await complete('from(bucket: "b") |> range(¦)', plain);
        expect(args.items.find(({ label }) => label === "start")?.insertText).toBe("start: ");
        plain.close();
    });
});

async function renamed(marked: string, newName: string): Promise<string> {
    const opened = await session.open(marked);
    const edit = await opened.ask<WorkspaceEdit>("rename", { newName });
    return opened.edited(edit.changes?.[opened.uri] ?? []);
}

describe("rename", () => {
    it("changes a variable everywhere it is meant, and not where another is", async () => {
        expect(await renamed("co¦unt2 = 1\nf = (count2) => count2\nx = count2 + f(count2: count2)\n", "n")).toBe(
            "n = 1\nf = (count2) => count2\nx = n + f(count2: n)\n",
        );
    });

    it("changes a parameter with the arguments of its callers", async () => {
        expect(await renamed("f = (a, b=1) => ¦a + b\nx = f(a: 1)\na = 2\ny = f(a)\n", "left")).toBe(
            "f = (left, b=1) => left + b\nx = f(left: 1)\na = 2\ny = f(left: a)\n",
        );
    });

    it("keeps the key of a shorthand", async () => {
        expect(await renamed("¦a = 1\nx = {a, b: a}\n", "c")).toBe("c = 1\nx = {a: c, b: c}\n");
    });

    it("changes a param, whichever way it is written", async () => {
        expect(await renamed('x = params.buc¦ket + "a"\ny = params["bucket"]\nbucket = 1\n', "source")).toBe(
            'x = params.source + "a"\ny = params["source"]\nbucket = 1\n',
        );
    });

    it("refuses names that are none, that are taken, and what is not bound here", async () => {
        await expect(renamed("¦a = 1\n", "2x")).rejects.toThrow("not a name in Flux");
        await expect(renamed("¦a = 1\n", "if")).rejects.toThrow("not a name in Flux");
        await expect(renamed("¦a = 1\nb = a\n c = b + a\n", "b")).rejects.toThrow("already a name");
        await expect(renamed("¦a = 1\nf = () => a\n", "f")).rejects.toThrow("already a name");
        await expect(renamed("a¦ = 1\nb = a\nlater = () => 1\n", "later")).rejects.toThrow("already a name");
        await expect(renamed("f = (x) => ¦x\na = 1\n", "a")).resolves.toBe("f = (a) => a\na = 1\n");
        await expect(renamed('fr¦om(bucket: "b")', "of")).rejects.toThrow("not bound in this file");
        expect(await (await session.open('fr¦om(bucket: "b")')).ask("prepareRename")).toBeNull();
    });
});

async function actions(marked: string, only?: string[]): Promise<{ opened: Opened; titles: string[]; apply: (title: string) => string }> {
    const opened = await session.open(marked);
    const range = opened.ranges[0] ?? { start: opened.position, end: opened.position };
    const found = await opened.ask<CodeAction[]>("codeAction", {
        range,
        context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
    const apply = (title: string): string => {
        const action = found.find((each) => each.title === title);
        return opened.edited(action?.edit?.changes?.[opened.uri] ?? []);
    };
    return { opened, titles: found.map(({ title }) => title), apply };
}

describe("code actions", () => {
    it("import the package of an undefined name", async () => {
        const { titles, apply } = await actions('x = str¦ings.toUpper(v: "a")\n');
        expect(titles).toContain('Import "strings"');
        expect(apply('Import "strings"')).toBe('import "strings"\n\nx = strings.toUpper(v: "a")\n');
    });

    it("offer the nearest names for a misspelt one", async () => {
        const { titles, apply } = await actions('from(bucket: "b") |> agregate¦Window(every: 1h, fn: mean)\n');
        expect(titles[0]).toBe("Change to aggregateWindow");
        expect(apply("Change to aggregateWindow")).toContain("|> aggregateWindow(");
    });

    it("make a param of a literal, named by its argument or column", async () => {
        expect((await actions('from(bucket: "b¦")\n')).apply("Extract to params.bucket")).toBe("from(bucket: params.bucket)\n");
        expect((await actions('x = (r) => r.room == "kit¦chen"\n')).apply("Extract to params.room")).toBe(
            "x = (r) => r.room == params.room\n",
        );
        expect((await actions('from(bucket: "b") |> range(start: -1¦h)\n')).apply("Extract to params.start")).toBe(
            'from(bucket: "b") |> range(start: duration(v: params.start))\n',
        );
        expect((await actions('import "str¦ings"\n')).titles).not.toContain("Extract to params.value");
    });

    it("sort imports and leave out the unused ones", async () => {
        const { apply } = await actions(
            'import "strings"\nimport "array"\nimport "math"\n\nx = strings.toUpper(v: "a")\ny = array.from(rows: [{a: 1}])\n',
            ["source.organizeImports"],
        );
        expect(apply("Organize imports")).toBe(
            'import "array"\nimport "strings"\n\nx = strings.toUpper(v: "a")\ny = array.from(rows: [{a: 1}])\n',
        );
    });

    it("keep the line ends of a file", async () => {
        const organized = await actions(
            'import "strings"\r\nimport "array"\r\n\r\nx = strings.toUpper(v: "a")\r\ny = array.from(rows: [{a: 1}])\r\n',
            ["source.organizeImports"],
        );
        expect(organized.apply("Organize imports")).toBe(
            'import "array"\r\nimport "strings"\r\n\r\nx = strings.toUpper(v: "a")\r\ny = array.from(rows: [{a: 1}])\r\n',
        );
        const extracted = await actions("x = 1\r\ny = x * ⟦(2 + 3)⟧\r\n", ["refactor"]);
        expect(extracted.apply("Extract to the variable y2")).toBe("x = 1\r\ny2 = (2 + 3)\r\ny = x * y2\r\n");
    });

    it("offer the nearest argument and member, and add arguments that are missing", async () => {
        const argument = await actions('from(bucket: "b") |> range(strat: -1¦h)\n');
        expect(argument.apply("Change to start")).toBe('from(bucket: "b") |> range(start: -1h)\n');
        const member = await actions('import "strings"\nx = str¦ings.toUper(v: "a")\n');
        expect(member.apply("Change to toUpper")).toBe('import "strings"\nx = strings.toUpper(v: "a")\n');
        const missing = await actions('from(bucket: "b") |> range(start: -1h) |> aggregate¦Window()\n');
        expect(missing.apply("Add the missing arguments")).toBe(
            'from(bucket: "b") |> range(start: -1h) |> aggregateWindow(every: 1h, fn: mean)\n',
        );
        const one = await actions('from(bucket: "b") |> li¦mit(offset: 1)\n');
        expect(one.apply("Add the missing argument n")).toBe('from(bucket: "b") |> limit(offset: 1, n: 0)\n');
    });

    it("extract a variable or a function of what is selected", async () => {
        const variable = await actions("f = (x) => {\n    y = x * ⟦(2 + 3)⟧\n\n    return y\n}\n", ["refactor"]);
        expect(variable.apply("Extract to the variable y2")).toBe("f = (x) => {\n    y2 = (2 + 3)\n    y = x * y2\n\n    return y\n}\n");
        const lambda = await actions('from(bucket: "b") |> map(fn: (r) => ({r with v: ⟦r._value * 2.0⟧}))\n', ["refactor"]);
        expect(lambda.titles).toEqual(["Extract to the function extracted"]);
        expect(lambda.apply("Extract to the function extracted")).toBe(
            'extracted = (r) => r._value * 2.0\n\nfrom(bucket: "b") |> map(fn: (r) => ({r with v: extracted(r: r)}))\n',
        );
    });

    it("fix all does what needs no choice, and takes no variable away", async () => {
        const all = await actions('import "st¦rings"\nimport "math"\nx = math.pi\n', ["source.fixAll"]);
        expect(all.titles).toEqual(["Fix all"]);
        expect(all.apply("Fix all")).toBe('import "math"\nx = math.pi\n');
        expect((await actions("unused¦ = 1\n", ["source.fixAll"])).titles).toEqual([]);
    });

    it("correct a misspelt argument and member where their name stands, and wrap a bound of range", async () => {
        const argument = await actions('from(bucket: "b") |> range(strat¦: -1h)\n');
        expect(argument.apply("Change to start")).toBe('from(bucket: "b") |> range(start: -1h)\n');
        const member = await actions('import "strings"\nx = strings.toUper¦(v: "a")\n');
        expect(member.apply("Change to toUpper")).toBe('import "strings"\nx = strings.toUpper(v: "a")\n');
        const bound = await actions('from(bucket: "b") |> range(start: params.st¦art)\n');
        expect(bound.apply("Use duration(v: params.start)")).toBe('from(bucket: "b") |> range(start: duration(v: params.start))\n');
    });

    it("extract a variable under a name that the file does not have yet", async () => {
        const variable = await actions("x = ⟦1 + 2⟧\ny = x\n", ["refactor"]);
        expect(variable.apply("Extract to the variable x2")).toBe("x2 = 1 + 2\nx = x2\ny = x\n");
    });

    it("turn an argument into a pipe", async () => {
        const pipe = await actions('data = from(bucket: "b")\nx = li¦mit(tables: data, n: 3)\n');
        expect(pipe.apply("Convert to a pipe")).toBe('data = from(bucket: "b")\nx = data |> limit(n: 3)\n');
        const given = await actions("f = (tables=<-) => tables\nx = f¦(tables: if true then [1] else [2])\n");
        expect(given.apply("Convert to a pipe")).toBe("f = (tables=<-) => tables\nx = (if true then [1] else [2]) |> f()\n");
    });
});

describe("formatting", () => {
    const ugly = 'x=1+2\n\ny = 3\n\nfrom(bucket:"b")|>range(start:-1h)\n';

    it("changes only the lines that it must", async () => {
        const opened = await session.open(ugly);
        const edits = await opened.ask<TextEdit[]>("formatting", { options: { tabSize: 4, insertSpaces: true } });
        const text = opened.edited(edits);
        expect(text).toContain("x = 1 + 2\n");
        expect(text).toContain('from(bucket: "b") |> range(start: -1h)');
        expect(edits.every(({ range }) => range.start.line !== 2)).toBe(true);
        const again = await (await session.open(text)).ask<TextEdit[]>("formatting", { options: { tabSize: 4, insertSpaces: true } });
        expect(again).toEqual([]);
    });

    it("keeps the line ends of a file that has \\r\\n throughout", async () => {
        const opened = await session.open("x=1\r\ny = 2\r\n");
        const edits = await opened.ask<TextEdit[]>("formatting", { options: { tabSize: 4, insertSpaces: true } });
        expect(opened.edited(edits)).toBe("x = 1\r\ny = 2\r\n");
    });

    it("of a range leaves the rest as it is, and of half a script everything", async () => {
        const opened = await session.open(ugly);
        const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
        const edits = await opened.ask<TextEdit[]>("rangeFormatting", { range, options: { tabSize: 4, insertSpaces: true } });
        expect(opened.edited(edits)).toBe(ugly.replace("x=1+2", "x = 1 + 2"));
        const broken = await session.open("x=(\n");
        expect(await broken.ask("formatting", { options: { tabSize: 4, insertSpaces: true } })).toEqual([]);
    });

    it("of a range lays out whole statements, though others are broken", async () => {
        const opened = await session.open("a=[1,\n2]\nb=(\n");
        const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
        const edits = await opened.ask<TextEdit[]>("rangeFormatting", { range, options: { tabSize: 4, insertSpaces: true } });
        expect(opened.edited(edits)).toBe("a = [1, 2]\nb=(\n");
    });

    it("after a line break leaves a statement that goes on below", async () => {
        const opened = await session.open("x=f(a:1,\n¦\n)\n");
        const edits = await opened.ask<TextEdit[]>("onTypeFormatting", { ch: "\n", options: { tabSize: 4, insertSpaces: true } });
        expect(opened.edited(edits)).toBe("x=f(a:1,\n\n)\n");
    });

    it("after a line break touches the statement above only", async () => {
        const opened = await session.open("x=1\ny=2\n¦\nz=3\n");
        const edits = await opened.ask<TextEdit[]>("onTypeFormatting", { ch: "\n", options: { tabSize: 4, insertSpaces: true } });
        expect(opened.edited(edits)).toBe("x=1\ny = 2\n\nz=3\n");
    });

    it("gives edits that make exactly the formatter's text", async () => {
        const folder = new URL("../../../test/conformance/format/", import.meta.url);
        const names = readdirSync(folder).filter((name) => name.endsWith(".flux") && !name.endsWith(".expected.flux"));
        for (const name of names) {
            // Where every line ends with \r\n, an editor's file keeps it.
            const text = readFileSync(new URL(name, folder), "utf8").replaceAll("\r\n", "\n");
            const result = format(text);
            const opened = await session.open(text);
            const edits = await opened.ask<TextEdit[]>("formatting", { options: { tabSize: 4, insertSpaces: true } });
            expect({ name, text: opened.edited(edits) }).toEqual({ name, text: "text" in result ? result.text : text });
        }
    });
});
