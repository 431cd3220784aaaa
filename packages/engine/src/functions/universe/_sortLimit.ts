import { takeTable } from "@flux-scripts/tables";
import { transformation } from "../../registry.ts";
import { sortedRows } from "../support/order.ts";
import { inPlace } from "../support/perTable.ts";

/** The first n rows in the order of columns: what `sort |> limit` is fused to. All rows for a negative n; tables without rows go. */
export default transformation(["<-tables", "n", "desc", "?columns"], (args) => {
    const n = args.count("n");
    const descending = args.bool("desc");
    const columns = args.strings("columns", ["_value"]);
    return inPlace(args, "sortLimit", (table) => {
        const rows = sortedRows(table, columns, descending);
        const kept = n < 0 ? rows : rows.slice(0, n);
        return kept.length === 0 ? undefined : takeTable(table, kept);
    });
});
