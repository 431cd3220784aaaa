import { transformation } from "../../registry.ts";
import { perTableRekeyed } from "../support/perTable.ts";
import { columnOf, constantColumn, type Cell, type ColumnType, type Table } from "@flux-scripts/tables";
import { withColumn } from "../support/columns.ts";

/** A column that repeats one value, in place of the one of its label or at the end; a key column keeps its place in the key. */
export function setColumn(table: Table, label: string, type: ColumnType, value: Cell): Table {
    const changed = withColumn(table, constantColumn(label, type, value, table.rows));
    return columnOf(table, label) !== undefined && table.key.has(label) ? { ...changed, key: table.key.with(label, type, value) } : changed;
}

export default transformation(["<-tables", "key", "value"], (args) => {
    const label = args.string("key");
    const value = args.string("value");
    return perTableRekeyed(args, "set", (table) => setColumn(table, label, "string", value));
});
