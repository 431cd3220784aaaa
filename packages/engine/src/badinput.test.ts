/** Scripts and data that ask for too much, or make no sense: each ends soon, with an error that says why. */
import { describe, expect, it } from "vitest";
import type { RunLimits } from "./api.ts";
import { run } from "./run.ts";

/** No more than this, on a busy machine, for what should take some ten milliseconds. */
const SOON_MS = 8000;

async function failure(source: string, limits: RunLimits = {}): Promise<string> {
    const started = performance.now();
    let rows = 0;
    let message = "";
    for await (const event of run({ source, now: 0n, limits })) {
        if (event.kind === "table") {
            rows += event.table.rows;
        }
        message = event.kind === "error" ? `${event.error.code}: ${event.error.message}` : message;
    }
    expect(performance.now() - started).toBeLessThan(SOON_MS);
    return message === "" ? `${rows} rows` : message;
}

const csv = (...lines: readonly string[]): Promise<string> =>
    failure(
        `import "csv"\ncsv.from(csv: ${JSON.stringify(
            [
                "#datatype,string,long,dateTime:RFC3339,double",
                "#group,false,false,false,false",
                "#default,_result,,,",
                ",result,table,_time,_value",
                ...lines,
            ].join("\n"),
        )})`,
    );

const points = `import "array"
import "interpolate"
points = array.from(rows: [{_time: 2024-01-01T00:00:00Z, _value: 1.0}, {_time: 2024-01-01T12:00:00Z, _value: 2.0}])
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
`;

describe("malformed CSV", () => {
    it("is told with its row and column", async () => {
        expect(await csv(",,0,2024-01-01T00:00:00Z,1.5", ",,0,2024-01-01T00:00:00Z,abc")).toMatch(/line 6, column "_value".*"abc"/);
        expect(await csv(",,0,yesterday,1.5")).toMatch(/line 5, column "_time".*"yesterday"/);
        expect(await csv(",,0,2024-01-01T00:00:00Z")).toMatch(/line 5: wrong number of fields/);
        expect(await csv(",,0,2024-01-01T00:00:00Z,1.5,7")).toMatch(/line 5: wrong number of fields/);
    });

    it("is told where a table has no annotations, or unknown ones", async () => {
        expect(await failure(`import "csv"\ncsv.from(csv: "a,b\\n1,2\\n")`)).toMatch(/error in csv.from/);
        expect(
            await failure(
                `import "csv"\ncsv.from(csv: "#datatype,string,long,colour\\n#group,false,false,false\\n#default,,,\\n,result,table,a\\n")`,
            ),
        ).toMatch(/colour/);
    });

    it("gives the rows before the fault in chunks, not all at the end", async () => {
        const good = Array.from({ length: 40_000 }, (_, row) => `,,0,2024-01-01T00:00:00Z,${row}`);
        const started: number[] = [];
        const source = `import "csv"\ncsv.from(file: "x")`;
        const text = [
            "#datatype,string,long,dateTime:RFC3339,double",
            "#group,false,false,false,false",
            "#default,_result,,,",
            ",result,table,_time,_value",
            ...good,
            "bad",
        ].join("\n");
        let message = "";
        for await (const event of run({ source, now: 0n, dependencies: { readFile: () => new TextEncoder().encode(text) } })) {
            if (event.kind === "table") {
                started.push(event.table.rows);
            }
            message = event.kind === "error" ? event.error.message : message;
        }
        expect(started.length).toBeGreaterThan(3);
        expect(message).toMatch(/line 40005: wrong number of fields/);
    });
});

describe("generators without an end", () => {
    const endless = `import "generate"\ngenerate.from(count: 1000000000000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)`;

    it("stop where no more is wanted, or at a limit", async () => {
        expect(await failure(`${endless} |> limit(n: 3)`)).toBe("3 rows");
        expect(await failure(`${endless} |> sum()`, { rows: 1_000_000 })).toMatch(/^resource exhausted: .*1000000 rows/);
        expect(await failure(`${endless} |> sum()`, { timeMs: 200 })).toMatch(/^deadline exceeded: .*200 ms/);
        expect(await failure(`${endless} |> sort()`, { memoryBytes: 10_000_000, timeMs: 5000 })).toMatch(
            /^resource exhausted: .*10000000 bytes/,
        );
        expect(await failure(`import "internal/gen"\ngen.tables(n: 1000000000000) |> limit(n: 2)`)).toBe("2 rows");
    });

    it("are refused where they would make one text or array", async () => {
        const value = (expression: string): Promise<string> =>
            failure(`import "array"\nimport "strings"\narray.from(rows: [{v: ${expression}}])`);
        expect(await value(`strings.repeat(v: "abc", i: 1000000000000)`)).toMatch(/^resource exhausted: .*too long/);
        expect(await value(`length(arr: linearBins(start: 0.0, width: 1.0, count: 2000000000))`)).toMatch(/^invalid: .*10000000/);
        expect(await value(`length(arr: logarithmicBins(start: 1.0, factor: 2.0, count: 2000000000))`)).toMatch(/^invalid: .*10000000/);
    });
});

describe("windows beyond number", () => {
    it.each([
        "aggregateWindow(every: 1ns, fn: sum)",
        "aggregateWindow(every: 1us, fn: max)",
        "window(every: 10ns, createEmpty: true)",
        "window(every: 1ns, period: 1h)",
        "aggregateWindow(every: 1ns, period: 12h, fn: mean, createEmpty: false)",
        "interpolate.linear(every: 1ns)",
    ])("are refused: %s", async (step) => {
        const source = step.startsWith("interpolate") ? points.replace(/\n {4}\|> range.*/, "") : points;
        expect(await failure(`${source}points |> ${step}`)).toMatch(/^resource exhausted: .*more than/);
    });
});

describe("joins of all rows with all", () => {
    const sides = `import "internal/gen"
import "experimental"
import pairs "join"
a = gen.tables(n: 6000, seed: 1) |> map(fn: (r) => ({_time: 2024-01-01T00:00:00Z, k: 1, a: r._value}))
b = gen.tables(n: 6000, seed: 2) |> map(fn: (r) => ({_time: 2024-01-01T00:00:00Z, k: 1, b: r._value}))
`;

    it.each([
        `join(tables: {a: a, b: b}, on: ["k"])`,
        "pairs.inner(left: a, right: b, on: (l, r) => l.k == r.k, as: (l, r) => ({k: l.k}))",
        "experimental.join(left: a, right: b, fn: (left, right) => ({_time: left._time}))",
    ])("end before the memory does: %s", async (step) => {
        expect(await failure(`${sides}${step}`, { memoryBytes: 100_000_000 })).toMatch(/^resource exhausted: .*join on more columns/);
        expect(await failure(`${sides}${step}`, { rows: 100_000 })).toMatch(/^resource exhausted: .*100000 rows/);
    });
});

describe("regular expressions", () => {
    it("take linear time on texts that make others hang", async () => {
        const source = (pattern: string): string =>
            `import "array"\nimport "strings"\narray.from(rows: [{v: strings.repeat(v: "a", i: 20000)}]) |> filter(fn: (r) => r.v =~ ${pattern})`;
        expect(await failure(source("/(a+)+$x/"))).toBe("0 rows");
        expect(await failure(source("/^(a|aa)+$/"))).toBe("1 rows");
        expect(await failure(source("/(.*)(.*)(.*)(.*)b/"))).toBe("0 rows");
    });
});

describe("depth", () => {
    it("of brackets, operators, pipes, functions and records ends with an error, not with the process", async () => {
        const chain = Array.from({ length: 20_000 }, (_, i) => `f${i + 1} = (x) => f${i}(x: x + 1)`).join("\n");
        const sources = [
            `x = ${"(".repeat(20_000)}1${")".repeat(20_000)}`,
            `x = ${Array.from({ length: 30_000 }, () => "1").join(" + ")}`,
            `import "array"\narray.from(rows: [{v: 1}])${" |> limit(n: 5)".repeat(20_000)}`,
            `x = ${"[".repeat(20_000)}${"]".repeat(20_000)}`,
            `x = ${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}`,
            `import "array"\nf0 = (x) => x\n${chain}\narray.from(rows: [{v: f20000(x: 1)}])`,
        ];
        for (const source of sources) {
            const message = await failure(source);
            expect(message).toMatch(/^(invalid|resource exhausted): [^]*(deep|more errors)/);
            expect(message.length).toBeLessThan(20_000);
        }
    });

    it("of a function that calls itself through its argument, too", async () => {
        expect(await failure(`import "array"\nf = (g, n) => g(g: g, n: n + 1)\narray.from(rows: [{v: f(g: f, n: 0)}])`)).toMatch(
            /^invalid/,
        );
    });
});

describe("tables that don't go together", () => {
    const two = `import "array"
a = array.from(rows: [{k: "x", v: 1}]) |> group(columns: ["k"])
b = array.from(rows: [{k: "y", v: 1.5}]) |> group(columns: ["k"])
c = array.from(rows: [{k: "z", w: true}]) |> group(columns: ["k"])
`;

    it("stay apart, get nulls, or are a collision with the column and its types", async () => {
        expect(await failure(`${two}union(tables: [a, c]) |> group()`)).toMatch(/unexpected label w/);
        expect(await failure(`${two}union(tables: [a |> map(fn: (r) => ({k: r.k, v: float(v: r.v)})), b]) |> group()`)).toBe("2 rows");
        const mixed = `import "csv"
mixed = csv.from(csv: "#datatype,string,long,string,long
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,0,x,1

#datatype,string,long,string,double
#group,false,false,true,false
#default,_result,,,
,result,table,k,v
,,1,y,1.5
")
`;
        expect(await failure(`${mixed}mixed`)).toBe("2 rows");
        expect(await failure(`${mixed}mixed |> sum(column: "v")`)).toBe("2 rows");
        expect(await failure(`${mixed}mixed |> group()`)).toMatch(/schema collision.*"v".*(int.*float|float.*int)/);
        expect(await failure(`${mixed}mixed |> map(fn: (r) => ({v: r.v}))`)).toMatch(/schema collision/);
        expect(await failure(`${mixed}mixed |> sum(column: "w")`)).toMatch(/column "w" does not exist/);
    });
});
