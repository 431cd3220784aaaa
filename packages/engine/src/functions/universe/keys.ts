import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import type { Table } from "@flux-scripts/tables";
import { keyColumns } from "../support/columns.ts";
import { labelsTable } from "./columns.ts";

/** The labels of the group key, in the order of the table's columns, one a row. */
function keys(table: Table, label: string): Table {
    return labelsTable(
        table,
        label,
        keyColumns(table).map((column) => column.label),
    );
}

export default transformation(["<-tables", "?column"], (args) => {
    const label = args.string("column", "_value");
    return perTable(args, "keys", (table) => keys(table, label));
});
