/** Columns of the grid as slickgrid takes them: header with type, key, order and filter; cells that tell null from empty. */
import type { Column } from "slickgrid";
import { el, icon, pageData, t } from "../shared/page.ts";
import type { ColumnChoices } from "./choices.ts";
import type { CellText, ColumnHead, ViewHead, ViewRequest } from "./protocol.ts";

export type Row = { readonly index: number; readonly cells: readonly CellText[] | undefined };

const typeIcons: Readonly<Record<string, string>> = {
    time: "calendar",
    string: "symbol-string",
    float: "symbol-numeric",
    int: "symbol-numeric",
    uint: "symbol-numeric",
    bool: "symbol-boolean",
};

export function typeIcon(type: string): string {
    return typeIcons[type] ?? "symbol-field";
}

/** Id of a column's slickgrid column; the column of row numbers has another form. */
export const columnId = (label: string): string => `c:${label}`;
export const labelOf = (id: string | number): string | undefined => (String(id).startsWith("c:") ? String(id).slice(2) : undefined);

export function gridColumns(head: ViewHead, view: ViewRequest, choices: ColumnChoices): Column<Row>[] {
    const digits = String(head.rows).length;
    const number: Column<Row> = {
        id: "#",
        name: el("span", { class: "sr" }, t("Row")),
        field: "index",
        width: Math.max(44, 16 + 8 * digits + Math.floor(digits / 3) * 4),
        minWidth: 36,
        resizable: false,
        selectable: false,
        focusable: false,
        cssClass: "number",
        formatter: (row: number) => el("span", {}, (row + 1).toLocaleString(pageData.language)),
    };
    return [number, ...head.columns.map((column, index) => gridColumn(column, index, head, view, choices))];
}

function gridColumn(column: ColumnHead, index: number, head: ViewHead, view: ViewRequest, choices: ColumnChoices): Column<Row> {
    const right = column.type === "int" || column.type === "uint" || column.type === "float";
    return {
        id: columnId(column.label),
        field: "index",
        name: header(column, head, view, choices),
        toolTip: `${column.label} · ${column.type}${column.key ? ` · ${t("in the group key")}` : ""}`,
        width: choices.widths[column.label] ?? widthOf(column),
        minWidth: 48,
        cssClass: right ? "right" : "",
        headerCssClass: right ? "right" : "",
        formatter: (_row: number, _cell: number, _value: unknown, _column: unknown, item: Row) => cellElement(item?.cells, index),
    };
}

function header(column: ColumnHead, head: ViewHead, view: ViewRequest, choices: ColumnChoices): HTMLElement {
    const { label, type, key } = column;
    const keys = view.sort === undefined ? [] : [view.sort, ...(view.thenBy ?? [])];
    const place = keys.findIndex((each) => each.label === label);
    const sort = keys[place];
    const filtered = view.filters?.some((filter) => filter.label === label) === true;
    return el(
        "span",
        { class: "head" },
        el(
            "span",
            { class: "l1" },
            el("span", { class: "mono" }, label),
            sort === undefined ? undefined : icon(sort.descending ? "arrow-down" : "arrow-up"),
            sort === undefined || keys.length < 2 ? undefined : el("span", { class: "order" }, String(place + 1)),
            filtered ? icon("filter-filled") : undefined,
            filtered ? el("span", { class: "sr" }, t("filtered")) : undefined,
            choices.pinned.includes(label) ? icon("pinned", "key") : undefined,
            key ? icon("key", "key") : undefined,
            key ? el("span", { class: "sr" }, t("in the group key")) : undefined,
        ),
        el(
            "span",
            { class: "l2" },
            icon(typeIcon(type)),
            el("span", { class: "type" }, type === "time" && head.offset !== "" ? `${type} · ${head.offset}` : type),
        ),
        el(
            "button",
            {
                type: "button",
                class: "more",
                tabindex: -1,
                "data-label": label,
                "aria-label": t("Menu of {0}", label),
                title: t("Sort, filter, pin, hide"),
            },
            icon("chevron-down"),
        ),
    );
}

function cellElement(cells: readonly CellText[] | undefined, index: number): HTMLElement {
    if (cells === undefined) return el("span", { class: "waiting" }, "…");
    const text = cells[index] ?? null;
    if (text === null) return el("span", { class: "null" }, "null");
    if (text === "") return el("span", { class: "empty" }, '""');
    // A line break would cut the row; the viewer shows it.
    return el("span", {}, /[\r\n\t]/.test(text) ? text.replace(/\r\n|\r|\n/g, "↵").replace(/\t/g, "⇥") : text);
}

/** Wide enough for name and cells, in pixels of a 12 px monospaced font; more than 320 a person makes it. */
function widthOf({ label, characters }: ColumnHead): number {
    return Math.ceil(Math.min(320, Math.max(64, 7.3 * label.length + 44, 7.3 * characters + 20)));
}

export function sameColumns(a: ViewHead, b: ViewHead): boolean {
    return (
        a.columns.length === b.columns.length &&
        a.offset === b.offset &&
        a.columns.every((column, index) => column.label === b.columns[index]?.label && column.type === b.columns[index]?.type)
    );
}
