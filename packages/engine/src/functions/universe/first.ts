import { isNull } from "@flux-scripts/tables";
import { selector } from "../../execution/aggregates.ts";
import { transformation } from "../../registry.ts";

/** `first(column: "_value")`: the first row of each table whose value is not null. */
export default transformation(["<-tables", "?column"], (args) =>
    selector(args.stream("tables"), "first", args.string("column", "_value"), (column, table) => {
        for (let row = 0; row < table.rows; row += 1) {
            if (!isNull(column, row)) {
                return [row];
            }
        }
        return [];
    }),
);
