import type { Column, ColumnType } from "@flux-scripts/tables";
import { type Accumulator, aggregate } from "../../execution/aggregates.ts";
import { transformation } from "../../registry.ts";

/** `count(column: "_value")`: the number of each table's rows, nulls included. */
export default transformation(["<-tables", "?column"], (args) =>
    aggregate(args.stream("tables"), "count", [args.string("column", "_value")], countOf),
);

/** The accumulator of a count; time columns can't be counted. */
function countOf(type: ColumnType): Accumulator | undefined {
    return type === "time" ? undefined : new Count();
}

class Count implements Accumulator {
    readonly type = "int";
    private rows = 0;

    add(_column: Column, start: number, end: number): void {
        this.rows += end - start;
    }

    value(): bigint {
        return BigInt(this.rows);
    }

    reset(): void {
        this.rows = 0;
    }
}
