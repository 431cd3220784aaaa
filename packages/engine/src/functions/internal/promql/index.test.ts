import { describe, expect, it } from "vitest";
import { outcome } from "../../support/script.ts";

/** Points of one series, 60 s apart, in a range of 5 minutes. */
const series = (...values: readonly number[]): string => `import "array"
import "internal/promql"
data = array.from(rows: [${values
    .map((value, row) => `{_time: 2024-01-01T00:0${row}:00Z, host: "a", _value: ${value.toFixed(2)}}`)
    .join(", ")}])
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:05:00Z)
    |> group(columns: ["_start", "_stop", "host"])
`;

const value = async (call: string, ...values: readonly number[]): Promise<number | undefined> => {
    const lines = await outcome(`${series(...values)}data |> promql.${call} |> keep(columns: ["_value"])`);
    return lines.length === 0 ? undefined : Number(lines[1]);
};

describe("trends", () => {
    it("are the slope per second, or what lies on the line some seconds after the range", async () => {
        expect(await value("linearRegression()", 10, 16, 22, 28)).toBeCloseTo(0.1, 12);
        expect(await value("linearRegression(predict: true, fromNow: 60.0)", 10, 16, 22, 28)).toBeCloseTo(46, 9);
    });

    it("of a straight line are smoothed to its last point, whatever the factors", async () => {
        expect(await value("holtWinters(smoothingFactor: 0.3, trendFactor: 0.6)", 1, 2, 3, 4)).toBeCloseTo(4, 12);
        const lines = await outcome(`${series(1, 2)}data |> promql.holtWinters(smoothingFactor: 1.5, trendFactor: 0.6)`);
        expect(lines[0]).toMatch(/^invalid: .*smoothingFactor/);
    });

    it("need two points", async () => {
        expect(await value("linearRegression()", 10)).toBeUndefined();
        expect(await value("instantRate()", 10)).toBeUndefined();
    });
});

describe("counters", () => {
    it("that start anew have lost nothing", async () => {
        expect(await value("extrapolatedRate(isCounter: true)", 0, 10, 5, 15)).toBeCloseTo(25 + 25 / 6, 9);
        expect(await value("instantRate(isRate: true)", 10, 30, 6)).toBeCloseTo(0.1, 12);
        expect(await value("instantRate()", 10, 30, 6)).toBe(-24);
    });
});

describe("quantiles", () => {
    it("beyond 0 and 1 are infinite", async () => {
        expect(await value("quantile(q: 0.5)", 1, 3, 2)).toBe(2);
        expect(await outcome(`${series(1)}data |> promql.quantile(q: 1.5) |> keep(columns: ["_value"])`)).toEqual(["_value", "+Inf"]);
        expect(await outcome(`${series(1)}data |> promql.quantile(q: -0.5) |> keep(columns: ["_value"])`)).toEqual(["_value", "-Inf"]);
    });

    it("of buckets need one without a bound", async () => {
        const of = (bounds: string, q: string): Promise<string[]> =>
            outcome(
                `import "array"\nimport "internal/promql"\narray.from(rows: [${bounds}]) |> promql.promHistogramQuantile(quantile: ${q})`,
            );
        const closed = `{le: "1", _value: 2.0}, {le: "+Inf", _value: 4.0}`;
        expect(await of(closed, "0.25")).toEqual(["_value", "0.5"]);
        expect(await of(closed, "0.9")).toEqual(["_value", "1"]);
        expect(await of(`{le: "1", _value: 2.0}, {le: "2", _value: 4.0}`, "0.5")).toEqual(["_value", "NaN"]);
    });
});

it("an empty label is none", async () => {
    expect(
        await outcome(
            `${series(1)}data |> promql.labelReplace(source: "host", destination: "host", regex: "a", replacement: "") |> keep(columns: ["host", "_value"])`,
        ),
    ).toEqual(["_value", "1"]);
});
