/** The chart's list of series: searched, shown and hidden, with the exact values at the crosshair. */
import { el, fill, t } from "../shared/page.ts";
import { styles } from "./chartOptions.ts";
import type { ChartData, ChartPoint, ChartPointValue, ChartRequest } from "./protocol.ts";
import { SearchField } from "./searchField.ts";
import { number } from "./states.ts";

/** Shown without being asked for: as many as there are colours. */
const shownFirst = 6;

export class ChartLegend {
    readonly element: HTMLElement;
    private readonly search = new SearchField(t("Find a series"), () => this.changed());
    private readonly facts = el("span", {});
    private readonly all = el("input", {
        type: "checkbox",
        id: "series-all",
        "aria-label": t("Show all series of the list"),
        onchange: () => this.choose(this.names, this.all.checked),
    });
    private readonly time = el("div", { class: "mono time", id: "chart-time" });
    private readonly list = el("div", { class: "list", role: "group", "aria-label": t("Series"), id: "series" });
    /** Chosen by hand, by name. */
    private readonly chosen = new Map<string, boolean>();
    private names: readonly string[] = [];
    /** Stands for a series without a key: its column. */
    private label = "";
    private cells: HTMLElement[] = [];
    private boxes: HTMLInputElement[] = [];

    constructor(private readonly changed: () => void) {
        this.element = el(
            "div",
            { class: "nav legend" },
            el(
                "div",
                { class: "top" },
                this.search.element,
                el("div", { class: "keys" }, el("label", { class: "check" }, this.all, this.facts)),
                this.time,
            ),
            this.list,
        );
    }

    /** What of a request the legend decides. */
    get wishes(): Pick<ChartRequest, "filter" | "shown"> {
        return { filter: this.search.text, shown: { first: shownFirst, chosen: Object.fromEntries(this.chosen) } };
    }

    /** A new run: nothing of the last one holds. */
    clear(): void {
        this.chosen.clear();
        this.search.clear();
    }

    show({ series, total, places, drawn = [] }: ChartData): void {
        const names = series.map(({ name }) => name);
        const label = drawn[0] ?? t("(no key)");
        const shown = series.filter(({ values }) => values !== undefined).length;
        fill(this.facts, t("{0} of {1} shown", number(shown), number(total)));
        this.all.checked = shown > 0 && shown === series.length;
        this.all.indeterminate = shown > 0 && shown < series.length;
        if (label !== this.label || JSON.stringify(names) !== JSON.stringify(this.names)) {
            this.names = names;
            this.label = label;
            this.cells = names.map(() => el("span", { class: "v" }));
            this.boxes = names.map((name) =>
                el("input", {
                    type: "checkbox",
                    onchange: (event: Event) => this.choose([name], (event.target as HTMLInputElement).checked),
                }),
            );
            fill(this.list, ...names.map((name, index) => this.entry(name, index)));
        }
        // Mean, least and greatest need a line of their own; it is there before the crosshair is.
        this.list.classList.toggle("twofold", places > 0);
        for (const [index, box] of this.boxes.entries()) box.checked = series[index]?.values !== undefined;
    }

    /** Tells the values at the crosshair; gives them as one sentence, for those who hear it. */
    tell(point: ChartPoint | undefined): string {
        this.time.textContent = point?.time ?? "";
        for (const [index, cell] of this.cells.entries()) {
            cell.textContent = pointText(point?.series[index]);
            cell.title = cell.textContent;
        }
        const values = this.names.flatMap((name, index) => {
            const value = point?.series[index];
            return this.boxes[index]?.checked === true && value !== undefined ? [`${name} ${pointText(value)}`] : [];
        });
        return [point?.time ?? "", ...values].join(", ");
    }

    private choose(names: readonly string[], show: boolean): void {
        for (const name of names) this.chosen.set(name, show);
        this.changed();
    }

    private entry(name: string, index: number): HTMLElement {
        const swatch = el("span", { class: `swatch s${index % styles}`, "aria-hidden": "true" });
        const text = name === "" ? this.label : name;
        return el(
            "label",
            { class: "entry" },
            this.boxes[index],
            swatch,
            el("span", { class: "name mono", title: name }, text),
            this.cells[index],
        );
    }
}

function pointText(point: ChartPointValue | undefined): string {
    if (point === undefined) return "";
    if (point.value === null) return "null";
    return point.min === undefined ? point.value : `${point.value} (${point.min} … ${point.max ?? ""})`;
}
