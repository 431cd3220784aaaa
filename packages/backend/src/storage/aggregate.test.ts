import type { ReadAggregate } from "@flux-scripts/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aggregateSeries } from "./aggregate.ts";
import type { Points } from "./codec/chunk.ts";
import { slicePoints } from "./points.ts";

const aggregates: readonly ReadAggregate[] = ["count", "sum", "min", "max", "first", "last", "mean"];

/** `time:value` of each row. */
function shown(rows: Iterable<Points>): string[] {
    return [...rows].flatMap(({ times, values }) => Array.from(times, (time, i) => `${time}:${String(values[i])}`));
}

/** The same by going through every row. */
function plain(
    times: bigint[],
    values: bigint[],
    aggregate: ReadAggregate,
    start: bigint,
    stop: bigint,
    every: bigint,
    offset: bigint,
): string[] {
    const windows = new Map<bigint, number[]>();
    times.forEach((time, i) => {
        const rest = (((time - offset) % every) + every) % every;
        const end = time - rest + every < stop ? time - rest + every : stop;
        windows.set(end, [...(windows.get(end) ?? []), i]);
    });
    void start;
    return [...windows].map(([end, rows]) => {
        const best = rows.reduce((a, b) => {
            const [x, y] = [values[a] as bigint, values[b] as bigint];
            if (aggregate === "min") return y < x ? b : a;
            if (aggregate === "max") return y > x ? b : a;
            return aggregate === "last" ? b : a;
        });
        const sum = rows.reduce((total, row) => BigInt.asIntN(64, total + (values[row] as bigint)), 0n);
        switch (aggregate) {
            case "count":
                return `${end}:${rows.length}`;
            case "sum":
                return `${end}:${sum}`;
            case "mean":
                return `${end}:${Number(sum) / rows.length}`;
            default:
                return `${times[best]}:${values[best]}`;
        }
    });
}

describe("aggregates per window", () => {
    it("are those of going through every row, however the rows are cut into pieces", () => {
        const row = fc.tuple(fc.bigInt({ min: 0n, max: 30n }), fc.bigInt({ min: -5n, max: 5n }));
        fc.assert(
            fc.property(
                fc.array(row, { minLength: 1, maxLength: 60 }),
                fc.constantFrom(...aggregates),
                fc.bigInt({ min: 1n, max: 200n }),
                fc.bigInt({ min: 0n, max: 50n }),
                fc.integer({ min: 1, max: 9 }),
                (rows, aggregate, every, offset, piece) => {
                    let at = -100n;
                    const times = rows.map(([step]) => (at += step + 1n));
                    const values = rows.map(([, value]) => value);
                    const points: Points = { type: "integer", times: BigInt64Array.from(times), values: BigInt64Array.from(values) };
                    const cut = Array.from({ length: Math.ceil(rows.length / piece) }, (_, i) =>
                        slicePoints(points, i * piece, Math.min(rows.length, (i + 1) * piece)),
                    );
                    const bounds = { start: times[0] as bigint, stop: at + 1n };
                    const window = { everyNs: every, offsetNs: offset };
                    expect(shown(aggregateSeries(cut, aggregate, bounds, window))).toEqual(
                        plain(times, values, aggregate, bounds.start, bounds.stop, every, offset),
                    );
                },
            ),
            { numRuns: 1000 },
        );
    });

    it("without windows are one row for the bounds", () => {
        const points: Points = { type: "float", times: BigInt64Array.of(1n, 2n, 5n), values: Float64Array.of(3, 1, 2) };
        const bounds = { start: 0n, stop: 10n };
        expect(aggregates.map((aggregate) => shown(aggregateSeries([points], aggregate, bounds, undefined))[0])).toEqual([
            "10:3",
            "10:6",
            "2:1",
            "1:3",
            "1:3",
            "5:2",
            "10:2",
        ]);
        expect(shown(aggregateSeries([], "count", bounds, undefined))).toEqual([]);
    });

    it("of texts are counts, firsts and lasts only", () => {
        const points: Points = { type: "string", times: BigInt64Array.of(1n), values: ["x"] };
        expect(shown(aggregateSeries([points], "last", { start: 0n, stop: 2n }, undefined))).toEqual(["1:x"]);
        expect(() => shown(aggregateSeries([points], "sum", { start: 0n, stop: 2n }, undefined))).toThrow(
            "unsupported input type for sum aggregate: string",
        );
    });
});
