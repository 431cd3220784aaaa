import { isNull, type Column, type ColumnType } from "@flux-scripts/tables";
import { type Accumulator, aggregate } from "../../execution/aggregates.ts";
import { transformation } from "../../registry.ts";

/** `sum(column: "_value")`: the sum of each table's column, null when it has no value. Integers wrap at 64 bits. */
export default transformation(["<-tables", "?column"], (args) =>
    aggregate(args.stream("tables"), "sum", [args.string("column", "_value")], sumOf),
);

/** The accumulator of a sum over a numeric column. */
export function sumOf(type: ColumnType): Accumulator | undefined {
    return type === "float" ? new FloatSum() : type === "int" || type === "uint" ? new IntegerSum(type) : undefined;
}

class FloatSum implements Accumulator {
    readonly type = "float";
    private sum = 0;
    private any = false;

    add(column: Column, start: number, end: number): void {
        const data = column.data as Float64Array;
        // Chunks are summed by themselves, then together: the last digits are those of the reference.
        let sum = 0;
        if (column.nulls === undefined) {
            for (let row = start; row < end; row += 1) {
                sum += data[row] as number;
            }
            this.any ||= end > start;
        } else {
            for (let row = start; row < end; row += 1) {
                if (!isNull(column, row)) {
                    sum += data[row] as number;
                    this.any = true;
                }
            }
        }
        this.sum += sum;
    }

    value(): number | null {
        return this.any ? this.sum : null;
    }

    reset(): void {
        this.sum = 0;
        this.any = false;
    }
}

class IntegerSum implements Accumulator {
    // An array element keeps the loop on machine integers.
    private readonly sum = new BigInt64Array(1);
    private any = false;

    constructor(readonly type: "int" | "uint") {}

    add(column: Column, start: number, end: number): void {
        const data = column.data as BigInt64Array;
        const signed = new BigInt64Array(data.buffer, data.byteOffset, data.length);
        let sum = this.sum[0] as bigint;
        for (let row = start; row < end; row += 1) {
            if (column.nulls === undefined || column.nulls[row] === 0) {
                sum = BigInt.asIntN(64, sum + (signed[row] as bigint));
                this.any = true;
            }
        }
        this.sum[0] = sum;
    }

    value(): bigint | null {
        const sum = this.sum[0] as bigint;
        return this.any ? (this.type === "uint" ? BigInt.asUintN(64, sum) : sum) : null;
    }

    reset(): void {
        this.sum[0] = 0n;
        this.any = false;
    }
}
