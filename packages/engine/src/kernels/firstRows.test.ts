import { type Cell, columnFrom, type ColumnType } from "@flux-scripts/tables";
import fc from "fast-check";
import { expect, it } from "vitest";
import { firstRows } from "./firstRows.ts";

/** The rule in its plainest form. */
function plain(cells: readonly Cell[]): number[] {
    return cells.flatMap((cell, row) => (Number.isNaN(cell) || cells.findIndex((other) => other === cell) === row ? [row] : []));
}

const cells: Readonly<Record<ColumnType, fc.Arbitrary<Cell>>> = {
    bool: fc.boolean(),
    int: fc.bigInt({ min: -3n, max: 3n }).map((value) => value * 4294967296n),
    uint: fc.bigInt({ min: 18446744073709551613n, max: 18446744073709551615n }),
    float: fc.constantFrom(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 5e-324),
    string: fc.constantFrom("", "a", "b", "ab", "ba", "ä", "𝄞", "a".repeat(300)),
    time: fc.bigInt({ min: -2n, max: 2n }),
};

it.each(Object.entries(cells))("finds the first row of every %s, of null, and all rows that are NaN", (type, cell) => {
    fc.assert(
        fc.property(fc.array(fc.option(cell, { nil: null }), { maxLength: 60 }), (values) => {
            expect([...firstRows(columnFrom("v", type as ColumnType, values), values.length)]).toEqual(plain(values));
        }),
    );
});
