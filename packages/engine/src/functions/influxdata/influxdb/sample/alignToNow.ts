import { columnOf, makeColumn, type Table } from "@flux-scripts/tables";
import { gather } from "../../../../execution/steps.ts";
import { transformation } from "../../../../registry.ts";
import { withColumn } from "../../../support/columns.ts";

/** The latest time of a table; undefined where it has none. */
function latest(table: Table): bigint | undefined {
    const times = columnOf(table, "_time");
    let found: bigint | undefined;
    for (let row = 0; times?.type === "time" && row < table.rows; row += 1) {
        const time = times.data[row] as bigint;
        if (times.nulls?.[row] !== 1 && (found === undefined || time > found)) {
            found = time;
        }
    }
    return found;
}

function shifted(table: Table, by: bigint): Table {
    const times = columnOf(table, "_time");
    return times?.type !== "time"
        ? table
        : withColumn(
              table,
              makeColumn(
                  "_time",
                  "time",
                  times.data.map((time) => BigInt.asIntN(64, time + by)),
                  times.nulls,
              ),
          );
}

/** `sample.alignToNow()`: moves all times so that the latest of all is now. */
export default transformation(["<-tables"], (args) =>
    gather([args.stream("tables")], "alignToNow", ([tables = []]) => {
        const times = tables.map(latest).filter((time) => time !== undefined);
        const last = times.reduce((found, time) => (time > found ? time : found), times[0] ?? 0n);
        return times.length === 0 ? tables : tables.map((table) => shifted(table, args.context.now() - last));
    }),
);
