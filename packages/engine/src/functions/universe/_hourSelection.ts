import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { type Table, takeTable } from "@flux-scripts/tables";
import { datePart } from "../../kernels/calendar.ts";
import type { Location } from "../../kernels/zone.ts";
import { FluxError } from "../../values/error.ts";
import { requireColumn } from "../support/columns.ts";

/** Fails for hours outside 0–23. */
function checkHours(start: number, stop: number): void {
    for (const [name, hour] of [
        ["start", start],
        ["stop", stop],
    ] as const) {
        if (hour < 0 || hour > 23) {
            throw new FluxError("invalid", `${name} must be between 0 and 23`);
        }
    }
}

/** The rows whose hour on a location's clock lies from start to stop, both included, also over midnight. */
function hourSelection(table: Table, start: number, stop: number, timeColumn: string, location: Location): Table {
    const times = requireColumn(table, timeColumn, "invalid time column");
    const rows: number[] = [];
    if (times.type === "time") {
        for (let row = 0; row < table.rows; row += 1) {
            if (times.nulls?.[row] !== 1) {
                const hour = datePart("hour", location.toLocal(times.data[row] as bigint));
                if (start <= stop ? hour >= start && hour <= stop : hour >= start || hour <= stop) {
                    rows.push(row);
                }
            }
        }
    }
    return takeTable(table, rows);
}

/** The builtin behind `hourSelection`. */
export default transformation(["<-tables", "start", "stop", "location", "?timeColumn"], (args) => {
    const start = args.count("start");
    const stop = args.count("stop");
    const timeColumn = args.string("timeColumn", "_time");
    const location = args.context.location(args.record("location"));
    return perTable(args, "hourSelection", (table) => {
        checkHours(start, stop);
        return hourSelection(table, start, stop, timeColumn, location);
    });
});
