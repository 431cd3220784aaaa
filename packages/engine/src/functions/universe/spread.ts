import type { Cell, Column, ColumnType } from "@flux-scripts/tables";
import { type Accumulator, aggregate } from "../../execution/aggregates.ts";
import { transformation } from "../../registry.ts";
import { isNumeric, nullsOf } from "../support/columns.ts";

/** Largest minus smallest value in the column's own type (64-bit wrap-around); null when there is none. */
class Spread implements Accumulator {
    private min: number | bigint | undefined;
    private max: number | bigint | undefined;

    constructor(readonly type: ColumnType) {}

    add(column: Column, start: number, end: number): void {
        const nulls = nullsOf(column);
        const data = column.data as ArrayLike<number | bigint>;
        for (let row = start; row < end; row += 1) {
            if (nulls[row] !== 1) {
                const value = data[row] as number | bigint;
                this.min = this.min === undefined || value < this.min ? value : this.min;
                this.max = this.max === undefined || value > this.max ? value : this.max;
            }
        }
    }

    value(): Cell {
        const { min, max } = this;
        if (min === undefined || max === undefined) {
            return null;
        }
        if (typeof min === "number" || typeof max === "number") {
            return Number(max) - Number(min);
        }
        return this.type === "int" ? BigInt.asIntN(64, max - min) : BigInt.asUintN(64, max - min);
    }

    reset(): void {
        this.min = undefined;
        this.max = undefined;
    }
}

const spreadAccumulator = (type: ColumnType): Accumulator | undefined => (isNumeric(type) ? new Spread(type) : undefined);

export default transformation(["<-tables", "?column"], (args) =>
    aggregate(args.stream("tables"), "spread", [args.string("column", "_value")], spreadAccumulator),
);
