import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { type Table, takeTable } from "@flux-scripts/tables";
import { requireColumn } from "../support/columns.ts";
import { type MapKey, mapKeys } from "../support/mapKeys.ts";

/** The first row of each value of a column. Null is a value of its own; a NaN never equals another. */
export function unique(table: Table, label: string): Table {
    const column = requireColumn(table, label, `no column "${label}" exists`);
    const keyOf = mapKeys(column);
    const seen = new Set<MapKey>();
    const rows: number[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        const key = keyOf(row);
        if (!seen.has(key) || Number.isNaN(key)) {
            seen.add(key);
            rows.push(row);
        }
    }
    return takeTable(table, rows);
}

export default transformation(["<-tables", "?column"], (args) => {
    const label = args.string("column", "_value");
    return perTable(args, "unique", (table) => unique(table, label));
});
