import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { type Table, takeTable } from "@flux-scripts/tables";
import { requireColumn } from "../support/columns.ts";
import { firstRows } from "../../kernels/firstRows.ts";

/** The first row of each value of a column. Null is a value of its own; a NaN never equals another. */
export function unique(table: Table, label: string): Table {
    const column = requireColumn(table, label, `no column "${label}" exists`);
    const rows = firstRows(column, table.rows);
    return rows.length === table.rows ? table : takeTable(table, rows);
}

export default transformation(["<-tables", "?column"], (args) => {
    const label = args.string("column", "_value");
    return perTable(args, "unique", (table) => unique(table, label));
});
