import { type Cell, cellAt, type Column, columnFrom, type ColumnType } from "@flux-scripts/tables";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cells } from "./cells.ts";
import { RowNumbers } from "./rowNumbers.ts";

const rising = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }).map((steps) => {
    let at = 0n;
    return steps.map((step) => (at += BigInt(step)));
});
const large = fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n);
const cells = fc.oneof(
    rising,
    fc.array(fc.bigInt({ min: -3n, max: 20n }), { maxLength: 12 }),
    fc.array(fc.oneof(large, fc.constant(null)), { maxLength: 6 }),
);

describe("numbers of rows", () => {
    it.each(["time", "int"] as const)("are those of a plain list, for %s", (type: ColumnType) => {
        fc.assert(
            fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), (tables: readonly (readonly Cell[])[]) => {
                const seen: Cell[] = [];
                const numbers = new RowNumbers([columnFrom("k", type, tables[0] ?? [])]);
                for (const values of tables) {
                    const expected = values.map((value) => {
                        if (!seen.includes(value)) seen.push(value);
                        return seen.indexOf(value);
                    });
                    expect([...numbers.of([columnFrom("k", type, values)], values.length)]).toEqual(expected);
                }
                expect(numbers.count).toBe(seen.length);
                expect(shown(numbers.finish()[0] as Column)).toEqual(seen);
            }),
            { numRuns: 500 },
        );
    });

    it("are by all columns together", () => {
        const columns = (a: string[], b: number[]): Column[] => [columnFrom("a", "string", a), columnFrom("b", "float", b)];
        const numbers = new RowNumbers(columns([], []));
        expect([...numbers.of(columns(["x", "x", "y", "x"], [1, 2, 1, 1]), 4)]).toEqual([0, 1, 2, 0]);
        expect([...numbers.of(columns(["y", "y"], [2, 1]), 2)]).toEqual([3, 2]);
        expect(numbers.finish().map(shown)).toEqual([
            ["x", "x", "y", "y"],
            [1, 2, 1, 2],
        ]);
    });
});

const VALUES: Readonly<Record<ColumnType, fc.Arbitrary<Cell>>> = {
    bool: fc.boolean(),
    int: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    uint: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    float: fc.double({ noNaN: true }),
    string: fc.string(),
    time: fc.bigInt({ min: -5n, max: 5n }),
};

describe("cells", () => {
    it.each(Object.keys(VALUES) as ColumnType[])("hold the last value of each place, and null where there is none: %s", (type) => {
        const values = fc.array(fc.tuple(fc.nat(200), fc.option(VALUES[type])), { maxLength: 30 });
        fc.assert(
            fc.property(fc.array(values, { maxLength: 4 }), fc.boolean(), (parts, single) => {
                const expected = new Array<Cell>(201).fill(null);
                const made = new Cells(type);
                for (const part of parts) {
                    const column = columnFrom(
                        "v",
                        type,
                        part.map(([, value]) => value),
                    );
                    if (single) for (const [row, [place]] of part.entries()) made.set(column, row, place);
                    else
                        made.put(
                            column,
                            Int32Array.from(part, ([place]) => place),
                            part.length,
                        );
                    for (const [place, value] of part) expected[place] = value;
                }
                expect(shown(made.finish("v", 201))).toEqual(expected);
            }),
        );
    });
});

function shown(column: Column): Cell[] {
    return Array.from({ length: column.data.length }, (_, row) => cellAt(column, row));
}
