import { type Cell, cellAt, columnFrom, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import type { ReadCapabilities, ReadRequest, RunEvent, StorageReader, TableChunk } from "./api.ts";
import { run } from "./run.ts";

const MINUTE = 60_000_000_000n;
const START = 1709290800000000000n; // 2024-03-01T11:00:00Z

/** A storage of two series, which answers what it is asked without looking, and remembers the requests. */
class FakeStorage implements StorageReader {
    readonly requests: ReadRequest[] = [];
    constructor(readonly capabilities: ReadCapabilities) {}

    *read(request: ReadRequest): Generator<TableChunk> {
        this.requests.push(request);
        for (const room of ["hall", "kitchen"]) {
            yield { table: series(room, request, room === "hall" ? [1, 3] : [10, 20]), more: false };
        }
    }

    async buckets(): Promise<[]> {
        return [];
    }
}

/** The values that a request's answer has. */
function answered(values: readonly number[], aggregate: ReadRequest["aggregate"]): readonly number[] {
    const sum = values.reduce((before, value) => before + value, 0);
    switch (aggregate) {
        case undefined:
            return values;
        case "mean":
            return [sum / values.length];
        case "count":
            return [values.length];
        case "sum":
            return [sum];
        case "first":
            return values.slice(0, 1);
        case "last":
            return values.slice(-1);
        default:
            return [aggregate === "max" ? Math.max(...values) : Math.min(...values)];
    }
}

function series(room: string, { bounds, aggregate }: ReadRequest, values: readonly number[]): Table {
    const given = answered(values, aggregate);
    const key = new GroupKey([
        { label: "_start", type: "time", value: bounds.start },
        { label: "_stop", type: "time", value: bounds.stop },
        { label: "_field", type: "string", value: "t" },
        { label: "_measurement", type: "string", value: "air" },
        { label: "room", type: "string", value: room },
    ]);
    const all = <T extends Cell>(value: T): T[] => given.map(() => value);
    return makeTable(key, [
        columnFrom("_start", "time", all(bounds.start)),
        columnFrom("_stop", "time", all(bounds.stop)),
        columnFrom(
            "_time",
            "time",
            given.map((_, row) =>
                aggregate === undefined
                    ? START + BigInt(row) * MINUTE
                    : aggregate === "first" || aggregate === "min"
                      ? START
                      : START + MINUTE,
            ),
        ),
        columnFrom("_value", "float", [...given]),
        columnFrom("_field", "string", all("t")),
        columnFrom("_measurement", "string", all("air")),
        columnFrom("room", "string", all(room)),
    ]);
}

const everything: ReadCapabilities = {
    predicates: new Set(["tag", "tagIn"]),
    aggregates: new Set(["count", "sum", "min", "max", "first", "last", "mean"]),
    windows: true,
    columns: false,
};
const nothing: ReadCapabilities = { predicates: new Set(), aggregates: new Set(), windows: false, columns: false };

async function rows(storage: StorageReader, source: string): Promise<string[]> {
    const lines: string[] = [];
    for await (const event of run({ source, now: START + 2n * MINUTE, dependencies: { storage } })) {
        lines.push(...linesOf(event));
    }
    return lines;
}

function linesOf(event: RunEvent): string[] {
    if (event.kind === "error") return [`${event.error.code}: ${event.error.message}`];
    if (event.kind !== "table") return [];
    const { table } = event;
    return Array.from({ length: table.rows }, (_, row) =>
        table.columns
            .filter(({ label }) => !["_start", "_stop", "_measurement", "_field"].includes(label))
            .map((column) => `${column.label}=${cellAt(column, row)}`)
            .join(" "),
    );
}

const from = `from(bucket: "b") |> range(start: -2m)`;

describe("a read of stored points", () => {
    it("takes the bounds of the range", async () => {
        const storage = new FakeStorage(nothing);
        expect(await rows(storage, from)).toHaveLength(4);
        expect(storage.requests).toEqual([{ bucket: { name: "b" }, predicates: [], bounds: { start: START, stop: START + 2n * MINUTE } }]);
    });

    it("needs a range", async () => {
        expect((await rows(new FakeStorage(everything), `from(bucket: "b")`))[0]).toContain("cannot submit unbounded read");
    });

    it("is of the storage's own organisation", async () => {
        expect((await rows(new FakeStorage(everything), `from(bucket: "b", org: "own") |> range(start: -1h)`))[0]).toContain(
            "cannot read from a separate organization",
        );
    });

    it("tells a function that a series lacks the column it is given", async () => {
        const source = `import "strings"\n${from} |> filter(fn: (r) => strings.containsStr(v: r.floor, substr: "1"))`;
        expect((await rows(new FakeStorage(everything), source)).at(-1)).toContain(
            'expected argument "v" to be of type string, got type invalid value {}',
        );
    });

    it("takes tests on tags, alternatives and values of a script", async () => {
        const storage = new FakeStorage(everything);
        const source = `wanted = "air"
            ${from} |> filter(fn: (r) => r._measurement == wanted and (r.room == "hall" or r.room == "kitchen")) |> filter(fn: (r) => r._value > 2.0)`;
        expect(await rows(storage, source)).toHaveLength(3);
        expect(storage.requests[0]?.predicates).toEqual([
            { kind: "tag", label: "_measurement", operator: "==", value: "air" },
            { kind: "tagIn", label: "room", values: ["hall", "kitchen"] },
        ]);
    });

    it("still filters what the storage can't test", async () => {
        const storage = new FakeStorage(nothing);
        expect(await rows(storage, `${from} |> filter(fn: (r) => r.room == "hall")`)).toHaveLength(2);
        expect(storage.requests[0]?.predicates).toEqual([]);
    });

    it.each(["mean", "sum", "count", "first", "last", "min", "max"])("leaves %s to a storage that can do it", async (name) => {
        const storage = new FakeStorage(everything);
        await rows(storage, `${from} |> ${name}()`);
        expect(storage.requests[0]).toMatchObject({ aggregate: name });
        const other = new FakeStorage(nothing);
        await rows(other, `${from} |> ${name}()`);
        expect(other.requests[0]?.aggregate).toBeUndefined();
    });

    it("gives the same aggregate whoever makes it", async () => {
        const expected = ["_value=2 room=hall", "_value=15 room=kitchen"];
        expect(await rows(new FakeStorage(everything), `${from} |> mean()`)).toEqual(expected);
        expect(await rows(new FakeStorage(nothing), `${from} |> mean()`)).toEqual(expected);
    });

    it("leaves windows of fixed length to the storage and adds the empty ones", async () => {
        const storage = new FakeStorage(everything);
        expect(await rows(storage, `${from} |> aggregateWindow(every: 1m, fn: mean)`)).toEqual([
            `_time=${START + MINUTE} _value=2 room=hall`,
            `_time=${START + 2n * MINUTE} _value=null room=hall`,
            `_time=${START + MINUTE} _value=15 room=kitchen`,
            `_time=${START + 2n * MINUTE} _value=null room=kitchen`,
        ]);
        expect(storage.requests[0]).toMatchObject({ aggregate: "mean", window: { everyNs: MINUTE, offsetNs: 0n } });
    });

    it.each(["first", "last", "min", "max"])(
        "asks for one row of each series for %s of groups, where nothing else needs the rows",
        async (name) => {
            const grouped = `${from} |> group(columns: ["_field"])`;
            const alone = new FakeStorage(everything);
            const expected = await rows(new FakeStorage(nothing), `${grouped} |> ${name}()`);
            expect(await rows(alone, `${grouped} |> ${name}()`)).toEqual(expected);
            expect(alone.requests[0]?.aggregate).toBe(name);
            for (const other of [
                `${from} |> group(columns: ["_value"]) |> ${name}()`,
                `${from} |> group(columns: ["_time"], mode: "except") |> ${name}()`,
                `${grouped} |> filter(fn: (r) => r._value > 1.0) |> ${name}()`,
                `data = ${grouped}\ndata |> ${name}() |> yield(name: "a")\ndata |> limit(n: 0) |> yield(name: "b")`,
                `data = ${from}\ndata |> group(columns: ["_field"]) |> ${name}() |> yield(name: "a")\ndata |> limit(n: 0) |> yield(name: "b")`,
            ]) {
                const storage = new FakeStorage(everything);
                await rows(storage, other);
                expect(storage.requests[0]?.aggregate).toBeUndefined();
            }
        },
    );

    it("asks for series by group key where all that follows sorts by it, so that rows need not be kept", async () => {
        const asked = async (steps: string): Promise<unknown> => {
            const storage = new FakeStorage({ ...everything, keyOrder: true });
            await rows(storage, steps);
            return storage.requests[0]?.order;
        };
        expect(await asked(`${from} |> map(fn: (r) => ({r with x: 1}))`)).toBe("key");
        expect(await asked(`${from} |> filter(fn: (r) => r._value * 2.0 > 1.0) |> spread()`)).toBe("key");
        for (const steps of [
            from,
            `${from} |> count()`,
            `${from} |> filter(fn: (r) => r._value > 1.0) |> count()`,
            `${from} |> map(fn: (r) => ({_value: r._value}))`,
            `${from} |> drop(columns: ["room"])`,
            `${from} |> group()`,
            `data = ${from}\ndata |> yield(name: "a")\ndata |> map(fn: (r) => ({r with x: 1})) |> yield(name: "b")`,
        ]) {
            expect(await asked(steps)).toBeUndefined();
        }
    });

    it("gives windows of stored points by series, the value before the tags; by window where the stream goes two ways", async () => {
        const windows = `window(every: 1m) |> count()`;
        expect(await rows(new FakeStorage(everything), `${from} |> ${windows}`)).toEqual([
            "_value=1 room=hall",
            "_value=1 room=hall",
            "_value=1 room=kitchen",
            "_value=1 room=kitchen",
        ]);
        const twice = `data = ${from}\ndata |> ${windows} |> yield(name: "a")\ndata |> limit(n: 0) |> yield(name: "b")`;
        expect(await rows(new FakeStorage(everything), twice)).toEqual([
            "room=hall _value=1",
            "room=kitchen _value=1",
            "room=hall _value=1",
            "room=kitchen _value=1",
        ]);
    });

    it("lets the time of another column stand alone", async () => {
        expect(await rows(new FakeStorage(everything), `${from} |> aggregateWindow(every: 1m, fn: last, timeDst: "at")`)).toEqual([
            `_value=1 room=hall at=${START + MINUTE}`,
            `_value=3 room=hall at=${START + 2n * MINUTE}`,
            `_value=10 room=kitchen at=${START + MINUTE}`,
            `_value=20 room=kitchen at=${START + 2n * MINUTE}`,
        ]);
    });

    it("has another order of columns where a stream goes two ways", async () => {
        const source = `data = ${from}\ndata |> mean() |> yield(name: "a")\ndata |> limit(n: 0) |> yield(name: "b")`;
        expect(await rows(new FakeStorage(everything), source)).toEqual(["room=hall _value=2", "room=kitchen _value=15"]);
    });

    it.each([
        [`r.room == "hall" and r._value > 1.0 or r.room == "kitchen" and r._value < 15.0`, 2],
        [`r._value > 1`, 3],
        [`3 <= r._value`, 3],
        [`r._value > -1 and r._value != 20`, 3],
        [`r._value == "3"`, 0],
        [`r._value != "3" or r._value =~ /3/`, 0],
        [`r.room =~ /^h/ or r._value == true`, 2],
    ])("compares values as a storage does: where %s, %i rows", async (test, count) => {
        expect(await rows(new FakeStorage(everything), `${from} |> filter(fn: (r) => ${test})`)).toHaveLength(count);
    });

    it("leaves no aggregate to the storage after a test on values, but keeps the order of its columns", async () => {
        const storage = new FakeStorage(everything);
        expect(await rows(storage, `${from} |> filter(fn: (r) => r._value > 1.0) |> count()`)).toEqual([
            "_value=1 room=hall",
            "_value=2 room=kitchen",
        ]);
        expect(storage.requests[0]?.aggregate).toBeUndefined();
    });

    it("refuses to compare types that don't fit where the stream goes two ways", async () => {
        const source = `data = ${from}
            data |> filter(fn: (r) => r._value == "3") |> yield(name: "a")
            data |> limit(n: 0) |> yield(name: "b")`;
        expect((await rows(new FakeStorage(everything), source)).at(-1)).toContain("unsupported binary expression float == string");
    });

    it("lets a series without the tag pass what it differs from, unless the stream goes two ways", async () => {
        const filtered = `filter(fn: (r) => r.nosuch != "x" and r.nosuch !~ /y/ or r.nosuch == "")`;
        for (const capabilities of [everything, nothing]) {
            expect(await rows(new FakeStorage(capabilities), `${from} |> ${filtered}`)).toHaveLength(4);
            const shared = `data = ${from}\ndata |> ${filtered} |> yield(name: "a")\ndata |> limit(n: 0) |> yield(name: "b")`;
            expect(await rows(new FakeStorage(capabilities), shared)).toEqual([]);
        }
    });

    it("takes patterns and tests of presence over any tags", async () => {
        const source = `${from} |> filter(fn: (r) => (r.room =~ /^h/ or r.room == "cellar") and exists r._field and not exists r.floor)`;
        expect(await rows(new FakeStorage(nothing), source)).toEqual([
            `_time=${START} _value=1 room=hall`,
            `_time=${START + MINUTE} _value=3 room=hall`,
        ]);
    });

    it("is grouped as the reference's storage groups: the bounds stay in the key unless the stream goes two ways", async () => {
        const keys = async (source: string): Promise<string[]> => {
            const found: string[] = [];
            for await (const event of run({ source, now: START + 2n * MINUTE, dependencies: { storage: new FakeStorage(everything) } })) {
                if (event.kind === "table" && event.result === "_result" && !event.more) {
                    found.push(event.table.key.entries.map(({ label }) => label).join());
                }
            }
            return found;
        };
        const grouped = `data |> group(columns: ["room"])`;
        expect(await keys(`data = ${from}\n${grouped}`)).toEqual(["_start,_stop,room", "_start,_stop,room"]);
        expect(await keys(`data = ${from}\n${grouped}\ndata |> yield(name: "b")`)).toEqual(["room", "room"]);
        expect(await keys(`data = ${from}\n${grouped} |> filter(fn: (r) => r.room == "hall")`)).toEqual(["_start,_stop,room"]);
    });

    it("counts groups of series without the tag, and picks the latest row of a group by time", async () => {
        const counted = await rows(new FakeStorage(everything), `${from} |> group(columns: ["nosuch"]) |> count()`);
        expect(counted).toEqual(["_value=4 nosuch="]);
        const first = await rows(new FakeStorage(everything), `${from} |> group() |> first()`);
        expect(first).toEqual([`_time=${START} _value=1 room=hall`]);
        const last = await rows(new FakeStorage(everything), `${from} |> group() |> last()`);
        expect(last).toEqual([`_time=${START + MINUTE} _value=20 room=kitchen`]);
    });

    it("is counted by series, a row of each", async () => {
        const storage = new FakeStorage(everything);
        const counted = (more: string): Promise<string[]> =>
            rows(storage, `import "influxdata/influxdb"\ninfluxdb.cardinality(bucket: "b", start: -2m${more})`);
        expect(await counted("")).toEqual(["_value=2"]);
        expect(storage.requests[0]).toMatchObject({ limit: 1 });
        expect(await counted(`, predicate: (r) => r.room == "hall"`)).toEqual(["_value=1"]);
        expect(await counted(`, predicate: (r) => r.room == "cellar"`)).toEqual(["_value=0"]);
    });

    it("makes calendar windows itself", async () => {
        const storage = new FakeStorage(everything);
        await rows(storage, `${from} |> aggregateWindow(every: 1mo, fn: mean)`);
        expect(storage.requests[0]?.window).toBeUndefined();
    });

    it("is made once though several results use it", async () => {
        const storage = new FakeStorage(nothing);
        await rows(storage, `data = ${from}\ndata |> mean() |> yield(name: "a")\ndata |> max() |> yield(name: "b")`);
        expect(storage.requests).toHaveLength(1);
    });

    it("can be looked at in the midst of a script, synchronous or not", async () => {
        const source = `limit = (${from} |> max() |> findRecord(fn: (key) => key.room == "hall", idx: 0))._value
            ${from} |> filter(fn: (r) => r._value >= limit)`;
        const expected = [3, 10, 20];
        const values = (lines: readonly string[]): number[] => lines.map((line) => Number(/_value=(\d+)/.exec(line)?.[1]));
        expect(values(await rows(new FakeStorage(nothing), source))).toEqual(expected);
        const inner = new FakeStorage(nothing);
        const slow: StorageReader = {
            capabilities: nothing,
            buckets: async () => [],
            async *read(request) {
                await Promise.resolve();
                yield* inner.read(request);
            },
        };
        expect(values(await rows(slow, source))).toEqual(expected);
    });
});

describe("a row picked of tables that come in parts", () => {
    const values = [
        [null, 3, Number.NaN],
        [Number.NaN, 9, 1],
        [null, null, null],
        [9, 1, Number.NaN],
    ];

    /** One series, in the parts above or as a whole. */
    class Parts extends FakeStorage {
        constructor(readonly whole: boolean) {
            super(nothing);
        }
        override *read(request: ReadRequest): Generator<TableChunk> {
            const parts = this.whole ? [values.flat()] : values;
            let at = START;
            for (const [index, part] of parts.entries()) {
                const table = series(
                    "hall",
                    request,
                    part.map((value) => value ?? 0),
                );
                const columns = table.columns.map((column) =>
                    column.label === "_value"
                        ? columnFrom("_value", "float", part)
                        : column.label === "_time"
                          ? columnFrom(
                                "_time",
                                "time",
                                part.map(() => (at += MINUTE)),
                            )
                          : column,
                );
                yield { table: makeTable(table.key, columns, table.rows), more: index < parts.length - 1 };
            }
        }
    }

    it.each(["max()", "min()", "first()", "last()", 'max(column: "_time")', "filter(fn: (r) => exists r._value) |> max()"])(
        "%s",
        async (pick) => {
            const source = `${from} |> map(fn: (r) => ({r with x: r._value})) |> ${pick}`;
            expect(await rows(new Parts(false), source)).toEqual(await rows(new Parts(true), source));
        },
    );
});
