/** Series for the chart: from the columns by themselves, and thinned so that no peak is lost. */
import type { Column, Table } from "@flux-scripts/tables";
import type { ChartData, ChartRequest, ChartSeries, ChartValue } from "../results/protocol.ts";
import type { StoredResult, StoredTable } from "./store.ts";

const nothing: ChartData = { times: [], series: [], total: 0, points: 0, places: 0 };

interface Source {
    readonly name: string;
    readonly chunks: readonly { readonly time: BigInt64Array; readonly value: Column; readonly timeNulls: Uint8Array | undefined }[];
}

/** `_time`, else the first column of times that is no bound of the range. */
function timeColumn(table: Table): Column | undefined {
    const times = table.columns.filter((column) => column.type === "time" && column.label !== "_start" && column.label !== "_stop");
    return times.find((column) => column.label === "_time") ?? times[0];
}

/** `_value` where it is a number; else every number that is not in the key. */
function valueColumns(table: Table): Column[] {
    const numbers = table.columns.filter(
        ({ type, label }) => (type === "float" || type === "int" || type === "uint") && !table.key.has(label),
    );
    const value = numbers.find((column) => column.label === "_value");
    return value === undefined ? numbers : [value];
}

function sourcesOf({ name, chunks }: StoredTable): Source[] {
    const first = chunks[0];
    if (first === undefined || timeColumn(first) === undefined) return [];
    const columns = valueColumns(first);
    return columns.map(({ label }) => ({
        name: columns.length === 1 ? name : [name, label].filter((part) => part !== "").join(" · "),
        chunks: chunks.flatMap((chunk) => {
            const time = timeColumn(chunk);
            const value = chunk.columns.find((column) => column.label === label);
            return time === undefined || value === undefined ? [] : [{ time: time.data as BigInt64Array, timeNulls: time.nulls, value }];
        }),
    }));
}

/** The series of a result, or of one of its tables. */
export function chartData(result: StoredResult | undefined, request: ChartRequest): ChartData {
    if (result === undefined || result.rows === 0) return { ...nothing, reason: "noRows" };
    const tables = request.table < 0 ? result.tables : result.tables.slice(request.table, request.table + 1);
    if (!tables.some(({ chunks }) => chunks[0] !== undefined && timeColumn(chunks[0]) !== undefined))
        return { ...nothing, reason: "noTime" };
    const wanted = request.filter.toLowerCase();
    const all = tables.flatMap(sourcesOf).filter(({ name }) => wanted === "" || name.toLowerCase().includes(wanted));
    if (all.length === 0 && wanted === "") return { ...nothing, reason: "noNumbers" };
    const drawn = all.slice(0, request.limit);
    const range = rangeOf(drawn, request);
    if (range === undefined) return { ...nothing, total: all.length };
    const counts = drawn.map((source) => count(source, range));
    const points = counts.reduce((sum, number) => sum + number, 0);
    const most = Math.max(0, ...counts);
    if (most <= request.width * 2) return { ...exact(drawn, range), total: all.length, points, places: 0 };
    return { ...thinned(drawn, range, request.width), total: all.length, points, places: request.width };
}

/** First and last time, ns. */
interface Range {
    readonly from: bigint;
    readonly to: bigint;
}

function rangeOf(sources: readonly Source[], { from, to }: ChartRequest): Range | undefined {
    if (from !== undefined && to !== undefined)
        return { from: BigInt(Math.floor(from * 1e6)) * 1000n, to: BigInt(Math.ceil(to * 1e6)) * 1000n };
    let least: bigint | undefined;
    let greatest: bigint | undefined;
    for (const { chunks } of sources) {
        for (const { time, timeNulls } of chunks) {
            for (let row = 0; row < time.length; row++) {
                if (timeNulls?.[row] === 1) continue;
                const at = time[row] ?? 0n;
                if (least === undefined || at < least) least = at;
                if (greatest === undefined || at > greatest) greatest = at;
            }
        }
    }
    return least === undefined || greatest === undefined ? undefined : { from: least, to: greatest };
}

/** Calls `visit` for each point in the range; `null` for a null value. */
function eachPoint({ chunks }: Source, { from, to }: Range, visit: (ns: bigint, value: number | null) => void): void {
    for (const { time, timeNulls, value } of chunks) {
        const { nulls } = value;
        for (let row = 0; row < time.length; row++) {
            const at = time[row] ?? 0n;
            if (at < from || at > to || timeNulls?.[row] === 1) continue;
            const number = Number(value.data[row]);
            visit(at, nulls?.[row] === 1 || !Number.isFinite(number) ? null : number);
        }
    }
}

function count(source: Source, range: Range): number {
    let points = 0;
    eachPoint(source, range, () => points++);
    return points;
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
function thinned(sources: readonly Source[], { from, to }: Range, width: number): Pick<ChartData, "times" | "series"> {
    const span = Number(to - from) || 1;
    const times = Array.from({ length: width }, (_place, index) => seconds(from) + ((index + 0.5) * span) / width / 1e9);
    const series = sources.map((source): ChartSeries => {
        const counts = new Int32Array(width);
        const nulls = new Int32Array(width);
        const sums = new Float64Array(width);
        const low = new Array<ChartValue>(width).fill(undefined);
        const high = new Array<ChartValue>(width).fill(undefined);
        eachPoint(source, { from, to }, (ns, value) => {
            const place = Math.min(width - 1, Math.floor((Number(ns - from) / span) * width));
            if (value === null) {
                nulls[place] = (nulls[place] ?? 0) + 1;
                return;
            }
            counts[place] = (counts[place] ?? 0) + 1;
            sums[place] = (sums[place] ?? 0) + value;
            const [least, greatest] = [low[place], high[place]];
            if (least === undefined || least === null || value < least) low[place] = value;
            if (greatest === undefined || greatest === null || value > greatest) high[place] = value;
        });
        const values = Array.from(counts, (number, place): ChartValue => {
            if (number > 0) return (sums[place] ?? 0) / number;
            if ((nulls[place] ?? 0) === 0) return undefined;
            // Only nulls here: a gap, in the band as well.
            low[place] = null;
            high[place] = null;
            return null;
        });
        return { name: source.name, values, low, high };
    });
    return { times, series };
}
