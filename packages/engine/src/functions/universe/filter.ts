import { takeTable, type Table } from "@flux-scripts/tables";
import { eachChunk } from "../../execution/steps.ts";
import { pushPredicates } from "../../execution/read.ts";
import { readPredicates } from "../../rowfn/predicates.ts";
import { isLiteralTrue } from "../../rowfn/literal.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `filter(fn:, onEmpty: "drop")`: the rows where the function is true. */
export default transformation(["<-tables", "fn", "?onEmpty"], (args) => {
    const fn = args.fn("fn");
    const onEmpty = args.string("onEmpty", "drop");
    if (onEmpty !== "drop" && onEmpty !== "keep") {
        throw new FluxError("invalid", `onEmpty must be keep or drop, was "${onEmpty}"`);
    }
    const input = args.stream("tables");
    // The reference's planner takes a filter that is always true away, so that it drops no empty tables either.
    if (isLiteralTrue(fn)) {
        return input;
    }
    const { predicates, tests, complete } = readPredicates(fn);
    if (onEmpty === "drop" && complete) {
        const pushed = pushPredicates(input, predicates, tests);
        if (pushed !== undefined) {
            return pushed;
        }
    }
    // Rows are tested one by one; the storage still leaves out series of which no row can pass.
    const equal = predicates.filter((predicate) => predicate.kind === "tagIn" || (predicate.kind === "tag" && predicate.operator === "=="));
    const pushed = onEmpty === "drop" && equal.length > 0 ? pushPredicates(input, equal, []) : undefined;
    const predicate = args.context.predicate(fn);
    return eachChunk(pushed ?? input, "filter", () => (chunk) => masked(chunk, predicate(chunk)), {
        emptyTables: onEmpty,
        keepsKey: true,
    });
});

/** The rows whose byte in the mask is 1. */
export function masked(table: Table, mask: Uint8Array): Table {
    let count = 0;
    for (let row = 0; row < mask.length; row += 1) {
        count += mask[row] as number;
    }
    if (count === table.rows) {
        return table;
    }
    const rows = new Int32Array(count);
    let at = 0;
    for (let row = 0; row < mask.length; row += 1) {
        if (mask[row] === 1) {
            rows[at] = row;
            at += 1;
        }
    }
    return takeTable(table, rows);
}
