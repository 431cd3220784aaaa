import { type Column, columnOf, emptyLike, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { type Operator, type Sink, StepNode } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import type { Run } from "../../execution/run.ts";
import { groupRows } from "../../execution/grouping.ts";
import { transformation } from "../../registry.ts";
import { innerParameter } from "../../rowfn/vectorizable.ts";
import { FluxError } from "../../values/error.ts";

/**
 * `map(fn:)`: a row for each row. Columns of the group key that the function doesn't return leave the key; where it changes their
 * values the rows are grouped anew. Empty tables go away.
 */
export default transformation(["<-tables", "fn", "?mergeKey"], (args) => {
    const input = args.stream("tables");
    const fn = args.fn("fn");
    const unresolved = innerParameter(fn);
    if (unresolved !== undefined) {
        throw new FluxError("invalid", `name {"${unresolved}" ""} does not exist in scope`);
    }
    const mapper = args.context.mapper(fn);
    const make = (out: Sink, run: Run): Operator => {
        const keyed = new KeyedTables(run);
        // Rows that stay in their table may go on at once where the tables come sorted.
        let open: Table | undefined;
        return {
            chunk: (part, more) => {
                run.poll();
                const streams = input.comesSorted && part.key.entries.every(({ label }) => mapper.keeps(label));
                if (part.rows > 0) {
                    const tables = regrouped(part, mapper(part));
                    const [first] = tables;
                    if (streams && tables.length === 1 && first !== undefined && first.key.equals(part.key)) {
                        out.chunk(first, more);
                        open = more ? first : undefined;
                        return;
                    }
                    for (const table of tables) {
                        keyed.add(table);
                    }
                } else if (open !== undefined && !more) {
                    out.chunk(emptyLike(open), false);
                    open = undefined;
                }
            },
            end: () => {
                // What feeds the step may have stopped within a table, when no more of it was wanted.
                if (open !== undefined) {
                    out.chunk(emptyLike(open), false);
                }
                keyed.flush(out);
                out.end();
            },
            get full() {
                return out.full;
            },
        };
    };
    // Where the function keeps the key, whatever the tags are, tables stay what they are.
    const keepsKey = ["_start", "_stop", "_measurement", "_field", "\u0000"].every((label) => mapper.keeps(label));
    return new StepNode("map", [input], make, { order: "sorted", ...(keepsKey ? { onOrder: "sorts" } : {}) });
});

/** Tables of new columns, keyed by those of the old key's labels that are still there. */
function regrouped(table: Table, columns: readonly Column[]): readonly Table[] {
    if (columns.length === 0) {
        return [makeTable(GroupKey.empty, [], 0)];
    }
    const labels = table.key.entries.map(({ label }) => label).filter((label) => columns.some((column) => column.label === label));
    // A column that the function passed on is the same in every row, as it was before.
    const passedOn = columns.filter(({ label, data }) => columnOf(table, label)?.data === data);
    const same = table.key.entries.filter(({ label }) => passedOn.some((column) => column.label === label));
    const key = same.length === table.key.entries.length ? table.key : new GroupKey(same);
    return groupRows(makeTable(key, columns, table.rows), labels);
}
