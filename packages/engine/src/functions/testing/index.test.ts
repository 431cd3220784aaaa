import { describe, expect, it } from "vitest";
import { outcome } from "../support/script.ts";

const HEAD = `import "array"
import "testing"
a = array.from(rows: [{k: "x", v: 1.0}, {k: "y", v: 2.0}]) |> group(columns: ["k"])
b = array.from(rows: [{k: "x", v: 1.0}, {k: "z", v: 3.0}]) |> group(columns: ["k"])
`;

describe("testing.diff", () => {
    it("gives nothing for tables that are the same, within a millionth", async () => {
        const near = `array.from(rows: [{k: "x", v: 1.0000000001}, {k: "y", v: 2.0}]) |> group(columns: ["k"])`;
        expect(await outcome(`${HEAD}testing.diff(got: a, want: ${near})`)).toEqual([]);
    });

    it("gives the rows of tables that only one side has", async () => {
        expect(await outcome(`${HEAD}testing.diff(got: a, want: b)`)).toEqual(["_diff k* v", "+ y 2", "_diff k* v", "- z 3"]);
    });

    it("tells columns of other types or names", async () => {
        const ints = `array.from(rows: [{k: "x", v: 1}, {k: "y", v: 2}]) |> group(columns: ["k"]) |> map(fn: (r) => ({r with v: r.v}))`;
        expect((await outcome(`${HEAD}testing.diff(got: a, want: ${ints})`)).join()).toMatch(/expected|_diff/);
    });
});

describe("assertions", () => {
    it("pass tables on, or fail with a code", async () => {
        expect(await outcome(`${HEAD}testing.assertEquals(name: "same", got: a |> limit(n: 1), want: a)`)).toEqual([
            "k* v",
            "x 1",
            "k* v",
            "y 2",
        ]);
        expect((await outcome(`${HEAD}testing.assertEquals(name: "other", got: a, want: b)`))[0]).toMatch(/test other: tables not equal/);
        expect((await outcome(`${HEAD}a |> testing.assertEmpty()`))[0]).toMatch(/^aborted: .*weren't empty/);
        expect(await outcome(`${HEAD}testing.assertEqualValues(got: 1, want: 1)`)).toEqual([]);
        expect(await outcome(`${HEAD}testing.assertEqualValues(got: 1, want: 2)`)).toEqual(["_diff v", "- 2", "+ 1"]);
    });

    it("hold an error's message against a pattern, and miss an error that does not come", async () => {
        expect(await outcome(`${HEAD}testing.shouldError(fn: () => die(msg: "as told"), want: /told$/)`)).toEqual([]);
        expect((await outcome(`${HEAD}testing.shouldError(fn: () => die(msg: "as told"), want: /other/)`))[0]).toBe("v");
        expect((await outcome(`${HEAD}testing.shouldError(fn: () => 1, want: /other/)`))[0]).toMatch(/expected an error/);
    });
});
