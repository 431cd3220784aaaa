/** Series for the chart: from the columns by themselves, and thinned so that no peak is lost. */
import { Downsampler } from "./downsample.ts";
import { pointBlocks, type Range } from "./points.ts";
import { eachPoint, extentOf, fieldsOf, lastValue, rangeOf, type Source, sourcesFor, timeColumn } from "./sources.ts";
import { type ChartData, type ChartKind, type ChartRequest, type ChartSeries, gapValue } from "../results/protocol.ts";
import type { StoredResult } from "./store.ts";

const nothing: ChartData = { times: new Float64Array(0), series: [], total: 0, points: 0, places: 0 };

/** The series of a result, or of one of its tables; lines of those that are shown. */
export function chartData(result: StoredResult | undefined, request: ChartRequest): ChartData {
    if (result === undefined || result.rows === 0) return { ...nothing, reason: "noRows" };
    const { tables, all } = sourcesFor(result, request);
    const fields = fieldsOf(tables);
    if (!tables.some(({ chunks }) => chunks[0] !== undefined && timeColumn(chunks[0]) !== undefined))
        return { ...nothing, fields, ...(fields.length === 0 ? { reason: "noNumbers" } : { reason: "noTime", suggested: "histogram" }) };
    if (all.length === 0 && request.filter === "") return { ...nothing, fields, reason: "noNumbers" };
    const listed = all.slice(0, request.limit);
    const shown = listed.map(({ name }, index) => isShown(request, name, index));
    const drawn = listed.filter((_source, index) => shown[index]);
    const extent = extentOf(listed);
    const range = rangeOf(listed, request);
    if (range === undefined || extent === undefined) return { ...nothing, fields, total: all.length };
    const origin = request.from === undefined ? originOf(extent) : request.origin;
    const samplers = drawn.map((source) => sampled(source, range, request.width));
    const points = samplers.reduce((sum, sampler) => sum + sampler.points, 0);
    const most = samplers.reduce((greatest, sampler) => Math.max(greatest, sampler.points), 0);
    const every = most <= request.width * 2 ? exact(drawn, range, origin) : undefined;
    const { times, lines } = every ?? thinned(samplers, range, origin);
    let next = 0;
    const series = listed.map((source, index): ChartSeries => {
        if (shown[index] !== true) return { name: source.name };
        const last = lastValue(source);
        return { name: source.name, ...lines[next++], ...(last === undefined ? {} : { last }) };
    });
    return {
        times,
        series,
        total: all.length,
        points,
        places: every === undefined ? request.width : 0,
        fields,
        drawn: [...new Set(listed.map(({ label }) => label))],
        suggested: suggest(points, most),
        ...(origin === undefined ? {} : { origin }),
        extent: [seconds(extent.from, origin), seconds(extent.to, origin)],
        span: [seconds(range.from, origin), seconds(range.to, origin)],
    };
}

function isShown({ shown }: ChartRequest, name: string, index: number): boolean {
    return shown === undefined || (shown.chosen[name] ?? index < shown.first);
}

/** One value stands alone; a few are points, not a course. */
function suggest(points: number, most: number): ChartKind {
    if (points === 1) return "single";
    return most < 3 ? "points" : "line";
}

/** The points in the range, one bucket a pixel. */
function sampled({ chunks }: Source, range: Range, width: number): Downsampler {
    const sampler = new Downsampler(width, { from: 0, to: Number(range.to - range.from) });
    for (const { times, value } of chunks)
        for (const { offsets, values, nulls, count } of pointBlocks(times, value, range, range.from))
            sampler.add(offsets, values, nulls, count);
    return sampler;
}

/** Seconds since epoch to the microsecond, or after an origin to the nanosecond. */
const seconds = (ns: bigint, origin: bigint | undefined): number =>
    origin === undefined ? Number(ns / 1000n) / 1e6 : Number(ns - origin) / 1e9;

/** Shorter than this, microseconds are too coarse to draw with. */
const shortNs = 20_000_000n;

function originOf({ from, to }: Range): bigint | undefined {
    return from < to && to - from < shortNs ? from : undefined;
}

type Line = Pick<ChartSeries, "values" | "low" | "high">;

interface Lines {
    readonly times: Float64Array;
    readonly lines: readonly Line[];
}

/**
 * Every point at its own time, and the next one on either side, so that lines reach the edges. Undefined where a series has several
 * points at a time: a line through them would tell only one.
 */
function exact(sources: readonly Source[], range: Range, origin: bigint | undefined): Lines | undefined {
    const base = seconds(range.from, origin);
    const points = sources.map((source) => {
        const [before, after] = outside(source, range);
        const inside: Point[] = [];
        eachPoint(source, range, (offset, value) => inside.push({ offset, value: value ?? gapValue }));
        return [...before, ...inside, ...after];
    });
    const all = Float64Array.from(points.flatMap((each) => each.map(({ offset }) => offset))).sort();
    const offsets = all.filter((offset, index) => index === 0 || offset !== all[index - 1]);
    const lines: Line[] = [];
    for (const each of points) {
        const values = new Float64Array(offsets.length).fill(Number.NaN);
        for (const { offset, value } of each) {
            const place = placeOf(offsets, offset);
            if (!Number.isNaN(values[place])) return undefined;
            values[place] = value;
        }
        lines.push({ values });
    }
    return { times: offsets.map((offset) => base + offset / 1e9), lines };
}

interface Point {
    /** ns after the beginning of the range. */
    readonly offset: number;
    readonly value: number;
}

/** The nearest point before the range and the nearest after it. */
function outside({ chunks }: Source, range: Range): [before: Point[], after: Point[]] {
    let before: { readonly at: bigint; readonly value: number } | undefined;
    let after: typeof before;
    for (const { times, value } of chunks) {
        const point = (row: number): { at: bigint; value: number } => {
            const number = Number(value.data[row]);
            return { at: times.at(row), value: value.nulls?.[row] === 1 || !Number.isFinite(number) ? gapValue : number };
        };
        const [last, first] = times.neighbours(range);
        if (last >= 0 && (before === undefined || times.at(last) > before.at)) before = point(last);
        if (first >= 0 && (after === undefined || times.at(first) < after.at)) after = point(first);
    }
    const pointOf = (each: typeof before): Point[] =>
        each === undefined ? [] : [{ offset: Number(each.at - range.from), value: each.value }];
    return [pointOf(before), pointOf(after)];
}

function placeOf(sorted: Float64Array, wanted: number): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] as number) < wanted) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** One place a pixel: the mean as line, least and greatest as band, so that a peak of one point is seen. */
function thinned(samplers: readonly Downsampler[], { from }: Range, origin: bigint | undefined): Lines {
    const base = seconds(from, origin);
    let times: Float64Array = new Float64Array(0);
    const lines = samplers.map((sampler): Line => {
        const { t, mean, min, max, gap } = sampler.result();
        times = t;
        for (const line of [mean, min, max]) for (let place = 0; place < line.length; place++) if (gap[place] === 1) line[place] = gapValue;
        return { values: mean, low: min, high: max };
    });
    return { times: times.map((offset) => base + offset / 1e9), lines };
}

/** The arrays that an answer may hand over. */
export function buffersOf({ times, series }: ChartData): ArrayBuffer[] {
    const lines = series.flatMap(({ values, low, high }) => [values, low, high]);
    return [times, ...lines].flatMap((line) => (line === undefined || line.length === 0 ? [] : [line.buffer as ArrayBuffer]));
}
