/** The grid: slickgrid over pages of rows that the worker gives as they come into view. */
import { SlickCellRangeSelector, SlickCellSelectionModel, type SlickEventData, SlickGrid, SlickRange } from "slickgrid";
import { pageData } from "../shared/page.ts";
import { CellFocus, describeGrid, describeRows } from "./accessible.ts";
import { changeColumns, frozenCount, pageState } from "./choices.ts";
import { columnId, gridColumns, labelOf, type Row, sameColumns } from "./columns.ts";
import type { CellPlace, CopyFormat, SortKey } from "./operations.ts";
import type { CellRange, RangeSummary, ViewHead, ViewRequest } from "./protocol.ts";
import { RowPages } from "./rowPages.ts";
import type { ResultsWorker } from "./worker.ts";

/** Cells that a copy takes: their text is made at once, and clipboards hold no more. */
const mostCopied = 2_000_000;

export interface GridEvents {
    sorted(keys: readonly SortKey[]): void;
    selected(summary: RangeSummary | undefined): void;
    copied(text: string): void;
    /** So many cells are no use in a clipboard. */
    tooMany(cells: number): void;
    /** The menu of a column was asked for. */
    columnMenu(label: string, at: HTMLElement): void;
    /** The menu of the cells in the selected range. */
    cellMenu(place: CellPlace, at: { readonly x: number; readonly y: number }): void;
    /** A cell's whole value was asked for. */
    opened(place: CellPlace): void;
}

/** What of the selection a copy takes. */
export interface CopyWish {
    readonly format: CopyFormat;
    readonly header: boolean;
    /** Whole rows instead of the selected cells. */
    readonly rows?: boolean;
}

export class ResultGrid {
    view: ViewRequest | undefined;
    head: ViewHead = { columns: [], rows: 0, offset: "" };
    private grid: SlickGrid<Row> | undefined;
    private readonly pages: RowPages;
    /** Columns from 0, without that of row numbers. */
    private range: CellRange | undefined;
    private readonly focusing: CellFocus;

    constructor(
        private readonly host: HTMLElement,
        private readonly worker: ResultsWorker,
        private readonly events: GridEvents,
    ) {
        this.focusing = new CellFocus(host);
        this.pages = new RowPages(worker, (rows) => {
            this.grid?.invalidateRows([...rows]);
            this.grid?.render();
        });
        new ResizeObserver(() => this.grid?.resizeCanvas()).observe(host);
        host.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
        host.addEventListener("click", (event) => this.onMore(event), { capture: true });
        host.addEventListener("contextmenu", (event) => this.onContextMenu(event));
    }

    clear(): void {
        this.grid?.destroy(true);
        this.grid = undefined;
        this.view = undefined;
        this.host.replaceChildren();
        this.forget();
    }

    /** Shows a view; rows that came since are added without losing the place. */
    show(view: ViewRequest, head: ViewHead): void {
        const same = this.view !== undefined && JSON.stringify(this.view) === JSON.stringify(view) && sameColumns(this.head, head);
        const grew = head.rows !== this.head.rows;
        this.view = view;
        this.head = head;
        if (this.grid === undefined) {
            this.forget();
            this.draw();
        } else if (same) {
            if (grew) this.grow(this.grid, view);
        } else {
            this.forget();
            this.setColumns(this.grid);
            this.grid.updateRowCount();
            this.grid.invalidate();
        }
        this.host.setAttribute("aria-rowcount", String(head.rows + 1));
        this.request();
    }

    /** Goes to a cell of the view and selects it. */
    goTo({ row, column }: CellPlace): void {
        this.grid?.scrollRowIntoView(row);
        this.grid?.setActiveCell(row, column + 1, false, false, true);
        this.grid?.getSelectionModel()?.setSelectedRanges([new SlickRange(row, column + 1, row, column + 1)], "", "");
    }

    get active(): CellPlace | undefined {
        const cell = this.grid?.getActiveCell() ?? undefined;
        return cell === undefined ? undefined : { row: cell.row, column: Math.max(0, cell.cell - 1) };
    }

    focus(): void {
        const node = this.grid?.getActiveCellNode() ?? undefined;
        if (node === undefined) this.host.focus();
        else node.focus();
    }

    /** Names of the columns that the selection takes in. */
    get selectedLabels(): string[] {
        const { range } = this;
        return range === undefined ? [] : this.head.columns.slice(range.fromColumn, range.toColumn + 1).map(({ label }) => label);
    }

    async copy({ format, header, rows = false }: CopyWish): Promise<void> {
        const { view, range } = this;
        if (view === undefined || range === undefined) return;
        const columns = rows ? this.head.columns.length : range.toColumn - range.fromColumn + 1;
        const cells = (range.toRow - range.fromRow + 1) * columns;
        if (cells > mostCopied) {
            this.events.tooMany(cells);
            return;
        }
        const all = rows ? { ...range, fromColumn: 0, toColumn: this.head.columns.length - 1 } : range;
        this.events.copied(await this.worker.ask<string>({ type: "copy", view, range: all, format, header }));
    }

    private forget(): void {
        this.pages.clear();
        this.range = undefined;
        this.events.selected(undefined);
    }

    private grow(grid: SlickGrid<Row>, view: ViewRequest): void {
        // Where there is an order or a filter, every row may have moved.
        if (view.sort === undefined && (view.filters ?? []).length === 0) this.pages.grow();
        else this.forget();
        grid.updateRowCount();
        grid.invalidate();
    }

    private draw(): void {
        const data = {
            getLength: () => this.head.rows,
            getItem: (index: number): Row => ({ index, cells: this.pages.cells(index) }),
            getItemMetadata: () => null,
        };
        const grid = new SlickGrid<Row>(this.host, data as never, [], {
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
        const selection = new SlickCellSelectionModel({
            selectActiveCell: true,
            cellRangeSelector: new SlickCellRangeSelector({ selectionCss: {} as never }),
        } as never);
        grid.setSelectionModel(selection);
        selection.onSelectedRangesChanged.subscribe((_event, ranges) => {
            const first = ranges[0];
            this.select(
                first && {
                    fromRow: first.fromRow,
                    toRow: first.toRow,
                    fromColumn: Math.max(0, first.fromCell - 1),
                    toColumn: Math.max(0, first.toCell - 1),
                },
            );
        });
        grid.onViewportChanged.subscribe(() => this.request());
        grid.onHeaderClick.subscribe((event: SlickEventData, { column }) => this.sortBy(String(column.id), isShift(event)));
        grid.onDblClick.subscribe((_event: SlickEventData, { row, cell }) => this.events.opened({ row, column: Math.max(0, cell - 1) }));
        grid.onColumnsResized.subscribe(() => this.keepWidths());
        grid.onColumnsResizeDblClick.subscribe((_event: SlickEventData, { triggeredByColumn }) => this.fit(triggeredByColumn));
        grid.onRendered.subscribe(() => {
            describeRows(this.host);
            this.focusing.refocus();
        });
        this.focusing.attach(grid);
        this.setColumns(grid);
    }

    private setColumns(grid: SlickGrid<Row>): void {
        const { view, head } = this;
        if (view === undefined) return;
        const { columns: choices } = pageState();
        const columns = gridColumns(head, view, choices);
        const frozen = frozenCount(
            head.columns.map(({ label }) => label),
            choices,
        );
        const frozenColumn = frozen === 0 ? -1 : frozen;
        grid.setColumns(columns);
        if (grid.getOptions().frozenColumn !== frozenColumn) {
            grid.setOptions({ frozenColumn } as never, true, true, true);
            // Only now do the headers know their side.
            grid.setColumns(columns);
        }
        describeGrid(this.host, grid, head, view);
        describeRows(this.host);
    }

    /** Widths and the order were changed elsewhere. */
    refreshColumns(): void {
        if (this.grid !== undefined) this.setColumns(this.grid);
        this.grid?.invalidate();
    }

    private keepWidths(): void {
        const { grid } = this;
        if (grid === undefined) return;
        const before = new Map(gridColumns(this.head, this.view as ViewRequest, pageState().columns).map(({ id, width }) => [id, width]));
        const changed = grid.getColumns().filter(({ id, width }) => width !== undefined && before.get(id) !== width);
        changeColumns(({ widths }) => ({
            widths: { ...widths, ...Object.fromEntries(changed.map(({ id, width = 0 }) => [labelOf(id) ?? "", width])) },
        }));
    }

    /** Makes a column wider by some pixels; its header keeps the focus. */
    private resize(label: string, by: number, index: number): void {
        const { width = 0, minWidth = 0 } = this.grid?.getColumns()[index] ?? {};
        changeColumns(({ widths }) => ({ widths: { ...widths, [label]: Math.max(minWidth, width + by) } }));
        this.refreshColumns();
        this.headerAt(index)?.focus();
    }

    /** As wide as its cells need. */
    fit(id: string | number): void {
        const label = labelOf(id) ?? "";
        changeColumns(({ widths: { [label]: _before, ...widths } }) => ({ widths }));
        this.refreshColumns();
    }

    sortBy(id: string, add: boolean): void {
        const label = labelOf(id);
        const { view } = this;
        if (label === undefined || view === undefined) return;
        const keys = view.sort === undefined ? [] : [view.sort, ...(view.thenBy ?? [])];
        const current = keys.find((key) => key.label === label);
        const next = current === undefined ? [{ label, descending: false }] : current.descending ? [] : [{ label, descending: true }];
        if (!add) this.events.sorted(next);
        else if (current === undefined) this.events.sorted([...keys, ...next]);
        else this.events.sorted(keys.flatMap((key) => (key.label === label ? next : [key])));
    }

    /** Asks for the rows in view that are not here. */
    private request(): void {
        const { grid, view } = this;
        if (grid === undefined || view === undefined) return;
        const { top, bottom } = grid.getViewport();
        this.pages.request(view, Math.max(0, top), Math.max(0, Math.min(bottom, this.head.rows - 1)));
    }

    private select(range: CellRange | undefined): void {
        this.range = range;
        requestAnimationFrame(() => describeRows(this.host));
        const { view } = this;
        if (range === undefined || view === undefined) {
            this.events.selected(undefined);
            return;
        }
        void this.worker.ask<RangeSummary | undefined>({ type: "summary", view, range }).then((summary) => {
            if (this.range === range) this.events.selected(summary);
        });
    }

    private selectAll(): void {
        const last = { row: Math.max(0, this.head.rows - 1), cell: this.head.columns.length };
        this.grid?.getSelectionModel()?.setSelectedRanges([new SlickRange(0, 1, last.row, last.cell)], "", "");
    }

    private onKey(event: KeyboardEvent): void {
        const take = (act: () => void): void => {
            event.preventDefault();
            event.stopPropagation();
            act();
        };
        const header = (event.target as HTMLElement).closest<HTMLElement>(".slick-header-column");
        const command = event.ctrlKey || event.metaKey;
        const key = event.key.toLowerCase();
        if (command && key === "a") take(() => this.selectAll());
        else if (command && key === "c" && this.range !== undefined) {
            const { fromRow, toRow, fromColumn, toColumn } = this.range;
            const one = fromRow === toRow && fromColumn === toColumn;
            take(() => void this.copy({ format: "tsv", header: !one && !event.shiftKey }));
        } else if (header !== null) this.onHeaderKey(event, header, take);
        else if (event.key === "ArrowUp" && this.active?.row === 0 && !event.shiftKey && !command)
            take(() => this.headerAt((this.active?.column ?? 0) + 1)?.focus());
        else if ((event.key === "Enter" || event.key === " ") && !command && this.active !== undefined)
            take(() => this.events.opened(this.active as CellPlace));
        else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
            const node = this.grid?.getActiveCellNode();
            const box = node?.getBoundingClientRect();
            if (box !== undefined) take(() => this.events.cellMenu(this.active as CellPlace, { x: box.left + 8, y: box.bottom }));
        }
    }

    private headerAt(index: number): HTMLElement | undefined {
        return this.host.querySelectorAll<HTMLElement>(".slick-header-column")[index];
    }

    private onHeaderKey(event: KeyboardEvent, header: HTMLElement, take: (act: () => void) => void): void {
        const index = [...this.host.querySelectorAll(".slick-header-column")].indexOf(header);
        const label = labelOf(this.grid?.getColumns()[index]?.id ?? "");
        const step = { ArrowLeft: -24, ArrowRight: 24 }[event.key];
        if (event.altKey && step !== undefined && label !== undefined) take(() => this.resize(label, step, index));
        else if (event.key === "ArrowLeft") take(() => this.headerAt(Math.max(1, index - 1))?.focus());
        else if (event.key === "ArrowRight") take(() => this.headerAt(index + 1)?.focus());
        else if (label === undefined) return;
        else if (
            event.key === "ContextMenu" ||
            (event.key === "F10" && event.shiftKey) ||
            (event.altKey && event.key === "ArrowDown") ||
            event.key === " "
        )
            take(() => this.events.columnMenu(label, header));
        else if (event.key === "Enter") {
            take(() => this.sortBy(columnId(label), event.shiftKey));
        } else if (event.key === "ArrowDown" || event.key === "Escape") {
            take(() => {
                header.blur();
                this.grid?.setActiveCell(0, index);
                this.focus();
            });
        }
    }

    private onMore(event: MouseEvent): void {
        const more = (event.target as HTMLElement).closest<HTMLElement>(".more");
        if (more === null) return;
        event.preventDefault();
        event.stopPropagation();
        this.events.columnMenu(more.dataset["label"] ?? "", more);
    }

    private onContextMenu(event: MouseEvent): void {
        const target = event.target as HTMLElement;
        const header = target.closest<HTMLElement>(".slick-header-column");
        const more = header?.querySelector<HTMLElement>(".more") ?? undefined;
        if (header !== null) {
            event.preventDefault();
            if (more !== undefined) this.events.columnMenu(more.dataset["label"] ?? "", header);
            return;
        }
        const cell = this.grid?.getCellFromEvent(event as never) ?? undefined;
        if (cell === undefined) return;
        event.preventDefault();
        const column = Math.max(0, cell.cell - 1);
        const { range } = this;
        const inside =
            range !== undefined &&
            cell.row >= range.fromRow &&
            cell.row <= range.toRow &&
            column >= range.fromColumn &&
            column <= range.toColumn;
        if (!inside) this.goTo({ row: cell.row, column });
        this.events.cellMenu({ row: cell.row, column }, { x: event.clientX, y: event.clientY });
    }
}

function isShift(event: SlickEventData): boolean {
    const native = (event as { getNativeEvent?: () => Event | null }).getNativeEvent?.() ?? event;
    return (native as { shiftKey?: boolean }).shiftKey === true;
}
