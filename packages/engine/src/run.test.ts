import { type Cell, cellAt } from "@flux-scripts/tables";
import type { ParamValue } from "@flux-scripts/flux/params";
import { describe, expect, it } from "vitest";
import type { RunEvent, RunRequest } from "./api.ts";
import { run } from "./run.ts";

async function events(source: string, request: Partial<RunRequest> = {}): Promise<RunEvent[]> {
    const all: RunEvent[] = [];
    for await (const event of run({ source, now: 0n, ...request })) all.push(event);
    return all;
}

async function rows(source: string, request: Partial<RunRequest> = {}): Promise<Cell[][]> {
    const result: Cell[][] = [];
    for (const event of await events(source, request)) {
        if (event.kind === "error") throw event.error;
        if (event.kind !== "table") continue;
        for (let row = 0; row < event.table.rows; row += 1) {
            result.push(event.table.columns.map((column) => cellAt(column, row)));
        }
    }
    return result;
}

async function failure(source: string, request: Partial<RunRequest> = {}): Promise<{ readonly code: string; readonly message: string }> {
    const last = (await events(source, request)).at(-1);
    if (last?.kind !== "error") throw new Error("the run did not fail");
    const { code, message } = last.error;
    return { code, message };
}

const endless = `import "generate"
generate.from(count: 1000000000000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)`;

describe("a run", () => {
    it("gives the tables of each result, then its end", async () => {
        const source = `import "array"
            a = array.from(rows: [{v: 1}])
            a |> yield(name: "one")
            a |> map(fn: (r) => ({v: r.v + 1})) |> yield(name: "two")`;
        const seen = (await events(source)).map((event) => ("result" in event ? `${event.kind} ${event.result}` : event.kind));
        expect(seen.toSorted()).toEqual(["resultEnd one", "resultEnd two", "table one", "table two"]);
    });

    it("maps rows within their table, and puts them into others only where the function changes the key's values", async () => {
        const source = (record: string): string => `import "array"
            array.from(rows: [{k: "a", j: 1, v: 1}, {k: "a", j: 1, v: 2}, {k: "b", j: 2, v: 3}])
                |> group(columns: ["k", "j"])
                |> map(fn: (r) => (${record}))
                |> sum(column: "v")`;
        expect(await rows(source("{r with v: r.v * 10}"))).toEqual([
            ["a", 1n, 30n],
            ["b", 2n, 30n],
        ]);
        expect(await rows(source("{k: r.k, v: r.v}"))).toEqual([
            ["a", 3n],
            ["b", 3n],
        ]);
        // One of the key's columns is passed on, the other has new values.
        expect(await rows(source("{r with j: r.v}"))).toEqual([
            ["a", 1n, 1n],
            ["a", 2n, 2n],
            ["b", 3n, 3n],
        ]);
        expect(await rows(source(`{k: if r.v == 2 then "c" else r.k, j: r.j, v: r.v}`))).toEqual([
            ["a", 1n, 1n],
            ["c", 1n, 2n],
            ["b", 2n, 3n],
        ]);
    });

    it("runs one text again with other params and other types", async () => {
        const source = `import "array"
            array.from(rows: [{v: params.v}, {v: params.v}]) |> map(fn: (r) => ({v: r.v + r.v, w: params.w}))`;
        const values = (v: ParamValue, w: string): ReadonlyMap<string, ParamValue> =>
            new Map([
                ["v", v],
                ["w", { type: "string", value: w }],
            ]);
        const given = async (v: ParamValue, w: string): Promise<unknown> => (await rows(source, { params: values(v, w) }))[1];
        expect(await given({ type: "int", value: 2n }, "a")).toEqual([4n, "a"]);
        expect(await given({ type: "string", value: "x" }, "b")).toEqual(["xx", "b"]);
        expect(await given({ type: "float", value: 1.5 }, "c")).toEqual([3, "c"]);
        expect(await given({ type: "int", value: 3n }, "d")).toEqual([6n, "d"]);
    });

    it("gives first rows before the last are made", async () => {
        let tables = 0;
        for await (const event of run({ source: endless })) {
            if (event.kind === "table" && ++tables === 2) break;
        }
        expect(tables).toBe(2);
    });

    it("stops an endless source when a limit has what it wants", async () => {
        expect(await rows(`${endless} |> filter(fn: (r) => r._value > 70000) |> limit(n: 2) |> keep(columns: ["_value"])`)).toEqual([
            [70001n],
            [70002n],
        ]);
        expect(await rows(`${endless} |> limit(n: 3, offset: 1) |> sum()`)).toEqual([[6n]]);
    });

    it("is stopped by the shared flag, also in the midst of a step", async () => {
        const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
        setTimeout(() => Atomics.store(cancelFlag, 0, 1), 30);
        expect(await failure(`${endless} |> sum()`, { cancelFlag, limits: { timeMs: 20_000 } })).toMatchObject({ code: "canceled" });
    });

    it("is stopped by a signal", async () => {
        expect(await failure(endless, { signal: AbortSignal.abort() })).toMatchObject({ code: "canceled" });
    });

    it("ends at its limits of time, memory and rows with a clear error", async () => {
        expect(await failure(`${endless} |> sum()`, { limits: { timeMs: 50 } })).toEqual({
            code: "deadline exceeded",
            message: "the run took longer than its limit of 50 ms",
        });
        expect(await failure(`${endless} |> sort()`, { limits: { memoryBytes: 10_000_000 } })).toMatchObject({
            code: "resource exhausted",
        });
        expect(await failure(`${endless} |> sum()`, { limits: { rows: 1000 } })).toMatchObject({ code: "resource exhausted" });
    });

    it("answers rows first and then the error of a later row", async () => {
        const source = `import "generate"
            generate.from(count: 200000, fn: (n) => 1 / (150000 - n), start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)`;
        const kinds = (await events(source)).map(({ kind }) => kind);
        expect(kinds.slice(0, 2)).toEqual(["table", "table"]);
        expect(kinds.at(-1)).toBe("error");
    });

    it("binds params, extern and now", async () => {
        const source = `import "array"
            array.from(rows: [{a: params.a, b: offset, c: now()}])`;
        const given = { params: new Map([["a", { type: "int", value: 9007199254740993n } as const]]), extern: "offset = 3" };
        expect(await rows(source, { ...given, now: 5n })).toEqual([[9007199254740993n, 3n, 5n]]);
    });

    it("says which param is missing", async () => {
        expect(await failure(`import "array"\narray.from(rows: [{a: params.a}])`, { params: new Map() })).toMatchObject({
            code: "invalid",
            message: expect.stringContaining("record is missing label a"),
        });
    });

    it("imports packages of the user", async () => {
        const texts = new Map([
            ["own/lib", `package lib\nimport "own/base"\ntwice = (x) => base.two * x`],
            ["own/base", `package base\ntwo = 2`],
        ]);
        const source = `import "array"\nimport "own/lib"\narray.from(rows: [{v: lib.twice(x: 21)}])`;
        expect(await rows(source, { dependencies: { packages: (path) => texts.get(path) } })).toEqual([[42n]]);
        expect(await failure(source)).toMatchObject({ code: "invalid", message: expect.stringContaining("own/lib") });
    });

    it("checks packages of the user and what a script takes from them", async () => {
        const texts = new Map([
            [
                "own/lib",
                `package lib\nimport "own/base"\nadded = (tables=<-, to) => tables |> map(fn: (r) => ({r with v: r.v + to}))\noption step = 1\nuse = (f) => f(x: base.two)`,
            ],
            ["own/base", `package base\ntwo = 2`],
            ["own/bad", `package bad\nx = 1 + "a"`],
            ["own/around", `package around\nimport "own/again"\nx = 1`],
            ["own/again", `package again\nimport "own/around"\nx = 1`],
        ]);
        const dependencies = { packages: (path: string) => texts.get(path) };
        const script = (text: string): string => `import "array"\nimport "own/lib"\narray.from(rows: [{v: 1}]) ${text}`;
        expect(await rows(script(`|> lib.added(to: lib.step + lib.use(f: (x) => x))`), { dependencies })).toEqual([[4n]]);
        expect((await failure(script(`|> lib.added(to: "a")`), { dependencies })).message).toMatch(/^error @3:\d+-3:\d+: expected/);
        expect((await failure(script(`|> lib.none()`), { dependencies })).message).toMatch(/none/);
        expect((await failure(script(`|> lib.added(by: 1)`), { dependencies })).message).toMatch(/argument/);
        expect((await failure(`import "own/bad"\nbad.x`, { dependencies })).message).toBe(
            'package "own/bad": error @2:9-2:12: expected int but found string',
        );
        expect((await failure(`import "own/around"\naround.x`, { dependencies })).message).toMatch(
            /imports itself: own\/around → own\/again/,
        );
    });

    it("places a failure in the script", async () => {
        const source = `import "array"\narray.from(rows: [{v: int(v: "x")}])`;
        const [event] = await events(source);
        expect(event?.kind === "error" ? source.slice(event.error.start, event.error.end) : undefined).toBe('int(v: "x")');
    });

    it("survives deep nesting, long pipelines and recursion through arguments", async () => {
        const deep = `import "array"\narray.from(rows: [{v: ${"(".repeat(10_000)}1${")".repeat(10_000)}}])`;
        expect(["invalid", "resource exhausted"]).toContain((await failure(deep)).code);
        const long = `import "array"\narray.from(rows: [{v: 1}])${" |> limit(n: 5)".repeat(50)}`;
        expect(await rows(long)).toEqual([[1n]]);
        const own = `import "array"\nf = (g, n) => g(g: g, n: n + 1)\narray.from(rows: [{v: f(g: f, n: 0)}])`;
        expect((await failure(own)).code).toBe("invalid");
    });

    it("matches regular expressions in linear time", async () => {
        const source = `import "array"\narray.from(rows: [{v: "${"a".repeat(5000)}!"}]) |> filter(fn: (r) => r.v =~ /^(a+)+$/)`;
        expect(await rows(source)).toEqual([]);
    });

    it("measures its steps when asked to", async () => {
        const source = `import "array"\narray.from(rows: [{v: 1}, {v: 2}]) |> filter(fn: (r) => r.v > 1) |> sum(column: "v")`;
        const last = (await events(source, { profile: true })).at(-1);
        expect(last?.kind === "profile" ? last.steps.map(({ name, rows: count }) => [name, count]) : last).toEqual([
            ["filter", 2],
            ["sum", 1],
        ]);
    });

    it("tells what came out of each call, at its place, with first rows", async () => {
        const source = `import "array"
half = (tables=<-) => tables |> map(fn: (r) => ({r with v: r.v / 2}))
unread = array.from(rows: [{v: 9}]) |> limit(n: 1)
array.from(rows: [{v: 2, t: "a"}, {v: 8, t: "b"}]) |> group(columns: ["t"]) |> half() |> filter(fn: (r) => r.v > 1) |> yield(name: "x")`;
        const last = (await events(source, { profile: true })).at(-1);
        if (last?.kind !== "profile") throw new Error("no profile");
        const told = last.calls.map(({ start, end, piped, state, tables, rows: count }) => [
            source.slice(start, end).replace(/\(.*$/s, ""),
            piped,
            state,
            tables,
            count,
        ]);
        expect(told).toEqual([
            ["map", true, "measured", 2, 2],
            ["array.from", false, "unused", 0, 0],
            ["limit", true, "unused", 0, 0],
            ["array.from", false, "measured", 1, 2],
            ["group", true, "measured", 2, 2],
            ["half", true, "measured", 2, 2],
            ["filter", true, "measured", 1, 1],
            ["yield", true, "measured", 1, 1],
        ]);
        const limit = last.calls.find(({ name }) => name === "limit");
        expect(source.slice(limit?.whole, limit?.end)).toBe("array.from(rows: [{v: 9}]) |> limit(n: 1)");
        const group = last.calls.find(({ name }) => name === "group");
        expect(group?.columns).toEqual([
            { label: "v", type: "int", key: false },
            { label: "t", type: "string", key: true },
        ]);
        expect(group?.sample).toEqual([["2", "a"]]);
        expect(last.calls.every(({ ms }) => ms >= 0)).toBe(true);
    });

    it("refuses more windows than memory holds at once", async () => {
        const source = `import "array"
            array.from(rows: [{_time: 2024-01-01T00:00:00Z, _value: 1}]) |> range(start: 1970-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z) |> aggregateWindow(every: 1ms, fn: sum)`;
        expect(await failure(source)).toMatchObject({ code: "resource exhausted", message: expect.stringContaining("windows") });
    });

    it("names line and column of malformed CSV", async () => {
        const csv = "#datatype,string,long,long\\n#group,false,false,false\\n#default,,,\\n,result,table,v\\n,,0,1\\n,,0,x";
        expect((await failure(`import "csv"\ncsv.from(csv: "${csv}")`)).message).toBe(
            'error in csv.from(): line 6, column "v": strconv.ParseInt: parsing "x": invalid syntax',
        );
    });
});
