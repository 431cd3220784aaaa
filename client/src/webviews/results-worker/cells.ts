/** Cells as the grid shows them: points under each other, times equally long, everything exact. */
import { cellAt, type Column, type ColumnType, formatCell, formatFloat } from "@flux-scripts/tables";
import type { CellText } from "../results/protocol.ts";
import { fractionDigits, showTime } from "./time.ts";

/** Rows that lie one after another in memory: which columns of which chunk they are. */
export interface Stretch {
    /** Number of its first row in the view, before any order or filter. */
    readonly start: number;
    readonly rows: number;
    /** By the view's columns; undefined where the table lacks one. */
    readonly columns: readonly (Column | undefined)[];
}

/** The text of a cell; `digits` is the length of the column's fractions. */
export function show(column: Column | undefined, row: number, digits: number, zone: string): CellText {
    if (column === undefined) return null;
    const value = cellAt(column, row);
    if (value === null) return null;
    if (column.type === "time") return showTime(value as bigint, zone, digits);
    if (column.type !== "float") return formatCell(column.type, value);
    const text = floatText(value as number);
    if (text.includes("e")) return text;
    const point = text.indexOf(".");
    const missing = digits === 0 ? 0 : point < 0 ? digits + 1 : digits - (text.length - point - 1);
    return missing > 0 ? text + "\u2007".repeat(missing) : text;
}

/** With an exponent where a person would count zeros: CSV writes three hundred digits for 1e+300. As exact as those. */
function floatText(value: number): string {
    const size = Math.abs(value);
    return (size >= 1e21 && size < Number.POSITIVE_INFINITY) || (size > 0 && size < 1e-6) ? String(value) : formatFloat(value);
}

/** Rows of a sample that is spread over all stretches. */
const sampleRows = 400;

/** Digits of fractions in a sample: of times a multiple of three. */
export function digitsOf(type: ColumnType, stretches: readonly Stretch[], index: number): number {
    if (type !== "float" && type !== "time") return 0;
    let digits = 0;
    const step = Math.max(1, Math.floor(stretches.length / 40));
    for (let at = 0; at < stretches.length; at += step) {
        const stretch = stretches[at];
        const column = stretch?.columns[index];
        if (stretch === undefined || column === undefined) continue;
        const stride = Math.max(1, Math.floor(stretch.rows / (sampleRows / 10)));
        for (let row = 0; row < stretch.rows; row += stride) {
            const value = cellAt(column, row);
            if (typeof value === "number") digits = Math.max(digits, fractionOf(value).length);
            else if (typeof value === "bigint") digits = Math.max(digits, fractionDigits(value));
        }
    }
    return type === "float" ? Math.min(digits, 17) : digits;
}

function fractionOf(value: number): string {
    const text = floatText(value);
    const point = text.indexOf(".");
    return point < 0 || text.includes("e") ? "" : text.slice(point + 1);
}

/** Characters of the longest cell in the first rows of some stretches. */
export function longest(stretches: readonly Stretch[], index: number, digits: number, zone: string): number {
    let characters = 0;
    const step = Math.max(1, Math.floor(stretches.length / 20));
    for (let at = 0; at < stretches.length; at += step) {
        const stretch = stretches[at];
        for (let row = 0; row < Math.min(10, stretch?.rows ?? 0); row++)
            characters = Math.max(characters, show(stretch?.columns[index], row, digits, zone)?.length ?? 4);
    }
    return characters;
}
