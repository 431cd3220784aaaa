import fc from "fast-check";
import { expect, it } from "vitest";
import { exactMeanQuantile } from "./moments.ts";
import { selectQuantile } from "./quickselect.ts";

it("gives what sorting gives", () => {
    // Zeros of both signs are one value to a comparison, and stand in any order.
    const value = fc.oneof(
        fc.double().map((number) => (number === 0 ? 0 : number)),
        fc.integer({ min: -3, max: 3 }).map((number) => number + 0),
    );
    fc.assert(
        fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
            expect(selectQuantile(Float64Array.from(values), q)).toEqual(exactMeanQuantile(Float64Array.from(values).sort(), q));
        }),
        { numRuns: 2000 },
    );
});

it("takes values that are all equal, rising or falling", () => {
    const many = Float64Array.from({ length: 10_000 }, (_, i) => i);
    expect(selectQuantile(many.slice(), 0.5)).toBe(4999.5);
    expect(selectQuantile(many.slice().reverse(), 0.99)).toBeCloseTo(9899.01, 9);
    expect(selectQuantile(new Float64Array(10_000).fill(7), 0.3)).toBe(7);
});
