/** Cells as text for the clipboard: values as in annotated CSV, nothing rounded. */
import { type Column, type ColumnType, csvField, formatCell, formatFloat } from "@flux-scripts/tables";
import type { CellRange } from "../results/protocol.ts";
import type { CopyFormat } from "../results/operations.ts";
import { jsonCell } from "./json.ts";
import { cellOf } from "./sums.ts";
import type { View } from "./view.ts";

interface Head {
    readonly label: string;
    readonly type: ColumnType;
}

interface Writer {
    head?(columns: readonly Head[]): string;
    row(columns: readonly Head[], cells: readonly (Column | undefined)[], row: number): string;
    readonly between: string;
    readonly around?: (rows: string) => string;
}

/** The cells of a range; with the labels above them unless `header` is false, where the format has such. */
export function copyCells(view: View, range: CellRange, format: CopyFormat = "tsv", header = true): string {
    const columns = view.heads.slice(range.fromColumn, range.toColumn + 1);
    const writer = writers[format];
    const lines: string[] = header && writer.head !== undefined ? [writer.head(columns)] : [];
    for (let at = range.fromRow; at <= Math.min(range.toRow, view.rows - 1); at++) {
        const place = view.place(at);
        lines.push(writer.row(columns, place.columns.slice(range.fromColumn, range.toColumn + 1), place.row));
    }
    const text = lines.join(writer.between);
    return writer.around?.(text) ?? text;
}

const writers: Readonly<Record<CopyFormat, Writer>> = {
    tsv: separated("\t", quoteTab),
    csv: separated(",", csvField),
    markdown: {
        head: (columns) => {
            const names = columns.map(({ label }) => markdownCell(label));
            const lines = columns.map(({ type }) => (type === "int" || type === "uint" || type === "float" ? "---:" : "---"));
            return `| ${names.join(" | ")} |\n| ${lines.join(" | ")} |`;
        },
        row: (columns, cells, row) => `| ${columns.map((_head, index) => markdownCell(textOf(cells[index], row))).join(" | ")} |`,
        between: "\n",
    },
    json: {
        row: (columns, cells, row) =>
            `  {${columns.map(({ label }, index) => `${JSON.stringify(label)}: ${jsonCell(cells[index], row)}`).join(", ")}}`,
        between: ",\n",
        around: (rows) => `[\n${rows}\n]`,
    },
    flux: {
        row: (columns, cells, row) =>
            `        {${columns.map(({ label, type }, index) => `${fluxName(label)}: ${fluxLiteral(type, cells[index], row)}`).join(", ")}},`,
        between: "\n",
        around: (rows) => {
            const debug = rows.includes("debug.null(") ? 'import "internal/debug"\n' : "";
            return `import "array"\n${debug}\narray.from(\n    rows: [\n${rows}\n    ],\n)`;
        },
    },
};

function separated(separator: string, quote: (text: string) => string): Writer {
    return {
        head: (columns) => columns.map(({ label }) => quote(label)).join(separator),
        row: (columns, cells, row) => columns.map((_head, index) => quote(textOf(cells[index], row))).join(separator),
        between: "\n",
    };
}

function textOf(column: Column | undefined, row: number): string {
    return column === undefined ? "" : formatCell(column.type, cellOf(column, row));
}

/** A tab or line break in a copied text would end the cell. */
function quoteTab(text: string): string {
    return /[\t\n\r"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function markdownCell(text: string): string {
    return text.replace(/[\\|]/g, "\\$&").replace(/\r?\n/g, "<br>");
}

function fluxName(label: string): string {
    return /^[A-Za-z_]\w*$/.test(label) ? label : fluxText(label);
}

function fluxText(text: string): string {
    const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
    return `"${text.replace(/[\n\r\t"\\]/g, (character) => escapes[character] ?? character).replaceAll("${", "\\${")}"`;
}

/** A literal of exactly this type; null is the null of this type. */
function fluxLiteral(type: ColumnType, column: Column | undefined, row: number): string {
    const value = cellOf(column, row);
    if (value === null) return `debug.null(type: "${type}")`;
    switch (type) {
        case "string":
            return fluxText(String(value));
        case "uint":
            return `uint(v: "${String(value)}")`;
        case "int":
            // The literal of the least integer does not fit without its sign.
            return value === -(2n ** 63n) ? `int(v: "${String(value)}")` : String(value);
        case "float": {
            const text = formatFloat(value as number);
            return Number.isFinite(value) ? (text.includes(".") ? text : `${text}.0`) : `float(v: "${text}")`;
        }
        case "bool":
        case "time":
            return formatCell(type, value);
    }
}
