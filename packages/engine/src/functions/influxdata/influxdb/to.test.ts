import { describe, expect, it } from "vitest";
import type { RunEvent, StorageReader, StorageWriter, WritePoint } from "../../../api.ts";
import { run } from "../../../run.ts";

const emptyStorage: StorageReader = {
    capabilities: { predicates: new Set(["tag"] as const), aggregates: new Set(["mean"] as const), windows: true, columns: true },
    read: () => [],
    buckets: async () => [],
};

async function written(source: string): Promise<{ readonly points: WritePoint[]; readonly results: string[]; readonly error?: string }> {
    const points: WritePoint[] = [];
    const writer: StorageWriter = {
        write: async (_bucket, given) => {
            await Promise.resolve();
            points.push(...given);
        },
    };
    const events: RunEvent[] = [];
    for await (const event of run({ source, now: 0n, dependencies: { writer, storage: emptyStorage } })) events.push(event);
    const last = events.at(-1);
    const results = events.flatMap((event) => (event.kind === "resultEnd" ? [event.result] : []));
    return { points, results, ...(last?.kind === "error" ? { error: last.error.message } : {}) };
}

const row = `_time: 2024-03-01T10:00:00Z, _measurement: "m"`;

describe("to", () => {
    it("writes the field that _field names, with text columns as tags", async () => {
        const { points, results } = await written(
            `import "array"\narray.from(rows: [{${row}, _field: "f", _value: 1.5, room: "hall", n: 3}]) |> to(bucket: "b")`,
        );
        expect(points).toEqual([
            {
                measurement: "m",
                tags: new Map([["room", "hall"]]),
                fields: new Map([["f", { type: "float", value: 1.5 }]]),
                time: 1709287200000000000n,
            },
        ]);
        expect(results).toEqual(["to1"]);
    });

    it("names its result after its number among the script's steps, also those that the storage does", async () => {
        const read = `from(bucket: "a") |> range(start: -1h) |> filter(fn: (r) => r.k == "x")`;
        expect((await written(`${read} |> to(bucket: "b")`)).results).toEqual(["to3"]);
        expect((await written(`${read} |> aggregateWindow(every: 1m, fn: mean) |> to(bucket: "b")`)).results).toEqual(["to7"]);
        const shared = `d = ${read}\nd |> set(key: "k", value: "y") |> to(bucket: "b")\nd |> to(bucket: "b")\nd |> yield(name: "d")`;
        expect([...(await written(shared)).results].sort()).toEqual(["d", "to4", "to5"]);
    });

    it("writes the fields that fieldFn gives and the tags that are named", async () => {
        const { points } = await written(
            `import "array"\narray.from(rows: [{${row}, a: 1, b: "x", t: "tag"}]) |> to(bucket: "b", tagColumns: ["t"], fieldFn: (r) => ({sum: r.a + 1, b: r.b}))`,
        );
        expect(points[0]?.tags).toEqual(new Map([["t", "tag"]]));
        expect(points[0]?.fields).toEqual(
            new Map<string, unknown>([
                ["b", { type: "string", value: "x" }],
                ["sum", { type: "int", value: 2n }],
            ]),
        );
    });

    it("passes over rows without a value", async () => {
        const source = `import "array"\nimport "internal/debug"\narray.from(rows: [{${row}, _field: "f", _value: debug.null(type: "float")}]) |> to(bucket: "b")`;
        expect((await written(source)).points).toEqual([]);
    });

    it("writes also where its stream is only kept in a variable, and once where a result needs it", async () => {
        const stream = `array.from(rows: [{${row}, _field: "f", _value: 1}]) |> to(bucket: "b")`;
        expect((await written(`import "array"\nx = ${stream}`)).points).toHaveLength(1);
        const both = await written(`import "array"\n${stream} |> yield(name: "wrote")`);
        expect([both.points.length, both.results]).toEqual([1, ["wrote"]]);
    });

    it("says that it may not write where nothing to write to was given", async () => {
        const events: RunEvent[] = [];
        for await (const event of run({
            source: `import "array"\narray.from(rows: [{${row}, _field: "f", _value: 1}]) |> to(bucket: "b")`,
        }))
            events.push(event);
        expect(events[0]).toMatchObject({ kind: "error", error: { code: "permission denied" } });
    });

    it("writes wide rows by wideTo: text columns of the key are tags, the others fields", async () => {
        const { points } = await written(
            `import "array"\narray.from(rows: [{${row}, room: "hall", a: 1, b: 2.5}]) |> group(columns: ["_measurement", "room"]) |> wideTo(bucket: "b")`,
        );
        expect(points[0]?.tags).toEqual(new Map([["room", "hall"]]));
        expect([...(points[0]?.fields.keys() ?? [])]).toEqual(["a", "b"]);
    });
});
