import { makeColumn, type Table } from "@flux-scripts/tables";
import { approximateNs } from "../../kernels/duration.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { requireColumn, withColumn } from "../support/columns.ts";
import { SECOND } from "../support/durations.ts";
import { perTable } from "../support/perTable.ts";

interface StateOptions {
    readonly countColumn: string | undefined;
    readonly durationColumn: string | undefined;
    readonly timeColumn: string;
    readonly unitNs: bigint;
}

/** How many rows, and for how many units, the state has lasted; -1 in rows where `mask` is not 1. */
function trackState(table: Table, mask: Uint8Array, options: StateOptions): Table {
    const { countColumn, durationColumn } = options;
    if (countColumn === undefined && durationColumn === undefined) {
        return table;
    }
    const times = requireColumn(table, options.timeColumn);
    if (times.type !== "time") {
        throw new FluxError("failed precondition", `column "${options.timeColumn}" is not of type time`);
    }
    const counts = new BigInt64Array(table.rows);
    const durations = new BigInt64Array(table.rows);
    let count = 0n;
    let start = 0n;
    let last: bigint | undefined;
    for (let row = 0; row < table.rows; row += 1) {
        const time = times.data[row] as bigint;
        if (durationColumn !== undefined) {
            if (times.nulls?.[row] === 1) {
                throw new FluxError("failed precondition", "got a null timestamp");
            }
            if (last !== undefined && time < last) {
                throw new FluxError("failed precondition", "got an out-of-order timestamp");
            }
            last = time;
        }
        if (mask[row] !== 1) {
            count = 0n;
            counts[row] = -1n;
            durations[row] = -1n;
            continue;
        }
        start = count === 0n ? time : start;
        count += 1n;
        counts[row] = count;
        durations[row] = (time - start) / options.unitNs;
    }
    let result = table;
    if (countColumn !== undefined) {
        result = withColumn(result, makeColumn(countColumn, "int", counts));
    }
    if (durationColumn !== undefined) {
        result = withColumn(result, makeColumn(durationColumn, "int", durations));
    }
    return result;
}

export default transformation(["<-tables", "fn", "?countColumn", "?durationColumn", "?durationUnit", "?timeColumn"], (args) => {
    const unitNs = approximateNs(args.duration("durationUnit", SECOND));
    if (unitNs <= 0n) {
        throw new FluxError("invalid", "state tracking duration unit must be greater than zero");
    }
    const name = (argument: string): string | undefined => {
        const label = args.string(argument, "");
        return label === "" ? undefined : label;
    };
    const options = {
        countColumn: name("countColumn"),
        durationColumn: name("durationColumn"),
        timeColumn: args.string("timeColumn", "_time"),
        unitNs,
    };
    const predicate = args.context.predicate(args.fn("fn"));
    return perTable(args, "stateTracking", (table) => trackState(table, predicate(table), options));
});
