import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { cellAt, columnFrom, columnOf, compareCells, type Table } from "@flux-scripts/tables";
import { keyedTable } from "../support/columns.ts";
import { type MapKey, mapKeys } from "../support/mapKeys.ts";

/**
 * The most frequent values, one row each, sorted, in a column `_value`. Nulls are not counted. One null row when all values are equally
 * frequent (so also when there is only one) or the column is missing.
 */
function mode(table: Table, label: string): Table {
    const column = columnOf(table, label);
    if (column === undefined) {
        return keyedTable(table, 1, [columnFrom("_value", "string", [null])]);
    }
    const keyOf = mapKeys(column);
    const counts = new Map<MapKey, { readonly row: number; count: number }>();
    const single: { readonly row: number; count: number }[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        const key = keyOf(row);
        const known = counts.get(key);
        if (Number.isNaN(key)) {
            single.push({ row, count: 1 });
        } else if (known !== undefined) {
            known.count += 1;
        } else if (key !== null) {
            counts.set(key, { row, count: 1 });
        }
    }
    const entries = [...counts.values(), ...single];
    const most = entries.reduce((max, { count }) => Math.max(max, count), 0);
    const winners = entries.filter(({ count }) => count === most).map(({ row }) => cellAt(column, row));
    const values = winners.length === entries.length ? [null] : winners.sort(compareCells);
    return keyedTable(table, values.length, [columnFrom("_value", column.type, values)]);
}

export default transformation(["<-tables", "?column"], (args) => {
    const column = args.string("column", "_value");
    return perTable(args, "mode", (table) => mode(table, column));
});
