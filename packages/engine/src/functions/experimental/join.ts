import { columnOf, compareText, type Table, takeTable } from "@flux-scripts/tables";
import type { Run } from "../../execution/run.ts";
import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { recordOf, tableOfRecords } from "../support/records.ts";
import { rowRecord } from "../universe/reduce.ts";

interface Pairs {
    readonly left: number[];
    readonly right: number[];
}

/** The rows that have a time, in order of time. */
function rowsByTime(table: Table): { readonly times: BigInt64Array; readonly rows: readonly number[] } {
    const column = columnOf(table, "_time");
    if (column?.type !== "time") {
        return { times: new BigInt64Array(0), rows: [] };
    }
    const times = column.data;
    const rows: number[] = [];
    let isSorted = true;
    for (let row = 0; row < table.rows; row += 1) {
        if (column.nulls?.[row] !== 1) {
            isSorted &&= rows.length === 0 || (times[rows.at(-1) as number] as bigint) <= (times[row] as bigint);
            rows.push(row);
        }
    }
    return { times, rows: isSorted ? rows : rows.sort((x, y) => Number((times[x] as bigint) - (times[y] as bigint))) };
}

/** All pairs of rows of one time, in order of time. */
function pairsByTime(table: Table, other: Table, run: Run): Pairs {
    const left = rowsByTime(table);
    const right = rowsByTime(other);
    const pairs: Pairs = { left: [], right: [] };
    let from = 0;
    for (const row of left.rows) {
        const time = left.times[row] as bigint;
        while (from < right.rows.length && (right.times[right.rows[from] as number] as bigint) < time) {
            from += 1;
        }
        for (let at = from; at < right.rows.length && right.times[right.rows[at] as number] === time; at += 1) {
            run.checkPairs(pairs.left.push(row));
            pairs.right.push(right.rows[at] as number);
        }
    }
    return pairs;
}

/** `experimental.join`: rows of equal time in tables of equal group key, one call of `fn` a pair. */
export default transformation(["left", "right", "fn"], (args) => {
    const fn = args.fn("fn");
    const { context } = args;
    const together = context.pairs(fn, ["left", "right"]);
    const joinedPairs = (table: Table, other: Table, { left, right }: Pairs): Table => {
        const leftRows = takeTable(table, left);
        const rightRows = takeTable(other, right);
        const columns = together(leftRows, rightRows);
        if (columns !== undefined) {
            return { key: table.key, columns: [...columns].sort((a, b) => compareText(a.label, b.label)), rows: left.length };
        }
        const records = left.map((_, row) =>
            recordOf(context.call(fn, { left: rowRecord(leftRows, row), right: rowRecord(rightRows, row) }), "join"),
        );
        return tableOfRecords(table.key, records, "join:");
    };
    return gather(
        [args.stream("left"), args.stream("right")],
        "join",
        ([left = [], right = []], run) => {
            const rights = new Map(right.map((table) => [table.key.id, table]));
            const joined: Table[] = [];
            for (const table of left) {
                const other = rights.get(table.key.id);
                if (other === undefined) {
                    continue;
                }
                run.poll();
                const pairs = pairsByTime(table, other, run);
                if (pairs.left.length > 0) {
                    run.checkRows(pairs.left.length);
                    joined.push(joinedPairs(table, other, pairs));
                }
            }
            return joined;
        },
        { order: "sorted" },
    );
});
