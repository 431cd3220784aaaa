/** Series for the chart: from the columns by themselves, and thinned so that no peak is lost. */
import { cellAt, type Column, formatCell, type Table } from "@flux-scripts/tables";
import { Downsampler } from "./downsample.ts";
import { numbers, offsets, timeBounds } from "./points.ts";
import type { ChartData, ChartKind, ChartRequest, ChartSeries, ChartValue } from "../results/protocol.ts";
import type { StoredResult, StoredTable } from "./store.ts";

const nothing: ChartData = { times: [], series: [], total: 0, points: 0, places: 0 };

export interface Source {
    readonly name: string;
    /** Of the column of its values. */
    readonly label: string;
    readonly chunks: readonly { readonly time: BigInt64Array; readonly value: Column; readonly timeNulls: Uint8Array | undefined }[];
}

/** `_time`, else the first column of times that is no bound of the range. */
function timeColumn(table: Table): Column | undefined {
    const times = table.columns.filter((column) => column.type === "time" && column.label !== "_start" && column.label !== "_stop");
    return times.find((column) => column.label === "_time") ?? times[0];
}

/** Columns of numbers; the key's own are no measurements. */
function numberColumns(table: Table): Column[] {
    return table.columns.filter(({ type, label }) => (type === "float" || type === "int" || type === "uint") && !table.key.has(label));
}

/** `_value` where it is a number, else every number; or those that were chosen. */
function valueColumns(table: Table, fields: readonly string[] | undefined): Column[] {
    const all = numberColumns(table);
    const chosen = fields === undefined ? [] : all.filter(({ label }) => fields.includes(label));
    if (chosen.length > 0) return chosen;
    const value = all.find((column) => column.label === "_value");
    return value === undefined ? all : [value];
}

function sourcesOf({ name, chunks }: StoredTable, fields: readonly string[] | undefined): Source[] {
    const first = chunks[0];
    if (first === undefined || timeColumn(first) === undefined) return [];
    const columns = valueColumns(first, fields);
    return columns.map(({ label }) => ({
        label,
        name: columns.length === 1 ? name : [name, label].filter((part) => part !== "").join(" · "),
        chunks: chunks.flatMap((chunk) => {
            const time = timeColumn(chunk);
            const value = chunk.columns.find((column) => column.label === label);
            return time === undefined || value === undefined ? [] : [{ time: time.data as BigInt64Array, timeNulls: time.nulls, value }];
        }),
    }));
}

/** Tables of a request, and the sources that its filter leaves. */
export function sourcesFor(
    result: StoredResult,
    { table, filter, fields }: Pick<ChartRequest, "table" | "filter" | "fields">,
): { readonly tables: readonly StoredTable[]; readonly all: Source[] } {
    const tables = table < 0 ? result.tables : result.tables.slice(table, table + 1);
    const wanted = filter.toLowerCase();
    const all = tables
        .flatMap((each) => sourcesOf(each, fields))
        .filter(({ name }) => wanted === "" || name.toLowerCase().includes(wanted));
    return { tables, all };
}

/** Labels of all columns of numbers. */
function fieldsOf(tables: readonly StoredTable[]): string[] {
    const labels = new Set<string>();
    for (const { chunks } of tables) for (const { label } of chunks[0] === undefined ? [] : numberColumns(chunks[0])) labels.add(label);
    return [...labels];
}

/** The series of a result, or of one of its tables. */
export function chartData(result: StoredResult | undefined, request: ChartRequest): ChartData {
    if (result === undefined || result.rows === 0) return { ...nothing, reason: "noRows" };
    const { tables, all } = sourcesFor(result, request);
    const fields = fieldsOf(tables);
    if (!tables.some(({ chunks }) => chunks[0] !== undefined && timeColumn(chunks[0]) !== undefined))
        return { ...nothing, fields, reason: "noTime", ...(fields.length === 0 ? {} : { suggested: "histogram" }) };
    if (all.length === 0 && request.filter === "") return { ...nothing, fields, reason: "noNumbers" };
    const drawn = all.slice(0, request.limit);
    const range = rangeOf(drawn, request);
    if (range === undefined) return { ...nothing, fields, total: all.length };
    const samplers = drawn.map((source) => sampled(source, range, request.width));
    const points = samplers.reduce((sum, sampler) => sum + sampler.points, 0);
    const most = samplers.reduce((greatest, sampler) => Math.max(greatest, sampler.points), 0);
    const about = {
        total: all.length,
        points,
        fields,
        drawn: [...new Set(drawn.map(({ label }) => label))],
        suggested: suggest(points, most),
    };
    const data = most <= request.width * 2 ? exact(drawn, range) : thinned(drawn, samplers, range);
    const series = data.series.map((each, index): ChartSeries => {
        const last = lastValue(drawn[index] as Source);
        return last === undefined ? each : { ...each, last };
    });
    return { times: data.times, series, ...about, places: most <= request.width * 2 ? 0 : request.width };
}

/** One value stands alone; a few are points, not a course. */
function suggest(points: number, most: number): ChartKind {
    if (points === 1) return "single";
    return most < 3 ? "points" : "line";
}

/** The value at the latest time that has one. */
function lastValue({ chunks }: Source): string | undefined {
    let latest: bigint | undefined;
    let place: { readonly value: Column; readonly row: number } | undefined;
    for (const { time, timeNulls, value } of chunks) {
        // Rows come in the order of time as a rule: then the first look is the last.
        for (let row = time.length - 1; row >= 0; row--) {
            const at = time[row] as bigint;
            if ((latest !== undefined && at <= latest) || timeNulls?.[row] === 1 || value.nulls?.[row] === 1) continue;
            latest = at;
            place = { value, row };
        }
    }
    return place === undefined ? undefined : formatCell(place.value.type, cellAt(place.value, place.row));
}

/** First and last time, ns. */
export interface Range {
    readonly from: bigint;
    readonly to: bigint;
}

export function rangeOf(sources: readonly Source[], { from, to }: ChartRequest): Range | undefined {
    if (from !== undefined && to !== undefined)
        return { from: BigInt(Math.floor(from * 1e6)) * 1000n, to: BigInt(Math.ceil(to * 1e6)) * 1000n };
    return timeBounds(sources.flatMap(({ chunks }) => chunks));
}

/** Calls `visit` for each point in the range; `null` for a null value. */
export function eachPoint(
    { chunks }: Source,
    { from, to }: Range,
    visit: (ns: bigint, value: number | null, cell: () => string) => void,
): void {
    for (const { time, timeNulls, value } of chunks) {
        const { nulls } = value;
        for (let row = 0; row < time.length; row++) {
            const at = time[row] ?? 0n;
            if (at < from || at > to || timeNulls?.[row] === 1) continue;
            const number = Number(value.data[row]);
            visit(at, nulls?.[row] === 1 || !Number.isFinite(number) ? null : number, () => formatCell(value.type, cellAt(value, row)));
        }
    }
}

/** The points in the range, one bucket a pixel. */
function sampled({ chunks }: Source, { from, to }: Range, width: number): Downsampler {
    const sampler = new Downsampler(width, { from: 0, to: Number(to - from) });
    for (const { time, timeNulls, value } of chunks) sampler.add(offsets(time, timeNulls, from), numbers(value), value.nulls);
    return sampler;
}

const seconds = (ns: bigint): number => Number(ns / 1000n) / 1e6;

/** Every point at its own time. */
function exact(sources: readonly Source[], range: Range): Pick<ChartData, "times" | "series"> {
    const known = new Set<bigint>();
    for (const source of sources) eachPoint(source, range, (ns) => known.add(ns));
    const sorted = BigInt64Array.from(known).sort();
    const places = new Map<bigint, number>();
    for (const [place, ns] of sorted.entries()) places.set(ns, place);
    const series = sources.map((source): ChartSeries => {
        const values = new Array<ChartValue>(sorted.length).fill(undefined);
        eachPoint(source, range, (ns, value) => {
            values[places.get(ns) ?? 0] = value;
        });
        return { name: source.name, values };
    });
    return { times: Array.from(sorted, seconds), series };
}

/** One place a pixel: the mean as line, least and greatest as band, so that a peak of one point is seen. */
function thinned(sources: readonly Source[], samplers: readonly Downsampler[], { from }: Range): Pick<ChartData, "times" | "series"> {
    const base = seconds(from);
    let times: number[] = [];
    const series = sources.map(({ name }, index): ChartSeries => {
        const { t, mean, min, max, gap } = (samplers[index] as Downsampler).result();
        if (index === 0) times = Array.from(t, (offset) => base + offset / 1e9);
        const shown = (values: Float64Array): ChartValue[] =>
            Array.from(values, (value, place) => (value === value ? value : gap[place] === 1 ? null : undefined));
        return { name, values: shown(mean), low: shown(min), high: shown(max) };
    });
    return { times, series };
}
