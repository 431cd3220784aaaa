/** How uPlot draws the series: colours and dashes of the theme, kinds of lines, bands, scales, the zone of the clock. */
import uPlot from "uplot";
import type { ChartData, ChartKind } from "./protocol.ts";

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

/** The colour of a theme's variable as the page has it now. */
export function colourOf(name: string): string {
    const style = getComputedStyle(document.body);
    return style.getPropertyValue(name).trim() || style.color;
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
    readonly shown: (name: string, index: number) => boolean;
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

/** Times along, values up; a thinned series has its band of least to greatest. */
export function timeOptions(data: ChartData, look: Look, size: { width: number; height: number }, hooks: PlotHooks): uPlot.Options {
    const series: uPlot.Series[] = [{}];
    const bands: uPlot.Band[] = [];
    for (const [index, each] of data.series.entries()) {
        const stroke = strokeOf(index);
        const show = look.shown(each.name, index);
        series.push({ label: each.name, show, stroke, spanGaps: false, ...styleOf(look.kind, stroke, index, data.times.length) });
        if (each.low === undefined) continue;
        const at = series.length;
        const edge = { show, stroke: "transparent", width: 0, points: { show: false } };
        series.push(edge, edge);
        if (show) bands.push({ series: [at, at + 1], fill: `color-mix(in srgb, ${stroke} 22%, transparent)` });
    }
    const { axis } = axes();
    return {
        ...size,
        series,
        bands,
        axes: [
            { ...axis, values: clock },
            { ...axis, size: 64, ...(look.log ? {} : { values: (_plot: uPlot, splits: number[]) => splits.map(shortNumber) }) },
        ],
        legend: { show: false },
        cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 }, bind: { dblclick: () => null } },
        scales: { x: { time: true }, y: look.log ? { distr: 3, log: 10 } : look.kind === "bars" ? { range: fromZero } : {} },
        tzDate: (at) => zoned(at, look.zone),
        hooks: { setCursor: [hooks.cursor], setSelect: [hooks.zoom], draw: [hooks.drawn] },
    };
}

function styleOf(kind: ChartKind, stroke: string, index: number, places: number): Partial<uPlot.Series> {
    const dots = { show: places < 60, size: 5, fill: stroke };
    const line = { width: 1.5, dash: [...dashOf(index)], points: dots };
    const { bars, stepped } = uPlot.paths;
    const tint = (percent: number): string => `color-mix(in srgb, ${stroke} ${percent}%, transparent)`;
    if (kind === "bars" && bars !== undefined)
        return { width: 1, fill: tint(70), points: { show: false }, paths: bars({ size: [0.7, 40], align: 0 }) };
    if (kind === "points") return { width: 0, paths: () => null, points: { show: true, size: 6, fill: stroke } };
    if (kind === "step" && stepped !== undefined) return { ...line, paths: stepped({ align: 1 }) };
    return kind === "area" ? { ...line, fill: tint(25) } : line;
}

/** Bars stand on zero. */
function fromZero(_plot: uPlot, low: number, high: number): uPlot.Range.MinMax {
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
        scales: { x: { time: false, range: (_plot, low, high) => [low, high + width] }, y: { range: fromZero } },
    };
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
