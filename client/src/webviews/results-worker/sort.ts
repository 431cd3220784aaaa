/** The order of a view's rows by several columns: stable, nulls last. */
import { compareText } from "@flux-scripts/tables";
import type { Stretch } from "./cells.ts";

export interface SortColumn {
    /** Number of the view's column. */
    readonly index: number;
    readonly descending: boolean;
}

/** Values of a column that compare as the cells do: a number a row, or two where one double can't hold the value. */
interface Ranks {
    readonly high: Float64Array;
    readonly low: Float64Array | undefined;
}

/** Those of `chosen` (numbers of rows; all `rows` where absent) in the order of the columns, the first of them first. */
export function sortedRows(
    stretches: readonly Stretch[],
    rows: number,
    chosen: Int32Array | undefined,
    columns: readonly SortColumn[],
): Int32Array {
    const order = chosen === undefined ? Int32Array.from({ length: rows }, (_row, index) => index) : chosen.slice();
    const keys = columns.map(({ index, descending }) => ({ ...ranksOf(stretches, rows, index), sign: descending ? -1 : 1 }));
    const [first] = keys;
    if (first === undefined) return order;
    if (keys.length === 1 && first.low === undefined) {
        const { high, sign } = first;
        return order.sort((a, b) => compare(high[a] as number, high[b] as number, sign) || a - b);
    }
    return order.sort((a, b) => {
        for (const { high, low, sign } of keys) {
            const by =
                compare(high[a] as number, high[b] as number, sign) ||
                (low === undefined ? 0 : compare(low[a] as number, low[b] as number, sign));
            if (by !== 0) return by;
        }
        return a - b;
    });
}

/** Nulls are NaN, and last either way. */
function compare(a: number, b: number, sign: number): number {
    if (a < b) return -sign;
    if (a > b) return sign;
    if (a === b) return 0;
    return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : -1;
}

function ranksOf(stretches: readonly Stretch[], rows: number, index: number): Ranks {
    const high = new Float64Array(rows).fill(Number.NaN);
    const texts = new Map<string, number>();
    const kind = kindOf(stretches, index);
    const low = kind === "wide" ? new Float64Array(rows) : undefined;
    if (kind === "text") for (const [rank, text] of distinct(stretches, index).sort(compareText).entries()) texts.set(text, rank);
    for (const { start, rows: count, columns } of stretches) {
        const column = columns[index];
        if (column === undefined) continue;
        const { data, nulls } = column;
        const halves = column.type === "int" || column.type === "uint" || column.type === "time" ? wordsOf(column.data) : undefined;
        for (let row = 0; row < count; row++) {
            if (nulls !== undefined && nulls[row] === 1) continue;
            const at = start + row;
            if (kind === "text") high[at] = texts.get(String(data[row])) ?? Number.NaN;
            else if (halves === undefined) high[at] = floatRank(data[row] as number);
            else if (low === undefined) high[at] = halves.high(row) * 4294967296 + halves.low(row);
            else {
                high[at] = halves.high(row);
                low[at] = halves.low(row);
            }
        }
    }
    return { high, low };
}

/** NaN is a value: below all others, but no null. */
function floatRank(value: number): number {
    return value !== value ? Number.NEGATIVE_INFINITY : value === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : value;
}

type Words = { high(row: number): number; low(row: number): number };

function wordsOf(data: BigInt64Array | BigUint64Array): Words {
    const words = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
    const isSigned = data instanceof BigInt64Array;
    return {
        high: (row) => (isSigned ? (words[2 * row + 1] as number) | 0 : (words[2 * row + 1] as number)),
        low: (row) => words[2 * row] as number,
    };
}

/** `wide` for integers of which one double can't hold the value exactly. */
function kindOf(stretches: readonly Stretch[], index: number): "number" | "wide" | "text" {
    let isWide = false;
    const types = new Set<string>();
    for (const { columns } of stretches) {
        const column = columns[index];
        if (column === undefined) continue;
        types.add(column.type);
        if (column.type !== "int" && column.type !== "uint" && column.type !== "time") continue;
        const { high } = wordsOf(column.data);
        for (let row = 0; !isWide && row < column.data.length; row++) {
            const top = high(row);
            isWide = top >= 2 ** 21 || top < -(2 ** 21);
        }
    }
    if (types.has("string") || types.size > 1) return "text";
    return isWide ? "wide" : "number";
}

function distinct(stretches: readonly Stretch[], index: number): string[] {
    const found = new Set<string>();
    for (const { rows, columns } of stretches) {
        const column = columns[index];
        if (column === undefined) continue;
        let last: unknown;
        for (let row = 0; row < rows; row++) {
            const value = column.data[row];
            if (value === last) continue;
            last = value;
            found.add(String(value));
        }
    }
    return [...found];
}
