import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { columnFrom, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { fixedSix } from "../../kernels/numbers.ts";
import { keyedTable, nullsOf, requireColumn } from "../support/columns.ts";

interface HistogramOptions {
    readonly column: string;
    readonly upperBoundColumn: string;
    readonly countColumn: string;
    readonly bins: readonly number[];
    readonly normalize: boolean;
}

/** Cumulative counts (floats) of values up to each bound, bounds sorted and inclusive. A value above the last bound is an error. */
function histogram(table: Table, options: HistogramOptions): Table {
    const column = requireColumn(table, options.column, `column "${options.column}" is missing`);
    if (column.type !== "float") {
        throw new FluxError("failed precondition", `column "${options.column}" must be a float got ${column.type}`);
    }
    const bounds = [...options.bins].sort((a, b) => a - b);
    const counts = new Array<number>(bounds.length).fill(0);
    const nulls = nullsOf(column);
    let total = 0;
    for (let row = 0; row < table.rows; row += 1) {
        if (nulls[row] === 1) {
            continue;
        }
        const value = column.data[row] as number;
        const bin = lowerBound(bounds, value);
        if (bin >= bounds.length) {
            const last = bounds.at(-1) ?? Number.NaN;
            throw new FluxError(
                "out of range",
                `found value greater than any bin, ${bounds.length} ${bounds.length} ${fixedSix(value)} ${fixedSix(last)}`,
            );
        }
        counts[bin] = (counts[bin] as number) + 1;
        total += 1;
    }
    let sum = 0;
    const cumulative = counts.map((count) => {
        sum += count;
        return options.normalize ? sum / total : sum;
    });
    return keyedTable(table, bounds.length, [
        columnFrom(options.upperBoundColumn, "float", bounds),
        columnFrom(options.countColumn, "float", cumulative),
    ]);
}

/** The first bound that is not below the value. */
function lowerBound(bounds: readonly number[], value: number): number {
    let low = 0;
    let high = bounds.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((bounds[middle] as number) >= value) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

export default transformation(["<-tables", "?column", "?upperBoundColumn", "?countColumn", "bins", "?normalize"], (args) => {
    const options = {
        column: args.string("column", "_value"),
        upperBoundColumn: args.string("upperBoundColumn", "le"),
        countColumn: args.string("countColumn", "_value"),
        bins: args.array("bins").map(Number),
        normalize: args.bool("normalize", false),
    };
    return perTable(args, "histogram", (table) => histogram(table, options));
});
