/** What slickgrid doesn't say of itself: roles, places and counts of the whole result, and one cell that has the keyboard. */
import type { SlickGrid } from "slickgrid";
import { t } from "../shared/page.ts";
import { labelOf, type Row } from "./columns.ts";
import type { ViewHead, ViewRequest } from "./protocol.ts";

/** Attributes of the grid and its headers. */
export function describeGrid(host: HTMLElement, grid: SlickGrid<Row>, head: ViewHead, view: ViewRequest | undefined): void {
    host.setAttribute("role", "grid");
    host.setAttribute("aria-label", t("Rows"));
    host.setAttribute("aria-readonly", "true");
    host.setAttribute("aria-multiselectable", "true");
    host.setAttribute("aria-rowcount", String(head.rows + 1));
    host.setAttribute("aria-colcount", String(head.columns.length + 1));
    for (const row of host.querySelectorAll(".slick-header-columns")) {
        row.setAttribute("role", row.childElementCount === 0 ? "presentation" : "row");
        row.setAttribute("aria-rowindex", "1");
    }
    const keys = view?.sort === undefined ? [] : [view.sort, ...(view.thenBy ?? [])];
    const columns = grid.getColumns();
    for (const [index, header] of [...host.querySelectorAll<HTMLElement>(".slick-header-column")].entries()) {
        const label = labelOf(columns[index]?.id ?? "");
        header.setAttribute("role", "columnheader");
        header.setAttribute("aria-colindex", String(index + 1));
        header.tabIndex = -1;
        if (label === undefined) continue;
        const sort = keys.find((key) => key.label === label);
        header.setAttribute("aria-sort", sort === undefined ? "none" : sort.descending ? "descending" : "ascending");
        header.setAttribute("aria-keyshortcuts", "Enter Shift+Enter Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight");
    }
    for (const child of host.querySelectorAll<HTMLElement>(":scope > div[tabindex]")) {
        // The grid's own keepers of the focus are no stops for a person: a cell is.
        child.tabIndex = -1;
        if (child.style.position === "fixed") child.setAttribute("aria-hidden", "true");
    }
    // Scrolling areas follow the active cell, and take no stop of their own.
    for (const area of host.querySelectorAll("div[tabindex]:not(.slick-cell, .slick-header-column, [aria-hidden])"))
        area.removeAttribute("tabindex");
}

/** Places of the rows that were drawn since; which cells are in the selected range. */
export function describeRows(host: HTMLElement): void {
    for (const row of host.querySelectorAll<HTMLElement>(".slick-row:not([aria-rowindex])")) {
        row.setAttribute("aria-rowindex", String(Number(row.dataset["row"] ?? 0) + 2));
    }
    for (const cell of host.querySelectorAll<HTMLElement>(".slick-cell:not([aria-colindex])")) {
        const column = Number(/\bl(\d+)\b/.exec(cell.className)?.[1] ?? 0);
        cell.setAttribute("aria-colindex", String(column + 1));
        if (column === 0) cell.setAttribute("role", "rowheader");
    }
    for (const cell of host.querySelectorAll("[aria-selected]:not(.selected)")) cell.removeAttribute("aria-selected");
    for (const cell of host.querySelectorAll(".slick-cell.selected:not([aria-selected])")) cell.setAttribute("aria-selected", "true");
}

/** Gives the keyboard to cells instead of the grid's hidden element, so that screen readers read them. */
export class CellFocus {
    private had = false;
    private taking = false;
    private grid: SlickGrid<Row> | undefined;

    constructor(private readonly host: HTMLElement) {
        host.addEventListener("focusin", () => {
            this.had = true;
        });
        host.addEventListener("focusout", (event) => {
            // A cell that is drawn anew loses the focus without anyone taking it.
            if (event.relatedTarget !== null || !document.hasFocus()) this.had = false;
        });
        host.addEventListener("focus", () => {
            const { grid } = this;
            if (grid !== undefined && grid.getActiveCell() === null && grid.getDataLength() > 0) grid.setActiveCell(0, 1);
        });
    }

    attach(grid: SlickGrid<Row>): void {
        this.grid = grid;
        (grid as unknown as { setFocus: () => void }).setFocus = () => {
            // A click asks for the focus before it says which cell is active.
            [this.had, this.taking] = [true, true];
            this.focus();
        };
        grid.onActiveCellChanged.subscribe(() => {
            if (document.activeElement?.classList.contains("slick-header-column") !== true) this.focus();
        });
        this.host.tabIndex = 0;
    }

    /** After cells were drawn anew. */
    refocus(): void {
        const lost = document.activeElement === document.body || document.activeElement === this.host;
        if ((this.had && lost) || this.grid?.getActiveCellNode()?.tabIndex !== 0) this.focus();
    }

    private focus(): void {
        const node = this.grid?.getActiveCellNode() ?? undefined;
        for (const old of this.host.querySelectorAll<HTMLElement>('.slick-cell[tabindex="0"]')) if (old !== node) old.tabIndex = -1;
        this.host.tabIndex = node === undefined ? 0 : -1;
        if (node === undefined) return;
        node.tabIndex = 0;
        const elsewhere = document.activeElement !== document.body && !this.host.contains(document.activeElement);
        if (this.taking || (this.had && !elsewhere)) node.focus({ preventScroll: true });
        this.taking = false;
    }
}
