import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { columnFrom, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { keyedTable } from "../support/columns.ts";

/** The labels of the table, one a row, beside the group key. */
function columns(table: Table, label: string): Table {
    return labelsTable(
        table,
        label,
        table.columns.map((column) => column.label),
    );
}

/** A column of labels beside the group key. Fails when the key has a column of that label. */
export function labelsTable(table: Table, label: string, labels: readonly string[]): Table {
    if (table.key.has(label)) {
        throw new FluxError("unknown", `table builder already has column with label ${label}`);
    }
    return keyedTable(table, labels.length, [columnFrom(label, "string", labels)]);
}

export default transformation(["<-tables", "?column"], (args) => {
    const label = args.string("column", "_value");
    return perTable(args, "columns", (table) => columns(table, label));
});
