/** How uPlot draws the series: colours and dashes of the theme, kinds of lines, bands, scales, the zone of the clock. */
import uPlot from "uplot";
import { paintArea, paintBand, paintLine } from "./chartPaint.ts";
import { type ChartData, type ChartKind, gapValue } from "./protocol.ts";

const colours = [
    "--vscode-charts-blue",
    "--vscode-charts-green",
    "--fx-warning-text",
    "--vscode-charts-purple",
    "--vscode-charts-red",
    "--vscode-charts-foreground",
];
/** Never told apart by colour alone. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [4, 2], [10, 4]];

export const styles = colours.length;

/** Colours by their variable: reading one makes the page lay itself out. */
const known = new Map<string, string>();

/** The colour of a theme's variable as the page has it now. */
export function colourOf(name: string): string {
    let found = known.get(name);
    if (found === undefined) {
        const style = getComputedStyle(document.body);
        found = style.getPropertyValue(name).trim() || style.color;
        known.set(name, found);
    }
    return found;
}

/** The theme is another one now. */
export function forgetColours(): void {
    known.clear();
}

export const strokeOf = (index: number): string => colourOf(colours[index % styles] ?? "");
export const dashOf = (index: number): readonly number[] => dashes[index % styles] ?? [];

/** Ticks of the time axis: 24 hours, the day where it changes. Each row: step in s, format, format at a new year, day, minute. */
const clock: (string | number | null)[][] = [
    [3600 * 24 * 365, "{YYYY}", null, null, null, null, null, null, 1],
    [3600 * 24 * 28, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [3600 * 24, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [3600, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
    [60, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
    [1, "{HH}:{mm}:{ss}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
    [0.001, "{HH}:{mm}:{ss}.{fff}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
];

export interface Look {
    readonly kind: ChartKind;
    readonly log: boolean;
    readonly zone: string;
    /** First and last time of the axis, s since epoch; those of the points where undefined. */
    readonly span: readonly [number, number] | undefined;
}

export interface PlotHooks {
    cursor(plot: uPlot): void;
    zoom(plot: uPlot): void;
    drawn(plot: uPlot): void;
}

function axes(): { axis: uPlot.Axis; font: string } {
    const font = `11px ${getComputedStyle(document.body).getPropertyValue("--vscode-font-family") || "sans-serif"}`;
    const hairline = colourOf("--fx-hairline");
    return {
        font,
        axis: {
            stroke: colourOf("--fx-muted"),
            font,
            grid: { stroke: hairline, width: 1 },
            ticks: { stroke: hairline, width: 1, size: 4 },
        },
    };
}

/** A value of a line as uPlot takes it: `undefined` is no point of this series there, `null` a gap. */
export type PlotValue = number | null | undefined;

/** A line as uPlot takes it. */
export function plotLine(line: Float64Array): PlotValue[] {
    const values = new Array<PlotValue>(line.length);
    for (let place = 0; place < line.length; place++) {
        const value = line[place] as number;
        values[place] = value === gapValue ? null : Number.isNaN(value) ? undefined : value;
    }
    return values;
}

/** Times and the lines of the shown series, in the order of {@link timeOptions}. */
export function plotColumns({ times, series }: ChartData): uPlot.AlignedData {
    const lines = series.flatMap(({ values }) => (values === undefined ? [] : [plotLine(values)]));
    return [times, ...lines] as unknown as uPlot.AlignedData;
}

/** Times along, values up; a thinned series has its band of least to greatest, from what `data` gives at the time of drawing. */
export function timeOptions(data: () => ChartData, look: Look, size: { width: number; height: number }, hooks: PlotHooks): uPlot.Options {
    const first = data();
    const series: uPlot.Series[] = [{}];
    const drawn: number[] = [];
    const shown = first.series.filter(({ values }) => values !== undefined).length;
    for (const [index, each] of first.series.entries()) {
        if (each.values === undefined) continue;
        const style = styleOf(look.kind, strokeOf(index), index, first, shown);
        series.push({ label: each.name, stroke: strokeOf(index), spanGaps: false, ...style });
        drawn.push(index);
    }
    const scale: uPlot.Scale = look.log ? { distr: 3, log: 10 } : {};
    const range = (_plot: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax => {
        const [least, greatest] = withBands(data(), low, high, look.log);
        if (look.log) return uPlot.rangeLog(least, greatest, 10, true);
        return look.kind === "bars" ? fromZero(least, greatest) : uPlot.rangeNum(least, greatest, 0.1, true);
    };
    const { axis } = axes();
    return {
        ...size,
        series,
        axes: [
            {
                ...axis,
                space: tickSpace,
                values: first.origin === undefined ? clock : (_plot: uPlot, splits: number[]) => afterOrigin(splits),
            },
            { ...axis, size: 64, ...(look.log ? {} : { values: (_plot: uPlot, splits: number[]) => splits.map(shortNumber) }) },
        ],
        legend: { show: false },
        cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 }, bind: { dblclick: () => null } },
        scales: {
            x: { time: first.origin === undefined, ...(look.span === undefined ? {} : { min: look.span[0], max: look.span[1] }) },
            y: { ...scale, range },
        },
        tzDate: (at) => zoned(at, look.zone),
        hooks: {
            setCursor: [hooks.cursor],
            setSelect: [hooks.zoom],
            // Before the points, which lie on top.
            drawAxes: [(plot) => drawn.forEach((index) => paint(plot, data(), index, look.kind, shown))],
            draw: [hooks.drawn],
        },
    };
}

/** The least and greatest that are drawn: lines tell only the means. */
function withBands({ series }: ChartData, low: number | null, high: number | null, log: boolean): [number, number] {
    let [least, greatest] = [low ?? Number.POSITIVE_INFINITY, high ?? Number.NEGATIVE_INFINITY];
    for (const each of series) {
        for (const value of each.low ?? []) if (value < least && (!log || value > 0)) least = value;
        for (const value of each.high ?? []) if (value > greatest && value !== gapValue) greatest = value;
    }
    return least <= greatest ? [least, greatest] : log ? [1, 10] : [0, 1];
}

/** What uPlot leaves out: lines, areas, and the band of what was thinned. */
function paint(plot: uPlot, { times, series }: ChartData, index: number, kind: ChartKind, shown: number): void {
    const { values, low, high } = series[index] ?? {};
    if (values === undefined) return;
    const stroke = strokeOf(index);
    const isThinned = low !== undefined && high !== undefined;
    if (kind === "area" && isThinned) paintArea(plot, { times, values }, tint(stroke, 25));
    if (isThinned) paintBand(plot, times, low, high, tint(stroke, 22));
    if (kind !== "line" && kind !== "area") return;
    const isMany = shown > mostDashed;
    // A line of a pixel, as among many, costs the least.
    paintLine(plot, { times, values }, stroke, isMany || isThinned ? 1 : 1.5, isMany ? [] : dashOf(index));
}

function tint(stroke: string, percent: number): string {
    return `color-mix(in srgb, ${stroke} ${percent}%, transparent)`;
}

/** Series that dashes tell apart; with more of them they only cost time. */
const mostDashed = 12;

function styleOf(kind: ChartKind, stroke: string, index: number, { times, places }: ChartData, shown: number): Partial<uPlot.Series> {
    const dots = { show: times.length < 60, size: 5, fill: stroke };
    const line = shown > mostDashed ? { width: 1, points: dots } : { width: 1.5, dash: [...dashOf(index)], points: dots };
    const { bars, stepped, linear } = uPlot.paths;
    if (kind === "bars" && bars !== undefined)
        return { width: 1, fill: tint(stroke, 70), points: { show: false }, paths: bars({ size: [0.7, 40], align: 0 }) };
    if (kind === "points") return { width: 0, paths: () => null, points: { show: true, size: 6, fill: stroke } };
    if (kind === "step" && stepped !== undefined) return { ...line, paths: stepped({ align: 1 }) };
    // Of an area at every point only the outline is painted by hand.
    if (kind === "area" && places === 0 && linear !== undefined) return { width: 0, fill: tint(stroke, 25), points: dots, paths: linear() };
    return { width: 0, points: dots, paths: () => null };
}

/** Bars stand on zero. */
function fromZero(low: number, high: number): uPlot.Range.MinMax {
    const [least, greatest] = [Math.min(0, low), Math.max(0, high)];
    const air = (greatest - least || 1) * 0.05;
    return [least < 0 ? least - air : 0, greatest > 0 ? greatest + air : 0];
}

/** A bar a step of values. */
export function histogramOptions(size: { width: number; height: number }, width: number): uPlot.Options {
    const { axis } = axes();
    const stroke = strokeOf(0);
    const paths = uPlot.paths.bars?.({ size: [1, Number.POSITIVE_INFINITY], align: 1 });
    return {
        ...size,
        series: [
            {},
            {
                stroke,
                width: 1,
                fill: `color-mix(in srgb, ${stroke} 70%, transparent)`,
                points: { show: false },
                ...(paths === undefined ? {} : { paths }),
            },
        ],
        axes: [axis, { ...axis, size: 64 }],
        legend: { show: false },
        cursor: { drag: { x: false, y: false } },
        scales: {
            x: { time: false, range: (_plot, low, high) => [low, high + width] },
            y: { range: (_plot, low, high) => fromZero(low, high) },
        },
    };
}

/** Pixels between ticks, so that their texts have room: those of seconds and parts of them are long. */
function tickSpace(_plot: uPlot, _axis: number, from: number, to: number, pixels: number): number {
    const each = ((to - from) * 50) / Math.max(1, pixels);
    return each < 1 ? 96 : each < 60 ? 70 : 50;
}

/** Ticks in the largest unit in which the last of them is at least one. */
function afterOrigin(splits: readonly number[]): string[] {
    const greatest = Math.max(...splits.map(Math.abs));
    const [unit, factor] = greatest < 1e-6 ? (["ns", 1e9] as const) : greatest < 1e-3 ? (["µs", 1e6] as const) : (["ms", 1e3] as const);
    return splits.map((split) => `+${Number((split * factor).toPrecision(7))} ${unit}`);
}

/** At most seven digits, as an axis has room for. */
function shortNumber(value: number): string {
    const size = Math.abs(value);
    return size !== 0 && (size >= 1e7 || size < 1e-4)
        ? value.toExponential(2).replace(/\.?0+e/, "e")
        : String(Number(value.toPrecision(7)));
}

function zoned(at: number, zone: string): Date {
    const date = new Date(at * 1000);
    if (zone === "local") return date;
    try {
        return uPlot.tzDate(date, zone === "UTC" ? "Etc/UTC" : zone);
    } catch {
        return uPlot.tzDate(date, "Etc/UTC");
    }
}
