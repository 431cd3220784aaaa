import { columnOf, constantColumn, type Column, makeTable, type Table } from "@flux-scripts/tables";
import type { TimeBounds } from "../../api.ts";
import type { Node } from "../../execution/node.ts";
import { pushBounds } from "../../execution/read.ts";
import { eachChunk } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { kindOf } from "../../values/types.ts";
import { isNullValue, type Value } from "../../values/value.ts";
import type { Args } from "../../arguments.ts";
import { masked } from "../../execution/rowtests.ts";

const SECOND = 1000000000n;

/** `range(start:, stop: now())`: rows inside the bounds, with `_start` and `_stop` in the group key. Ints are seconds since the epoch. */
export default transformation(["<-tables", "start", "?stop"], (args) => {
    const input = args.stream("tables");
    const start = bound(args, "start");
    const stop = args.has("stop") ? bound(args, "stop") : args.context.now();
    if (start >= stop) {
        throw new FluxError("invalid", "error in building plan while starting program: cannot query an empty range");
    }
    const own = { start, stop };
    const bounds = input.bounds === undefined ? own : intersection(input.bounds, own);
    return pushBounds(input, bounds) ?? ranged(input, bounds);
});

function bound(args: Args, name: string): bigint {
    const value: Value = args.any(name);
    if (typeof value === "bigint") {
        return BigInt.asIntN(64, value * SECOND);
    }
    const time = args.context.toTime(value);
    if (time === undefined) {
        throw new FluxError("invalid", `value is not a time, got ${isNullValue(value) ? "null" : kindOf(value)}`);
    }
    return time;
}

function intersection(a: TimeBounds, b: TimeBounds): TimeBounds {
    const start = a.start > b.start ? a.start : b.start;
    const stop = a.stop < b.stop ? a.stop : b.stop;
    return stop < start ? { start, stop: start } : { start, stop };
}

/** The rows whose `_time` lies inside, with the bounds as columns. */
function ranged(input: Node, bounds: TimeBounds): Node {
    const work = (chunk: Table): Table => {
        const time = columnOf(chunk, "_time");
        if (time === undefined) {
            throw new FluxError("failed precondition", "range error: supplied time column _time doesn't exist");
        }
        if (time.type !== "time") {
            throw new FluxError("failed precondition", `range error: provided column _time is not of type time`);
        }
        const mask = new Uint8Array(chunk.rows);
        const { data, nulls } = time;
        for (let row = 0; row < chunk.rows; row += 1) {
            const at = data[row] as bigint;
            mask[row] = (nulls === undefined || nulls[row] === 0) && at >= bounds.start && at < bounds.stop ? 1 : 0;
        }
        return bounded(masked(chunk, mask), bounds);
    };
    return eachChunk(input, "range", () => work, { bounds, order: "kept" });
}

/** Puts the bounds on a table: existing columns are overwritten in place, new ones come first. Both join the key. */
function bounded(table: Table, bounds: TimeBounds): Table {
    const values = new Map([
        ["_start", bounds.start],
        ["_stop", bounds.stop],
    ]);
    const columns: Column[] = [];
    for (const [label, value] of values) {
        if (columnOf(table, label) === undefined) {
            columns.push(constantColumn(label, "time", value, table.rows));
        }
    }
    for (const column of table.columns) {
        const value = values.get(column.label);
        columns.push(value === undefined ? column : constantColumn(column.label, "time", value, table.rows));
    }
    const key = table.key.with("_start", "time", bounds.start).with("_stop", "time", bounds.stop);
    return makeTable(key, columns, table.rows);
}
