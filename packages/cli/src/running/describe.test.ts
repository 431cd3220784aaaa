import { describe, expect, it } from "vitest";
import { describeFailure } from "./describe.ts";

const plain = (_style: string, text: string): string => text;
const text = 'x = 1\n\ty = "ü" + 1\nz = (1\n';
const script = { file: "a.flux", text };

describe("a failed run on a terminal", () => {
    it("marks the place, counted in bytes, tabs kept", () => {
        const message = "error @2:6-2:14: expected string but found int";
        expect(describeFailure({ code: "invalid", message }, script, false, plain).split("\n")).toEqual([
            "a.flux:2:6: error: expected string but found int [invalid]",
            ' 2 | \ty = "ü" + 1',
            "   | \t    ^^^^^^^",
        ]);
    });

    it("tells every fault, and one of several lines to the end of its first", () => {
        const message = "compilation failed: error @3:5-4:1: expected RPAREN, got EOF\n\nerror @1:1-1:2: second";
        expect(describeFailure({ code: "invalid", message }, script, false, plain).split("\n")).toEqual([
            "a.flux:3:5: error: expected RPAREN, got EOF [invalid]",
            " 3 | z = (1",
            "   |     ^^",
            "a.flux:1:1: error: second [invalid]",
            " 1 | x = 1",
            "   | ^",
        ]);
    });

    it("names the params that a script without any needs, once", () => {
        const needing = { file: "b.flux", text: 'a = params.n + 1\nb = params.s + "x"' };
        const message = "error @1:5-1:11: undefined identifier params\n\nerror @2:5-2:11: undefined identifier params";
        const told = describeFailure({ code: "invalid", message }, needing, false, plain);
        expect(told).toContain("b.flux: error: the script needs params: ");
        expect(told).toContain("n (int)");
        expect(told).toContain("--param ");
        expect(told).not.toContain("undefined identifier");
        expect(describeFailure({ code: "invalid", message }, needing, true, plain)).toContain("undefined identifier params");
    });

    it("says a failure without a place as it is", () => {
        expect(describeFailure({ code: "not found", message: 'could not find bucket "x"' }, undefined, true, plain)).toBe(
            'error: could not find bucket "x" [not found]',
        );
    });
});
