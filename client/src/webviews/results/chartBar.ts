/** The buttons over the chart: kind, columns, log scale, zoom, picture. */
import { openMenu } from "../shared/menu.ts";
import { el, fill, icon, t } from "../shared/page.ts";
import { keepState, pageState } from "./choices.ts";
import type { ChartData, ChartKind } from "./protocol.ts";

const kinds: readonly (readonly [ChartKind, () => string])[] = [
    ["line", () => t("Line")],
    ["step", () => t("Step")],
    ["area", () => t("Area")],
    ["bars", () => t("Bars")],
    ["points", () => t("Points")],
    ["histogram", () => t("Histogram")],
    ["single", () => t("Single value")],
];

export interface ChartActions {
    /** The kind, the scale or the columns are others now. */
    changed(): void;
    zoomBy(factor: number): void;
    zoomAll(): void;
    save(format: "png" | "svg"): void;
}

export class ChartBar {
    readonly element: HTMLElement;
    /** The kind that was chosen; what suits the columns where it is empty. */
    kind: ChartKind | "" = (pageState().chart["kind"] as ChartKind | undefined) ?? "";
    /** Labels of the columns that were chosen. */
    fields: readonly string[] | undefined;
    private data: ChartData | undefined;
    private readonly kindSelect = el("select", {
        class: "select small",
        id: "chart-kind",
        "aria-label": t("Kind of chart"),
        onchange: () => this.chooseKind(this.kindSelect.value as ChartKind | ""),
    });
    private readonly logBox = el("input", { type: "checkbox", id: "chart-log", onchange: () => this.keep({ log: this.logBox.checked }) });
    private readonly fieldsButton = button("chart-fields", "list-selection", t("Columns"), () => this.openFields());
    private readonly saveButton = button("chart-save", "save", t("Save as picture"), () => this.openSave());
    /** Of use only where there is a time axis. */
    private readonly overTime: readonly HTMLButtonElement[];

    constructor(private readonly actions: ChartActions) {
        this.logBox.checked = pageState().chart["log"] === true;
        const zooms = [
            button("zoom-in", "zoom-in", t("Zoom in (+)"), () => actions.zoomBy(0.5)),
            button("zoom-out", "zoom-out", t("Zoom out (−)"), () => actions.zoomBy(2)),
            button("zoom-all", "screen-full", t("All of it (0)"), () => actions.zoomAll()),
        ];
        this.overTime = [...zooms, this.saveButton];
        this.element = el(
            "div",
            { class: "chartbar", role: "group", "aria-label": t("Chart") },
            this.kindSelect,
            this.fieldsButton,
            el("label", { class: "check" }, this.logBox, t("Log scale")),
            el("span", { class: "grow" }),
            ...zooms,
            this.saveButton,
        );
    }

    get log(): boolean {
        return this.logBox.checked;
    }

    /** The kind that data are drawn as. */
    kindOf(data: ChartData): ChartKind {
        return this.kind || (data.suggested ?? "line");
    }

    show(data: ChartData): void {
        this.data = data;
        const auto = kinds.find(([value]) => value === (data.suggested ?? "line"));
        fill(
            this.kindSelect,
            el("option", { value: "" }, t("Automatic ({0})", auto?.[1]() ?? "")),
            ...kinds.map(([value, text]) => el("option", { value }, text())),
        );
        this.kindSelect.value = this.kind;
        this.fieldsButton.disabled = (data.fields?.length ?? 0) < 2;
        const kind = this.kindOf(data);
        const isOverTime = kind !== "histogram" && kind !== "single";
        this.logBox.disabled = !isOverTime;
        for (const each of this.overTime) each.disabled = !isOverTime;
    }

    private chooseKind(kind: ChartKind | ""): void {
        this.kind = kind;
        this.keep({ kind: kind === "" ? undefined : kind });
    }

    private keep(change: Readonly<Record<string, unknown>>): void {
        keepState({ chart: { ...pageState().chart, ...change } });
        this.actions.changed();
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
                    this.actions.changed();
                },
            })),
            this.fieldsButton,
        );
    }

    private openSave(): void {
        openMenu(
            t("Save as picture"),
            [
                { text: "PNG", icon: "file-media", run: () => this.actions.save("png") },
                { text: "SVG", icon: "file-code", run: () => this.actions.save("svg") },
            ],
            this.saveButton,
        );
    }
}

function button(id: string, name: string, label: string, onclick: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: "tbtn", id, "aria-label": label, title: label, onclick }, icon(name));
}
