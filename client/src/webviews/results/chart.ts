/** The chart: uPlot over the worker's series, with kinds, zoom, a searchable legend and exact values at the crosshair. */
import uPlot from "uplot";
import { openMenu } from "../shared/menu.ts";
import { el, fill, icon, pageData, t } from "../shared/page.ts";
import { pngOf, svgOf } from "./chartImage.ts";
import { histogramOptions, styles, timeOptions } from "./chartOptions.ts";
import { keepState, pageState } from "./choices.ts";
import type { ChartData, ChartKind, ChartPoint, ChartPointValue, ChartRequest, ChartSeries, HistogramData } from "./protocol.ts";
import { number } from "./states.ts";
import type { ResultsWorker } from "./worker.ts";

/** Series that are listed; those beyond are found by the search. */
const listed = 200;
/** Shown without being asked for: as many as there are colours. */
const shownFirst = 6;

const kinds: readonly (readonly [ChartKind, () => string])[] = [
    ["line", () => t("Line")],
    ["step", () => t("Step")],
    ["area", () => t("Area")],
    ["bars", () => t("Bars")],
    ["points", () => t("Points")],
    ["histogram", () => t("Histogram")],
    ["single", () => t("Single value")],
];

export class ResultChart {
    readonly element: HTMLElement;
    private readonly plotHost = el("div", { class: "plot", id: "plot", tabindex: 0 });
    private readonly single = el("div", { class: "single", id: "single", hidden: true });
    private readonly note = el("p", { class: "muted note", id: "chart-note" });
    private readonly band = el("p", { class: "muted small bandnote", id: "chart-band" });
    private readonly kindSelect = el("select", {
        class: "select small",
        id: "chart-kind",
        "aria-label": t("Kind of chart"),
        onchange: () => this.chooseKind(this.kindSelect.value as ChartKind | ""),
    });
    private readonly log = el("input", { type: "checkbox", id: "chart-log", onchange: () => this.keep({ log: this.log.checked }) });
    private readonly fieldsButton = button("chart-fields", "list-selection", t("Columns"), () => this.openFields());
    private readonly search = el("input", {
        class: "field",
        type: "text",
        placeholder: t("Find a series"),
        "aria-label": t("Find a series"),
        oninput: () => void this.load(),
    });
    private readonly facts = el("div", { class: "keys" });
    private readonly time = el("div", { class: "mono time", id: "chart-time" });
    private readonly list = el("div", { class: "list", role: "group", "aria-label": t("Series"), id: "series" });
    private plot: uPlot | undefined;
    private data: ChartData | undefined;
    private result = 0;
    private table = -1;
    private zone = "UTC";
    private range: { from: number; to: number } | undefined;
    private kind: ChartKind | "" = (pageState().chart["kind"] as ChartKind | undefined) ?? "";
    private fields: readonly string[] | undefined;
    private readonly hidden = new Map<string, boolean>();
    private generation = 0;
    private asking = 0;
    private cells: HTMLElement[] = [];
    private open = false;
    private dragFrom: { x: number; from: number; to: number } | undefined;

    constructor(
        private readonly worker: ResultsWorker,
        private readonly save: (format: "png" | "svg", data: Uint8Array) => void,
    ) {
        this.log.checked = pageState().chart["log"] === true;
        const saveButton = button("chart-save", "save", t("Save as picture"), () => this.openSave(saveButton));
        const bar = el(
            "div",
            { class: "chartbar", role: "group", "aria-label": t("Chart") },
            this.kindSelect,
            this.fieldsButton,
            el("label", { class: "check" }, this.log, t("Log scale")),
            el("span", { class: "grow" }),
            button("zoom-in", "zoom-in", t("Zoom in (+)"), () => this.zoomBy(0.5)),
            button("zoom-out", "zoom-out", t("Zoom out (−)"), () => this.zoomBy(2)),
            button("zoom-all", "screen-full", t("All of it (0)"), () => this.zoomTo(undefined)),
            saveButton,
        );
        this.element = el(
            "div",
            { class: "chart split", id: "chart", hidden: true },
            el("div", { class: "drawing" }, bar, this.plotHost, this.single, this.note, this.band),
            el(
                "div",
                { class: "nav legend" },
                el("div", { class: "top" }, el("div", { class: "search" }, icon("search"), this.search), this.facts, this.time),
                this.list,
            ),
        );
        this.plotHost.addEventListener("keydown", (event) => this.onKey(event));
        this.plotHost.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
        this.plotHost.addEventListener("mousedown", (event) => this.startPan(event), { capture: true });
        this.plotHost.addEventListener("dblclick", () => this.zoomTo(undefined));
        window.addEventListener("mousemove", (event) => this.pan(event));
        window.addEventListener("mouseup", () => {
            this.dragFrom = undefined;
        });
        new ResizeObserver(() => {
            if (this.open) void this.load();
        }).observe(this.plotHost);
        new MutationObserver(() => {
            if (this.open && this.data !== undefined) this.draw(this.data);
        }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    }

    show(result: number, table: number, zone: string): void {
        const moved = result !== this.result || table !== this.table;
        [this.result, this.table, this.zone, this.open] = [result, table, zone, true];
        if (moved) [this.range, this.fields] = [undefined, undefined];
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
        this.fields = undefined;
        this.hidden.clear();
        this.plot?.destroy();
        this.plot = undefined;
    }

    private request(): ChartRequest {
        const width = Math.max(50, Math.floor(this.plotHost.clientWidth - 60));
        const base = { result: this.result, table: this.table, width, limit: listed, filter: this.search.value };
        return { ...base, ...this.range, ...(this.fields === undefined ? {} : { fields: this.fields }) };
    }

    private async load(): Promise<void> {
        const generation = ++this.generation;
        const data = await this.worker.ask<ChartData>({ type: "chart", chart: this.request() });
        if (generation !== this.generation || !this.open) return;
        this.data = data;
        if ((this.kind || data.suggested) === "histogram") {
            const counts = await this.worker.ask<HistogramData>({ type: "histogram", chart: this.request() });
            if (generation === this.generation) this.draw(data, counts);
        } else this.draw(data);
    }

    private isShown(name: string, index: number): boolean {
        return this.hidden.has(name) ? this.hidden.get(name) === false : index < shownFirst;
    }

    private draw(data: ChartData, counts?: HistogramData): void {
        const cursor = this.plot?.cursor;
        const before = cursor === undefined ? undefined : { left: cursor.left ?? -1, top: cursor.top ?? -1 };
        this.plot?.destroy();
        this.plot = undefined;
        const kind = this.kind || (data.suggested ?? "line");
        const isHistogram = kind === "histogram";
        if (isHistogram && counts === undefined) return void this.load();
        this.showControls(data, kind);
        const reasons = {
            noTime: t("The result has no time column, so there is nothing to draw over time."),
            noNumbers: t("The result has no column of numbers to draw."),
            noRows: t("No rows"),
        };
        const reason = isHistogram ? counts?.reason : data.reason;
        this.note.hidden = reason === undefined;
        this.note.textContent = reason === undefined ? "" : reasons[reason];
        const shown = data.series.filter((series, index) => this.isShown(series.name, index));
        fill(this.facts, t("{0} of {1} shown", shown.length, number(data.total)));
        this.drawList(data);
        this.plotHost.hidden = kind === "single";
        this.single.hidden = kind !== "single";
        this.band.textContent = "";
        if (kind === "single") this.drawSingle(shown);
        else if (isHistogram && counts !== undefined) this.drawHistogram(counts);
        else if (data.times.length > 0) this.drawTimes(data, kind, shown);
        if (before !== undefined && before.left >= 0) this.moveTo(before);
    }

    /** The pointer rests where it was: so does the crosshair. */
    private moveTo(place: { left: number; top: number }): void {
        this.plot?.setCursor(place);
    }

    private get size(): { width: number; height: number } {
        return { width: this.plotHost.clientWidth, height: Math.max(80, this.plotHost.clientHeight) };
    }

    private drawTimes(data: ChartData, kind: ChartKind, shown: readonly ChartSeries[]): void {
        const columns: (readonly (number | null | undefined)[])[] = [data.times];
        for (const { values, low, high } of data.series) {
            columns.push(values);
            if (low !== undefined && high !== undefined) columns.push(high, low);
        }
        const look = { kind, log: this.log.checked, zone: this.zone, shown: (name: string, index: number) => this.isShown(name, index) };
        const hooks = {
            cursor: (plot: uPlot) => this.atCursor(plot),
            zoom: (plot: uPlot) => this.zoomSelected(plot),
            drawn: (plot: uPlot) => this.describe(plot),
        };
        this.plot = new uPlot(timeOptions(data, look, this.size, hooks), columns as unknown as uPlot.AlignedData, this.plotHost);
        const thinned = data.places > 0;
        this.band.textContent = thinned
            ? t("{0} points drawn at {1} places, the band is least to greatest.", number(data.points), data.places)
            : t("Drag zooms, Shift and drag moves, 0 shows all.");
        const names = shown.map((series) => series.name).join(", ");
        const sentence = t("Line chart of {0} series: {1}.", shown.length, names);
        this.plotHost.setAttribute("role", "slider");
        this.plotHost.setAttribute("aria-label", thinned ? `${sentence} ${this.band.textContent}` : sentence);
        this.plotHost.setAttribute("aria-valuemin", "0");
        this.plotHost.setAttribute("aria-valuemax", String(data.times.length - 1));
        this.plotHost.setAttribute("aria-valuenow", "0");
        this.plotHost.dataset["points"] = String(data.points);
    }

    /** Where the lines are, for whoever measures the picture: the area in pixels and what its edges stand for. */
    private describe(plot: uPlot): void {
        const { left, top, width, height } = plot.bbox;
        const { x, y } = plot.scales;
        this.plotHost.dataset["frame"] = JSON.stringify({ left, top, width, height, x: [x?.min, x?.max], y: [y?.min, y?.max] });
    }

    private drawHistogram({ edges, counts, total, nulls }: HistogramData): void {
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

    private showControls(data: ChartData, kind: ChartKind): void {
        const auto = kinds.find(([value]) => value === (data.suggested ?? "line"));
        fill(
            this.kindSelect,
            el("option", { value: "" }, t("Automatic ({0})", auto?.[1]() ?? "")),
            ...kinds.map(([value, text]) => el("option", { value }, text())),
        );
        this.kindSelect.value = this.kind;
        this.fieldsButton.disabled = (data.fields?.length ?? 0) < 2;
        const isOverTime = kind !== "histogram" && kind !== "single";
        this.log.disabled = !isOverTime;
        for (const id of ["zoom-in", "zoom-out", "zoom-all", "chart-save"])
            (this.element.querySelector(`#${id}`) as HTMLButtonElement).disabled = !isOverTime;
    }

    private chooseKind(kind: ChartKind | ""): void {
        this.kind = kind;
        this.keep({ kind: kind === "" ? undefined : kind });
    }

    private keep(change: Readonly<Record<string, unknown>>): void {
        keepState({ chart: { ...pageState().chart, ...change } });
        void this.load();
    }

    private openFields(): void {
        const drawn = this.data?.drawn ?? [];
        openMenu(
            t("Columns"),
            (this.data?.fields ?? []).map((label) => ({
                text: label,
                checked: drawn.includes(label),
                run: () => {
                    const next = drawn.includes(label) ? drawn.filter((other) => other !== label) : [...drawn, label];
                    this.fields = next.length === 0 ? undefined : next;
                    void this.load();
                },
            })),
            this.fieldsButton,
        );
    }

    private openSave(at: HTMLElement): void {
        const { plot, data } = this;
        if (plot === undefined || data === undefined) return;
        const legend = data.series
            .map(({ name }, index) => ({ name: name === "" ? (data.drawn?.[0] ?? "") : name, index }))
            .filter(({ index }) => this.isShown(data.series[index]?.name ?? "", index));
        openMenu(
            t("Save as picture"),
            [
                { text: "PNG", icon: "file-media", run: () => void pngOf(plot, legend).then((bytes) => this.save("png", bytes)) },
                {
                    text: "SVG",
                    icon: "file-code",
                    run: () => this.save("svg", svgOf(plot, data, legend, this.kind || (data.suggested ?? "line"))),
                },
            ],
            at,
        );
    }

    private atCursor(plot: uPlot): void {
        const { idx } = plot.cursor;
        const { data } = this;
        const at = typeof idx === "number" ? data?.times[idx] : undefined;
        if (at === undefined || data === undefined || typeof idx !== "number") {
            this.asking++;
            this.showPoint(undefined);
            return;
        }
        const [first = 0, last = 0] = [data.times[0], data.times.at(-1)];
        const half = data.places > 0 ? (last - first) / Math.max(1, data.times.length - 1) / 2 : 0;
        const asking = ++this.asking;
        this.plotHost.setAttribute("aria-valuenow", String(idx));
        void this.worker.ask<ChartPoint>({ type: "chartPoint", chart: this.request(), at: at - half, until: at + half }).then((point) => {
            if (asking === this.asking) this.showPoint(point);
        });
    }

    private showPoint(point: ChartPoint | undefined): void {
        this.time.textContent = point?.time ?? "";
        for (const [index, cell] of this.cells.entries()) cell.textContent = pointText(point?.series[index]);
        const values = (this.data?.series ?? []).flatMap(({ name }, index) =>
            this.isShown(name, index) && point?.series[index] !== undefined ? [`${name} ${pointText(point.series[index])}`] : [],
        );
        this.plotHost.setAttribute("aria-valuetext", [point?.time ?? "", ...values].join(", "));
    }

    private zoomSelected(plot: uPlot): void {
        const { left, width } = plot.select;
        if (width < 4 || this.dragFrom !== undefined) return;
        this.zoomTo({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
    }

    private zoomTo(range: { from: number; to: number } | undefined): void {
        this.range = range;
        void this.load();
    }

    private get span(): { from: number; to: number } | undefined {
        const { min, max } = this.plot?.scales["x"] ?? {};
        return typeof min === "number" && typeof max === "number" && this.data !== undefined ? { from: min, to: max } : undefined;
    }

    /** Less than 1 comes nearer; `at` (0 to 1) is the place that stays. */
    private zoomBy(factor: number, at = 0.5): void {
        const { span } = this;
        if (span === undefined || this.kind === "histogram") return;
        const width = span.to - span.from;
        const middle = span.from + width * at;
        this.zoomTo({ from: middle - width * factor * at, to: middle + width * factor * (1 - at) });
    }

    private onWheel(event: WheelEvent): void {
        const { plot } = this;
        if (plot === undefined) return;
        event.preventDefault();
        const box = plot.over.getBoundingClientRect();
        this.zoomBy(event.deltaY < 0 ? 0.8 : 1.25, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
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
        const { dragFrom, plot } = this;
        if (dragFrom === undefined || plot === undefined) return;
        const moved = ((event.clientX - dragFrom.x) / plot.over.clientWidth) * (dragFrom.to - dragFrom.from);
        this.zoomTo({ from: dragFrom.from - moved, to: dragFrom.to - moved });
    }

    private onKey(event: KeyboardEvent): void {
        const { plot } = this;
        if (plot === undefined) return;
        const step = event.shiftKey ? 10 : 1;
        const moves: Readonly<Record<string, () => void>> = {
            "0": () => this.zoomTo(undefined),
            "+": () => this.zoomBy(0.5),
            "-": () => this.zoomBy(2),
            ArrowLeft: () => this.moveCursor(plot, -step),
            ArrowRight: () => this.moveCursor(plot, step),
        };
        const move = moves[event.key];
        if (move === undefined) return;
        event.preventDefault();
        move();
    }

    private moveCursor(plot: uPlot, step: number): void {
        const times = this.data?.times ?? [];
        const at = Math.min(times.length - 1, Math.max(0, (plot.cursor.idx ?? (step > 0 ? -1 : times.length)) + step));
        plot.setCursor({ left: plot.valToPos(times[at] ?? 0, "x"), top: plot.over.clientHeight / 2 });
    }

    private drawList(data: ChartData): void {
        this.cells = data.series.map(() => el("span", { class: "v" }));
        fill(this.list, ...data.series.map((series, index) => this.entry(series, index)));
    }

    private entry({ name }: ChartSeries, index: number): HTMLElement {
        const box = el("input", {
            type: "checkbox",
            onchange: () => {
                this.hidden.set(name, !box.checked);
                void this.load();
            },
        });
        box.checked = this.isShown(name, index);
        const swatch = el("span", { class: `swatch s${index % styles}`, "aria-hidden": "true" });
        const text = name === "" ? t("(no key)") : name;
        return el("label", { class: "entry" }, box, swatch, el("span", { class: "name mono", title: name }, text), this.cells[index]);
    }
}

function pointText(point: ChartPointValue | undefined): string {
    if (point === undefined) return "";
    if (point.value === null) return "null";
    return point.min === undefined ? point.value : `${point.value} (${point.min} … ${point.max ?? ""})`;
}

function rounded(value: number): string {
    return Number(value.toPrecision(4)).toLocaleString(pageData.language);
}

function button(id: string, name: string, label: string, onclick: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: "tbtn", id, "aria-label": label, title: label, onclick }, icon(name));
}
