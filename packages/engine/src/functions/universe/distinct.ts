import { transformation } from "../../registry.ts";
import { perTableRekeyed } from "../support/perTable.ts";
import { columnFrom, columnOf, constantColumn, relabel, type Table } from "@flux-scripts/tables";
import { keyedTable } from "../support/columns.ts";
import { unique } from "./unique.ts";

/**
 * The values of a column, each once, in a column `_value` beside the group key. A missing column gives one null string; a column of the
 * group key gives its value even when the table has no rows.
 */
function distinct(table: Table, label: string): Table {
    const column = columnOf(table, label);
    if (column === undefined) {
        return keyedTable(table, 1, [columnFrom("_value", "string", [null])]);
    }
    const entry = table.key.get(label);
    if (entry !== undefined) {
        const keyed = keyedTable(table, 1, []);
        const columns = keyed.columns.filter((other) => other.label !== "_value");
        return {
            key: table.key.without(new Set(["_value"])),
            columns: [...columns, constantColumn("_value", entry.type, entry.value, 1)],
            rows: 1,
        };
    }
    const values = unique({ key: table.key, columns: [column], rows: table.rows }, label);
    const found = relabel(values.columns[0] ?? column, "_value");
    return keyedTable(table, values.rows, [found]);
}

export default transformation(["<-tables", "?column"], (args) => {
    const label = args.string("column", "_value");
    return perTableRekeyed(args, "distinct", (table) => distinct(table, label));
});
