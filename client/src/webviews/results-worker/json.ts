import { type Column, formatCell, formatFloat } from "@flux-scripts/tables";
import { cellOf } from "./sums.ts";

/** A cell in JSON: integers with all their digits, floats with a point; what JSON has no number for is a string. */
export function jsonCell(column: Column | undefined, row: number): string {
    const value = cellOf(column, row);
    if (column === undefined || value === null) return "null";
    const { type } = column;
    if (type === "string") return JSON.stringify(value);
    if (type === "time") return JSON.stringify(formatCell(type, value));
    if (type !== "float") return String(value);
    const text = formatFloat(value as number);
    return Number.isFinite(value as number) ? (text.includes(".") ? text : `${text}.0`) : JSON.stringify(text);
}
