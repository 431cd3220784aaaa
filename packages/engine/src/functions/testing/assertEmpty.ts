import { eachTable } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `testing.assertEmpty`: fails when a table has a row; empty tables pass through. */
export default transformation(["<-tables"], (args) =>
    eachTable(args.stream("tables"), "assertEmpty", (table) => {
        if (table.rows > 0) {
            throw new FluxError("aborted", "found 1 tables that weren't empty");
        }
        return table;
    }),
);
