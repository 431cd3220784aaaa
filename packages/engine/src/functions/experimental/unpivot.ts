import { columnOf, constantColumn, type Column, relabel, type Table, takeRows } from "@flux-scripts/tables";
import { eachTable } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { keyColumns } from "../support/columns.ts";

/** A table for each column outside the key and the other columns: its values that are not null, its label in `_field`. */
function unpivoted(table: Table, others: readonly string[]): Table[] {
    const kept = others.map((label) => {
        const column = columnOf(table, label);
        if (column === undefined) {
            throw new FluxError("invalid", `missing other column "${label}"`);
        }
        return column;
    });
    return table.columns
        .filter(({ label }) => !table.key.has(label) && !others.includes(label))
        .map((column) => fieldTable(table, column, kept));
}

function fieldTable(table: Table, column: Column, kept: readonly Column[]): Table {
    const rows: number[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        if (column.nulls?.[row] !== 1) {
            rows.push(row);
        }
    }
    const keys = keyColumns(table).map(({ label, type }) => constantColumn(label, type, table.key.get(label)?.value ?? null, rows.length));
    const columns = [
        ...keys,
        constantColumn("_field", "string", column.label, rows.length),
        ...kept.map((other) => takeRows(other, rows)),
        relabel(takeRows(column, rows), "_value"),
    ];
    return { key: table.key.with("_field", "string", column.label), columns, rows: rows.length };
}

/** `experimental.unpivot`: columns to rows. */
export default transformation(["<-tables", "?otherColumns"], (args) => {
    const others = args.strings("otherColumns", ["_time"]);
    return eachTable(args.stream("tables"), "unpivot", (table) => unpivoted(table, others), { order: "sorted" });
});
