import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { approximateNs } from "../../kernels/duration.ts";
import { Differences } from "../../kernels/difference.ts";
import { SECOND } from "../support/durations.ts";
import { type Column, makeColumn, sliceTable, type Table, takeTable } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { floatsOf, isNumeric, nullsOf, requireColumn } from "../support/columns.ts";

interface DerivativeOptions {
    readonly columns: readonly string[];
    readonly timeColumn: string;
    /** Nanoseconds of one unit. */
    readonly unitNs: bigint;
    readonly nonNegative: boolean;
    readonly initialZero: boolean;
}

/**
 * The rate of change per unit since the last value that is not null, as float. The first row and rows with a repeated time are dropped.
 * Times must rise and not be null. `nonNegative` makes a fall null, with `initialZero` 0.
 */
function derivative(table: Table, options: DerivativeOptions): Table {
    const times = requireColumn(table, options.timeColumn, `no column "${options.timeColumn}" exists`);
    if (times.type !== "time") {
        throw new FluxError("failed precondition", `time column "${options.timeColumn}" is not of type time`);
    }
    const kept = keptRows(times.data, nullsOf(times));
    const source = kept.length === table.rows ? table : takeTable(table, kept);
    const keptTimes = requireColumn(source, options.timeColumn).data as BigInt64Array;
    const columns = source.columns.map((column) =>
        options.columns.includes(column.label) ? derivativeColumn(column, keptTimes, options) : column,
    );
    return sliceTable({ key: table.key, columns, rows: kept.length }, 1, kept.length);
}

function keptRows(times: BigInt64Array, nulls: Uint8Array): Int32Array {
    const kept = new Int32Array(times.length);
    const differences = new Differences(times);
    let count = 0;
    for (let row = 0; row < times.length; row += 1) {
        if (nulls[row] === 1) {
            throw new FluxError("failed precondition", "derivative found null time in time column");
        }
        const step = row === 0 ? 1 : differences.between(row - 1, row);
        if (step < 0) {
            throw new FluxError("failed precondition", "derivative found out-of-order times in time column");
        }
        if (step > 0) {
            kept[count] = row;
            count += 1;
        }
    }
    return kept.subarray(0, count);
}

function derivativeColumn(column: Column, times: BigInt64Array, options: DerivativeOptions): Column {
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", `unsupported derivative column type ${column.label}:${column.type}`);
    }
    const source = floatsOf(column);
    const nulls = nullsOf(column);
    const unit = Number(options.unitNs);
    const differences = new Differences(times);
    const data = new Float64Array(source.length);
    const out = new Uint8Array(source.length);
    let lastRow = -1;
    for (let row = 0; row < source.length; row += 1) {
        if (nulls[row] === 1) {
            out[row] = 1;
            continue;
        }
        if (lastRow < 0) {
            out[row] = 1;
        } else {
            const change = changeOf(column, source, lastRow, row);
            const elapsed = differences.between(lastRow, row) / unit;
            if (!options.nonNegative || !(change < 0)) {
                data[row] = change / elapsed;
            } else if (!options.initialZero) {
                out[row] = 1;
            }
        }
        lastRow = row;
    }
    return makeColumn(column.label, "float", data, out);
}

/** Whole numbers are subtracted exactly before they become floats. */
function changeOf(column: Column, source: Float64Array, from: number, to: number): number {
    if (column.type === "int" || column.type === "uint") {
        const data = column.data as BigInt64Array;
        return Number((data[to] as bigint) - (data[from] as bigint));
    }
    return (source[to] as number) - (source[from] as number);
}

export default transformation(["<-tables", "?unit", "?nonNegative", "?columns", "?timeColumn", "?initialZero"], (args) => {
    const options = {
        columns: args.strings("columns", ["_value"]),
        timeColumn: args.string("timeColumn", "_time"),
        unitNs: approximateNs(args.duration("unit", SECOND)),
        nonNegative: args.bool("nonNegative", false),
        initialZero: args.bool("initialZero", false),
    };
    return perTable(args, "derivative", (table) => derivative(table, options));
});
