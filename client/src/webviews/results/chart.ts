/** The chart: uPlot over the worker's series, with kinds, zoom, a searchable legend and exact values at the crosshair. */
import { formatTime } from "@flux-scripts/tables";
import uPlot from "uplot";
import { el, fill, pageData, t } from "../shared/page.ts";
import { ChartBar } from "./chartBar.ts";
import { pngOf, svgOf } from "./chartImage.ts";
import { ChartLegend } from "./chartLegend.ts";
import { forgetColours, histogramOptions, plotColumns, timeOptions } from "./chartOptions.ts";
import { ChartZoom } from "./chartZoom.ts";
import { Latest } from "./latest.ts";
import {
    type ChartData,
    type ChartKind,
    type ChartPoint,
    type ChartRequest,
    type ChartSeries,
    gapValue,
    type HistogramData,
} from "./protocol.ts";
import { number } from "./states.ts";
import type { ResultsWorker } from "./worker.ts";

/** Series that are listed; those beyond are found by the search. */
const listed = 200;

export class ResultChart {
    readonly element: HTMLElement;
    private readonly plotHost = el("div", { class: "plot", id: "plot", tabindex: 0 });
    private readonly single = el("div", { class: "single", id: "single", hidden: true });
    private readonly note = el("p", { class: "muted note", id: "chart-note" });
    private readonly band = el("p", { class: "muted small bandnote", id: "chart-band" });
    private readonly bar: ChartBar;
    private readonly legend = new ChartLegend(() => this.load());
    private readonly zoom: ChartZoom;
    private readonly loading = new Latest();
    private readonly asking = new Latest();
    private plot: uPlot | undefined;
    /** What the plot was made for: with the same look, only its data are other ones. */
    private made = "";
    private data: ChartData | undefined;
    private result = 0;
    private table = -1;
    private zone = "UTC";
    private open = false;
    /** Grows with each run: an answer about the one before is late. */
    private run = 0;
    /** Of the plot, in pixels. */
    private size = { width: 0, height: 0 };

    constructor(
        private readonly worker: ResultsWorker,
        private readonly save: (format: "png" | "svg", data: Uint8Array) => void,
    ) {
        this.zoom = new ChartZoom(this.plotHost, {
            plot: () => (this.kind === "histogram" ? undefined : this.plot),
            data: () => this.data,
            moved: () => this.load(),
        });
        this.bar = new ChartBar({
            changed: () => this.load(),
            zoomBy: (factor) => this.zoom.by(factor),
            zoomAll: () => this.zoom.to(undefined),
            save: (format) => void this.picture(format),
        });
        this.element = el(
            "div",
            { class: "chart split", id: "chart", hidden: true },
            el("div", { class: "drawing" }, this.bar.element, this.plotHost, this.single, this.note, this.band),
            this.legend.element,
        );
        new ResizeObserver(() => this.resized()).observe(this.plotHost);
        new MutationObserver(() => {
            forgetColours();
            this.made = "";
            if (this.open) this.load();
        }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    }

    show(result: number, table: number, zone: string): void {
        if (result !== this.result || table !== this.table) [this.zoom.range, this.bar.fields] = [undefined, undefined];
        [this.result, this.table, this.zone, this.open] = [result, table, zone, true];
        this.element.hidden = false;
        this.load();
    }

    hide(): void {
        this.open = false;
        this.element.hidden = true;
    }

    /** A new run: nothing of the last one holds. */
    clear(): void {
        this.run++;
        [this.zoom.range, this.bar.fields, this.data] = [undefined, undefined, undefined];
        this.legend.clear();
        this.remove();
    }

    private get kind(): ChartKind | undefined {
        return this.data === undefined ? undefined : this.bar.kindOf(this.data);
    }

    private remove(): void {
        this.plot?.destroy();
        this.plot = undefined;
        this.made = "";
    }

    private request(): ChartRequest {
        const width = Math.max(50, Math.floor(this.size.width - 60));
        const { fields } = this.bar;
        const base = { result: this.result, table: this.table, width, limit: listed, ...this.legend.wishes };
        return { ...base, ...this.zoom.range, ...(fields === undefined ? {} : { fields }) };
    }

    /** Samples and draws what is asked for; while a drawing is under way, only the last wish counts. */
    private load(): void {
        this.loading.ask(async () => {
            if (!this.open) return;
            this.measure();
            const { run } = this;
            const chart = this.request();
            const data = await this.worker.ask<ChartData>({ type: "chart", chart });
            const isHistogram = this.bar.kindOf(data) === "histogram";
            const counts = isHistogram ? await this.worker.ask<HistogramData>({ type: "histogram", chart }) : undefined;
            if (this.open && run === this.run) this.draw(data, counts);
        });
    }

    private measure(): void {
        // A hidden plot, as beside single values, keeps the size it had.
        if (this.plotHost.hidden && this.size.width > 0) return;
        this.size = { width: this.plotHost.clientWidth, height: Math.max(80, this.plotHost.clientHeight) };
    }

    private resized(): void {
        if (!this.open || this.plotHost.hidden) return;
        const { width, height } = this.size;
        this.measure();
        if (this.size.width === width && this.size.height === height) return;
        this.plot?.setSize(this.size);
        if (this.size.width !== width) this.load();
    }

    private draw(data: ChartData, counts: HistogramData | undefined): void {
        this.data = data;
        const kind = this.bar.kindOf(data);
        this.bar.show(data);
        this.legend.show(data);
        const reasons = {
            noTime: t("The result has no time column, so there is nothing to draw over time."),
            noNumbers: t("The result has no column of numbers to draw."),
            noRows: t("No rows"),
            noValues: t("All values are null."),
        };
        const shown = data.series.filter(({ values }) => values !== undefined);
        const hasPoints = data.times.length > 0 && shown.length > 0;
        const isEmpty = hasPoints && shown.every(({ values }) => values?.some(isValue) !== true);
        const reason = counts === undefined ? (data.reason ?? (isEmpty ? "noValues" : undefined)) : counts.reason;
        this.note.hidden = reason === undefined;
        this.note.textContent = reason === undefined ? "" : reasons[reason];
        this.plotHost.hidden = kind === "single";
        this.single.hidden = kind !== "single";
        this.band.textContent = "";
        if (kind === "single") {
            this.remove();
            this.drawSingle(shown);
        } else if (counts !== undefined) this.drawHistogram(counts);
        else if (data.times.length > 0) this.drawTimes(data, kind, shown);
        else this.remove();
    }

    private drawTimes(data: ChartData, kind: ChartKind, shown: readonly ChartSeries[]): void {
        const log = this.bar.log;
        const columns = plotColumns(data);
        const few = data.times.length < 60;
        const made = JSON.stringify([
            kind,
            log,
            this.zone,
            few,
            data.origin === undefined,
            data.series.map(({ name, values, low }) => [name, !!values, !!low]),
        ]);
        const { plot } = this;
        const [first = 0, last = 0] = data.span ?? [];
        // The first and the last bar are seen whole.
        const margin = kind === "bars" && this.zoom.range === undefined ? (last - first) / Math.max(1, data.times.length - 1) / 2 : 0;
        // One time only, as of last(), gets a minute around it.
        const [min, max] = first < last || data.span === undefined ? [first - margin, last + margin] : [first - 30, last + 30];
        const { origin } = data;
        if (plot !== undefined && made === this.made) {
            plot.batch(() => {
                plot.setData(columns, min >= max);
                if (min < max) plot.setScale("x", { min, max });
            });
        } else {
            const { left = -1, top = -1 } = plot?.cursor ?? {};
            this.remove();
            this.made = made;
            const look = { kind, log, zone: this.zone, span: min < max ? ([min, max] as const) : undefined };
            const hooks = {
                cursor: (each: uPlot) => this.atCursor(each),
                zoom: (each: uPlot) => this.zoom.selected(each),
                drawn: (each: uPlot) => this.describe(each),
            };
            this.plot = new uPlot(
                timeOptions(() => this.data ?? data, look, this.size, hooks),
                columns,
                this.plotHost,
            );
            // The pointer rests where it was: so does the crosshair.
            if (left >= 0) this.plot.setCursor({ left, top });
        }
        const thinned = data.places > 0;
        this.band.textContent = thinned
            ? t("{0} points drawn at {1} places, the band is least to greatest.", number(data.points), data.places)
            : origin === undefined
              ? t("Drag zooms, Shift and drag moves, 0 shows all.")
              : t("Times count from {0}.", formatTime(origin));
        const names = shown.map((series) => series.name).join(", ");
        const sentence = t("Line chart of {0} series: {1}.", shown.length, names);
        this.plotHost.setAttribute("role", "slider");
        this.plotHost.setAttribute("aria-label", thinned ? `${sentence} ${this.band.textContent}` : sentence);
        this.plotHost.setAttribute("aria-valuemin", "0");
        this.plotHost.setAttribute("aria-valuemax", String(data.times.length - 1));
        this.plotHost.setAttribute("aria-valuenow", String(this.plot?.cursor.idx ?? 0));
    }

    /** Where the lines are and how many points they stand for, for whoever measures the picture. */
    private describe(plot: uPlot): void {
        const { left, top, width, height } = plot.bbox;
        const { x, y } = plot.scales;
        this.plotHost.dataset["frame"] = JSON.stringify({ left, top, width, height, x: [x?.min, x?.max], y: [y?.min, y?.max] });
        this.plotHost.dataset["points"] = String(this.data?.points ?? 0);
    }

    private drawHistogram({ edges, counts, total, nulls }: HistogramData): void {
        this.remove();
        if (counts.length === 0) return;
        const step = (edges[1] ?? 1) - (edges[0] ?? 0);
        this.plot = new uPlot(histogramOptions(this.size, step), [edges.slice(0, -1), [...counts]], this.plotHost);
        this.plotHost.setAttribute("role", "img");
        this.plotHost.setAttribute("aria-label", t("Histogram of {0} values in {1} steps.", number(total), counts.length));
        this.band.textContent = t("{0} values in {1} steps of {2}; {3} null", number(total), counts.length, rounded(step), number(nulls));
    }

    private drawSingle(shown: readonly ChartSeries[]): void {
        fill(
            this.single,
            ...shown.map(({ name, last }) =>
                el(
                    "figure",
                    {},
                    el("div", { class: "big" }, last ?? "null"),
                    el("figcaption", { class: "muted mono" }, name === "" ? t("Latest") : name),
                ),
            ),
        );
    }

    private async picture(format: "png" | "svg"): Promise<void> {
        const { plot, data } = this;
        if (plot === undefined || data === undefined) return;
        const legend = data.series
            .map(({ name, values }, index) => ({ name: name === "" ? (data.drawn?.[0] ?? "") : name, index, values }))
            .filter(({ values }) => values !== undefined);
        this.save(format, format === "png" ? await pngOf(plot, legend) : svgOf(plot, data, legend, this.bar.kindOf(data)));
    }

    private atCursor(plot: uPlot): void {
        const { idx } = plot.cursor;
        const { data } = this;
        const at = typeof idx === "number" ? data?.times[idx] : undefined;
        if (at === undefined || data === undefined || typeof idx !== "number") {
            this.asking.ask(async () => this.tell(undefined));
            return;
        }
        const { times } = data;
        const half = data.places > 0 ? ((times.at(-1) ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1) / 2 : 0;
        this.plotHost.setAttribute("aria-valuenow", String(idx));
        const chart = { ...this.request(), origin: data.origin };
        this.asking.ask(async () =>
            this.tell(await this.worker.ask<ChartPoint>({ type: "chartPoint", chart, at: at - half, until: at + half })),
        );
    }

    private tell(point: ChartPoint | undefined): void {
        this.plotHost.setAttribute("aria-valuetext", this.legend.tell(point));
    }
}

/** Neither a null nor a place without a point. */
function isValue(value: number): boolean {
    return value !== gapValue && !Number.isNaN(value);
}

function rounded(value: number): string {
    return Number(value.toPrecision(4)).toLocaleString(pageData.language);
}
