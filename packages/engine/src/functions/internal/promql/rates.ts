import type { Definition } from "../../../registry.ts";
import { boundOf, type Samples, statistic } from "./samples.ts";

const last = (numbers: readonly number[]): number => numbers[numbers.length - 1] as number;

/** What a counter lost by starting anew. */
function resetsSum(values: readonly number[]): number {
    let sum = 0;
    for (let row = 1; row < values.length; row += 1) {
        const before = values[row - 1] as number;
        sum += (values[row] as number) < before ? before : 0;
    }
    return sum;
}

/**
 * The increase over a range, extrapolated to its bounds as PromQL does it: up to a bound where the nearest sample is not much further
 * away than samples are from one another, else by half a distance; a counter is not extrapolated below zero.
 */
function extrapolated({ times, values }: Samples, start: number, stop: number, isCounter: boolean): number {
    const [firstTime = 0] = times;
    const [firstValue = 0] = values;
    const increase = last(values) - firstValue + (isCounter ? resetsSum(values) : 0);
    const sampled = last(times) - firstTime;
    const distance = sampled / (times.length - 1);
    let toStart = firstTime - start;
    const toStop = stop - last(times);
    if (isCounter && increase > 0 && firstValue >= 0) {
        toStart = Math.min(toStart, sampled * (firstValue / increase));
    }
    const threshold = distance * 1.1;
    const covered = sampled + (toStart < threshold ? toStart : distance / 2) + (toStop < threshold ? toStop : distance / 2);
    return increase * (covered / sampled);
}

/** Rates of change of series as PromQL defines them. */
export const rates: Readonly<Record<string, Definition>> = {
    extrapolatedRate: statistic("extrapolatedRate", ["?isCounter", "?isRate"], (args) => {
        const isCounter = args.bool("isCounter", false);
        const isRate = args.bool("isRate", false);
        return (samples, table) => {
            const start = boundOf(table, "_start");
            const stop = boundOf(table, "_stop");
            const increase = extrapolated(samples, start, stop, isCounter);
            return isRate ? increase / (stop - start) : increase;
        };
    }),
    instantRate: statistic("instantRate", ["?isRate"], (args) => {
        const isRate = args.bool("isRate", false);
        return ({ times, values }) => {
            const [before = 0, now = 0] = values.slice(-2);
            const [from = 0, to = 0] = times.slice(-2);
            if (to === from) {
                return undefined;
            }
            // A counter that starts anew has grown by all it shows.
            return isRate ? (now < before ? now : now - before) / (to - from) : now - before;
        };
    }),
};
