import type { Args } from "../../../arguments.ts";
import type { Definition } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { boundOf, type Samples, statistic } from "./samples.ts";

/** Slope per second and the value at a time, of the straight line with the least squares. */
function line({ times, values }: Samples, at: number): { readonly slope: number; readonly value: number } {
    const n = times.length;
    let sumX = 0;
    let sumY = 0;
    let sumXY = 0;
    let sumXX = 0;
    for (const [row, time] of times.entries()) {
        const x = time - at;
        const y = values[row] as number;
        sumX += x;
        sumY += y;
        sumXY += x * y;
        sumXX += x * x;
    }
    const slope = (sumXY - (sumX * sumY) / n) / (sumXX - (sumX * sumX) / n);
    return { slope, value: sumY / n - (slope * sumX) / n };
}

/** Double exponential smoothing: the level after the last sample. */
function smoothed(values: readonly number[], smoothing: number, trending: number): number {
    let before = 0;
    let level = values[0] as number;
    let trend = (values[1] as number) - level;
    for (let row = 1; row < values.length; row += 1) {
        if (row > 1) {
            trend = trending * (level - before) + (1 - trending) * trend;
        }
        before = level;
        level = smoothing * (values[row] as number) + (1 - smoothing) * (level + trend);
    }
    return level;
}

function factor(args: Args, name: string): number {
    const value = args.float(name);
    if (!(value > 0 && value < 1)) {
        throw new FluxError("invalid", `invalid ${name}. Expected: 0 < factor < 1, got: ${value}`);
    }
    return value;
}

/** Trends of series as PromQL defines them. */
export const trends: Readonly<Record<string, Definition>> = {
    linearRegression: statistic("linearRegression", ["?predict", "?fromNow"], (args) => {
        const predict = args.bool("predict", false);
        const fromNow = args.float("fromNow", 0);
        return (samples, table) => {
            const at = predict ? boundOf(table, "_stop") : (samples.times[0] as number);
            const { slope, value } = line(samples, at);
            return predict ? value + slope * fromNow : slope;
        };
    }),
    holtWinters: statistic("holtWinters", ["?smoothingFactor", "?trendFactor"], (args) => {
        const smoothing = factor(args, "smoothingFactor");
        const trending = factor(args, "trendFactor");
        return ({ values }) => smoothed(values, smoothing, trending);
    }),
};
