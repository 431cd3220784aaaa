import { expect, it } from "vitest";
import { exp } from "./exp.ts";

it("stays within a digit of the platform's own", () => {
    for (let x = -700; x < 700; x += 0.37) {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    }
});

it("has the values of the reference", () => {
    expect(exp(1)).toBe(Math.E);
    expect(exp(0)).toBe(1);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(710)).toBe(Infinity);
    expect(exp(NaN)).toBeNaN();
});
