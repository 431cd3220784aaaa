import { describe, expect, it } from "vitest";
import { analyze } from "./analyze.ts";

/** A text with `|` where the cursor is. */
function at(marked: string): { readonly text: string; readonly offset: number } {
    const offset = marked.indexOf("¦");
    return { text: marked.replace("¦", ""), offset };
}

const script = `import "strings"
import "date"

limitTo = 5
top5 = (tables=<-, by="_value") => {
    sorted = tables |> sort(columns: [by], desc: true)

    return sorted |> limit(n: limitTo)
}

from(bucket: params.bucket)
    |> range(start: duration(v: params.start))
    |> filter(fn: (r) => r._measurement == "air" and r.room == params.room)
    |> top5(by: strings.toLower(v: params.column))
`;

function cursor(needle: string, shift = 0, nth = 0): number {
    let offset = -1;
    for (let i = 0; i <= nth; i++) {
        offset = script.indexOf(needle, offset + 1);
    }
    return offset + shift;
}

const analysis = analyze(script);
const textOf = (range: { readonly start: number; readonly end: number } | undefined): string | undefined =>
    range === undefined ? undefined : script.slice(range.start, range.end);

describe("a sound script", () => {
    it("has no errors and its params", () => {
        expect(analysis.diagnostics.filter((diagnostic) => diagnostic.severity === "error")).toEqual([]);
        expect(analysis.params).toEqual({ bucket: "string", start: "any", room: "any", column: "string" });
    });

    it("has no errors where there is nothing", () => {
        expect(analyze("").diagnostics).toEqual([]);
        expect(analyze("\n// only a comment").params).toEqual({});
        expect(analyze("").scopeAt(0).length).toBeGreaterThan(50);
        expect(analyze("").hoverAt(0)).toBeUndefined();
    });
});

describe("hover", () => {
    it.each([
        ["params.bucket", 8, "param", "string"],
        ["params.start", 8, "param", "A"],
        ["limitTo", 2, "variable", "int"],
        ["top5", 1, "function", "(<-tables: stream[A], ?by: string) => stream[A] where A: Record"],
        [
            "range",
            1,
            "function",
            "(<-tables: stream[{A with _time: time}], start: B, ?stop: C) => stream[{A with _start: time, _stop: time, _time: time}]",
        ],
        ["sorted", 1, "variable", "stream[A] where A: Record"],
        ["toLower", 1, "function", "(v: string) => string"],
        ["strings.toLower", 1, "package", "package strings"],
        ["bucket: params", 1, "parameter", "string"],
        ["r.room", 3, "property", "A where A: Equatable"],
    ])("over %s", (needle, shift, kind, type) => {
        const hover = analysis.hoverAt(cursor(needle, shift));
        expect(hover).toMatchObject({ kind, type });
        expect(script.slice(hover?.start, hover?.end)).toBe(hover?.name);
    });

    it("tells what a param of no type of its own is used as", () => {
        expect(analysis.hoverAt(cursor("params.start", 8))?.params?.[0]).toMatchObject({
            name: "start",
            type: "any",
            uses: ["duration"],
            occurrences: [{ use: "duration", callee: "duration", argument: "v" }],
        });
        expect(analysis.hoverAt(cursor("params.room", 8))?.params?.[0]).toMatchObject({
            uses: ["column-comparison"],
            occurrences: [{ column: "room" }],
        });
        expect(
            analysis
                .hoverAt(cursor("params.bucket", 1))
                ?.params?.map((facts) => facts.name)
                .sort(),
        ).toEqual(["bucket", "column", "room", "start"]);
    });

    it("is silent over white space, literals and keywords", () => {
        for (const needle of ["\n\n", '"air"', " and ", "return"]) {
            expect(analysis.hoverAt(cursor(needle, 1))).toBeUndefined();
        }
    });
});

describe("names", () => {
    it("finds definitions and references", () => {
        expect(textOf(analysis.definitionAt(cursor("limitTo", 1, 1)))).toBe("limitTo");
        expect(analysis.referencesAt(cursor("limitTo", 1, 1)).map(textOf)).toEqual(["limitTo", "limitTo"]);
        expect(analysis.referencesAt(cursor("sorted", 1)).length).toBe(2);
        expect(analysis.referencesAt(cursor("[by]", 2)).map(textOf)).toEqual(["by", "by"]);
        expect(textOf(analysis.definitionAt(cursor("strings.toLower", 1)))).toBe('"strings"');
        expect(analysis.definitionAt(cursor("range", 1))).toBeUndefined();
        expect(analysis.referencesAt(cursor("params.bucket", 8)).map(textOf)).toEqual(["params.bucket"]);
    });

    it("shows what is in scope, innermost first", () => {
        const names = analysis.scopeAt(cursor("sorted |> limit", 0)).map((symbol) => symbol.name);
        expect(names.slice(0, 3)).toEqual(["tables", "by", "sorted"]);
        expect(names).toEqual(expect.arrayContaining(["limitTo", "strings", "params", "from", "aggregateWindow"]));
        expect(names).not.toContain("r");
        // A function does not see itself, and nothing sees what comes later.
        expect(names).not.toContain("top5");
        expect(analysis.scopeAt(0).map((symbol) => symbol.name)).not.toContain("limitTo");
        expect(analysis.scopeAt(cursor("r._measurement", 2)).map((symbol) => symbol.name)[0]).toBe("r");
    });

    it("lists members of packages, records and params while they are typed", () => {
        const members = (marked: string): string[] => {
            const { text, offset } = at(marked);
            return analyze(text)
                .membersAt(offset)
                .map((symbol) => symbol.name);
        };
        expect(members('import "strings"\nx = strings.¦')).toEqual(expect.arrayContaining(["toLower", "title"]));
        expect(members('import s "strings"\nx = s.to¦')).toContain("toUpper");
        expect(members("r = {b: 1, a: 2}\nx = r.¦\ny = 1")).toEqual(expect.arrayContaining(["a", "b"]));
        expect(members("a = params.one + 1\nb = params.¦\n")).toContain("one");
        expect(members('from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r.¦)')).toContain("_measurement");
        expect(members("x = nothing¦")).toEqual([]);
    });
});

describe("signatures", () => {
    it("shows the call around the cursor, with defaults and what is given", () => {
        const signature = analysis.signatureAt(cursor("params.start", 3));
        expect(signature).toMatchObject({ name: "duration", given: ["v"], active: 0 });
        const { text, offset } = at('from(bucket: "b") |> range(start: -1h, ¦)');
        expect(analyze(text).signatureAt(offset)).toMatchObject({ name: "range", package: "universe", given: ["start"] });
        expect(analyze(text).signatureAt(offset)?.parameters).toEqual([
            { name: "tables", type: "stream[{A with _time: time}]", mode: "pipe", default: undefined },
            { name: "start", type: "A", mode: "required", default: undefined },
            { name: "stop", type: "A", mode: "optional", default: "now()" },
        ]);
    });

    it("knows calls of packages' functions and of one's own", () => {
        expect(analysis.signatureAt(cursor("params.column", 3))).toMatchObject({ name: "toLower", package: "strings" });
        const { text, offset } = at("f = (a, b=1) => a + b\nx = f(a: 1, ¦");
        expect(
            analyze(text)
                .signatureAt(offset)
                ?.parameters.map((parameter) => `${parameter.mode} ${parameter.name}: ${parameter.type}`),
        ).toEqual(["required a: A where A: Addable", "optional b: A where A: Addable"]);
    });
});

describe("typeAt", () => {
    it("gives the innermost expression's type", () => {
        expect(analysis.typeAt(cursor('"air"', 2))).toBe("string");
        expect(analysis.typeAt(cursor("== params.room", 0))).toBe("bool");
        expect(analysis.typeAt(cursor("limitTo", 1, 1))).toBe("int");
    });
});

describe("the API of other rooms", () => {
    it("takes packages from outside", () => {
        const text = 'import "my/lib"\nx = lib.double(x: "s")\n';
        const options = { packages: { "my/lib": { double: "(x: int) => int" } }, lint: false };
        expect(analyze(text, options).diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
            "expected int but found string (argument x)",
        ]);
        expect(analyze(text, { lint: false }).diagnostics[0]?.message).toBe("invalid import path my/lib");
    });

    it("gives every error a code and a range in the text", () => {
        const text = "a = nosuch\nb = 1 + true\nc = limit(m: 1)\n";
        const found = analyze(text, { lint: false }).diagnostics;
        expect(found.map((diagnostic) => [diagnostic.code, text.slice(diagnostic.start, diagnostic.end)])).toEqual([
            ["undefined-identifier", "nosuch"],
            ["type-mismatch", "true"],
            ["unexpected-argument", "1"],
            ["missing-argument", "limit(m: 1)"],
            ["missing-argument", "limit(m: 1)"],
        ]);
    });

    it("keeps a param of any name, those of Object's own among them", () => {
        expect(inferNames('a = params["__proto__"] + 1\nb = params.constructor + "x"')).toEqual([
            ["__proto__", "int"],
            ["constructor", "string"],
        ]);
    });
});

function inferNames(text: string): [string, string][] {
    return Object.entries(analyze(text).params);
}
