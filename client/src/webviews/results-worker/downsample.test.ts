import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downsample, Downsampler } from "./downsample.ts";

const point = fc.record({
    time: fc.integer({ min: 0, max: 1000 }),
    value: fc.oneof({ weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }, fc.constant(Number.NaN), fc.constant(null)),
});
const series = fc.array(point, { minLength: 1, maxLength: 300 });
const pixels = fc.integer({ min: 1, max: 60 });

const arrays = (points: readonly { time: number; value: number | null }[]) => ({
    times: Float64Array.from(points, ({ time }) => time),
    values: Float64Array.from(points, ({ value }) => value ?? 0),
    nulls: Uint8Array.from(points, ({ value }) => (value === null ? 1 : 0)),
});

describe("down-sampling", () => {
    it("keeps every peak, loses no point, and shows nulls as gaps", () => {
        fc.assert(
            fc.property(series, pixels, (points, width) => {
                const { times, values, nulls } = arrays(points);
                const { t, min, max, mean, first, last, count, gap } = downsample(times, values, width, { nulls });
                const [from, to] = [Math.min(...times), Math.max(...times)];
                const buckets = Array.from({ length: width }, () => ({ some: [] as { time: number; value: number }[], nulls: 0 }));
                for (const { time, value } of points) {
                    const bucket = buckets[Math.min(width - 1, Math.floor((time - from) * (width / (to - from || 1))))];
                    if (value === null || Number.isNaN(value)) bucket!.nulls++;
                    else bucket!.some.push({ time, value });
                }
                for (const [place, bucket] of buckets.entries()) {
                    const found = bucket.some.map(({ value }) => value);
                    expect(count[place]).toBe(found.length);
                    expect(gap[place]).toBe(found.length === 0 && bucket.nulls > 0 ? 1 : 0);
                    if (place > 0) expect(t[place]).toBeGreaterThan(t[place - 1] as number);
                    if (found.length === 0) {
                        for (const each of [min, max, mean, first, last]) expect(each[place]).toBeNaN();
                        continue;
                    }
                    expect(min[place]).toBe(Math.min(...found));
                    expect(max[place]).toBe(Math.max(...found));
                    expect(mean[place]).toBeGreaterThanOrEqual(min[place] as number);
                    expect(mean[place]).toBeLessThanOrEqual(max[place] as number);
                    const inOrder = [...bucket.some].sort((a, b) => a.time - b.time);
                    expect(first[place]).toBe(inOrder[0]?.value);
                    expect(last[place]).toBe(inOrder.at(-1)?.value);
                }
            }),
            { numRuns: 300 },
        );
    });

    it("gives the same in pieces as at once", () => {
        fc.assert(
            fc.property(series, pixels, fc.integer({ min: 1, max: 50 }), (points, width, size) => {
                const span = { from: 100, to: 900 };
                const whole = arrays(points);
                const sampler = new Downsampler(width, span);
                for (let at = 0; at < points.length; at += size) {
                    const { times, values, nulls } = arrays(points.slice(at, at + size));
                    sampler.add(times, values, nulls);
                }
                expect(sampler.result()).toEqual(downsample(whole.times, whole.values, width, { nulls: whole.nulls, span }));
                expect(sampler.points).toBe(points.filter(({ time }) => time >= 100 && time <= 900).length);
            }),
            { numRuns: 200 },
        );
    });
});
