import { sliceTable, type Table } from "@flux-scripts/tables";

/** The last n rows before the last `offset` rows. */
export function tail(table: Table, n: number, offset: number): Table {
    const end = Math.max(0, table.rows - offset);
    return sliceTable(table, Math.max(0, end - Math.max(0, n)), end);
}
