import { isNull } from "@flux-scripts/tables";
import { selector } from "../../execution/aggregates.ts";
import { transformation } from "../../registry.ts";

/** `last(column: "_value")`: the last row of each table whose value is not null. */
export default transformation(["<-tables", "?column"], (args) =>
    selector(args.stream("tables"), "last", args.string("column", "_value"), (column, table) => {
        for (let row = table.rows - 1; row >= 0; row -= 1) {
            if (!isNull(column, row)) {
                return [row];
            }
        }
        return [];
    }),
);
