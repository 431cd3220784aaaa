import { constantColumn, makeTable, type Table } from "@flux-scripts/tables";
import { AggregateNode } from "../../execution/aggregates.ts";
import { eachTable } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";

/** `_fillEmpty(createEmpty:)`: gives tables without rows one of nulls, if asked. */
export default transformation(["<-tables", "createEmpty"], (args) => {
    const input = args.stream("tables");
    // An aggregate never gives a table without rows.
    return args.bool("createEmpty") && !(input instanceof AggregateNode)
        ? eachTable(input, "fill", filledTable, { keepsKey: true })
        : input;
});

/** A table without rows gets one: the key's values, and nulls. */
function filledTable(table: Table): Table {
    if (table.rows > 0) {
        return table;
    }
    const columns = table.columns.map(({ label, type }) => constantColumn(label, type, table.key.get(label)?.value ?? null, 1));
    return makeTable(table.key, columns, 1);
}
