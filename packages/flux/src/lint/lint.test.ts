import { describe, expect, it } from "vitest";
import { analyze } from "../analysis/analyze.ts";

/** `code: text under it` for each hint. */
function hints(text: string): string[] {
    return analyze(text).hints.map((hint) => `${hint.code}: ${text.slice(hint.start, hint.end)}`);
}

function fixed(text: string, code: string): string {
    const hint = analyze(text).hints.find((candidate) => candidate.code === code);
    let out = text;
    for (const edit of hint?.fixes?.[0]?.edits ?? []) {
        out = out.slice(0, edit.start) + edit.text + out.slice(edit.end);
    }
    return out;
}

const READ = 'from(bucket: "b") |> range(start: -1h)';

describe("lint rules", () => {
    it.each<[string, string, string[]]>([
        ["an import nobody uses", 'import "strings"\n1 + 1', ['unused-import: import "strings"']],
        ["an import that only an option uses", 'import "experimental/geo"\noption geo.units = {distance: "km"}', []],
        ["a variable nobody reads", "a = 1", ["unused-variable: a"]],
        ["a variable of a library", "package lib\na = 1", []],
        ["a parameter of a named function", "f = (a, b) => a\nf(a: 1, b: 2)", ["unused-parameter: b"]],
        ["a parameter that a function must have", `${READ} |> map(fn: (r) => ({a: 1}))`, []],
        ["a variable that hides a function", "range = 1\nrange + 1", ["shadowed-standard-name: range"]],
        ["a deprecated function", `import "experimental"\n${READ} |> experimental.to(bucket: "x", org: "o")`, ["deprecated-function: to"]],
        ["a read without range", 'from(bucket: "b") |> limit(n: 1)', ['unbounded-read: from(bucket: "b")']],
        ["a read whose own function may have a range", 'f = (t=<-) => t |> range(start: -1h)\nfrom(bucket: "b") |> f()', []],
        ["a source that is kept for later", 'data = from(bucket: "b")\ndata |> range(start: -1h)', []],
        [
            "a filter that comes late",
            `${READ} |> map(fn: (r) => r) |> filter(fn: (r) => r._field == "a")`,
            ['filter-after-transformation: filter(fn: (r) => r._field == "a")'],
        ],
        ["a filter on what was made", `${READ} |> map(fn: (r) => r) |> filter(fn: (r) => r._value > 1)`, []],
        ["a sort that is undone", `${READ} |> sort() |> aggregateWindow(every: 1h, fn: mean)`, ["sort-before-aggregate: sort()"]],
        ["a sort that decides which row is first", `${READ} |> sort() |> aggregateWindow(every: 1h, fn: first)`, []],
        ["two results of one name", `${READ} |> yield(name: "a")\n${READ} |> yield(name: "a")`, ['duplicate-yield: "a"']],
        ["two names of results", `${READ} |> yield(name: "a")\n${READ} |> yield(name: "b")`, []],
        ["a comparison with null", `${READ} |> filter(fn: (r) => r.a == null)`, ["null-comparison: r.a == null"]],
        ["a pattern that matches all", `${READ} |> filter(fn: (r) => r.a =~ /.*/)`, ["suspicious-regexp: /.*/"]],
        ["a pattern in quotes", `${READ} |> filter(fn: (r) => r.a == "/^web/")`, ['suspicious-regexp: "/^web/"']],
        ["a param of any type", `${READ} |> filter(fn: (r) => r.a == params.a)`, ["undetermined-param: params.a"]],
        ["a param whose use says enough", `from(bucket: params.b) |> range(start: duration(v: params.s))`, []],
    ])("%s", (_title, text, expected) => {
        expect(hints(text)).toEqual(expected);
    });

    it("fixes what it can", () => {
        expect(fixed('import "strings"\n1 + 1', "unused-import")).toBe("1 + 1");
        expect(fixed('from(bucket: "b") |> limit(n: 1)', "unbounded-read")).toBe(
            'from(bucket: "b")\n    |> range(start: -1h) |> limit(n: 1)',
        );
        expect(fixed("f = (r) => r.a == null\nf", "null-comparison")).toBe("f = (r) => not exists r.a\nf");
        expect(fixed("a = 1\nb = 2\nb", "unused-variable")).toBe("b = 2\nb");
        expect(fixed(`${READ}\n |> sort() |> aggregateWindow(every: 1h, fn: mean)`, "sort-before-aggregate")).toBe(
            `${READ} |> aggregateWindow(every: 1h, fn: mean)`,
        );
        expect(fixed(`${READ} |> yield(name: "a")\n${READ} |> yield(name: "a")`, "duplicate-yield")).toBe(
            `${READ} |> yield(name: "a")\n${READ} |> yield(name: "a2")`,
        );
        expect(fixed('f = (r) => r.a != "/^web/"\nf', "suspicious-regexp")).toBe("f = (r) => r.a !~ /^web/\nf");
        expect(fixed("x = [params.a]\nx", "undetermined-param")).toBe("x = [string(v: params.a)]\nx");
    });

    it("is told as the settings say", () => {
        const severities = { "unused-variable": "off", "unused-import": "warning" } as const;
        expect(analyze('import "math"\na = 1', { severities }).hints.map((hint) => `${hint.severity} ${hint.code}`)).toEqual([
            "warning unused-import",
        ]);
    });

    it("comes apart from errors, and only where asked for", () => {
        const text = "a = 1";
        expect(analyze(text).diagnostics.map((diagnostic) => diagnostic.kind)).toEqual(["lint"]);
        expect(analyze(text, { lint: false }).diagnostics).toEqual([]);
    });
});
