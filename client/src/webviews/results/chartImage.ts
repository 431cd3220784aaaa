/** The chart as a file: a PNG of what is on the screen with its legend, or an SVG drawn from the same data. */
import type uPlot from "uplot";
import { colourOf, dashOf, plotLine, strokeOf } from "./chartOptions.ts";
import type { ChartData, ChartKind } from "./protocol.ts";
import { type Frame, svgText } from "./svg.ts";

interface Entry {
    readonly name: string;
    readonly index: number;
}

const lineHeight = 18;

function ground(): string {
    return getComputedStyle(document.body).backgroundColor;
}

export async function pngOf(plot: uPlot, legend: readonly Entry[]): Promise<Uint8Array> {
    const { canvas } = plot.ctx;
    const ratio = devicePixelRatio || 1;
    const out = document.createElement("canvas");
    out.width = canvas.width;
    out.height = canvas.height + Math.ceil((legend.length * lineHeight + 12) * ratio);
    const context = out.getContext("2d") as CanvasRenderingContext2D;
    context.fillStyle = ground();
    context.fillRect(0, 0, out.width, out.height);
    context.drawImage(canvas, 0, 0);
    context.scale(ratio, ratio);
    context.font = `12px ${getComputedStyle(document.body).getPropertyValue("--vscode-editor-font-family") || "monospace"}`;
    context.textBaseline = "middle";
    for (const [row, { name, index }] of legend.entries()) {
        const y = canvas.height / ratio + row * lineHeight + lineHeight / 2;
        context.strokeStyle = strokeOf(index);
        context.lineWidth = 2;
        context.setLineDash([...dashOf(index)]);
        context.beginPath();
        context.moveTo(64, y);
        context.lineTo(84, y);
        context.stroke();
        context.fillStyle = colourOf("--fx-text");
        context.fillText(name, 92, y);
    }
    const blob = await new Promise<Blob | null>((resolve) => out.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("no picture");
    return new Uint8Array(await blob.arrayBuffer());
}

export function svgOf(plot: uPlot, data: ChartData, legend: readonly Entry[], kind: ChartKind): Uint8Array {
    const ratio = devicePixelRatio || 1;
    const { left, top, width, height } = plot.bbox;
    const frame: Frame = {
        width: plot.width,
        height: plot.height,
        left: left / ratio,
        top: top / ratio,
        innerWidth: width / ratio,
        innerHeight: height / ratio,
        x: (value) => plot.valToPos(value, "x") + left / ratio,
        y: (value) => plot.valToPos(value, "y") + top / ratio,
        xTicks: ticks(plot, 0),
        yTicks: ticks(plot, 1),
        ground: ground(),
        text: colourOf("--fx-text"),
        muted: colourOf("--fx-muted"),
        hairline: colourOf("--fx-hairline"),
    };
    const series = legend.flatMap(({ index }) => {
        const one = data.series[index];
        if (one?.values === undefined) return [];
        const { name, values, low, high } = one;
        const edges = low === undefined || high === undefined ? {} : { low: plotLine(low), high: plotLine(high) };
        return [{ name, values: plotLine(values), ...edges, stroke: strokeOf(index), dash: dashOf(index) }];
    });
    return new TextEncoder().encode(svgText(frame, data.times, series, kind));
}

/** Places and texts of an axis as they are drawn. */
function ticks(plot: uPlot, index: number): { at: number; text: string }[] {
    const axis = plot.axes[index] as { _splits?: readonly number[]; _values?: readonly unknown[] } | undefined;
    return (axis?._splits ?? []).map((at, place) => ({ at, text: String(axis?._values?.[place] ?? "") }));
}
