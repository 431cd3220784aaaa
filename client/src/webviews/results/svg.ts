/** An SVG of time series, from numbers alone: no page needed. */
import type { ChartKind } from "./protocol.ts";

/** `undefined` is no point of this series there, `null` a gap. */
type ChartValue = number | null | undefined;

export interface Frame {
    readonly width: number;
    readonly height: number;
    /** Of the area that lines are drawn in. */
    readonly left: number;
    readonly top: number;
    readonly innerWidth: number;
    readonly innerHeight: number;
    /** Value → place in the picture. */
    readonly x: (value: number) => number;
    readonly y: (value: number) => number;
    readonly xTicks: readonly { readonly at: number; readonly text: string }[];
    readonly yTicks: readonly { readonly at: number; readonly text: string }[];
    readonly ground: string;
    readonly text: string;
    readonly muted: string;
    readonly hairline: string;
}

export interface SvgSeries {
    readonly name: string;
    readonly values: readonly ChartValue[];
    readonly low?: readonly ChartValue[];
    readonly high?: readonly ChartValue[];
    readonly stroke: string;
    readonly dash: readonly number[];
}

const rowHeight = 18;

export function svgText(frame: Frame, times: ArrayLike<number>, series: readonly SvgSeries[], kind: ChartKind): string {
    const { width, height, left, top, innerWidth, innerHeight } = frame;
    const full = height + series.length * rowHeight + 12;
    const bottom = top + innerHeight;
    const parts = [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" font-family="sans-serif" font-size="11">`,
        `<rect width="100%" height="100%" fill="${attribute(frame.ground)}"/>`,
        `<clipPath id="inner"><rect x="${left}" y="${top}" width="${innerWidth}" height="${innerHeight}"/></clipPath>`,
    ];
    const line = (x1: number, y1: number, x2: number, y2: number): string =>
        `<path d="M${place(x1)} ${place(y1)}L${place(x2)} ${place(y2)}" stroke="${attribute(frame.hairline)}"/>`;
    for (const { at, text } of frame.yTicks) {
        const y = frame.y(at);
        if (text === "" || text === "null" || y < top - 1 || y > bottom + 1) continue;
        parts.push(line(left, y, left + innerWidth, y));
        parts.push(label(left - 8, y + 4, text, frame.muted, "end"));
    }
    for (const { at, text } of frame.xTicks) {
        const x = frame.x(at);
        if (text === "" || text === "null" || x < left - 1 || x > left + innerWidth + 1) continue;
        parts.push(line(x, top, x, bottom));
        for (const [row, words] of text.split("\n").entries()) parts.push(label(x, bottom + 18 + row * 14, words, frame.muted, "middle"));
    }
    parts.push('<g clip-path="url(#inner)">');
    for (const each of series) parts.push(...drawn(frame, times, each, kind));
    parts.push("</g>");
    for (const [row, { name, stroke, dash }] of series.entries()) {
        const y = height + row * rowHeight + rowHeight / 2;
        parts.push(`<path d="M${left} ${y}h20" ${lineStyle(stroke, dash, 2)}/>`, label(left + 28, y + 4, name, frame.text, "start"));
    }
    return `${parts.join("\n")}\n</svg>\n`;
}

function drawn(frame: Frame, times: ArrayLike<number>, { values, low, high, stroke, dash }: SvgSeries, kind: ChartKind): string[] {
    const at = (index: number, value: number): string => `${place(frame.x(times[index] ?? 0))} ${place(frame.y(value))}`;
    const color = attribute(stroke);
    const parts: string[] = [];
    const runs = stretches(values);
    if (low !== undefined && high !== undefined) {
        for (const run of runs) {
            const edge = (side: readonly ChartValue[], places: readonly number[]): string[] =>
                places.map((index) => at(index, side[index] ?? 0));
            parts.push(
                `<path d="M${[...edge(high, run), ...edge(low, [...run].reverse())].join("L")}Z" fill="${color}" fill-opacity="0.22"/>`,
            );
        }
    }
    if (kind === "points" || kind === "bars") {
        const step = frame.innerWidth / Math.max(1, times.length);
        for (const index of runs.flat()) {
            const value = values[index] ?? 0;
            const [x, y, zero] = [frame.x(times[index] ?? 0), frame.y(value), frame.y(0)];
            if (kind === "points") parts.push(`<circle cx="${place(x)}" cy="${place(y)}" r="3" fill="${color}"/>`);
            else {
                const wide = Math.min(40, step * 0.7);
                parts.push(
                    `<rect x="${place(x - wide / 2)}" y="${place(Math.min(y, zero))}" width="${place(wide)}" height="${place(Math.abs(zero - y))}" fill="${color}" fill-opacity="0.7"/>`,
                );
            }
        }
        return parts;
    }
    for (const run of runs) {
        const path = run.map((index, order) => {
            const point = at(index, values[index] ?? 0);
            if (kind !== "step" || order === 0) return point;
            return `${place(frame.x(times[index] ?? 0))} ${place(frame.y(values[run[order - 1] ?? 0] ?? 0))}L${point}`;
        });
        if (kind === "area") {
            const foot = place(frame.top + frame.innerHeight);
            const [first = 0, last = 0] = [run[0], run.at(-1)];
            parts.push(
                `<path d="M${place(frame.x(times[first] ?? 0))} ${foot}L${path.join("L")}L${place(frame.x(times[last] ?? 0))} ${foot}Z" fill="${color}" fill-opacity="0.25"/>`,
            );
        }
        parts.push(`<path d="M${path.join("L")}" fill="none" ${lineStyle(stroke, dash, 1.5)}/>`);
    }
    return parts;
}

/** Numbers of the places of each stretch without a gap; places of other series' points alone are stepped over. */
function stretches(values: readonly ChartValue[]): number[][] {
    const runs: number[][] = [];
    let run: number[] = [];
    for (const [index, value] of values.entries()) {
        if (value === undefined) continue;
        if (value !== null) run.push(index);
        else if (run.length > 0) {
            runs.push(run);
            run = [];
        }
    }
    return run.length > 0 ? [...runs, run] : runs;
}

function lineStyle(stroke: string, dash: readonly number[], width: number): string {
    return `stroke="${attribute(stroke)}" stroke-width="${width}"${dash.length === 0 ? "" : ` stroke-dasharray="${dash.join(" ")}"`}`;
}

function label(x: number, y: number, text: string, color: string, anchor: "start" | "middle" | "end"): string {
    return `<text x="${place(x)}" y="${place(y)}" fill="${attribute(color)}" text-anchor="${anchor}">${escape(text)}</text>`;
}

const place = (value: number): string => String(Math.round(value * 100) / 100);
const escape = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
const attribute = (text: string): string => escape(text).replace(/"/g, "&#34;");
