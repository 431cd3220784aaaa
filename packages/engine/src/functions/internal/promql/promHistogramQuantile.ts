import { cellAt, type Table } from "@flux-scripts/tables";
import { eachTable } from "../../../execution/steps.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { aggregateRow, floatsOf, isNumeric, nullsOf, requireColumn } from "../../support/columns.ts";

interface Bucket {
    readonly bound: number;
    readonly count: number;
}

/** The buckets by bound; the counts of one bound are added up, and a count that falls is that of the bucket before. */
function bucketsOf(table: Table, boundColumn: string, countColumn: string): Bucket[] {
    const bounds = requireColumn(table, boundColumn);
    const counts = requireColumn(table, countColumn);
    if (!isNumeric(counts.type)) {
        throw new FluxError("failed precondition", `count column "${countColumn}" must be a number`);
    }
    const numbers = floatsOf(counts);
    const nulls = nullsOf(counts);
    const sums = new Map<number, number>();
    for (let row = 0; row < table.rows; row += 1) {
        const cell = cellAt(bounds, row);
        const bound = typeof cell === "string" ? Number(cell.replace(/^([+-]?)inf(inity)?$/i, "$1Infinity")) : Number(cell ?? Number.NaN);
        if (nulls[row] !== 1 && !Number.isNaN(bound)) {
            sums.set(bound, (sums.get(bound) ?? 0) + (numbers[row] as number));
        }
    }
    let before = Number.NEGATIVE_INFINITY;
    return [...sums]
        .sort(([a], [b]) => a - b)
        .map(([bound, count]) => {
            before = Math.max(before, count);
            return { bound, count: before };
        });
}

/** PromQL's `histogram_quantile` over cumulative counts. */
function quantileOf(buckets: readonly Bucket[], q: number): number {
    if (q < 0) {
        return Number.NEGATIVE_INFINITY;
    }
    if (q > 1) {
        return Number.POSITIVE_INFINITY;
    }
    const highest = buckets.length - 1;
    if (highest < 1 || buckets[highest]?.bound !== Number.POSITIVE_INFINITY) {
        return Number.NaN;
    }
    let rank = q * (buckets[highest] as Bucket).count;
    const index = buckets.findIndex(({ count }, at) => at === highest || count >= rank);
    const { bound, count } = buckets[index] as Bucket;
    if (index === highest) {
        return (buckets[highest - 1] as Bucket).bound;
    }
    if (index === 0 && bound <= 0) {
        return bound;
    }
    const below = index > 0 ? (buckets[index - 1] as Bucket) : { bound: 0, count: 0 };
    rank -= below.count;
    return below.bound + (bound - below.bound) * (rank / (count - below.count));
}

export default transformation(["<-tables", "?quantile", "?countColumn", "?upperBoundColumn", "?valueColumn"], (args) => {
    const q = args.float("quantile");
    const countColumn = args.string("countColumn", "_value");
    const boundColumn = args.string("upperBoundColumn", "le");
    const valueColumn = args.string("valueColumn", "_value");
    return eachTable(
        args.stream("tables"),
        "promHistogramQuantile",
        (table) =>
            table.rows === 0
                ? undefined
                : aggregateRow(table, valueColumn, "float", quantileOf(bucketsOf(table, boundColumn, countColumn), q)),
        { order: "sorted", keepsKey: true },
    );
});
