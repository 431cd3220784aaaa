import { type Cell, cellAt, columnFrom, GroupKey, makeTable, sliceTable, type Table } from "@flux-scripts/tables";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReadRequest, StorageReader, TableChunk } from "../../api.ts";
import { run } from "../../run.ts";

const MINUTE = 60_000_000_000n;
const START = 1_709_290_800_000_000_000n; // 2024-03-01T11:00:00Z

interface Point {
    readonly minute: number;
    readonly value: number | null;
}

/** A storage that makes nothing by itself, and gives each series in chunks of three rows. */
function storageOf(series: readonly (readonly Point[])[]): StorageReader {
    return {
        capabilities: { predicates: new Set(), aggregates: new Set(), windows: false, columns: false },
        *read(request): Generator<TableChunk> {
            for (const [index, points] of series.entries()) {
                const table = tableOf(`s${index}`, `r${index % 2}`, points, request);
                for (let row = 0; row === 0 || row < table.rows; row += 3) {
                    yield { table: sliceTable(table, row, row + 3), more: row + 3 < table.rows };
                }
            }
        },
        buckets: async () => [],
    };
}

function tableOf(sensor: string, room: string, points: readonly Point[], { bounds }: ReadRequest): Table {
    const labels = [
        ["_field", "f"],
        ["_measurement", "m"],
        ["room", room],
        ["sensor", sensor],
    ] as const;
    const key = new GroupKey([
        { label: "_start", type: "time", value: bounds.start },
        { label: "_stop", type: "time", value: bounds.stop },
        ...labels.map(([label, value]) => ({ label, type: "string" as const, value })),
    ]);
    return makeTable(
        key,
        [
            columnFrom(
                "_start",
                "time",
                points.map(() => bounds.start),
            ),
            columnFrom(
                "_stop",
                "time",
                points.map(() => bounds.stop),
            ),
            columnFrom(
                "_time",
                "time",
                points.map(({ minute }) => START + BigInt(minute) * MINUTE),
            ),
            columnFrom(
                "_value",
                "float",
                points.map(({ value }) => value),
            ),
            ...labels.map(([label, value]) =>
                columnFrom(
                    label,
                    "string",
                    points.map(() => value),
                ),
            ),
        ],
        points.length,
    );
}

/** Each table as its key, columns and rows, whatever chunks it comes in; an error as its text without places. */
async function told(source: string, storage: StorageReader): Promise<unknown[]> {
    const all: unknown[] = [];
    let cells: Cell[][] = [];
    for await (const event of run({ source, now: 0n, dependencies: { storage } })) {
        if (event.kind === "error") {
            all.push(`${event.error.code}: ${event.error.message.replaceAll(/ @\d+:\d+-\d+:\d+/g, "")}`);
        } else if (event.kind === "table") {
            const { key, columns, rows } = event.table;
            for (let row = 0; row < rows; row += 1) {
                cells.push(columns.map((column) => cellAt(column, row)));
            }
            if (!event.more) {
                all.push({ key: key.entries, columns: columns.map(({ label, type }) => `${label}:${type}`), cells });
                cells = [];
            }
        }
    }
    return all;
}

const points = fc
    .uniqueArray(fc.record({ minute: fc.integer({ min: 0, max: 59 }), value: fc.option(fc.double({ noNaN: true, min: -9, max: 9 })) }), {
        maxLength: 12,
        selector: ({ minute }) => minute,
    })
    .map((found) => found.toSorted((a, b) => a.minute - b.minute));

const from = 'from(bucket: "b") |> range(start: 2024-03-01T11:00:00Z, stop: 2024-03-01T12:00:00Z)';

describe("an aggregate of windows that is made in memory", () => {
    it("gives what the steps by themselves give", async () => {
        const before = fc.constantFrom(
            "",
            "|> filter(fn: (r) => r._value > 0.0)",
            "|> map(fn: (r) => ({r with _time: if r._value > 5.0 then 2024-03-01T18:00:00Z else r._time}))",
            '|> group(columns: ["room"])',
            "|> group()",
        );
        const fn = fc.constantFrom(
            "median",
            "stddev",
            "spread",
            "skew",
            '((column="_value", tables=<-) => tables |> quantile(q: 0.9, method: "exact_mean"))',
        );
        await fc.assert(
            fc.asyncProperty(
                fc.array(points, { maxLength: 4 }),
                before,
                fn,
                fc.constantFrom("7m", "1h", "20m", "1mo"),
                fc.constantFrom("0s", "3m", "-90s"),
                fc.boolean(),
                fc.constantFrom("_stop", "_start"),
                async (series, step, name, every, offset, createEmpty, timeSrc) => {
                    const storage = storageOf(series);
                    const windows = `every: ${every}, offset: ${offset}, createEmpty: ${createEmpty}`;
                    const fused = `${from} ${step} |> aggregateWindow(${windows}, fn: ${name}, timeSrc: "${timeSrc}")`;
                    // A step in between that changes nothing keeps the others apart.
                    const apart = `fn = ${name}
                        ${from} ${step} |> window(${windows}) |> rename(fn: (column) => column) |> fn()
                            |> duplicate(column: "${timeSrc}", as: "_time") |> window(every: inf)`;
                    expect(await told(fused, storage)).toEqual(await told(apart, storage));
                },
            ),
            { numRuns: 150 },
        );
    });

    it("fails where the steps fail: without a time, and over a column that is none of numbers", async () => {
        const storage = storageOf([[{ minute: 1, value: 2 }]]);
        expect(await told(`${from} |> drop(columns: ["_time"]) |> aggregateWindow(every: 1m, fn: median)`, storage)).toEqual([
            'failed precondition: runtime error: window: missing time column "_time"',
        ]);
        expect(await told(`${from} |> aggregateWindow(every: 1m, fn: median, column: "room")`, storage)).toEqual([
            "failed precondition: runtime error: quantile: cannot aggregate columns that are part of the group key",
        ]);
    });

    it("says what to do where there are too many windows", async () => {
        const storage = storageOf([[{ minute: 1, value: 2 }]]);
        expect(await told(`${from} |> aggregateWindow(every: 1us, fn: median)`, storage)).toEqual([
            "resource exhausted: the range holds more than 5000000 windows: choose longer windows or a shorter range, or createEmpty: false",
        ]);
    });
});
