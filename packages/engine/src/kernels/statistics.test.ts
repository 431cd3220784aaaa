import { expect, it } from "vitest";
import { Covariance, Deviation, exactMeanQuantile, exactSelectorIndex, Moments } from "./moments.ts";
import { TDigest } from "./tdigest.ts";

const digest = (values: number[], compression = 1000): TDigest => {
    const made = new TDigest(compression);
    values.forEach((value) => made.add(value));
    return made;
};

it("estimates quantiles with the digest's own arithmetic", () => {
    expect(digest([1, 2, 4, 8]).quantile(0.9)).toBe(8);
    expect(digest([30, 10, 20]).quantile(0.25)).toBe(12.5);
    expect(digest([]).quantile(0.5)).toBeNaN();
    expect(digest([7]).quantile(0.1)).toBe(7);
});

it("stays near the truth over many values", () => {
    const values = Array.from({ length: 50000 }, (_, i) => (i * 7919) % 50000);
    for (const q of [0.01, 0.5, 0.99]) {
        expect(Math.abs(digest(values, 100).quantile(q) / 50000 - q)).toBeLessThan(0.01);
    }
});

it("gives exact quantiles", () => {
    expect(exactMeanQuantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(exactSelectorIndex(4, 0.5)).toBe(1);
    expect(exactSelectorIndex(4, 0)).toBe(0);
    expect(exactSelectorIndex(4, 1)).toBe(3);
});

it("gives skew, deviation, covariance", () => {
    const moments = new Moments();
    const deviation = new Deviation();
    const pairs = new Covariance();
    for (const value of [1, 2, 2, 8]) {
        moments.add(value);
        deviation.add(value);
        pairs.add(value, 2 * value);
    }
    expect(moments.skew()).toBeCloseTo(1.0776, 3);
    expect(deviation.value("sample")).toBeCloseTo(3.2016, 3);
    expect(new Deviation().value("population")).toBeNaN();
    expect(new Covariance().value(false)).toBeNaN();
    expect(pairs.value(true)).toBeCloseTo(1, 12);
    expect(pairs.value(false)).toBeCloseTo(20.5, 12);
});
