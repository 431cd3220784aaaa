/** Diagnostics, hover, signature help, params: what the server says of a text. */
import { readFile } from "node:fs/promises";
import { FluxDocument, LINT_RULES } from "@flux-scripts/flux";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Diagnostic, Hover, SignatureHelp } from "vscode-languageserver";
import { Session } from "../session.test-support.ts";
import type { ParamsAnswer } from "./params.ts";

let session: Session;
beforeAll(async () => {
    session = await Session.start();
});
afterAll(() => session.close());

const errors = (diagnostics: readonly Diagnostic[]): Diagnostic[] => diagnostics.filter(({ severity }) => severity === 1);

const script = `from(bucket: params.bucket)
    |> range(start: duration(v: params.start))
    |> filter(fn: (r) => r._measurement == "air" and r.room == params.room)
    |> aggregateWindow(every: 1h, fn: mean)
`;

describe("diagnostics", () => {
    it("of a script with params are no errors", async () => {
        const { uri } = await session.open(script);
        expect(errors(await session.diagnostics(uri))).toEqual([]);
    });

    it("stand under what is wrong, in UTF-16", async () => {
        const { uri, ranges } = await session.open('a = "größe 𝄞" + ⟦1⟧\nb = ⟦fiilter⟧\n');
        const found = errors(await session.diagnostics(uri));
        expect(found.map(({ range, message, code, source }) => ({ range, message, code, source }))).toEqual([
            { range: ranges[0], message: "expected string but found int", code: "type-mismatch", source: "flux" },
            { range: ranges[1], message: "undefined identifier fiilter", code: "undefined-identifier", source: "flux" },
        ]);
    });

    it("follow edits, several in one notification", async () => {
        const { uri } = await session.open("a = 1\nb = a + 1\n");
        await session.client.sendNotification("textDocument/didChange", {
            textDocument: { uri, version: 2 },
            contentChanges: [
                { range: { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } }, text: '"x"' },
                { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: "// c\n" },
            ],
        });
        const [first] = errors(await session.diagnostics(uri, 2));
        expect(first).toMatchObject({ message: "expected string but found int", range: { start: { line: 2, character: 8 } } });
        await session.client.sendNotification("textDocument/didChange", {
            textDocument: { uri, version: 3 },
            contentChanges: [{ text: "a = 1\n" }],
        });
        expect(errors(await session.diagnostics(uri, 3))).toEqual([]);
    });

    it("are given to a client that asks itself, and not sent to it", async () => {
        const pulling = await Session.start({ textDocument: { diagnostic: {} } });
        const { uri } = await pulling.open("a = b\n");
        const report = await pulling.request<{ kind: string; resultId: string; items: Diagnostic[] }>("textDocument/diagnostic", {
            textDocument: { uri },
        });
        expect(report.kind).toBe("full");
        expect(errors(report.items)).toHaveLength(1);
        const { resultId } = report;
        const again = { textDocument: { uri }, previousResultId: resultId };
        expect(await pulling.request("textDocument/diagnostic", again)).toEqual({ kind: "unchanged", resultId });
        await pulling.client.sendNotification("textDocument/didChange", {
            textDocument: { uri, version: 2 },
            contentChanges: [{ text: "a = 1\n" }],
        });
        expect(await pulling.request<{ kind: string }>("textDocument/diagnostic", again)).toMatchObject({ kind: "full" });
        pulling.close();
    });

    it("are turned off by a comment, and changed by settings", async () => {
        const code = "unused-import";
        const hint = (list: readonly Diagnostic[]) => list.filter((each) => each.code === code);
        const { uri } = await session.open('import "strings"\nx = 1\n');
        const found = hint(await session.diagnostics(uri));
        expect(found).toHaveLength(1);
        const quiet = await session.open('// flux-scripts-ignore unused-import\nimport "strings"\nx = 1\n');
        expect(hint(await session.diagnostics(quiet.uri))).toEqual([]);
        // Lines end as the protocol has it, also with a bare carriage return.
        const bare = await session.open('\r\r// flux-scripts-ignore unused-import\nimport "strings"\nx = 1\n');
        expect(hint(await session.diagnostics(bare.uri))).toEqual([]);
        const set = await Session.start({ workspace: { configuration: true } }, { diagnosticSeverity: { [code]: "error" } });
        const third = await set.open('import "strings"\nx = 1\n');
        await expect.poll(async () => hint(await set.diagnostics(third.uri)).map(({ severity }) => severity)).toEqual([1]);
        set.close();
    });

    it("link to the heading of their code, where the client ships the page", async () => {
        const { uri } = await session.open('import "strings"\nx = 1\n');
        const [found] = (await session.diagnostics(uri)).filter(({ code }) => code === "unused-import");
        expect(found?.codeDescription?.href).toBe("file:///extension/docs/hints.md#unused-import");
    });

    it("have a heading for each code on that page", async () => {
        const page = await readFile(new URL("../../../docs/hints.md", import.meta.url), "utf8");
        const headings = [...page.matchAll(/^## (\S+)$/gm)].map((match) => match[1]);
        expect(headings.toSorted()).toEqual(LINT_RULES.map(({ code }) => code).toSorted());
    });

    it("of a closed file are taken away", async () => {
        const { uri } = await session.open("a = b\n", "untitled:Untitled-1");
        expect(errors(await session.diagnostics(uri))).toHaveLength(1);
        await session.client.sendNotification("textDocument/didClose", { textDocument: { uri } });
        expect(await session.diagnostics(uri, undefined as unknown as number).then(() => "sent")).toBe("sent");
    });
});

async function hover(marked: string, on = session): Promise<string> {
    const answer = await (await on.open(marked)).ask<Hover | null>("hover");
    return answer === null ? "" : (answer.contents as { value: string }).value;
}

describe("hover", () => {
    it("tells the type of a param, and what one of any type is used for", async () => {
        expect(await hover("from(bucket: params.buc¦ket)")).toContain("params.bucket: string");
        expect(await hover('from(bucket: "b") |> range(start: duration(v: params.st¦art))')).toContain(
            "params.start: any — used as a duration",
        );
        expect(await hover("x = par¦ams.n + 1")).toContain("n: int");
    });

    it("documents functions with their arguments, defaults and an example", async () => {
        const text = await hover('from(bucket: "b") |> range(start: -1h) |> aggregate¦Window(every: 1h, fn: mean)');
        expect(text).toContain("createEmpty");
        expect(text).toContain("Cuts time into windows");
        expect(text).toMatch(/```flux[\s\S]*```/);
        expect(await hover('import "strings"\nx = strings.to¦Upper(v: "a")')).toContain("In capital letters.");
        expect(await hover('import "strings"\nx = str¦ings.toUpper(v: "a")')).toContain('package strings "strings"');
    });

    it("tells what an imported package is for", async () => {
        expect(await hover('import d "da¦te"\n')).toContain('package d "date"');
        expect(await hover('import d "da¦te"\n')).toContain("sums of times and durations");
    });

    it("tells the types of variables, arguments and columns", async () => {
        expect(await hover("a = [1, 2]\nb = ¦a")).toContain("a: [int]");
        expect(await hover('x = from(bucket: "b") |> limit(¦n: 3)')).toContain("n: int");
        expect(await hover('import "array"\narray.from(rows: [{a: 1}]) |> map(fn: (r) => ({b: r.¦a}))')).toContain("a: int");
    });

    it("leaves out the midst of a very long record", async () => {
        const columns = Array.from({ length: 60 }, (_, at) => `column${at}: ${at}`).join(", ");
        const text = await hover(`big = {${columns}}\nx = ¦big`);
        expect(text).toContain("column1");
        expect(text).toMatch(/… \d+ more/);
        expect(text.split("\n").length).toBeLessThan(32);
    });

    it("is plain text for a client without Markdown, and nothing where nothing is", async () => {
        const plain = await Session.start({});
        const answer = await (await plain.open("x = le¦ngth(arr: [1])")).ask<Hover>("hover");
        expect(answer.contents).toMatchObject({ kind: "plaintext" });
        expect((answer.contents as { value: string }).value).not.toContain("`");
        plain.close();
        expect(await hover("// com¦ment\nx = 1")).toBe("");
    });
});

async function signature(marked: string): Promise<{ label: string; active: string | undefined } | null> {
    const help = await (await session.open(marked)).ask<SignatureHelp | null>("signatureHelp");
    const [first] = help?.signatures ?? [];
    if (first === undefined) return null;
    const [start, end] = (first.parameters?.[help?.activeParameter ?? -1]?.label as [number, number] | undefined) ?? [0, 0];
    return { label: first.label, active: start === end ? undefined : first.label.slice(start, end) };
}

describe("signature help", () => {
    it("shows the parameters, the active one by its name", async () => {
        const help = await signature('from(bucket: "b") |> range(start: -1h, stop: ¦now())');
        expect(help?.label).toMatch(/^range\(<-tables: .*start: .*\?stop: .*= now\(\)\) => stream/);
        expect(help?.active).toContain("stop");
        expect((await signature('from(bucket: "b") |> limit(¦'))?.active).toBe("n: int");
    });

    it("knows functions of the file and of packages, and nothing outside of calls", async () => {
        expect((await signature("f = (a, b=2) => a + b\nx = f(a: 1, ¦)"))?.label).toBe("f(a: A, ?b: A) => A where A: Addable");
        expect((await signature('import "strings"\nx = strings.repeat(v: "a", i: ¦)'))?.active).toContain("i: int");
        expect(await signature("x = ¦1")).toBeNull();
        expect(await signature('from(bucket: "b") |> limit(n: 3)¦')).toBeNull();
        expect((await signature("f = (a, b) => a\nx = f(a: f(a: 1, b: 2)¦, b: 3)"))?.label).toMatch(/^f\(a: A, b: /);
    });
});

describe("fluxScripts/params", () => {
    it("gives types, uses and what to ask for", async () => {
        const { uri } = await session.open(script);
        const { params } = await session.request<ParamsAnswer>("fluxScripts/params", { uri });
        expect(Object.fromEntries(params.map(({ name, ...facts }) => [name, facts]))).toEqual({
            bucket: { type: "string", usage: expect.any(Array), suggestedType: "string", line: 1, names: { what: "buckets" } },
            start: { type: "any", usage: expect.arrayContaining(["a duration"]), suggestedType: "duration", line: 2 },
            room: {
                type: "any",
                usage: ["a value to compare the column room with"],
                suggestedType: "string",
                line: 3,
                names: { what: "tagValues", bucket: { param: "bucket" }, measurement: { text: "air" }, tag: "room" },
            },
        });
    });

    it("gives the inferred type of lists and records, and the live names of measurements and fields", async () => {
        const text = `from(bucket: "b")
    |> range(start: -1h)
    |> filter(fn: (r) => r._measurement == params.m and r._field == params.f and contains(value: r.room, set: params.rooms))
`;
        const { uri } = await session.open(text);
        const { params } = await session.request<ParamsAnswer>("fluxScripts/params", { uri });
        const byName = Object.fromEntries(params.map(({ name, ...facts }) => [name, facts]));
        expect(byName["m"]?.names).toEqual({ what: "measurements", bucket: { text: "b" } });
        expect(byName["f"]?.names).toEqual({ what: "fields", bucket: { text: "b" }, measurement: { param: "m" } });
        expect(byName["rooms"]).toMatchObject({ type: "any", inferred: expect.stringMatching(/^\[/) as string });
        expect(byName["rooms"]?.names).toEqual({ what: "tagValues", bucket: { text: "b" }, measurement: { param: "m" }, tag: "room" });
    });

    it("gives the live names that arguments take: columns, tags and measurements", async () => {
        const text = `import "influxdata/influxdb/v1"

from(bucket: params.bucket) |> range(start: -1h) |> group(columns: ["room", params.by]) |> keep(columns: params.kept) |> max(column: params.c)
v1.measurementTagValues(bucket: params.other, measurement: params.m, tag: params.tag)
f = (tag) => tag
x = f(tag: params.word)
`;
        const { uri } = await session.open(text);
        const { params } = await session.request<ParamsAnswer>("fluxScripts/params", { uri });
        const names = Object.fromEntries(params.map((facts) => [facts.name, facts.names]));
        const columns = { what: "columns", bucket: { param: "bucket" } };
        const other = { bucket: { param: "other" } };
        expect(names).toEqual({
            bucket: { what: "buckets" },
            by: columns,
            kept: columns,
            c: columns,
            other: { what: "buckets" },
            m: { what: "measurements", ...other },
            tag: { what: "tags", ...other, measurement: { param: "m" } },
            word: undefined,
        });
    });

    it("is empty for a document that is not open", async () => {
        expect(await session.request("fluxScripts/params", { uri: "file:///nope" })).toEqual({ params: [] });
    });
});

it("a request without its place is refused, and the server goes on", async () => {
    const opened = await session.open("a = 1\n");
    const wrong = session.request("textDocument/hover", { textDocument: { uri: opened.uri }, position: null });
    await expect(wrong).rejects.toMatchObject({ code: -32602 });
    expect(await hover("b = 1\nc = ¦b")).toContain("b: int");
});

it("a failure inside of a request is told to the client's log, and the server goes on", async () => {
    const opened = await session.open("a = 1\nb = ¦a\n");
    // What a fault in the analysis would do: an exception out of the midst of an answer.
    const failing = vi.spyOn(FluxDocument.prototype, "analysis").mockImplementation(() => {
        throw new Error("a fault of ours");
    });
    await session.client.sendNotification("textDocument/didChange", {
        textDocument: { uri: opened.uri, version: 2 },
        contentChanges: [{ text: "c = 1\nd = c\n" }],
    });
    expect(await opened.ask("hover")).toBeNull();
    expect(await opened.ask("completion")).toEqual([]);
    await expect.poll(() => session.logged.some((text) => text.includes("a fault of ours"))).toBe(true);
    failing.mockRestore();
    expect(await opened.ask("hover")).toMatchObject({ contents: { value: expect.stringContaining("c: int") } });
});
