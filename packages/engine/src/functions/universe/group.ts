import { emptyLike, GroupKey, type Table } from "@flux-scripts/tables";
import { groupRows } from "../../execution/grouping.ts";
import type { Node, Sink } from "../../execution/node.ts";
import { StepNode } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import type { Run } from "../../execution/run.ts";
import { Chunks } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `group(columns: [], mode: "by")`: tables of rows that are equal in some columns (`by`), or in all others (`except`). */
export default transformation(["<-tables", "?columns", "?mode"], (args) => {
    const mode = args.string("mode", "by");
    if (mode !== "by" && mode !== "except") {
        throw new FluxError("invalid", 'invalid group mode: must be "by" or "except"');
    }
    const columns = new Set(args.strings("columns", []));
    const input = args.stream("tables");
    // Only the last of two groupings one after the other counts, also for the order of the rows.
    return groupBy(input.name === "group" ? (input.inputs[0] ?? input) : input, (table) =>
        mode === "by" ? [...columns] : table.columns.map(({ label }) => label).filter((label) => !columns.has(label)),
    );
});

/** A step that groups rows by the labels that a function gives for each table. */
export function groupBy(input: Node, labelsOf: (table: Table) => readonly string[]): StepNode {
    const make = (out: Sink, run: Run) => {
        const keyed = new KeyedTables(run);
        const chunks = new Chunks(run);
        // Chunk by chunk is cheap while the groups are large; many small groups are made of the whole table in one go.
        let whole = false;
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
            for (const each of groups) {
                keyed.add(each);
            }
        };
        return {
            chunk: (part: Table, more: boolean) => {
                const table = whole ? chunks.add(part, more) : part;
                if (table !== undefined) {
                    add(table, more && !whole);
                    whole &&= more;
                }
            },
            end: () => {
                keyed.flush(out);
                out.end();
            },
        };
    };
    return new StepNode("group", [input], make, { order: "sorted" });
}
