import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { type Cell, cellAt, cellId, columnFrom, columnOf, compareCells, type Table } from "@flux-scripts/tables";
import { keyedTable } from "../support/columns.ts";

/**
 * The most frequent values, one row each, sorted, in a column `_value`. Nulls are not counted. One null row when all values are equally
 * frequent (so also when there is only one) or the column is missing.
 */
function mode(table: Table, label: string): Table {
    const column = columnOf(table, label);
    if (column === undefined) {
        return keyedTable(table, 1, [columnFrom("_value", "string", [null])]);
    }
    const counts = new Map<string, { value: Cell; count: number }>();
    for (let row = 0; row < table.rows; row += 1) {
        const value = cellAt(column, row);
        if (value !== null) {
            const id = Number.isNaN(value) ? `NaN${row}` : cellId(value);
            const entry = counts.get(id) ?? { value, count: 0 };
            entry.count += 1;
            counts.set(id, entry);
        }
    }
    const entries = [...counts.values()];
    const most = entries.reduce((max, { count }) => Math.max(max, count), 0);
    const winners = entries.filter(({ count }) => count === most).map(({ value }) => value);
    const values = winners.length === entries.length ? [null] : winners.sort(compareCells);
    return keyedTable(table, values.length, [columnFrom("_value", column.type, values)]);
}

export default transformation(["<-tables", "?column"], (args) => {
    const column = args.string("column", "_value");
    return perTable(args, "mode", (table) => mode(table, column));
});
