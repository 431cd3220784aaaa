import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { cellAt, cellId, ColumnBuilder, columnOf, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { keyedTable } from "../support/columns.ts";

/** Pairs of label and value of the columns named, each once, row by row; labels that are missing are passed over unless all are. */
function keyValues(table: Table, labels: readonly string[]): Table {
    const sources = labels.flatMap((label) => {
        const column = columnOf(table, label);
        return column === undefined ? [] : [column];
    });
    const first = sources[0];
    if (first === undefined) {
        const names = table.columns.map(({ label }) => label).join(" ");
        throw new FluxError("failed precondition", `received table with columns [${names}] not having key columns [${labels.join(" ")}]`);
    }
    for (const column of sources) {
        if (column.type !== first.type) {
            throw new FluxError("failed precondition", `keyColumns have different types: ${first.type} and ${column.type}`);
        }
    }
    const names = new ColumnBuilder("_key", "string");
    const values = new ColumnBuilder("_value", first.type);
    const seen = new Set<string>();
    for (let row = 0; row < table.rows; row += 1) {
        for (const column of sources) {
            const id = `${column.label.length}:${column.label}${cellId(cellAt(column, row))}`;
            if (!seen.has(id)) {
                seen.add(id);
                names.push(column.label);
                values.pushFrom(column, row);
            }
        }
    }
    return keyedTable(table, names.length, [names.finish(), values.finish()]);
}

export default transformation(["<-tables", "?keyColumns"], (args) => {
    const labels = args.strings("keyColumns", []);
    if (labels.length === 0) {
        throw new FluxError("invalid", "neither column list nor predicate function provided");
    }
    return perTable(args, "keyValues", (table) => keyValues(table, labels));
});
