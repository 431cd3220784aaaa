import { type Cell, type Column, type ColumnType, columnFrom, columnOf, constantColumn, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";

/** The column of a label. Fails with `column "x" does not exist`, or with the words given. */
export function requireColumn(table: Table, label: string, words = `column "${label}" does not exist`): Column {
    const column = columnOf(table, label);
    if (column === undefined) {
        throw new FluxError("failed precondition", words);
    }
    return column;
}

/** The column of a time. Fails when it is missing or of another type. */
export function requireTimes(table: Table, label: string, words?: string): BigInt64Array {
    const column = requireColumn(table, label, words);
    if (column.type !== "time") {
        throw new FluxError("failed precondition", words ?? `column "${label}" is not of type time`);
    }
    return column.data;
}

/** Whether a column holds numbers. */
export function isNumeric(type: ColumnType): type is "int" | "uint" | "float" {
    return type === "int" || type === "uint" || type === "float";
}

/** The values of a numeric column as floats. Floats are shared, not copied. */
export function floatsOf(column: Column): Float64Array {
    if (column.type === "float") {
        return column.data;
    }
    const floats = new Float64Array(column.data.length);
    const from = column.data as BigInt64Array;
    for (let row = 0; row < floats.length; row += 1) {
        floats[row] = Number(from[row]);
    }
    return floats;
}

const NO_NULLS = new Uint8Array(0);

/** The null map of a column; one of length 0 where there is no null. Read a row with `=== 1`. */
export function nullsOf(column: Column): Uint8Array {
    return column.nulls ?? NO_NULLS;
}

/** The table with one column in place of the one of its label, or added at the end. */
export function withColumn(table: Table, column: Column): Table {
    const known = table.columns.some((other) => other.label === column.label);
    const columns = known ? table.columns.map((other) => (other.label === column.label ? column : other)) : [...table.columns, column];
    return { key: table.key, columns, rows: table.rows };
}

/** The columns of the group key, in the table's order. */
export function keyColumns(table: Table): Column[] {
    return table.columns.filter((column) => table.key.has(column.label));
}

/**
 * Key columns (in the table's order) repeated over `rows` rows, followed by others. An entry of the key that is no column of the table
 * is left out.
 */
export function keyedTable(table: Table, rows: number, columns: readonly Column[]): Table {
    const keys = keyColumns(table).map(({ label, type }) => constantColumn(label, type, table.key.get(label)?.value ?? null, rows));
    return { key: table.key, columns: [...keys, ...columns], rows };
}

/** One row: the key columns and an aggregate's value. */
export function aggregateRow(table: Table, label: string, type: ColumnType, value: Cell): Table {
    return keyedTable(table, 1, [columnFrom(label, type, [value])]);
}
