import { emptyLike, GroupKey, type Table } from "@flux-scripts/tables";
import { groupRows } from "../../execution/grouping.ts";
import type { Node, Operator, Sink } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import type { Run } from "../../execution/run.ts";
import { Chunks } from "../../execution/steps.ts";
import { GroupingNode } from "../../execution/storedgroup.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `group(columns: [], mode: "by")`: tables of rows that are equal in some columns (`by`), or in all others (`except`). */
export default transformation(["<-tables", "?columns", "?mode"], (args) => {
    const mode = args.string("mode", "by");
    if (mode !== "by" && mode !== "except") {
        throw new FluxError("invalid", 'invalid group mode: must be "by" or "except"');
    }
    const labels = args.strings("columns", []);
    const columns = new Set(labels);
    const input = args.stream("tables");
    // Only the last of two groupings one after the other counts, also for the order of the rows.
    const from = input instanceof GroupNode ? (input.inputs[0] ?? input) : input;
    return mode === "by"
        ? new GroupNode(from, () => [...columns], labels)
        : new GroupNode(from, (table) => table.columns.map(({ label }) => label).filter((label) => !columns.has(label)), undefined);
});

/** Gives the labels that a table's rows are grouped by. */
export type LabelsOf = (table: Table) => readonly string[];

/** A step that groups rows, and says by what. */
export class GroupNode extends GroupingNode {
    constructor(
        input: Node,
        readonly labelsOf: LabelsOf,
        columns: readonly string[] | undefined,
        /** Tables come in the order of the tables that their first rows are in, by key only within each; otherwise all by key. */
        inOrder = false,
    ) {
        super(input, columns, (out, run) => operator(labelsOf, inOrder, out, run), inOrder ? "kept" : "sorted");
    }
}

function operator(labelsOf: LabelsOf, inOrder: boolean, out: Sink, run: Run): Operator {
    const keyed = new KeyedTables(run, inOrder);
    const chunks = new Chunks(run);
    // Chunk by chunk is cheap while the groups are large; many small groups are made of the whole table in one go.
    let whole = inOrder;
    const add = (table: Table, more: boolean): void => {
        run.poll();
        const labels = labelsOf(table);
        if (table.rows === 0 && labels.length === 0) {
            keyed.add(emptyLike(table, GroupKey.empty));
        }
        const groups = groupRows(table, labels);
        if (more && groups.length * 64 > table.rows) {
            whole = true;
            chunks.add(table, true);
            return;
        }
        for (const each of inOrder ? groups.sort((a, b) => GroupKey.compare(a.key, b.key)) : groups) {
            keyed.add(each);
        }
    };
    return {
        chunk: (part: Table, more: boolean) => {
            const table = whole ? chunks.add(part, more) : part;
            if (table !== undefined) {
                add(table, more && !whole);
                whole = inOrder || (whole && more);
            }
        },
        end: () => {
            keyed.flush(out);
            out.end();
        },
    };
}
