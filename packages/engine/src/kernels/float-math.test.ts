import { expect, it } from "vitest";
import * as math from "./float-math.ts";

it("splits and joins floats", () => {
    expect(math.frexp(8)).toEqual({ frac: 0.5, exp: 4 });
    expect(math.frexp(-0.3)).toEqual({ frac: -0.6, exp: -1 });
    expect(math.frexp(5e-324)).toEqual({ frac: 0.5, exp: -1073 });
    expect(math.frexp(Number.MAX_VALUE).exp).toBe(1024);
    expect(math.ldexp(0.5, 4)).toBe(8);
    expect(math.ldexp(0.5, -1073)).toBe(5e-324);
    expect(math.ldexp(1, 2000)).toBe(Infinity);
    expect(math.ldexp(1, -2000)).toBe(0);
    expect(math.modf(-3.5)).toEqual({ int: -3, frac: -0.5 });
    expect(math.floatBits(NaN)).toBe(9221120237041090561n);
    expect(math.floatOfBits(4607182418800017408n)).toBe(1);
    expect(math.nextafter(1, 2)).toBe(1.0000000000000002);
    expect(math.nextafter(0, -1)).toBe(-5e-324);
});

it("rounds as the reference", () => {
    expect([0.5, -0.5, 2.5, 0.49999999999999994, 2.4999999].map(math.roundAway)).toEqual([1, -1, 3, 0, 2]);
    expect([0.5, 1.5, 2.5, -2.5].map(math.roundToEven)).toEqual([0, 2, 2, -2]);
    expect(math.roundAway(-0.2)).toBe(-0);
    expect(math.remainder(5, 3)).toBe(-1);
    expect(math.remainder(-5, 3)).toBe(1);
    expect(math.remainder(4, 8)).toBe(4);
});

it("has logarithms and extremes of the reference", () => {
    expect(math.log10(0.1)).toBeCloseTo(-1, 14);
    expect(math.log2(8)).toBe(3);
    expect(math.logb(0.1)).toBe(-4);
    expect(math.ilogb(0)).toBe(-2147483648);
    expect(math.max(Infinity, NaN)).toBe(Infinity);
    expect(math.min(1, NaN)).toBeNaN();
    expect(math.dim(3, 5)).toBe(0);
    expect(math.pow10(-324)).toBe(0);
});

it("raises to powers with the reference's rounding", () => {
    expect(math.pow(2, -1.5)).toBe(0.3535533905932738);
    expect(math.pow(2, 10)).toBe(1024);
    expect(math.pow(-2, 3)).toBe(-8);
    expect(math.pow(10, -3)).toBeCloseTo(0.001, 18);
    expect(math.pow(-8, 1 / 3)).toBeNaN();
    expect(math.pow(1, NaN)).toBe(1);
    expect(math.pow(-1, Infinity)).toBe(1);
    expect(math.pow(0, -1)).toBe(Infinity);
    expect(math.pow(2, 1024)).toBe(Infinity);
    expect(math.pow(2, -1074)).toBe(5e-324);
});
