import { describe, expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

const script = (rows: string): Promise<string[]> => outcome(`import "array"\narray.from(rows: ${rows})`);

describe("array.from", () => {
    it("makes one table of records of one kind, columns as in the first", async () => {
        expect(await script(`[{b: 1, a: "x"}, {a: "y", b: 2}]`)).toEqual(["b a", "1 x", "2 y"]);
        expect(await script(`[{}]`)).toEqual([""]);
    });

    it("refuses no rows at all, and values that no column holds", async () => {
        expect((await script(`[]`))[0]).toMatch(/rows/);
        for (const value of ["1h", "[1]", "{x: 1}", "/a/", `bytes(v: "a")`]) {
            expect((await script(`[{v: ${value}}]`))[0]).toMatch(/cannot represent/);
        }
        expect((await script(`[{v: 1}, {v: "a"}]`))[0]).toMatch(/expected int but found string/);
    });
});

describe("arrays of values", () => {
    it("are joined, filtered and mapped", async () => {
        const expressions = [
            `[1, 2] |> array.concat(v: [3])`,
            `array.concat(arr: [], v: ["a"])`,
            `[1, 2, 3] |> array.filter(fn: (x) => x % 2 == 1)`,
            `["a", "b"] |> array.map(fn: (x) => ({v: x}))`,
            `array.map(arr: [1, 2], fn: (x) => x * 2) |> length()`,
        ];
        expect(await values([], expressions.slice(0, 4))).toEqual(["[1, 2, 3]", "[a]", "[1, 3]", "[{v: a}, {v: b}]"]);
    });

    it("are rows of a table when mapped to records", async () => {
        expect(await script(`[1, 2] |> array.map(fn: (x) => ({v: x, w: string(v: x)}))`)).toEqual(["v w", "1 1", "2 2"]);
    });
});
