/** Every hint has a section of the docs, a severity setting, and a quick fix that works or a reason why none is right. */
import { readFileSync } from "node:fs";
import { analyze, type Diagnostic, LINT_RULES } from "@flux-scripts/flux";
import { describe, expect, it } from "vitest";

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const docs = read("docs/hints.md");
const manifest = JSON.parse(read("package.json")) as {
    contributes: {
        configuration: {
            properties: Record<string, { properties?: Record<string, { default: string; enum: string[]; description: string }> }>;
        };
    };
};
const names = JSON.parse(read("package.nls.json")) as Record<string, string>;
const settings = manifest.contributes.configuration.properties["fluxScripts.diagnosticSeverity"]?.properties ?? {};

const READ = 'from(bucket: "b") |> range(start: -1h)';

interface Fixed {
    readonly code: string;
    readonly title: string;
    readonly text: string;
    readonly after: string;
}

/** Scripts whose first hint of a code has a fix, and what it makes of them. */
const FIXED: readonly Fixed[] = [
    { code: "unused-import", title: "an import", text: 'import "strings"\n1 + 1', after: "1 + 1" },
    {
        code: "unused-import",
        title: "the first of two",
        text: 'import "date"\nimport "strings"\nstrings.trim(v: "a", cutset: "b")',
        after: 'import "strings"\nstrings.trim(v: "a", cutset: "b")',
    },
    { code: "unused-variable", title: "a variable of the file", text: "a = 1\nb = 2\nb", after: "b = 2\nb" },
    {
        code: "unused-variable",
        title: "a variable of a block",
        text: "f = (x) => {\n    y = x + 1\n    return x\n}\nf(x: 1)",
        after: "f = (x) => {\n    return x\n}\nf(x: 1)",
    },
    {
        code: "unused-parameter",
        title: "the last of two, with what calls give",
        text: "f = (a, b) => a\nf(a: 1, b: 2)",
        after: "f = (a) => a\nf(a: 1)",
    },
    {
        code: "unused-parameter",
        title: "the first, with a default",
        text: "f = (b=1, a) => a\nf(a: 1)\nf(b: 3, a: 1)",
        after: "f = (a) => a\nf(a: 1)\nf(a: 1)",
    },
    {
        code: "unused-parameter",
        title: "the only one",
        text: "f = (a) => 1\nx = f(a: f(a: 2) + 1)\nx",
        after: "f = (a) => 1\nx = f(a: f(a: 2) + 1)\nx",
    },
    {
        code: "unused-parameter",
        title: "of a function in a block",
        text: "g = (v) => {\n    f = (a, b) => a\n    return f(a: v, b: 2)\n}\ng(v: 1)",
        after: "g = (v) => {\n    f = (a) => a\n    return f(a: v)\n}\ng(v: 1)",
    },
    {
        code: "unused-parameter",
        title: "of a step of a pipeline",
        text: `f = (t=<-, n) => t |> limit(n: 1)\n${READ} |> f(n: 3)`,
        after: `f = (t=<-) => t |> limit(n: 1)\n${READ} |> f()`,
    },
    {
        code: "shadowed-standard-name",
        title: "a variable",
        text: "range = 1\na = 2\nr = {range, a}\n{r: r, b: range}",
        after: "myRange = 1\na = 2\nr = {range: myRange, a: a}\n{r: r, b: myRange}",
    },
    {
        code: "shadowed-standard-name",
        title: "a variable that builds on the standard one",
        text: `limit = (t=<-) => t |> limit(n: 1)\n${READ} |> limit()`,
        after: `myLimit = (t=<-) => t |> limit(n: 1)\n${READ} |> myLimit()`,
    },
    {
        code: "shadowed-standard-name",
        title: "a variable of a block",
        text: "f = (x) => {\n    sum = x + 1\n    return sum\n}\nf(x: 1)",
        after: "f = (x) => {\n    mySum = x + 1\n    return mySum\n}\nf(x: 1)",
    },
    {
        code: "shadowed-standard-name",
        title: "a package's name",
        text: 'import sum "strings"\nsum.trim(v: "a", cutset: "b")',
        after: 'import mySum "strings"\nmySum.trim(v: "a", cutset: "b")',
    },
    {
        code: "deprecated-function",
        title: "a moved package",
        text: 'import "experimental/array"\narray.from(rows: [{a: 1}])',
        after: 'import "array"\narray.from(rows: [{a: 1}])',
    },
    {
        code: "deprecated-function",
        title: "a package that went back to be experimental",
        text: 'import "date/boundaries"\nday = boundaries.yesterday()\nday',
        after: 'import "experimental/date/boundaries"\nday = boundaries.yesterday()\nday',
    },
    {
        code: "deprecated-function",
        title: "all that is used of a package",
        text: 'import "experimental"\na = experimental.addDuration(d: 1h, to: now())\nb = experimental.subDuration(d: 1h, from: a)\nb',
        after: 'import "date"\na = date.add(d: 1h, to: now())\nb = date.sub(d: 1h, from: a)\nb',
    },
    {
        code: "deprecated-function",
        title: "one of several",
        text: 'import "experimental"\nexperimental.addDuration(d: 1h, to: now())\nexperimental.objectKeys(o: {a: 1})',
        after: 'import "experimental"\nimport "date"\ndate.add(d: 1h, to: now())\nexperimental.objectKeys(o: {a: 1})',
    },
    {
        code: "deprecated-function",
        title: "a package that is there already",
        text: 'import "experimental"\nimport d "date"\nx = d.hour(t: experimental.addDuration(d: 1h, to: now()))\nx',
        after: 'import "experimental"\nimport d "date"\nx = d.hour(t: d.add(d: 1h, to: now()))\nx',
    },
    {
        code: "deprecated-function",
        title: "a name that is taken",
        text: 'import "experimental"\ndate = 1\nx = experimental.addDuration(d: 1h, to: now())\n{x: x, date: date}',
        after: 'import date2 "date"\ndate = 1\nx = date2.add(d: 1h, to: now())\n{x: x, date: date}',
    },
    {
        code: "deprecated-function",
        title: "writing wide rows",
        text: `import "experimental"\n${READ} |> experimental.to(bucket: "x")`,
        after: `import "influxdata/influxdb"\n${READ} |> influxdb.wideTo(bucket: "x")`,
    },
    {
        code: "unbounded-read",
        title: "a read",
        text: 'from(bucket: "b") |> limit(n: 1)',
        after: 'from(bucket: "b")\n    |> range(start: -1h) |> limit(n: 1)',
    },
    {
        code: "filter-after-transformation",
        title: "behind a map",
        text: `${READ}\n    |> map(fn: (r) => ({r with a: 1}))\n    |> filter(fn: (r) => r._field == "a")`,
        after: `${READ}\n    |> filter(fn: (r) => r._field == "a")\n    |> map(fn: (r) => ({r with a: 1}))`,
    },
    {
        code: "filter-after-transformation",
        title: "behind several steps",
        text: `${READ} |> sort() |> limit(n: 3) |> toFloat() |> filter(fn: (r) => r._measurement == "m") |> yield()`,
        after: `${READ} |> filter(fn: (r) => r._measurement == "m") |> sort() |> limit(n: 3) |> toFloat() |> yield()`,
    },
    {
        code: "sort-before-aggregate",
        title: "a sort",
        text: `${READ}\n    |> sort()\n    |> aggregateWindow(every: 1h, fn: mean)`,
        after: `${READ}\n    |> aggregateWindow(every: 1h, fn: mean)`,
    },
    {
        code: "duplicate-yield",
        title: "a name twice",
        text: `${READ} |> yield(name: "a")\n${READ} |> yield(name: "a")`,
        after: `${READ} |> yield(name: "a")\n${READ} |> yield(name: "a2")`,
    },
    {
        code: "duplicate-yield",
        title: "no name twice",
        text: `${READ} |> yield()\n${READ} |> yield()`,
        after: `${READ} |> yield()\n${READ} |> yield(name: "_result2")`,
    },
    {
        code: "null-comparison",
        title: "equal to null",
        text: `${READ} |> filter(fn: (r) => r.a == null)`,
        after: `${READ} |> filter(fn: (r) => not exists r.a)`,
    },
    {
        code: "null-comparison",
        title: "other than null",
        text: `${READ} |> filter(fn: (r) => null != r.a)`,
        after: `${READ} |> filter(fn: (r) => exists r.a)`,
    },
    {
        code: "suspicious-regexp",
        title: "a pattern in quotes",
        text: `${READ} |> filter(fn: (r) => r.a != "/^web/")`,
        after: `${READ} |> filter(fn: (r) => r.a !~ /^web/)`,
    },
    {
        code: "suspicious-regexp",
        title: "a pattern that matches all",
        text: `${READ} |> filter(fn: (r) => r.a =~ /.*/ and r.b == "c")`,
        after: `${READ} |> filter(fn: (r) => exists r.a and r.b == "c")`,
    },
    {
        code: "suspicious-regexp",
        title: "a pattern that leaves nothing",
        text: `${READ} |> filter(fn: (r) => r.a !~ /.*/)`,
        after: `${READ} |> filter(fn: (r) => false)`,
    },
    { code: "undetermined-param", title: "a param in a list", text: "x = [params.a]\nx", after: "x = [string(v: params.a)]\nx" },
];

interface Unfixed {
    readonly code: string;
    readonly why: string;
    readonly text: string;
}

/** Hints without a fix, each with the reason. */
const UNFIXED: readonly Unfixed[] = [
    { code: "unused-variable", why: "its value writes points when it is worked out", text: `x = ${READ} |> to(bucket: "c")` },
    {
        code: "unused-variable",
        why: "its value posts when it is worked out",
        text: 'import "http"\nx = http.post(url: "http://localhost")',
    },
    { code: "unused-parameter", why: "the function is handed on, so not every call can be seen", text: "f = (a, b) => a\ng = [f]\ng" },
    { code: "unused-parameter", why: "users of a library may give it", text: "package lib\nf = (a, b) => a" },
    { code: "unused-parameter", why: "rows are piped into it", text: "f = (t=<-) => 1\n1 |> f()" },
    { code: "unused-parameter", why: "calls of it stand in each other", text: "f = (a, b) => a\nf(a: 1, b: f(a: 1, b: 2))" },
    { code: "unused-parameter", why: "a comment would go with it", text: "f = (\n    a,\n    // of old\n    b,\n) => a\nf(a: 1, b: 2)" },
    { code: "shadowed-standard-name", why: "users of a library know the name", text: "package lib\nrange = 1" },
    {
        code: "deprecated-function",
        why: "the join package wants other arguments",
        text: 'a = from(bucket: "a") |> range(start: -1h)\njoin(tables: {a: a, b: a}, on: ["_time"])',
    },
    {
        code: "deprecated-function",
        why: "join.time wants other arguments",
        text: `import "experimental"\na = ${READ}\nexperimental.join(left: a, right: a, fn: (left, right) => left)`,
    },
    {
        code: "filter-after-transformation",
        why: "the map may change the column",
        text: `${READ} |> map(fn: (r) => ({r with _field: "x"})) |> filter(fn: (r) => r._field == "a")`,
    },
    {
        code: "filter-after-transformation",
        why: "the pivot takes the column away",
        text: `${READ} |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value") |> filter(fn: (r) => r._field == "a")`,
    },
    {
        code: "filter-after-transformation",
        why: "with other groups the limit sees other rows",
        text: `${READ} |> group() |> limit(n: 2) |> filter(fn: (r) => r._field == "a")`,
    },
    {
        code: "filter-after-transformation",
        why: "a comment would go with it",
        text: `${READ} |> sort()\n    // the wanted\n    |> filter(fn: (r) => r._field == "a")`,
    },
    {
        code: "sort-before-aggregate",
        why: "a comment would go with it",
        text: `${READ}\n    // newest last\n    |> sort()\n    |> aggregateWindow(every: 1h, fn: mean)`,
    },
    { code: "suspicious-regexp", why: "the match is what makes the param a string", text: "x = params.name =~ /.*/\nx" },
];

function hintsOf(text: string, code: string): readonly Diagnostic[] {
    return analyze(text).hints.filter((hint) => hint.code === code);
}

function faultsOf(text: string): readonly string[] {
    return analyze(text, { lint: false }).diagnostics.map(({ message }) => message);
}

function applied(text: string, edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]): string {
    return [...edits]
        .sort((a, b) => b.start - a.start)
        .reduce((changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end), text);
}

describe.each(LINT_RULES.map((rule) => [rule.code, rule] as const))("%s", (code, rule) => {
    it("has a section of the docs and a severity setting with its own default", () => {
        expect(docs).toContain(`\n## ${code}\n`);
        expect(settings[code]?.default).toBe(rule.severity);
        expect(settings[code]?.enum).toEqual(["error", "warning", "information", "hint", "off"]);
        expect(names[settings[code]?.description.replaceAll("%", "") ?? ""]).toBe(rule.summary);
    });

    it("is told as the setting says", () => {
        const text = [...FIXED, ...UNFIXED].find((sample) => sample.code === code)?.text ?? "";
        for (const severity of ["error", "warning", "information", "hint"] as const) {
            expect(analyze(text, { severities: { [code]: severity } }).hints.find((hint) => hint.code === code)?.severity).toBe(severity);
        }
        expect(analyze(text, { severities: { [code]: "off" } }).hints.filter((hint) => hint.code === code)).toEqual([]);
    });

    it("has a fix that is shown here", () => {
        expect(FIXED.some((sample) => sample.code === code)).toBe(true);
    });
});

describe("every code of the table, the docs and the settings is a hint's", () => {
    const codes = LINT_RULES.map((rule) => rule.code).sort();
    it("in the docs", () => expect([...docs.matchAll(/^## (.+)$/gm)].map((found) => found[1]).sort()).toEqual(codes));
    it("in the settings", () => expect(Object.keys(settings).sort()).toEqual(codes));
});

describe("a quick fix removes its hint and leaves the script as correct as it was", () => {
    it.each(FIXED.map((sample) => [sample.code, sample.title, sample] as const))("%s: %s", (code, _title, { text, after }) => {
        const [hint] = hintsOf(text, code);
        expect(hint).toBeDefined();
        if (text === after) {
            expect(hint?.fixes ?? []).toEqual([]);
            return;
        }
        const isNull = code === "null-comparison";
        expect(faultsOf(text).filter((message) => !(isNull && message === "undefined identifier null"))).toEqual([]);
        const changed = applied(text, hint?.fixes?.[0]?.edits ?? []);
        expect(changed).toBe(after);
        expect(faultsOf(changed)).toEqual([]);
        expect(hintsOf(changed, code).length).toBeLessThan(hintsOf(text, code).length);
    });

    it("with each of its titles", () => {
        const text = "x = [params.a]\nx";
        for (const fix of hintsOf(text, "undetermined-param")[0]?.fixes ?? []) {
            const changed = applied(text, fix.edits);
            expect([changed, faultsOf(changed), hintsOf(changed, "undetermined-param")]).toEqual([changed, [], []]);
        }
    });
});

describe("no fix is offered where none is right", () => {
    it.each(UNFIXED.map((sample) => [sample.code, sample.why, sample] as const))("%s: %s", (code, _why, { text }) => {
        const hints = hintsOf(text, code);
        expect(hints.length).toBeGreaterThan(0);
        expect(hints.flatMap(({ fixes }) => fixes ?? [])).toEqual([]);
        expect(faultsOf(text)).toEqual([]);
    });
});
