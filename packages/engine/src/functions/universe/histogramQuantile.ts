import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { columnFrom, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { aggregateRow, keyedTable, nullsOf, requireColumn } from "../support/columns.ts";

type OnNonmonotonic = "error" | "force" | "drop";

interface HistogramQuantileOptions {
    readonly quantile: number;
    readonly countColumn: string;
    readonly upperBoundColumn: string;
    readonly valueColumn: string;
    readonly minValue: number;
    readonly onNonmonotonic: OnNonmonotonic;
}

/** Fails for a treatment of counts that fall that is not known. */
function onNonmonotonic(value: string): OnNonmonotonic {
    if (value !== "error" && value !== "force" && value !== "drop") {
        throw new FluxError(
            "invalid",
            'value provided to histogramQuantile parameter onNonmonotonic is invalid; must be one of "error", "force" or "drop"',
        );
    }
    return value;
}

interface Bucket {
    readonly bound: number;
    count: number;
}

/** Estimates a quantile from cumulative counts, linear inside a bucket; null without any count. */
function histogramQuantile(table: Table, options: HistogramQuantileOptions): Table {
    const buckets = readBuckets(table, options);
    let before = 0;
    for (const bucket of buckets) {
        if (bucket.count < before) {
            if (options.onNonmonotonic === "error") {
                throw new FluxError("failed precondition", "histogram records counts are not monotonic");
            }
            if (options.onNonmonotonic === "drop") {
                return keyedTable(table, 0, [columnFrom(options.valueColumn, "float", [])]);
            }
            bucket.count = before;
        }
        before = bucket.count;
    }
    return aggregateRow(table, options.valueColumn, "float", estimate(buckets, options.quantile, options.minValue));
}

function readBuckets(table: Table, options: HistogramQuantileOptions): Bucket[] {
    const bounds = requireColumn(table, options.upperBoundColumn, `table is missing upper bound column "${options.upperBoundColumn}"`);
    const counts = requireColumn(table, options.countColumn, `table is missing count column "${options.countColumn}"`);
    if (bounds.type !== "float") {
        throw new FluxError("failed precondition", `upper bound column "${options.upperBoundColumn}" must be of type float`);
    }
    if (counts.type !== "float") {
        throw new FluxError("failed precondition", `count column "${options.countColumn}" must be of type float`);
    }
    const boundNulls = nullsOf(bounds);
    const countNulls = nullsOf(counts);
    const buckets: Bucket[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        if (boundNulls[row] === 1) {
            throw new FluxError("failed precondition", `unexpected null in the upper bound column "${options.upperBoundColumn}"`);
        }
        if (countNulls[row] === 1) {
            throw new FluxError("failed precondition", `unexpected null in the count column "${options.countColumn}"`);
        }
        buckets.push({ bound: bounds.data[row] as number, count: counts.data[row] as number });
    }
    return buckets.sort((a, b) => a.bound - b.bound);
}

function estimate(buckets: readonly Bucket[], q: number, minValue: number): number | null {
    const total = buckets.at(-1)?.count ?? 0;
    if (total === 0) {
        return null;
    }
    const rank = q * total;
    const index = buckets.findIndex(({ count }) => count >= rank);
    if (index < 0) {
        return Number.POSITIVE_INFINITY;
    }
    const { bound, count } = buckets[index] as Bucket;
    const below = buckets[index - 1];
    const lowerBound = below?.bound ?? minValue;
    if (bound === Number.POSITIVE_INFINITY) {
        return below === undefined ? bound : lowerBound;
    }
    const lowerCount = below?.count ?? 0;
    return count === lowerCount ? bound : lowerBound + (bound - lowerBound) * ((rank - lowerCount) / (count - lowerCount));
}

export default transformation(
    ["<-tables", "?quantile", "?countColumn", "?upperBoundColumn", "?valueColumn", "?minValue", "?onNonmonotonic"],
    (args) => {
        const options = {
            quantile: args.float("quantile"),
            countColumn: args.string("countColumn", "_value"),
            upperBoundColumn: args.string("upperBoundColumn", "le"),
            valueColumn: args.string("valueColumn", "_value"),
            minValue: args.float("minValue", 0),
            onNonmonotonic: onNonmonotonic(args.string("onNonmonotonic", "error")),
        };
        return perTable(args, "histogramQuantile", (table) => histogramQuantile(table, options));
    },
);
