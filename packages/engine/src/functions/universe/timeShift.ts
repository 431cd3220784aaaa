import { transformation } from "../../registry.ts";
import { eachTable } from "../../execution/steps.ts";
import { GroupKey, makeColumn, type Table } from "@flux-scripts/tables";
import { addDuration } from "../../kernels/calendar.ts";
import type { Duration } from "../../kernels/duration.ts";
import { FluxError } from "../../values/error.ts";

/** Adds a duration to time columns and their values in the key; labels that are missing are passed over, nulls stay. */
function timeShift(table: Table, duration: Duration, labels: readonly string[]): Table {
    const columns = table.columns.map((column) => {
        if (!labels.includes(column.label)) {
            return column;
        }
        if (column.type !== "time") {
            throw new FluxError("failed precondition", `column "${column.label}" is not of type time`);
        }
        return makeColumn(
            column.label,
            "time",
            column.data.map((time) => addDuration(time, duration)),
            column.nulls,
        );
    });
    const key = new GroupKey(
        table.key.entries.map((entry) =>
            labels.includes(entry.label) && entry.type === "time" && entry.value !== null
                ? { ...entry, value: addDuration(entry.value as bigint, duration) }
                : entry,
        ),
    );
    return { key, columns, rows: table.rows };
}

export default transformation(["<-tables", "duration", "?columns"], (args) => {
    const duration = args.duration("duration");
    const labels = args.strings("columns", ["_start", "_stop", "_time"]);
    const input = args.stream("tables");
    const bounds = input.bounds && {
        start: addDuration(input.bounds.start, duration),
        stop: addDuration(input.bounds.stop, duration),
    };
    return eachTable(input, "timeShift", (table) => timeShift(table, duration, labels), { order: "sorted", bounds });
});
