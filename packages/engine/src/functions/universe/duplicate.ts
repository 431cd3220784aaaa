import { relabel, type Table } from "@flux-scripts/tables";
import type { Node } from "../../execution/node.ts";
import { StepNode } from "../../execution/node.ts";
import { eachTable } from "../../execution/steps.ts";
import { pickedWindows } from "../../execution/storedwindow.ts";
import { transformation } from "../../registry.ts";
import { requireColumn, withColumn } from "../support/columns.ts";

/** A copy of a column under another label, in place of a column of that label (which then leaves the group key) or at the end. */
function duplicate(table: Table, label: string, as: string): Table {
    const column = requireColumn(table, label, `duplicate error: column "${label}" doesn't exist`);
    if (label === as) {
        return table;
    }
    const copied = withColumn(table, relabel(column, as));
    return table.key.has(as) ? { ...copied, key: table.key.without(new Set([as])) } : copied;
}

/** The step of a duplicate, which says what it copies. */
export class DuplicateNode extends StepNode {
    constructor(
        input: Node,
        readonly column: string,
        readonly as: string,
    ) {
        const work = (table: Table): Table => duplicate(table, column, as);
        const sorted = eachTable(input, "duplicate", work, { order: "sorted" });
        const kept = eachTable(input, "duplicate", work);
        // The time of windows that the reference leaves to its storage: the series keep their order.
        const make: StepNode["make"] = (out, run) => (as === "_time" && pickedWindows(input) !== undefined ? kept : sorted).make(out, run);
        super("duplicate", [input], make, { order: "sorted" });
    }
}

/** `duplicate(column:, as:)`: a copy of a column under another label. */
export default transformation(
    ["<-tables", "column", "as"],
    (args) => new DuplicateNode(args.stream("tables"), args.string("column"), args.string("as")),
);
