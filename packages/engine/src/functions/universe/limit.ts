import { sliceTable, type Table } from "@flux-scripts/tables";
import type { Node } from "../../execution/node.ts";
import { pushLimit } from "../../execution/read.ts";
import { eachChunk, eachTable } from "../../execution/steps.ts";
import { GroupNode } from "./group.ts";
import { firstSorted, sortStep, SortNode } from "./sort.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `limit(n:, offset: 0)`: the first n rows of each table after the offset. A table that ends before its offset goes away. */
export default transformation(["<-tables", "n", "?offset"], (args) => {
    const n = Math.max(args.count("n"), 0);
    const offset = args.count("offset", 0);
    if (offset < 0) {
        throw new FluxError("invalid", `limit offset cannot be negative (${offset})`);
    }
    const input = offset === 0 ? fusedInput(args.stream("tables")) : args.stream("tables");
    const pushed = n > 0 && offset === 0 ? (pushLimit(input, n) ?? firstOfSorted(input, n)) : undefined;
    return (
        pushed ??
        eachChunk(
            input,
            "limit",
            () => {
                let before = 0;
                const work = (chunk: Table): Table => {
                    const kept = sliceTable(chunk, offset - before, offset + n - before);
                    before += chunk.rows;
                    return kept;
                };
                return Object.assign(work, { enough: () => before >= offset + n });
            },
            { emptyTables: offset > 0 && n > 0 ? "drop" : "keep", keepsKey: true },
        )
    );
});

/** Up to so many rows of a sorted table are found without sorting all of it. */
const FEW_ROWS = 10_000;

/** A sort and a limit as one step; undefined where the limit is large or no sort goes before it. */
function firstOfSorted(input: Node, n: number): Node | undefined {
    const [source] = input.inputs;
    if (!(input instanceof SortNode) || source === undefined || n > FEW_ROWS) {
        return undefined;
    }
    return eachTable(source, "limit", (table, run) => firstSorted(table, input.labels, input.desc, n, run.poll), { keepsKey: true });
}

/** Before a limit, the reference makes one step of a grouping and a sort: its tables come in the order of the tables they are from. */
function fusedInput(input: Node): Node {
    const group = input instanceof SortNode ? input.inputs[0] : undefined;
    if (!(input instanceof SortNode) || !(group instanceof GroupNode) || group.inputs[0] === undefined) {
        return input;
    }
    return sortStep(new GroupNode(group.inputs[0], group.labelsOf, group.columns, true), input.labels, input.desc);
}
