/** Typed columns. Values are exact: int, uint and time are 64 bits wide, time is ns since the epoch. */

import { formatCell } from "./text.ts";

export type ColumnType = "bool" | "int" | "uint" | "float" | "string" | "time";

/** The arrays that hold a column's values. Bools are 0 or 1. */
export interface ColumnArrays {
    bool: Uint8Array;
    int: BigInt64Array;
    uint: BigUint64Array;
    float: Float64Array;
    string: string[];
    time: BigInt64Array;
}

/**
 * A column of one type. `nulls`, where present, has one byte per row, 1 = null; the value under a null is the type's zero and means
 * nothing. Arrays are as long as the table has rows. Columns are never changed once they are in a table.
 */
export interface TypedColumn<T extends ColumnType> {
    readonly label: string;
    readonly type: T;
    readonly data: ColumnArrays[T];
    readonly nulls?: Uint8Array | undefined;
}

export type BoolColumn = TypedColumn<"bool">;
export type IntColumn = TypedColumn<"int">;
export type UintColumn = TypedColumn<"uint">;
export type FloatColumn = TypedColumn<"float">;
export type StringColumn = TypedColumn<"string">;
export type TimeColumn = TypedColumn<"time">;
export type Column = BoolColumn | IntColumn | UintColumn | FloatColumn | StringColumn | TimeColumn;

/** One value of a column: int, uint and time as bigint. What it means is said by the column's type. */
export type Cell = bigint | number | string | boolean | null;

/** The value in a row, null where the column says so or has no such row. */
export function cellAt(column: Column, row: number): Cell {
    if (column.nulls !== undefined && column.nulls[row] === 1) {
        return null;
    }
    const value = column.data[row];
    if (value === undefined) {
        return null;
    }
    return column.type === "bool" ? value === 1 : value;
}

/** Whether the row is null. */
export function isNull(column: Column, row: number): boolean {
    return column.nulls !== undefined && column.nulls[row] === 1;
}

/** The typed array for so many rows, filled with the type's zero. */
export function arrayOf<T extends ColumnType>(type: T, length: number): ColumnArrays[T] {
    return makers[type](length);
}

const makers: { readonly [T in ColumnType]: (length: number) => ColumnArrays[T] } = {
    bool: (length) => new Uint8Array(length),
    int: (length) => new BigInt64Array(length),
    uint: (length) => new BigUint64Array(length),
    float: (length) => new Float64Array(length),
    string: (length) => new Array<string>(length).fill(""),
    time: (length) => new BigInt64Array(length),
};

/** Joins a label, type and array to a column. The array must be of the type's kind; null maps without a null are left out. */
export function makeColumn(label: string, type: ColumnType, data: ColumnArrays[ColumnType], nulls?: Uint8Array): Column {
    return { label, type, data, nulls: nulls !== undefined && nulls.includes(1) ? nulls : undefined } as Column;
}

/** The same values under another label. */
export function relabel(column: Column, label: string): Column {
    return column.label === label ? column : { ...column, label };
}

/** A column that repeats one value. */
export function constantColumn(label: string, type: ColumnType, value: Cell, rows: number): Column {
    const data: ColumnArrays[ColumnType] = type === "string" && value !== null ? new Array<string>(rows) : arrayOf(type, rows);
    if (value === null) {
        return { label, type, data, nulls: rows === 0 ? undefined : new Uint8Array(rows).fill(1) } as Column;
    }
    (data as unknown as { fill(value: unknown): void }).fill(type === "bool" ? (value === true ? 1 : 0) : value);
    return { label, type, data, nulls: undefined } as Column;
}

/** Rows `start` to `end` (exclusive). Typed arrays are shared, not copied. */
export function sliceColumn(column: Column, start: number, end: number): Column {
    if (start === 0 && end >= column.data.length) {
        return column;
    }
    const data = column.type === "string" ? column.data.slice(start, end) : column.data.subarray(start, end);
    return { label: column.label, type: column.type, data, nulls: column.nulls?.subarray(start, end) } as Column;
}

/** The rows with these numbers, in this order. A negative number gives a null row. */
export function takeRows(column: Column, rows: Int32Array | readonly number[], count = rows.length): Column {
    let nulls: Uint8Array | undefined;
    const source = column.nulls;
    let anyNegative = false;
    for (let i = 0; i < count; i += 1) {
        const row = rows[i] as number;
        anyNegative ||= row < 0;
        if (row < 0 || (source !== undefined && source[row] === 1)) {
            nulls ??= new Uint8Array(count);
            nulls[i] = 1;
        }
    }
    const data = takers[column.type](column.data as never, rows, count, anyNegative);
    return { label: column.label, type: column.type, data, nulls } as Column;
}

type Taker<T extends ColumnType> = (
    from: ColumnArrays[T],
    rows: Int32Array | readonly number[],
    count: number,
    anyNegative: boolean,
) => ColumnArrays[T];

// One function a kind of array: a loop over one kind compiles to plain loads and stores.
const takers: { readonly [T in ColumnType]: Taker<T> } = {
    bool: (from, rows, count) => {
        const data = new Uint8Array(count);
        for (let i = 0; i < count; i += 1) {
            data[i] = from[rows[i] as number] as number;
        }
        return data;
    },
    float: (from, rows, count, anyNegative) => {
        const data = new Float64Array(count);
        for (let i = 0; i < count; i += 1) {
            data[i] = from[rows[i] as number] as number;
        }
        return anyNegative ? zeroed(data, rows, 0) : data;
    },
    int: takeIntegers,
    time: takeIntegers,
    uint: (from, rows, count) => {
        const signed = takeIntegers(new BigInt64Array(from.buffer, from.byteOffset, from.length), rows, count);
        return new BigUint64Array(signed.buffer, 0, count);
    },
    string: (from, rows, count, anyNegative) => {
        const data = new Array<string>(count);
        for (let i = 0; i < count; i += 1) {
            data[i] = from[rows[i] as number] as string;
        }
        return anyNegative ? zeroed(data, rows, "") : data;
    },
};

function takeIntegers(from: BigInt64Array, rows: Int32Array | readonly number[], count: number): BigInt64Array<ArrayBuffer> {
    const data = new BigInt64Array(count);
    for (let i = 0; i < count; i += 1) {
        const row = rows[i] as number;
        if (row >= 0) {
            data[i] = from[row] as bigint;
        }
    }
    return data;
}

function zeroed<T extends { [row: number]: V }, V>(data: T, rows: Int32Array | readonly number[], zero: V): T {
    for (let i = 0; i < rows.length; i += 1) {
        if ((rows[i] as number) < 0) {
            data[i] = zero;
        }
    }
    return data;
}

/** One column after another. All must have the type of the first. */
export function concatColumns(columns: readonly Column[]): Column {
    const first = columns[0];
    if (first === undefined) {
        throw new Error("concatColumns needs a column");
    }
    if (columns.length === 1) {
        return first;
    }
    let rows = 0;
    let hasNulls = false;
    for (const column of columns) {
        rows += column.data.length;
        hasNulls ||= column.nulls !== undefined;
    }
    const nulls = hasNulls ? new Uint8Array(rows) : undefined;
    let data: ColumnArrays[ColumnType];
    let at = 0;
    if (first.type === "string") {
        const strings = new Array<string>(rows);
        for (const column of columns) {
            const from = column.data as string[];
            nulls?.set(column.nulls ?? new Uint8Array(0), at);
            for (let i = 0; i < from.length; i += 1) {
                strings[at + i] = from[i] as string;
            }
            at += from.length;
        }
        data = strings;
    } else {
        data = arrayOf(first.type, rows);
        for (const column of columns) {
            (data as unknown as { set(from: unknown, at: number): void }).set(column.data, at);
            nulls?.set(column.nulls ?? new Uint8Array(0), at);
            at += column.data.length;
        }
    }
    return { label: first.label, type: first.type, data, nulls } as Column;
}

/**
 * The same values in a wider type: ints and uints as floats (rounded beyond 2^53), ints that are not negative as uints, anything as
 * its text in annotated CSV, nulls alone as any. Another type than these is a mistake of the caller.
 */
export function retypeColumn(column: Column, type: ColumnType): Column {
    const { label, data, nulls } = column;
    if (column.type === type) {
        return column;
    }
    if (type === "float" && (column.type === "int" || column.type === "uint")) {
        return { label, type, data: Float64Array.from(data as unknown as ArrayLike<bigint>, Number), nulls } as Column;
    }
    if (type === "uint" && column.type === "int") {
        const { buffer, byteOffset, length } = column.data;
        return { label, type, data: new BigUint64Array(buffer, byteOffset, length), nulls };
    }
    if (nulls !== undefined && !nulls.includes(0)) {
        return constantColumn(label, type, null, data.length);
    }
    if (type !== "string") {
        throw new Error(`a column of ${column.type} has no values of ${type}`);
    }
    const texts = Array.from({ length: data.length }, (_, row) => formatCell(column.type, cellAt(column, row)));
    return { label, type, data: texts, nulls } as Column;
}

/** Bytes a column holds, strings counted by their references and the text that differs from the row before. */
export function columnBytes(column: Column): number {
    const nulls = column.nulls?.byteLength ?? 0;
    if (column.type !== "string") {
        return column.data.byteLength + nulls;
    }
    let bytes = nulls + column.data.length * 8;
    let last = "";
    for (const text of column.data) {
        if (text !== last) {
            bytes += text.length + 16;
            last = text;
        }
    }
    return bytes;
}
