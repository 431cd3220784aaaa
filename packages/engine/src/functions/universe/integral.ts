import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { approximateNs } from "../../kernels/duration.ts";
import { SECOND } from "../support/durations.ts";
import type { Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { aggregateRow, floatsOf, isNumeric, nullsOf, requireColumn, requireTimes } from "../support/columns.ts";

interface IntegralOptions {
    readonly column: string;
    readonly timeColumn: string;
    /** Nanoseconds of one unit. */
    readonly unitNs: bigint;
    /** Whether the curve is drawn on to `_start` and `_stop`. */
    readonly linear: boolean;
}

/**
 * The area under the curve by the trapezoid rule, in values times units. `_start` and `_stop` must be in the group key. Nulls are passed
 * over, a repeated time keeps its first value; fewer than two points give 0.
 */
function integral(table: Table, options: IntegralOptions): Table {
    const bounds = ["_start", "_stop"].map((label) => {
        const entry = table.key.get(label);
        if (entry === undefined) {
            throw new FluxError("invalid", `integral function needs ${label} column to be part of group key`);
        }
        return entry.value;
    });
    const column = requireColumn(table, options.column);
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", `cannot perform integral over ${column.type}`);
    }
    const times = requireTimes(table, options.timeColumn);
    const timeNulls = nullsOf(requireColumn(table, options.timeColumn));
    const values = floatsOf(column);
    const nulls = nullsOf(column);
    const unit = Number(options.unitNs);
    const points: { time: bigint; value: number }[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        if (timeNulls[row] === 1) {
            throw new FluxError("failed precondition", "integral found null time in time column");
        }
        if (nulls[row] === 1) {
            continue;
        }
        const time = times[row] as bigint;
        const last = points.at(-1)?.time;
        if (last !== undefined && time < last) {
            throw new FluxError("failed precondition", "integral found out-of-order times in time column");
        }
        if (time !== last) {
            points.push({ time, value: values[row] as number });
        }
    }
    if (options.linear && points.length > 1) {
        drawOn(points, bounds[0] as bigint, bounds[1] as bigint);
    }
    let sum = 0;
    for (let i = 1; i < points.length; i += 1) {
        const before = points[i - 1] as { time: bigint; value: number };
        const now = points[i] as { time: bigint; value: number };
        sum += (0.5 * (now.value + before.value) * Number(now.time - before.time)) / unit;
    }
    return aggregateRow(table, options.column, "float", sum);
}

/** Adds points on the bounds, on the lines through the first two and the last two points. */
function drawOn(points: { time: bigint; value: number }[], start: bigint, stop: bigint): void {
    const at = (a: { time: bigint; value: number }, b: { time: bigint; value: number }, time: bigint): number =>
        a.value + ((b.value - a.value) * Number(time - a.time)) / Number(b.time - a.time);
    const [first, second] = points as [(typeof points)[0], (typeof points)[0]];
    const last = points.at(-1) as (typeof points)[0];
    const beforeLast = points.at(-2) as (typeof points)[0];
    if (start < first.time) {
        points.unshift({ time: start, value: at(first, second, start) });
    }
    if (stop > last.time) {
        points.push({ time: stop, value: at(beforeLast, last, stop) });
    }
}

export default transformation(["<-tables", "?unit", "?timeColumn", "?column", "?interpolate"], (args) => {
    const options = {
        column: args.string("column", "_value"),
        timeColumn: args.string("timeColumn", "_time"),
        unitNs: approximateNs(args.duration("unit", SECOND)),
        linear: args.string("interpolate", "") === "linear",
    };
    return perTable(args, "integral", (table) => integral(table, options));
});
