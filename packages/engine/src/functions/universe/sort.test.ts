import { cellAt, columnFrom, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstSorted, sorted } from "./sort.ts";

const cell = fc.oneof(fc.constantFrom(null, 1, 2, 3, Number.NaN, -0), fc.double());
const tables = fc.array(fc.tuple(cell, fc.constantFrom("a", "b", "ä", "🚀", "！")), { maxLength: 40 }).map((rows) =>
    makeTable(GroupKey.empty, [
        columnFrom(
            "f",
            "float",
            rows.map(([f]) => f),
        ),
        columnFrom(
            "s",
            "string",
            rows.map(([, s]) => s),
        ),
        columnFrom(
            "row",
            "int",
            rows.map((_, row) => BigInt(row)),
        ),
    ]),
);

const values = (table: Table, index: number): unknown[] =>
    Array.from({ length: table.rows }, (_, row) => cellAt(table.columns[index] as never, row));

describe("sort", () => {
    it("puts nulls first both ways, and keeps the order of equal rows", () => {
        const table = makeTable(GroupKey.empty, [
            columnFrom("f", "float", [2, null, 1, 2, null]),
            columnFrom("row", "int", [0n, 1n, 2n, 3n, 4n]),
        ]);
        expect(values(sorted(table, ["f"], false), 1)).toEqual([1n, 4n, 2n, 0n, 3n]);
        expect(values(sorted(table, ["f"], true), 1)).toEqual([1n, 4n, 0n, 3n, 2n]);
    });

    it("orders text by UTF-8 bytes", () => {
        const table = makeTable(GroupKey.empty, [columnFrom("s", "string", ["🚀", "！", "a"])]);
        expect(values(sorted(table, ["s"], false), 0)).toEqual(["a", "！", "🚀"]);
    });

    it("gives the same first rows whether or not the rest is sorted", () => {
        fc.assert(
            fc.property(
                tables,
                fc.boolean(),
                fc.integer({ min: 1, max: 10 }),
                fc.subarray(["f", "s", "none"]),
                (table, desc, count, labels) => {
                    const first = firstSorted(table, labels, desc, count, () => {});
                    expect(values(first, 2)).toEqual(values(sorted(table, labels, desc), 2).slice(0, count));
                },
            ),
            { numRuns: 1000 },
        );
    });
});
