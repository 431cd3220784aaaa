import { makeColumn, type Table } from "@flux-scripts/tables";
import { definePackage, transformation } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";
import { Time } from "../../../../values/value.ts";
import { approximateNs } from "../../../../kernels/duration.ts";
import { requireColumn, withColumn } from "../../../support/columns.ts";
import { SECOND } from "../../../support/durations.ts";
import { perTable } from "../../../support/perTable.ts";

/** Times of a column, a null as 1970. */
function timesOf(table: Table, label: string): BigInt64Array {
    const column = requireColumn(table, label);
    if (column.type !== "time") {
        throw new FluxError("failed precondition", `column "${label}" is not of type time`);
    }
    return column.nulls === undefined ? column.data : column.data.map((time, row) => (column.nulls?.[row] === 1 ? 0n : time));
}

export default definePackage("contrib/tomhollingworth/events", {
    /** How long each event lasts: until the next one, the last until `stop` (the time given, or the table's stop column). */
    duration: transformation(["<-tables", "?unit", "?columnName", "?timeColumn", "?stopColumn", "?stop"], (args) => {
        const unit = approximateNs(args.duration("unit", SECOND));
        if (unit === 0n) {
            throw new FluxError("invalid", "unit must not be zero");
        }
        const columnName = args.string("columnName", "duration");
        const timeColumn = args.string("timeColumn", "_time");
        const stopColumn = args.string("stopColumn", "_stop");
        const stop = args.optional("stop");
        return perTable(args, "duration", (table) => {
            const times = timesOf(table, timeColumn);
            const stops = stop instanceof Time ? undefined : timesOf(table, stopColumn);
            const durations = new BigInt64Array(table.rows);
            for (let row = 0; row < table.rows; row += 1) {
                const end = times[row + 1] ?? (stop instanceof Time ? stop.ns : (stops?.[row] ?? 0n));
                durations[row] = (end - (times[row] as bigint)) / unit;
            }
            return withColumn(table, makeColumn(columnName, "int", durations));
        });
    }),
});
