/** The chart: uPlot over the worker's series, a searchable list of them, exact values at the crosshair. */
import uPlot from "uplot";
import { el, fill, icon, pageData, t } from "../shared/page.ts";
import type { ChartData, ChartSeries } from "./protocol.ts";
import type { ResultsWorker } from "./worker.ts";

/** Series that are listed; those beyond are found by the search. */
const listed = 200;
/** Shown without being asked for: as many as there are colours. */
const shownFirst = 6;

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

export class ResultChart {
    readonly element: HTMLElement;
    private readonly plotHost = el("div", { class: "plot", id: "plot" });
    private readonly note = el("p", { class: "muted note", id: "chart-note" });
    private readonly search = el("input", {
        class: "field",
        type: "text",
        placeholder: t("Find a series"),
        "aria-label": t("Find a series"),
        oninput: () => void this.load(),
    });
    private readonly facts = el("div", { class: "keys" });
    private readonly list = el("div", { class: "list", role: "group", "aria-label": t("Series"), id: "series" });
    private plot: uPlot | undefined;
    private data: ChartData | undefined;
    private result = 0;
    private table = -1;
    private zone = "UTC";
    private range: { from: number; to: number } | undefined;
    private readonly hidden = new Map<string, boolean>();
    private generation = 0;
    private cells: HTMLElement[] = [];
    private open = false;

    constructor(private readonly worker: ResultsWorker) {
        this.element = el(
            "div",
            { class: "chart split", id: "chart", hidden: true },
            el("div", { class: "drawing" }, this.plotHost, this.note),
            el(
                "div",
                { class: "nav legend" },
                el("div", { class: "top" }, el("div", { class: "search" }, icon("search"), this.search), this.facts),
                this.list,
            ),
        );
        this.plotHost.tabIndex = 0;
        this.plotHost.setAttribute("role", "img");
        this.plotHost.addEventListener("keydown", (event) => this.onKey(event));
        new ResizeObserver(() => {
            if (this.open) void this.load();
        }).observe(this.plotHost);
    }

    show(result: number, table: number, zone: string): void {
        const moved = result !== this.result || table !== this.table;
        [this.result, this.table, this.zone, this.open] = [result, table, zone, true];
        if (moved) this.range = undefined;
        this.element.hidden = false;
        void this.load();
    }

    hide(): void {
        this.open = false;
        this.element.hidden = true;
    }

    /** A new run: nothing of the last one holds. */
    clear(): void {
        this.range = undefined;
        this.hidden.clear();
        this.plot?.destroy();
        this.plot = undefined;
    }

    private async load(): Promise<void> {
        const generation = ++this.generation;
        const width = Math.max(50, Math.floor(this.plotHost.clientWidth - 60));
        const chart = { result: this.result, table: this.table, width, limit: listed, filter: this.search.value, ...this.range };
        const data = await this.worker.ask<ChartData>({ type: "chart", chart });
        if (generation !== this.generation || !this.open) return;
        this.data = data;
        this.draw(data);
    }

    private isShown(name: string, index: number): boolean {
        return this.hidden.has(name) ? this.hidden.get(name) === false : index < shownFirst;
    }

    private draw(data: ChartData): void {
        this.plot?.destroy();
        this.plot = undefined;
        const reasons = {
            noTime: t("The result has no time column, so there is nothing to draw over time."),
            noNumbers: t("The result has no column of numbers to draw."),
            noRows: t("No rows"),
        };
        this.note.hidden = data.reason === undefined;
        this.note.textContent = data.reason === undefined ? "" : reasons[data.reason];
        const shown = data.series.filter((series, index) => this.isShown(series.name, index));
        fill(
            this.facts,
            t("{0} of {1} shown", shown.length, data.total.toLocaleString(pageData.language)),
            el("span", { class: "grow" }),
            el("span", { id: "chart-time" }),
        );
        this.drawList(data);
        if (data.times.length === 0) return;
        this.plotHost.setAttribute("aria-label", this.sentence(data, shown));
        this.plot = new uPlot(this.options(data), this.columns(data), this.plotHost);
        this.plotHost.dataset["points"] = String(data.points);
    }

    private sentence(data: ChartData, shown: readonly ChartSeries[]): string {
        const thinned =
            data.places > 0
                ? ` ${t("{0} points drawn at {1} places, the band is least to greatest.", data.points.toLocaleString(pageData.language), data.places)}`
                : "";
        return t("Line chart of {0} series: {1}.", shown.length, shown.map((series) => series.name).join(", ")) + thinned;
    }

    /** uPlot's columns: times, then per series its values and, where thinned, greatest and least. */
    private columns(data: ChartData): uPlot.AlignedData {
        const columns: (readonly (number | null | undefined)[])[] = [data.times];
        for (const { values, low, high } of data.series) {
            columns.push(values);
            if (low !== undefined && high !== undefined) columns.push(high, low);
        }
        return columns as unknown as uPlot.AlignedData;
    }

    private options(data: ChartData): uPlot.Options {
        const style = getComputedStyle(document.body);
        const colour = (name: string): string => style.getPropertyValue(name).trim() || style.color;
        const muted = colour("--fx-muted");
        const hairline = colour("--fx-hairline");
        const font = `11px ${style.getPropertyValue("--vscode-font-family") || "sans-serif"}`;
        const series: uPlot.Series[] = [{}];
        const bands: uPlot.Band[] = [];
        for (const [index, each] of data.series.entries()) {
            const stroke = colour(colours[index % colours.length] ?? "");
            const show = this.isShown(each.name, index);
            series.push({
                label: each.name,
                show,
                stroke,
                width: 1.5,
                dash: [...(dashes[index % dashes.length] ?? [])],
                points: { show: data.times.length < 60, size: 5, fill: stroke },
                spanGaps: false,
            });
            if (each.low === undefined) continue;
            const at = series.length;
            series.push(
                { show, stroke: "transparent", width: 0, points: { show: false } },
                { show, stroke: "transparent", width: 0, points: { show: false } },
            );
            if (show) bands.push({ series: [at, at + 1], fill: `color-mix(in srgb, ${stroke} 22%, transparent)` });
        }
        const axis = { stroke: muted, font, grid: { stroke: hairline, width: 1 }, ticks: { stroke: hairline, width: 1, size: 4 } };
        return {
            width: this.plotHost.clientWidth,
            height: Math.max(80, this.plotHost.clientHeight),
            series,
            bands,
            axes: [
                { ...axis, values: clock },
                { ...axis, size: 64 },
            ],
            legend: { show: false },
            cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
            scales: { x: { time: true } },
            tzDate: (at) => (this.zone === "local" ? new Date(at * 1000) : uPlot.tzDate(new Date(at * 1000), "Etc/UTC")),
            hooks: { setCursor: [(plot) => this.atCursor(plot)], setSelect: [(plot) => this.zoomTo(plot)] },
        };
    }

    private atCursor(plot: uPlot): void {
        const { idx } = plot.cursor;
        const time = this.element.querySelector("#chart-time");
        const at = idx === null || idx === undefined ? undefined : this.data?.times[idx];
        if (time !== null) time.textContent = at === undefined ? "" : t("at {0}", this.timeText(at));
        for (const [index, cell] of this.cells.entries()) {
            const value = at === undefined || idx === null || idx === undefined ? undefined : this.data?.series[index]?.values[idx];
            cell.textContent = value === undefined ? "" : value === null ? "null" : String(Number(value.toPrecision(12)));
        }
    }

    private timeText(at: number): string {
        const date = new Date(at * 1000);
        if (this.zone === "UTC") return date.toISOString().slice(0, 19).replace("T", " ");
        return date.toLocaleString(pageData.language);
    }

    private zoomTo(plot: uPlot): void {
        const { left, width } = plot.select;
        if (width < 4) return;
        this.range = { from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") };
        void this.load();
    }

    private onKey(event: KeyboardEvent): void {
        const { plot, data } = this;
        const first = data?.times[0];
        const last = data?.times.at(-1);
        if (plot === undefined || data === undefined || first === undefined || last === undefined) return;
        const span = last - first;
        const step = event.shiftKey ? 10 : 1;
        const moves: Readonly<Record<string, () => void>> = {
            "0": () => {
                this.range = undefined;
                void this.load();
            },
            "+": () => this.zoom(first + span / 4, last - span / 4),
            "-": () => this.zoom(first - span / 2, last + span / 2),
            ArrowLeft: () => this.moveCursor(plot, -step),
            ArrowRight: () => this.moveCursor(plot, step),
        };
        const move = moves[event.key];
        if (move === undefined) return;
        event.preventDefault();
        move();
    }

    private zoom(from: number, to: number): void {
        this.range = { from, to };
        void this.load();
    }

    private moveCursor(plot: uPlot, step: number): void {
        const times = this.data?.times ?? [];
        const at = Math.min(times.length - 1, Math.max(0, (plot.cursor.idx ?? 0) + step));
        plot.setCursor({ left: plot.valToPos(times[at] ?? 0, "x"), top: plot.over.clientHeight / 2 });
    }

    private drawList(data: ChartData): void {
        this.cells = data.series.map(() => el("span", { class: "v" }));
        fill(this.list, ...data.series.map((series, index) => this.entry(series, index)));
    }

    private entry({ name }: ChartSeries, index: number): HTMLElement {
        const shown = this.isShown(name, index);
        const box = el("input", {
            type: "checkbox",
            onchange: () => {
                this.hidden.set(name, !box.checked);
                if (this.data !== undefined) this.draw(this.data);
            },
        });
        box.checked = shown;
        const swatch = el("span", { class: `swatch s${index % colours.length}`, "aria-hidden": "true" });
        return el(
            "label",
            { class: "entry" },
            box,
            swatch,
            el("span", { class: "name mono", title: name }, name === "" ? t("(no key)") : name),
            this.cells[index],
        );
    }
}
