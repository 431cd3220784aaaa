/** Completion place by place: what is offered first, with which kind, and what an item writes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CompletionItem, CompletionItemKind, type CompletionList, type TextEdit } from "vscode-languageserver";
import { type Opened, Session } from "../session.test-support.ts";

let session: Session;
let plain: Session;
beforeAll(async () => {
    session = await Session.start();
    plain = await Session.start({});
});
afterAll(() => {
    session.close();
    plain.close();
});

interface Completed {
    readonly opened: Opened;
    readonly items: CompletionItem[];
    readonly labels: string[];
    item(label: string): CompletionItem | undefined;
}

async function complete(marked: string, on = session): Promise<Completed> {
    const opened = await on.open(marked);
    const answer = await opened.ask<CompletionItem[] | CompletionList>("completion");
    const items = (Array.isArray(answer) ? answer : answer.items).toSorted((a, b) =>
        (a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1,
    );
    return { opened, items, labels: items.map(({ label }) => label), item: (label) => items.find((each) => each.label === label) };
}

describe("after a pipe", () => {
    it("functions that take what is piped come before those that don't", async () => {
        const { labels } = await complete('twice = (x=<-) => x * 2\nof = (tables=<-) => tables\ny = from(bucket: "b") |> ¦\n');
        expect(labels).toContain("of");
        expect(labels.indexOf("of")).toBeLessThan(labels.indexOf("twice"));
        expect(labels.indexOf("range")).toBeLessThan(labels.indexOf("twice"));
        const number = await complete("twice = (x=<-) => x * 2\ny = 1 |> ¦\n");
        expect(number.labels[0]).toBe("twice");
    });

    it("a package's functions that take a pipe come before its others", async () => {
        const { labels } = await complete('import "experimental"\nfrom(bucket: "b") |> experimental.¦\n');
        expect(labels.indexOf("group")).toBeLessThan(labels.indexOf("addDuration"));
    });
});

describe("in a call", () => {
    it("only names of arguments can stand behind the bracket and a comma", async () => {
        const { items, labels } = await complete('from(bucket: "b") |> range(¦)');
        expect(labels).toEqual(["start", "stop"]);
        expect(items.map(({ kind }) => kind)).toEqual([CompletionItemKind.Property, CompletionItemKind.Property]);
        expect((await complete('from(bucket: "b") |> range(start: -1h, ¦)')).labels).toEqual(["stop"]);
    });

    it("defaults are shown, and written for clients with snippets", async () => {
        const { item } = await complete('from(bucket: "b") |> range(¦)');
        expect(item("stop")).toMatchObject({ detail: "?stop: A = now()", insertText: "stop: ${1:now()}" });
        expect((await complete('from(bucket: "b") |> range(¦)', plain)).item("stop")).toMatchObject({ insertText: "stop: " });
    });

    it("an argument takes its texts with or without an open quote", async () => {
        const open = await complete('from(bucket: "b") |> group(columns: ["a"], mode: "b¦y")');
        expect(open.labels).toEqual(["by", "except"]);
        expect(open.opened.edited([open.item("except")?.textEdit as TextEdit])).toContain('mode: "except")');
        const bare = await complete('from(bucket: "b") |> group(columns: ["a"], mode: ¦)');
        expect(bare.labels[0]).toBe('"by"');
        expect(bare.opened.edited([bare.items[0]?.textEdit as TextEdit])).toContain('mode: "by")');
    });

    it("a list of columns takes those of the stream, with their types", async () => {
        const rows = 'import "array"\narray.from(rows: [{host: "a", load: 1.0}])';
        const quoted = await complete(`${rows} |> group(columns: ["¦"])`);
        expect(quoted.labels.slice(0, 2)).toEqual(["host", "load"]);
        expect(quoted.item("load")).toMatchObject({ kind: CompletionItemKind.Field, detail: "float" });
        const bare = await complete(`${rows} |> group(columns: [¦])`);
        expect(bare.labels[0]).toBe('"host"');
        expect(bare.opened.edited([bare.items[0]?.textEdit as TextEdit])).toContain('columns: ["host"])');
    });

    it("true and false for a switch, a function for a function", async () => {
        expect((await complete('from(bucket: "b") |> sort(desc: ¦)')).labels.slice(0, 2)).toEqual(["false", "true"]);
        const fn = await complete('from(bucket: "b") |> map(fn: ¦)');
        expect(fn.items[0]).toMatchObject({ label: "(r) =>", insertText: "(r) => ($0)" });
        expect((await complete('from(bucket: "b") |> filter(fn: ¦)')).items[0]).toMatchObject({ insertText: "(r) => $0" });
    });
});

describe("what is written most comes first", () => {
    it.each([
        ['from(bucket: "b") |> ¦', ["range", "filter", "aggregateWindow"]],
        ['import "strings"\nfrom(bucket: "b") |> range(start: -1h) |> ¦', ["filter", "aggregateWindow", "map"]],
        ['from(bucket: "b") |> aggregateWindow(every: 1h, fn: ¦)', ["mean", "sum", "count"]],
        ['from(bucket: "b") |> aggregateWindow(every: ¦)', ["1m", "5m", "15m"]],
        ['from(bucket: "b") |> range(start: ¦)', ["-15m", "-1h", "-24h"]],
        ["¦", ["from", "join", "union"]],
        ["option ¦", ["task", "now", "location"]],
        ['option task = {name: "n", ¦}', ["every", "cron", "offset"]],
        ['from(bucket: "b") |> map(fn: (r) => ({r with ¦}))', ["_value"]],
    ])("%s", async (marked, first) => {
        expect((await complete(marked)).labels.slice(0, first.length)).toEqual(first);
    });

    it("names of the file come before the standard library's", async () => {
        const { labels } = await complete("rooms = 1\nx = ¦");
        expect(labels[0]).toBe("rooms");
        expect(labels.indexOf("from")).toBeLessThan(labels.indexOf("bytes"));
    });

    it("a package that shares its name with a function is offered behind the dot", async () => {
        const { labels, item, opened } = await complete('from(bucket: "b") |> join.¦');
        expect(labels).toContain("inner");
        expect(opened.edited(item("inner")?.additionalTextEdits as TextEdit[])).toContain('import "join"');
    });
});

describe("columns of a row", () => {
    it('are offered behind the dot and in ["…"]', async () => {
        const dot = await complete('from(bucket: "b") |> filter(fn: (r) => r.room == "x" and r.¦)');
        expect(dot.labels).toEqual(expect.arrayContaining(["room", "_measurement", "_value"]));
        expect(dot.item("room")?.kind).toBe(CompletionItemKind.Field);
        const bracket = await complete('from(bucket: "b") |> filter(fn: (r) => r.room == "x" and r["¦"] == "y")');
        expect(bracket.labels).toEqual(expect.arrayContaining(["room", "_measurement"]));
        expect(bracket.opened.edited([bracket.item("room")?.textEdit as TextEdit])).toContain('r["room"] == "y"');
        const record = await complete('x = {alpha: 1, beta: 2}\ny = x["¦"]');
        expect(record.labels).toEqual(["alpha", "beta"]);
    });

    it("follow a map that makes them", async () => {
        const { labels, item } = await complete('from(bucket: "b") |> map(fn: (r) => ({a: 1, b: "x"})) |> filter(fn: (r) => r.¦)');
        expect(labels.slice(0, 2)).toEqual(["a", "b"]);
        expect(item("a")?.detail).toBe("int");
    });
});

describe("at the end of a statement in the midst of a file", () => {
    it("members, arguments and names are those of the statement", async () => {
        expect((await complete('import "strings"\nx = strings.toU¦\ny = 1\n')).labels).toContain("toUpper");
        expect((await complete("rec = {alpha: 1}\nx = rec.al¦\n\ny = 1\n")).labels).toContain("alpha");
        expect((await complete("a = params.one + params.two\nx = params.tw¦\n\ny = 1\n")).labels).toContain("two");
        expect((await complete('from(bucket: "b")\n    |> ran¦\n\ny = 1\n')).labels).toContain("range");
    });
});

describe("elsewhere", () => {
    it("keywords and snippets stand where a statement can begin, the snippets for clients that fill them in", async () => {
        const { item, labels } = await complete("a = 1\n¦");
        for (const word of ["import", "option", "testcase"]) expect(item(word)?.kind).toBe(CompletionItemKind.Keyword);
        expect(item("script")).toMatchObject({ kind: CompletionItemKind.Snippet, insertTextFormat: 2 });
        expect(labels).toContain("from");
        expect((await complete("a = 1\n¦", plain)).items.every(({ kind }) => kind !== CompletionItemKind.Snippet)).toBe(true);
        const value = await complete("a = ¦");
        expect(value.labels).toContain("if");
        expect(value.labels).not.toContain("script");
        const own = await Session.start(
            { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
            undefined,
            undefined,
            undefined,
            {
                options: { snippets: true },
            },
        );
        expect((await complete("¦", own)).labels).not.toContain("script");
        own.close();
    });

    it("an import's path replaces the whole path", async () => {
        const { opened, item } = await complete('import "str¦ange"\n');
        expect(opened.edited([item("strings")?.textEdit as TextEdit])).toBe('import "strings"\n');
    });

    it("nothing is offered in comments, regular expressions, other strings and behind a number's point", async () => {
        for (const marked of ["// fr¦", "a = /fr¦/", 'a = "fr¦"', "a = 1.¦", "package ma¦", "testcase fr¦"])
            expect((await complete(marked)).labels).toEqual([]);
        expect((await complete('a = "${fr¦}"')).labels).toContain("from");
    });

    it("types are one line in a list", async () => {
        const { items } = await complete('from(bucket: "b") |> ¦');
        expect(items.every(({ detail }) => detail?.includes("\n") !== true)).toBe(true);
    });

    it("of thousands of names those that fit what is typed, and the client asks again", async () => {
        const names = Array.from({ length: 2000 }, (_, at) => `name${at} = ${at}\n`).join("");
        const opened = await session.open(`${names}x = name19¦\n`);
        const list = await opened.ask<CompletionList>("completion");
        expect(list.isIncomplete).toBe(true);
        expect(list.items.map(({ label }) => label)).toEqual(expect.arrayContaining(["name19", "name1999"]));
        expect(list.items.length).toBeLessThanOrEqual(500);
        const all = await (await session.open(`${names}x = ¦\n`)).ask<CompletionList>("completion");
        expect(all.isIncomplete).toBe(true);
        expect(all.items).toHaveLength(500);
    });
});
