import { eachChunk } from "../../execution/steps.ts";
import { pushPredicates } from "../../execution/read.ts";
import { masked } from "../../execution/rowtests.ts";
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
    const { predicates, tests, complete, rowTest } = readPredicates(fn);
    const predicate = args.context.predicate(fn);
    if (onEmpty === "drop" && (complete || rowTest !== undefined)) {
        const filters = complete || rowTest === undefined ? [] : [{ stored: rowTest, inMemory: predicate }];
        const pushed = pushPredicates(input, predicates, tests, filters);
        if (pushed !== undefined) {
            return pushed;
        }
    }
    // Rows are tested one by one; the storage still leaves out series of which no row can pass.
    const equal = predicates.filter((predicate) => predicate.kind === "tagIn" || (predicate.kind === "tag" && predicate.operator === "=="));
    const pushed = onEmpty === "drop" && equal.length > 0 ? pushPredicates(input, equal, []) : undefined;
    return eachChunk(pushed ?? input, "filter", () => (chunk) => masked(chunk, predicate(chunk)), {
        emptyTables: onEmpty,
        keepsKey: true,
    });
});
