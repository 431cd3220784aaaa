/** Which part of the time the chart shows: by wheel, drag, Shift and drag, and keys. */
import type uPlot from "uplot";
import type { ChartData } from "./protocol.ts";

export interface TimeSpan {
    /** Seconds since epoch, or after `origin`. */
    readonly from: number;
    readonly to: number;
    /** That of the data in which it was chosen: later data may count otherwise. */
    readonly origin?: bigint | undefined;
}

/** A double of today's seconds tells microseconds apart: no part is smaller than some of them. */
const leastSeconds = 20e-6;
/** After an origin, nanoseconds. */
const leastAfterOrigin = 5e-9;

export interface Zoomed {
    /** The chart as it is drawn, where it has a time axis. */
    plot(): uPlot | undefined;
    data(): ChartData | undefined;
    /** Another part is wanted. */
    moved(): void;
}

export class ChartZoom {
    /** The part that is shown; all of it where undefined. */
    range: TimeSpan | undefined;
    private dragFrom: (TimeSpan & { readonly x: number }) | undefined;

    constructor(
        host: HTMLElement,
        private readonly chart: Zoomed,
    ) {
        host.addEventListener("keydown", (event) => this.onKey(event));
        host.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
        host.addEventListener("mousedown", (event) => this.startPan(event), { capture: true });
        host.addEventListener("dblclick", () => this.to(undefined));
        window.addEventListener("mousemove", (event) => this.pan(event));
        window.addEventListener("mouseup", () => {
            this.dragFrom = undefined;
        });
    }

    /** Shows a part. What is here of it is drawn at once, and again when the worker has sampled it. */
    to(wanted: TimeSpan | undefined): void {
        this.range = wanted === undefined ? undefined : this.fitted(wanted);
        const plot = this.chart.plot();
        const all = this.chart.data()?.extent;
        const next = this.range ?? (all === undefined ? undefined : { from: all[0], to: all[1] });
        if (plot !== undefined && next !== undefined && next.to > next.from) plot.setScale("x", { min: next.from, max: next.to });
        this.chart.moved();
    }

    /** Less than 1 comes nearer; `at` (0 to 1) is the place that stays. */
    by(factor: number, at = 0.5): void {
        const { span } = this;
        if (span === undefined) return;
        const width = span.to - span.from;
        const middle = span.from + width * at;
        this.to({ from: middle - width * factor * at, to: middle + width * factor * (1 - at) });
    }

    /** The part that was selected by a drag. */
    selected(plot: uPlot): void {
        const { left, width } = plot.select;
        if (width < 4 || this.dragFrom !== undefined) return;
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        this.to({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
    }

    /** Neither too small to tell points apart, nor larger than all there is. */
    private fitted({ from, to }: TimeSpan): TimeSpan | undefined {
        const { extent, origin } = this.chart.data() ?? {};
        const width = Math.max(to - from, origin === undefined ? leastSeconds : leastAfterOrigin);
        if (extent === undefined) return { from, to: from + width, origin };
        const [first, last] = extent;
        if (width >= last - first) return undefined;
        const start = Math.min(Math.max(from, first), last - width);
        return { from: start, to: start + width, origin };
    }

    private get span(): TimeSpan | undefined {
        const { min, max } = this.chart.plot()?.scales["x"] ?? {};
        return typeof min === "number" && typeof max === "number" && this.chart.data() !== undefined ? { from: min, to: max } : undefined;
    }

    private onWheel(event: WheelEvent): void {
        const plot = this.chart.plot();
        if (plot === undefined) return;
        event.preventDefault();
        const box = plot.over.getBoundingClientRect();
        this.by(event.deltaY < 0 ? 0.8 : 1.25, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    }

    /** Shift and a drag move what is seen. */
    private startPan(event: MouseEvent): void {
        const { span } = this;
        if (!event.shiftKey || span === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        this.dragFrom = { x: event.clientX, ...span };
    }

    private pan(event: MouseEvent): void {
        const { dragFrom } = this;
        const plot = this.chart.plot();
        if (dragFrom === undefined || plot === undefined) return;
        const moved = ((event.clientX - dragFrom.x) / plot.over.clientWidth) * (dragFrom.to - dragFrom.from);
        this.to({ from: dragFrom.from - moved, to: dragFrom.to - moved });
    }

    private onKey(event: KeyboardEvent): void {
        const plot = this.chart.plot();
        if (plot === undefined || event.ctrlKey || event.metaKey) return;
        const step = event.shiftKey ? 10 : 1;
        const moves: Readonly<Record<string, () => void>> = {
            "0": () => this.to(undefined),
            "+": () => this.by(0.5),
            "=": () => this.by(0.5),
            "-": () => this.by(2),
            ArrowLeft: () => (event.altKey ? this.shift(-0.25) : this.moveCursor(plot, -step)),
            ArrowRight: () => (event.altKey ? this.shift(0.25) : this.moveCursor(plot, step)),
        };
        const move = moves[event.key];
        if (move === undefined) return;
        event.preventDefault();
        move();
    }

    /** Moves what is seen by a part of its width. */
    private shift(part: number): void {
        const { span } = this;
        if (span === undefined || this.range === undefined) return;
        const by = (span.to - span.from) * part;
        this.to({ from: span.from + by, to: span.to + by });
    }

    private moveCursor(plot: uPlot, step: number): void {
        const { times } = this.chart.data() ?? {};
        const { span } = this;
        if (times === undefined || span === undefined) return;
        let [first, last] = [0, times.length - 1];
        while (first < last && (times[first] as number) < span.from) first++;
        while (last > first && (times[last] as number) > span.to) last--;
        const at = Math.min(last, Math.max(first, (plot.cursor.idx ?? (step > 0 ? first - 1 : last + 1)) + step));
        plot.setCursor({ left: plot.valToPos(times[at] ?? 0, "x"), top: plot.over.clientHeight / 2 });
    }
}
