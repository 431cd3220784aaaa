import { type Column, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { eachTable } from "../../execution/steps.ts";
import { groupRows } from "../../execution/grouping.ts";
import { transformation } from "../../registry.ts";

/**
 * `map(fn:)`: a row for each row. Columns of the group key that the function doesn't return leave the key; where it changes their
 * values the rows are grouped anew. Empty tables go away.
 */
export default transformation(["<-tables", "fn", "?mergeKey"], (args) => {
    const input = args.stream("tables");
    const mapper = args.context.mapper(args.fn("fn"));
    return eachTable(input, "map", (table) => (table.rows === 0 ? undefined : regrouped(table, mapper(table))), { order: "sorted" });
});

/** Tables of new columns, keyed by those of the old key's labels that are still there. */
export function regrouped(table: Table, columns: readonly Column[]): readonly Table[] {
    const labels = table.key.entries.map(({ label }) => label).filter((label) => columns.some((column) => column.label === label));
    return columns.length === 0
        ? [makeTable(GroupKey.empty, [], 0)]
        : groupRows(makeTable(GroupKey.empty, columns, table.rows), labels);
}
