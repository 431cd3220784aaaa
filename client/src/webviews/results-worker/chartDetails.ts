/** What the chart tells beside its lines: the exact values at the crosshair, and how often which values come. */
import { formatFloat, formatTime } from "@flux-scripts/tables";
import type { ChartPoint, ChartPointValue, ChartRequest, HistogramData } from "../results/protocol.ts";
import { eachPoint, rangeOf, sourcesFor } from "./sources.ts";
import type { StoredResult } from "./store.ts";

/** The points of each drawn series from `at` to `until`, seconds since epoch, both to the microsecond; or after the request's origin. */
export function chartPoint(result: StoredResult | undefined, request: ChartRequest, at: number, until: number): ChartPoint {
    if (result === undefined) return { series: [] };
    const { origin } = request;
    const range =
        origin === undefined
            ? { from: BigInt(Math.floor(at * 1e6)) * 1000n - 1000n, to: BigInt(Math.ceil(until * 1e6)) * 1000n + 1999n }
            : { from: origin + BigInt(Math.round(at * 1e9)), to: origin + BigInt(Math.round(until * 1e9)) };
    let first: bigint | undefined;
    const drawn = sourcesFor(result, request).all.slice(0, request.limit);
    const series = drawn.map((source): ChartPointValue | undefined => {
        let points = 0;
        let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        let [least, greatest, text] = ["", "", ""];
        eachPoint(source, range, (_offset, value, cell, ns) => {
            points++;
            if (first === undefined || ns() < first) first = ns();
            if (value === null) return;
            count++;
            sum += value;
            text = cell();
            if (value < min) [min, least] = [value, text];
            if (value > max) [max, greatest] = [value, text];
        });
        if (points === 0) return undefined;
        if (count === 0) return { count: 0, value: null };
        if (count === 1) return { count, value: text };
        return { count, value: formatFloat(Number((sum / count).toPrecision(15))), min: least, max: greatest };
    });
    return { series, ...(first === undefined ? {} : { time: formatTime(first) }) };
}

/** Bins that a person can compare. */
const most = 60;

/** How many values of all drawn series lie in each of some equal steps; the number of steps follows the number of values. */
export function histogram(result: StoredResult | undefined, request: ChartRequest): HistogramData {
    const empty: HistogramData = { edges: [], counts: [], total: 0, nulls: 0 };
    if (result === undefined || result.rows === 0) return { ...empty, reason: "noRows" };
    const values: number[] = [];
    let nulls = 0;
    const take = (value: number | null): void => {
        if (value === null) nulls++;
        else values.push(value);
    };
    const { tables, all } = sourcesFor(result, request);
    const drawn = all.slice(0, request.limit);
    const range = rangeOf(drawn, request);
    if (range !== undefined) for (const source of drawn) eachPoint(source, range, (_offset, value) => take(value));
    else {
        // No time is no hindrance here.
        for (const { chunks } of tables) {
            for (const chunk of chunks) {
                const numbers = chunk.columns.filter(({ type }) => type === "float" || type === "int" || type === "uint");
                const chosen = numbers.filter(({ label }) => request.fields?.includes(label) === true);
                const column = chosen[0] ?? numbers.find(({ label }) => label === "_value") ?? numbers[0];
                if (column === undefined) continue;
                for (let row = 0; row < chunk.rows; row++) {
                    const number = Number(column.data[row]);
                    take(column.nulls?.[row] === 1 || !Number.isFinite(number) ? null : number);
                }
            }
        }
    }
    if (values.length === 0) return { ...empty, nulls, reason: "noNumbers" };
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
        if (value < low) low = value;
        if (value > high) high = value;
    }
    const bins = low === high ? 1 : Math.min(most, Math.max(5, Math.ceil(Math.sqrt(values.length))));
    const width = low === high ? 1 : (high - low) / bins;
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
        const bin = Math.min(bins - 1, Math.floor((value - low) / width));
        counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return { edges: Array.from({ length: bins + 1 }, (_edge, index) => low + index * width), counts, total: values.length, nulls };
}
