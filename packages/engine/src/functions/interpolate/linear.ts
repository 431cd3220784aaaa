import { ColumnBuilder, constantColumn, type Table } from "@flux-scripts/tables";
import type { Run } from "../../execution/run.ts";
import { windowProblem, Windows } from "../../kernels/window.ts";
import { UTC } from "../../kernels/zone.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { nullsOf, requireColumn } from "../support/columns.ts";
import { ZERO } from "../support/durations.ts";
import { perTable } from "../support/perTable.ts";

/** Points put into one gap; more are a mistake. */
const MOST_POINTS = 5_000_000n;

/** The rows of a table and, between them, points on the multiples of `every`, on the straight line. */
function interpolated(table: Table, windows: Windows, run: Run): Table {
    for (const { label } of table.columns) {
        if (label !== "_time" && label !== "_value" && !table.key.has(label)) {
            throw new FluxError("failed precondition", `interpolate.linear requires column "${label}" to be in group key`);
        }
    }
    const times = requireColumn(table, "_time");
    const values = requireColumn(table, "_value");
    if (times.type !== "time") {
        throw new FluxError("failed precondition", `interpolate.linear requires column "_time" to be of type time`);
    }
    if (values.type !== "float") {
        throw new FluxError("failed precondition", `interpolate.linear requires column "_value" to be of type float, got ${values.type}`);
    }
    const outTimes = new ColumnBuilder("_time", "time", table.rows);
    const outValues = new ColumnBuilder("_value", "float", table.rows);
    const valueNulls = nullsOf(values);
    const timeNulls = nullsOf(times);
    for (let row = 0; row < table.rows; row += 1) {
        if (timeNulls[row] === 1) {
            throw new FluxError("failed precondition", "null _time found during linear interpolation");
        }
        if (valueNulls[row] === 1) {
            throw new FluxError("failed precondition", "null _value found during linear interpolation");
        }
        const time = times.data[row] as bigint;
        const value = values.data[row] as number;
        if (row > 0) {
            const before = times.data[row - 1] as bigint;
            const from = values.data[row - 1] as number;
            if (windows.latest(time) - windows.latest(before) > MOST_POINTS) {
                throw new FluxError("resource exhausted", `a gap holds more than ${MOST_POINTS} points: choose a longer every`);
            }
            const slope = (value - from) / Number(time - before);
            for (let index = windows.latest(before) + 1n; ; index += 1n) {
                const at = windows.bounds(index).start;
                if (at >= time) {
                    break;
                }
                if (at > before) {
                    outTimes.push(at);
                    outValues.push(from + slope * Number(at - before));
                    if (outTimes.length % 10000 === 0) {
                        run.poll();
                        run.checkRows(outTimes.length);
                    }
                }
            }
        }
        outTimes.push(time);
        outValues.push(value);
    }
    const rows = outTimes.length;
    const made = new Map([
        ["_time", outTimes.finish()],
        ["_value", outValues.finish()],
    ]);
    const columns = table.columns.map(
        ({ label, type }) => made.get(label) ?? constantColumn(label, type, table.key.get(label)?.value ?? null, rows),
    );
    return { key: table.key, columns, rows };
}

export default transformation(["<-tables", "every"], (args) => {
    const every = args.duration("every");
    const problem = windowProblem(every, every);
    if (problem !== undefined) {
        throw new FluxError("invalid", problem);
    }
    return perTable(args, "linear", (table, run) => interpolated(table, new Windows(every, every, ZERO, UTC), run));
});
