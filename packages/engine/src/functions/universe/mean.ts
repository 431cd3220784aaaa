import type { Column, ColumnType } from "@flux-scripts/tables";
import { type Accumulator, aggregate } from "../../execution/aggregates.ts";
import { transformation } from "../../registry.ts";
import { sumOf } from "./sum.ts";

/** `mean(column: "_value")`: the average of each table's column, null when it has no value. Sums of integers wrap as `sum` does. */
export default transformation(["<-tables", "?column"], (args) =>
    aggregate(args.stream("tables"), "mean", [args.string("column", "_value")], meanOf),
);

/** The accumulator of a mean over a numeric column. */
function meanOf(type: ColumnType): Accumulator | undefined {
    const sum = sumOf(type);
    return sum === undefined ? undefined : new Mean(sum);
}

class Mean implements Accumulator {
    readonly type = "float";
    private count = 0;

    constructor(private readonly sum: Accumulator) {}

    add(column: Column, start: number, end: number): void {
        this.sum.add(column, start, end);
        if (column.nulls === undefined) {
            this.count += end - start;
            return;
        }
        for (let row = start; row < end; row += 1) {
            this.count += column.nulls[row] === 1 ? 0 : 1;
        }
    }

    value(): number | null {
        const sum = this.sum.value();
        return sum === null ? null : Number(sum) / this.count;
    }

    reset(): void {
        this.sum.reset();
        this.count = 0;
    }
}
