import { type Cell, cellAt, type Column, columnBytes, concatColumns, constantColumn, sliceColumn, takeRows } from "./column.ts";
import { GroupKey } from "./key.ts";

/** A table, or rows of one: a group key and columns of `rows` values each. Never changed once made. */
export interface Table {
    readonly key: GroupKey;
    readonly columns: readonly Column[];
    readonly rows: number;
}

/** A table from its key and columns. The number of rows is that of the columns, or 0. */
export function makeTable(key: GroupKey, columns: readonly Column[], rows = columns[0]?.data.length ?? 0): Table {
    return { key, columns, rows };
}

/** The column of a label, if any. */
export function columnOf(table: Table, label: string): Column | undefined {
    for (const column of table.columns) {
        if (column.label === label) {
            return column;
        }
    }
    return undefined;
}

export function valueOf(table: Table, label: string, row: number): Cell {
    const column = columnOf(table, label);
    return column === undefined ? null : cellAt(column, row);
}

export function sliceTable(table: Table, start: number, end: number): Table {
    const from = Math.min(Math.max(start, 0), table.rows);
    const to = Math.min(Math.max(end, from), table.rows);
    if (from === 0 && to === table.rows) {
        return table;
    }
    return { key: table.key, columns: table.columns.map((column) => sliceColumn(column, from, to)), rows: to - from };
}

/** The rows with these numbers, in this order. */
export function takeTable(table: Table, rows: Int32Array | readonly number[], count = rows.length): Table {
    return { key: table.key, columns: table.columns.map((column) => takeRows(column, rows, count)), rows: count };
}

/** Says which label clashes when tables of one key have a column in two types. */
export class SchemaCollision extends Error {
    constructor(
        readonly label: string,
        /** The type in the later table. */
        readonly later: string,
        readonly earlier: string,
    ) {
        super(`schema collision detected: column "${label}" is both of type ${later} and ${earlier}`);
    }
}

/**
 * Tables one under another. Columns come in order of first appearance; a table that lacks one gets nulls.
 * Throws {@link SchemaCollision} when two have one label in different types.
 */
export function concatTables(key: GroupKey, tables: readonly Table[]): Table {
    const first = tables[0];
    if (first === undefined) {
        return makeTable(key, []);
    }
    if (tables.length === 1) {
        return first.key === key ? first : { ...first, key };
    }
    const order: Column[] = [];
    const index = new Map<string, number>();
    let rows = 0;
    for (const table of tables) {
        rows += table.rows;
        for (const column of table.columns) {
            const at = index.get(column.label);
            if (at === undefined) {
                index.set(column.label, order.length);
                order.push(column);
            } else if ((order[at] as Column).type !== column.type) {
                throw new SchemaCollision(column.label, column.type, (order[at] as Column).type);
            }
        }
    }
    const columns = order.map(({ label, type }, at) =>
        concatColumns(
            tables.map((table) => {
                const same = table.columns[at];
                const column = same !== undefined && same.label === label ? same : columnOf(table, label);
                return column ?? constantColumn(label, type, null, table.rows);
            }),
        ),
    );
    return { key, columns, rows };
}

/** A table without rows, with the columns of another. */
export function emptyLike(table: Table, key: GroupKey = table.key): Table {
    return { key, columns: table.columns.map((column) => sliceColumn(column, 0, 0)), rows: 0 };
}

/** The key of a table's labels with the values of one row; labels that the table lacks are left out. */
export function keyOfRow(table: Table, labels: Iterable<string>, row: number): GroupKey {
    const entries = [];
    for (const label of labels) {
        const column = columnOf(table, label);
        if (column !== undefined) {
            entries.push({ label, type: column.type, value: cellAt(column, row) });
        }
    }
    return new GroupKey(entries);
}

/** Approximate bytes held. */
export function tableBytes(table: Table): number {
    let bytes = 64;
    for (const column of table.columns) {
        bytes += columnBytes(column);
    }
    return bytes;
}
