import { columnOf, type Table } from "@flux-scripts/tables";
import { gather } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import type { RecordValue } from "../../values/value.ts";
import { recordOf, tableOfRecords } from "../support/records.ts";
import { rowRecord } from "../universe/reduce.ts";

/** Rows by time, in order of time. */
function rowsByTime(table: Table): Map<bigint, number[]> {
    const times = columnOf(table, "_time");
    const found = new Map<bigint, number[]>();
    for (let row = 0; times?.type === "time" && row < table.rows; row += 1) {
        if (times.nulls?.[row] !== 1) {
            const time = times.data[row] as bigint;
            const rows = found.get(time);
            if (rows === undefined) {
                found.set(time, [row]);
            } else {
                rows.push(row);
            }
        }
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `experimental.join`: rows of equal time in tables of equal group key, one call of `fn` a pair. */
export default transformation(["left", "right", "fn"], (args) => {
    const fn = args.fn("fn");
    const { context } = args;
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
                const otherRows = rowsByTime(other);
                const records: RecordValue[] = [];
                for (const [time, rows] of rowsByTime(table)) {
                    for (const a of rows) {
                        for (const b of otherRows.get(time) ?? []) {
                            records.push(recordOf(context.call(fn, { left: rowRecord(table, a), right: rowRecord(other, b) }), "join"));
                        }
                    }
                }
                if (records.length > 0) {
                    joined.push(tableOfRecords(table.key, records, "join:"));
                }
            }
            return joined;
        },
        { order: "sorted" },
    );
});
