/**
 * Lines, areas and bands on the chart's canvas, by hand: a path of a thousand points at once costs a software canvas thirty times
 * what its pieces do, and a filled outline twenty times what columns of pixels do.
 */
import type uPlot from "uplot";
import { gapValue } from "./protocol.ts";

/** A line on its way: values as {@link gapValue} has them. */
export interface Course {
    readonly times: Float64Array;
    readonly values: Float64Array;
}

/** Points that are stroked at once. */
const pieceLength = 32;

/** Draws within the plot's frame. */
function framed({ ctx, bbox }: uPlot, draw: (ctx: CanvasRenderingContext2D) => void): void {
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    draw(ctx);
    ctx.restore();
}

/** A line through the points, open at gaps. `width` and `dash` in pixels of the page. */
export function paintLine(plot: uPlot, { times, values }: Course, stroke: string, width: number, dash: readonly number[]): void {
    const ratio = devicePixelRatio || 1;
    framed(plot, (ctx) => {
        ctx.strokeStyle = stroke;
        ctx.lineWidth = width * ratio;
        ctx.lineJoin = "round";
        ctx.setLineDash(dash.map((length) => length * ratio));
        let length = 0;
        let count = 0;
        let [lastX, lastY] = [0, 0];
        for (let place = 0; place < times.length; place++) {
            const value = values[place] as number;
            if (Number.isNaN(value)) continue;
            if (value === gapValue) {
                if (count > 1) ctx.stroke();
                count = 0;
                continue;
            }
            const x = plot.valToPos(times[place] as number, "x", true);
            const y = plot.valToPos(value, "y", true);
            if (count === 0) {
                ctx.beginPath();
                ctx.moveTo(x, y);
                count = 1;
            } else {
                ctx.lineTo(x, y);
                length += Math.hypot(x - lastX, y - lastY);
                count++;
                if (count > pieceLength) {
                    ctx.stroke();
                    ctx.beginPath();
                    ctx.moveTo(x, y);
                    // The next piece goes on in the midst of a dash.
                    ctx.lineDashOffset = length;
                    count = 1;
                }
            }
            [lastX, lastY] = [x, y];
        }
        if (count > 1) ctx.stroke();
    });
}

/** Between two lines, a column of pixels a place: what a place stands for has no other width. */
export function paintBand(plot: uPlot, times: Float64Array, low: Float64Array, high: Float64Array, fill: string): void {
    framed(plot, (ctx) => {
        ctx.fillStyle = fill;
        columns(plot, { times, values: high }, (place) => plot.valToPos(low[place] as number, "y", true), ctx);
    });
}

/** From a thinned line down to zero, or to the edge that is nearer to it. */
export function paintArea(plot: uPlot, course: Course, fill: string): void {
    const { min = 0, max = 0 } = plot.scales["y"] ?? {};
    const foot = plot.valToPos(Math.min(Math.max(0, min), max), "y", true);
    framed(plot, (ctx) => {
        ctx.fillStyle = fill;
        columns(plot, course, () => foot, ctx);
    });
}

function columns(plot: uPlot, { times, values }: Course, to: (place: number) => number, ctx: CanvasRenderingContext2D): void {
    const at = (time: number): number => plot.valToPos(time, "x", true);
    const half = times.length < 2 ? 1 : ((times[1] as number) - (times[0] as number)) / 2;
    for (let place = 0; place < times.length; place++) {
        const value = values[place] as number;
        if (Number.isNaN(value) || value === gapValue) continue;
        // Rounded alike at both ends, neighbours neither overlap nor leave a slit.
        const left = Math.round(at((times[place] as number) - half));
        const right = Math.round(at((times[place] as number) + half));
        const [from, end] = [plot.valToPos(value, "y", true), to(place)];
        ctx.fillRect(left, Math.min(from, end), Math.max(1, right - left), Math.max(1, Math.abs(end - from)));
    }
}
