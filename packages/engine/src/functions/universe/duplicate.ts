import { transformation } from "../../registry.ts";
import { perTableRekeyed } from "../support/perTable.ts";
import { relabel, type Table } from "@flux-scripts/tables";
import { requireColumn, withColumn } from "../support/columns.ts";

/** A copy of a column under another label, in place of a column of that label (which then leaves the group key) or at the end. */
export function duplicate(table: Table, label: string, as: string): Table {
    const column = requireColumn(table, label, `duplicate error: column "${label}" doesn't exist`);
    if (label === as) {
        return table;
    }
    const copied = withColumn(table, relabel(column, as));
    return table.key.has(as) ? { ...copied, key: table.key.without(new Set([as])) } : copied;
}

export default transformation(["<-tables", "column", "as"], (args) => {
    const label = args.string("column");
    const as = args.string("as");
    return perTableRekeyed(args, "duplicate", (table) => duplicate(table, label, as));
});
