import { sliceTable } from "@flux-scripts/tables";
import { eachTable } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `tail(n:, offset: 0)`: the last n rows of each table before the offset, counted from the end. */
export default transformation(["<-tables", "n", "?offset"], (args) => {
    const n = Math.max(args.count("n"), 0);
    const offset = args.count("offset", 0);
    if (offset < 0) {
        throw new FluxError("invalid", `tail offset cannot be negative (${offset})`);
    }
    return eachTable(args.stream("tables"), "tail", (table) => sliceTable(table, table.rows - offset - n, table.rows - offset), {
        order: "sorted",
        keepsKey: true,
    });
});
