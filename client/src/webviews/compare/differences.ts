/** The rows that differ, of which only those on screen are in the page. */
import type { CompareHead, ComparedRow } from "../results/operations.ts";
import { el, fill, icon, t } from "../shared/page.ts";

const rowHeight = 24;
/** Rows that are made beyond those on screen. */
const beyond = 20;
/** Rows whose cells say how wide columns are. */
const measured = 200;
const characterWidth = 7.6;
/** The browser draws no taller element; rows beyond are reached by choosing other keys. */
const mostRows = 500_000;

type Read = (from: number, to: number) => Promise<ComparedRow[]>;

export class DifferenceTable {
    readonly element: HTMLElement;
    private readonly head = el("div", { class: "drow dhead", role: "row" });
    private readonly body = el("div", { class: "dbody" });
    private readonly window = el("div", { class: "dwindow", role: "rowgroup" });
    private read: Read = () => Promise.resolve([]);
    private count = 0;
    private from = -1;
    private to = -1;
    private generation = 0;
    /** Whether the column's numbers stand at its right end. */
    private numeric: readonly boolean[] = [];

    constructor() {
        this.body.append(this.window);
        this.element = el("div", {
            class: "differences",
            role: "table",
            tabindex: 0,
            "aria-label": t("Rows that differ"),
            id: "differences",
        });
        this.element.append(el("div", { role: "rowgroup" }, this.head), this.body);
        this.element.addEventListener("scroll", () => void this.draw());
        new ResizeObserver(() => void this.draw()).observe(this.element);
    }

    async show(head: CompareHead, count: number, read: Read): Promise<void> {
        this.generation++;
        this.read = read;
        this.count = Math.min(count, mostRows);
        [this.from, this.to] = [-1, -1];
        this.element.hidden = count === 0;
        this.body.style.height = `${this.count * rowHeight}px`;
        this.element.scrollTop = 0;
        this.element.setAttribute("aria-rowcount", String(count + 1));
        const sample = count === 0 ? [] : await read(0, measured);
        const widths = head.columns.map(({ label, type }, index) => {
            const cells = sample.map(
                (row) =>
                    (row.differing.includes(index) ? 3 : 0) +
                    length(row.before?.[index]) +
                    (row.differing.includes(index) || row.before === undefined ? length(row.after?.[index]) : 0),
            );
            const characters = Math.max(label.length + type.length + 2, ...cells);
            return `${Math.round(Math.min(420, Math.max(70, characters * characterWidth + 18)))}px`;
        });
        this.element.style.setProperty("--columns", `92px ${widths.join(" ")}`);
        this.numeric = head.columns.map(({ type }) => type === "int" || type === "uint" || type === "float");
        const keys = new Set(head.keys);
        fill(
            this.head,
            el("div", { class: "dcell", role: "columnheader" }, t("Row")),
            ...head.columns.map(({ label, type }) =>
                el(
                    "div",
                    { class: "dcell", role: "columnheader" },
                    keys.has(label) ? icon("key") : undefined,
                    el("span", { class: "mono strong" }, label),
                    el("span", { class: "muted" }, type),
                ),
            ),
        );
        await this.draw();
    }

    private async draw(): Promise<void> {
        const first = Math.max(0, Math.floor(this.element.scrollTop / rowHeight) - beyond);
        const last = Math.min(this.count, Math.ceil((this.element.scrollTop + this.element.clientHeight) / rowHeight) + beyond);
        if (first >= this.from && last <= this.to && this.to - this.from < 4 * beyond + (last - first)) return;
        const own = ++this.generation;
        const rows = this.count === 0 ? [] : await this.read(first, last);
        // Scrolled on meanwhile.
        if (own !== this.generation) return;
        [this.from, this.to] = [first, last];
        this.window.style.transform = `translateY(${first * rowHeight}px)`;
        fill(this.window, ...rows.map((row, index) => rowElement(row, first + index, this.numeric)));
    }
}

const kinds = { added: "diff-added", removed: "diff-removed", changed: "diff-modified" };

function rowElement(row: ComparedRow, index: number, numeric: readonly boolean[]): HTMLElement {
    const words = { added: t("added"), removed: t("removed"), changed: t("changed") };
    const cells = row.after ?? row.before ?? [];
    return el(
        "div",
        { class: `drow ${row.kind}`, role: "row", "aria-rowindex": index + 2 },
        el("div", { class: "dcell kind", role: "cell" }, icon(kinds[row.kind]), words[row.kind]),
        ...cells.map((cell, column) => {
            const differs = row.kind === "changed" && row.differing.includes(column);
            const name = `dcell${numeric[column] === true ? " num" : ""}${differs ? " differs" : ""}`;
            if (!differs) return el("div", { class: name, role: "cell" }, text(cell));
            return el(
                "div",
                { class: name, role: "cell" },
                el("del", {}, text(row.before?.[column], true)),
                " → ",
                el("ins", {}, text(cell)),
            );
        }),
    );
}

/** Null apart from the text "null". */
function text(cell: string | null | undefined, bare = false): Node | string {
    if (cell === null || cell === undefined) return el("span", { class: "null" }, "null");
    // Blanks behind a number keep the points of a column under one another; within a line they are in the way.
    return bare ? cell.trimEnd() : cell;
}

function length(cell: string | null | undefined): number {
    return cell?.length ?? 4;
}
