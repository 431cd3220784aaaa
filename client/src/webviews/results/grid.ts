/** The grid: slickgrid over pages of rows that the worker gives as they come into view. */
import { type Column, type SlickEventData, SlickCellRangeSelector, SlickCellSelectionModel, SlickGrid } from "slickgrid";
import { el, icon, pageData, t } from "../shared/page.ts";
import type { CellRange, CellText, ColumnHead, RangeSummary, ViewHead, ViewRequest } from "./protocol.ts";
import type { ResultsWorker } from "./worker.ts";

const pageRows = 200;
/** Pages that are kept; the rest is asked for again. */
const keptPages = 60;
const numberColumn = "#";

type Row = { readonly index: number; readonly cells: readonly CellText[] | undefined };

const typeIcons: Readonly<Record<string, string>> = {
    time: "calendar",
    string: "symbol-string",
    float: "symbol-numeric",
    int: "symbol-numeric",
    uint: "symbol-numeric",
    bool: "symbol-boolean",
};

export interface GridEvents {
    sorted(sort: ViewRequest["sort"]): void;
    selected(summary: RangeSummary | undefined): void;
    copied(text: string): void;
}

export class ResultGrid {
    private readonly host: HTMLElement;
    private grid: SlickGrid<Row> | undefined;
    private pages = new Map<number, CellText[][]>();
    private asked = new Set<number>();
    private view: ViewRequest | undefined;
    private head: ViewHead = { columns: [], rows: 0, offset: "" };
    private generation = 0;
    private range: CellRange | undefined;

    constructor(
        host: HTMLElement,
        private readonly worker: ResultsWorker,
        private readonly events: GridEvents,
    ) {
        this.host = host;
        new ResizeObserver(() => this.grid?.resizeCanvas()).observe(host);
        host.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    }

    clear(): void {
        this.generation++;
        this.grid?.destroy(true);
        this.grid = undefined;
        this.view = undefined;
        this.host.replaceChildren();
        this.forget();
    }

    /** Shows a view; rows that came since are added without losing the place. */
    show(view: ViewRequest, head: ViewHead): void {
        const same = this.view !== undefined && JSON.stringify(this.view) === JSON.stringify(view) && sameColumns(this.head, head);
        this.view = view;
        this.head = head;
        if (this.grid === undefined || !same) {
            this.forget();
            this.draw();
        } else {
            // The last page was not full, and a sort moves every row.
            const last = view.sort === undefined ? Math.max(...this.pages.keys(), -1) : -1;
            if (view.sort === undefined) {
                this.pages.delete(last);
                this.asked.delete(last);
            } else this.forget();
            this.generation++;
            this.grid.updateRowCount();
            this.grid.invalidate();
        }
        this.host.querySelector("[role=grid]")?.setAttribute("aria-rowcount", String(head.rows + 1));
        this.request();
    }

    private forget(): void {
        this.generation++;
        this.pages.clear();
        this.asked.clear();
        this.range = undefined;
        this.events.selected(undefined);
    }

    private draw(): void {
        this.grid?.destroy(true);
        const data = {
            getLength: () => this.head.rows,
            getItem: (index: number): Row => ({ index, cells: this.pages.get(Math.floor(index / pageRows))?.[index % pageRows] }),
            getItemMetadata: () => null,
        };
        const grid = new SlickGrid<Row>(this.host, data as never, this.columns(), {
            nonce: pageData.nonce,
            rowHeight: 22,
            headerRowHeight: 38,
            enableColumnReorder: false,
            enableCellNavigation: true,
            enableTextSelectionOnCells: false,
            forceFitColumns: false,
            multiColumnSort: false,
            tristateMultiColumnSort: false,
            // Text comes from the data: never as markup.
            enableHtmlRendering: false,
            syncColumnCellResize: true,
            minRowBuffer: 20,
            throwWhenFrozenNotAllViewable: false,
            invalidColumnFreezeWidthCallback: () => undefined,
            frozenColumn: -1,
        } as never);
        this.grid = grid;
        this.decorate();
        const selection = new SlickCellSelectionModel({
            selectActiveCell: true,
            cellRangeSelector: new SlickCellRangeSelector({ selectionCss: {} as never }),
        } as never);
        grid.setSelectionModel(selection);
        selection.onSelectedRangesChanged.subscribe((_event, ranges) => {
            const first = ranges[0];
            this.select(
                first === undefined
                    ? undefined
                    : {
                          fromRow: first.fromRow,
                          toRow: first.toRow,
                          fromColumn: Math.max(1, first.fromCell),
                          toColumn: Math.max(1, first.toCell),
                      },
            );
        });
        grid.onViewportChanged.subscribe(() => this.request());
        grid.onHeaderClick.subscribe((_event: SlickEventData, { column }) => this.sortBy(String(column.id)));
    }

    private columns(): Column<Row>[] {
        const width = Math.max(44, 16 + 8 * String(this.head.rows).length + Math.floor(String(this.head.rows).length / 3) * 4);
        const number: Column<Row> = {
            id: numberColumn,
            name: el("span", { class: "sr" }, t("Row")),
            field: "index",
            width,
            minWidth: 36,
            resizable: false,
            selectable: false,
            focusable: false,
            cssClass: "number",
            formatter: (row: number) => el("span", {}, (row + 1).toLocaleString(pageData.language)),
        };
        return [number, ...this.head.columns.map((head, index) => this.column(head, index))];
    }

    private column(head: ColumnHead, index: number): Column<Row> {
        const right = isNumber(head);
        return {
            id: `c:${head.label}`,
            field: "index",
            name: this.headerOf(head),
            toolTip: `${head.label} · ${head.type}${head.key ? ` · ${t("in the group key")}` : ""}`,
            width: widthOf(head),
            minWidth: 48,
            cssClass: right ? "right" : "",
            headerCssClass: right ? "right" : "",
            formatter: (_row: number, _cell: number, _value: unknown, _column: unknown, item: Row) => cellElement(item?.cells, index),
        };
    }

    private headerOf(head: ColumnHead): HTMLElement {
        const sort = this.view?.sort?.label === head.label ? this.view.sort : undefined;
        return el(
            "span",
            { class: "head" },
            el(
                "span",
                { class: "l1" },
                el("span", { class: "mono" }, head.label),
                sort === undefined ? undefined : icon(sort.descending ? "arrow-down" : "arrow-up"),
                head.key ? icon("key", "key") : undefined,
                head.key ? el("span", { class: "sr" }, t("in the group key")) : undefined,
            ),
            el(
                "span",
                { class: "l2" },
                icon(typeIcons[head.type] ?? "symbol-field"),
                head.type === "time" && this.head.offset !== "" ? `${head.type} · ${this.head.offset}` : head.type,
            ),
        );
    }

    /** Roles and counts of the whole result, which the grid itself does not know. */
    private decorate(): void {
        const viewport = this.host;
        viewport.setAttribute("role", "grid");
        viewport.setAttribute("aria-label", t("Rows"));
        viewport.setAttribute("aria-readonly", "true");
        viewport.setAttribute("aria-multiselectable", "true");
        viewport.setAttribute("aria-rowcount", String(this.head.rows + 1));
        viewport.setAttribute("aria-colcount", String(this.head.columns.length + 1));
        for (const [index, header] of [...viewport.querySelectorAll(".slick-header-column")].entries()) {
            header.setAttribute("aria-colindex", String(index + 1));
            const label = this.head.columns[index - 1]?.label;
            const sort = this.view?.sort;
            if (label !== undefined)
                header.setAttribute("aria-sort", sort?.label !== label ? "none" : sort.descending ? "descending" : "ascending");
        }
    }

    private sortBy(id: string): void {
        if (!id.startsWith("c:")) return;
        const label = id.slice(2);
        const current = this.view?.sort;
        if (current?.label !== label) this.events.sorted({ label, descending: false });
        else this.events.sorted(current.descending ? undefined : { label, descending: true });
    }

    /** Asks for the pages in view that are not here. */
    private request(): void {
        const { grid, view } = this;
        if (grid === undefined || view === undefined) return;
        const { top, bottom } = grid.getViewport();
        const first = Math.max(0, Math.floor(top / pageRows));
        const last = Math.floor(Math.max(0, Math.min(bottom, this.head.rows - 1)) / pageRows);
        for (let page = first; page <= last; page++) {
            if (!this.pages.has(page) && !this.asked.has(page)) void this.fetch(page, view);
        }
    }

    private async fetch(page: number, view: ViewRequest): Promise<void> {
        const generation = this.generation;
        this.asked.add(page);
        const rows = await this.worker.ask<CellText[][]>({ type: "rows", view, from: page * pageRows, to: (page + 1) * pageRows });
        if (generation !== this.generation) return;
        this.asked.delete(page);
        this.pages.set(page, rows);
        for (const old of [...this.pages.keys()].slice(0, Math.max(0, this.pages.size - keptPages))) this.pages.delete(old);
        const from = page * pageRows;
        this.grid?.invalidateRows(rows.map((_row, index) => from + index));
        this.grid?.render();
    }

    private select(range: CellRange | undefined): void {
        this.range = range;
        const { view } = this;
        if (range === undefined || view === undefined) {
            this.events.selected(undefined);
            return;
        }
        const columns = { fromColumn: range.fromColumn - 1, toColumn: range.toColumn - 1 };
        void this.worker.ask<RangeSummary>({ type: "summary", view, range: { ...range, ...columns } }).then((summary) => {
            if (this.range === range) this.events.selected(summary);
        });
    }

    private onKey(event: KeyboardEvent): void {
        const { view } = this;
        if (!(event.ctrlKey || event.metaKey) || view === undefined) return;
        if (event.key === "a") {
            event.preventDefault();
            event.stopPropagation();
            this.range = { fromRow: 0, toRow: this.head.rows - 1, fromColumn: 1, toColumn: this.head.columns.length };
            this.grid
                ?.getSelectionModel()
                ?.setSelectedRanges(
                    [{ fromRow: 0, toRow: this.head.rows - 1, fromCell: 1, toCell: this.head.columns.length } as never],
                    "",
                    "",
                );
        } else if (event.key === "c" && this.range !== undefined) {
            event.preventDefault();
            event.stopPropagation();
            const { range } = this;
            const columns = { fromColumn: range.fromColumn - 1, toColumn: range.toColumn - 1 };
            void this.worker.ask<string>({ type: "copy", view, range: { ...range, ...columns } }).then((text) => this.events.copied(text));
        }
    }
}

function cellElement(cells: readonly CellText[] | undefined, index: number): HTMLElement {
    if (cells === undefined) return el("span", { class: "waiting" }, "…");
    const text = cells[index] ?? null;
    if (text === null) return el("span", { class: "null" }, "null");
    return text === "" ? el("span", { class: "empty" }, '""') : el("span", {}, text);
}

function isNumber(head: ColumnHead): boolean {
    return head.type === "int" || head.type === "uint" || head.type === "float";
}

/** Wide enough for name and cells, in pixels of a 12 px monospaced font; more than 320 a person makes it. */
function widthOf({ label, characters }: ColumnHead): number {
    return Math.ceil(Math.min(320, Math.max(56, 7.3 * label.length + 40, 7.3 * characters + 20)));
}

function sameColumns(a: ViewHead, b: ViewHead): boolean {
    return (
        a.columns.length === b.columns.length &&
        a.offset === b.offset &&
        a.columns.every((column, index) => column.label === b.columns[index]?.label && column.type === b.columns[index]?.type)
    );
}
