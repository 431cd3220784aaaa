/** 64-bit columns as halves of their integers: no BigInt is made for a field. */
import type { Cell, ColumnArrays, ColumnType } from "../../column.ts";
import { enlarged, FieldColumn } from "./field.ts";

export abstract class WideColumn extends FieldColumn {
    protected halves = new Int32Array(0);

    protected allocate(capacity: number): void {
        this.halves = new Int32Array(capacity * 2);
    }

    protected enlarge(capacity: number): void {
        this.halves = enlarged(this.halves, capacity * 2);
    }

    protected put(row: number, cell: Cell): void {
        const value = cell === null ? 0n : (cell as bigint);
        this.halves[2 * row] = Number(BigInt.asIntN(32, value));
        this.halves[2 * row + 1] = Number(BigInt.asIntN(32, value >> 32n));
    }

    protected cut(start: number, end: number): ColumnArrays[ColumnType] {
        const { buffer } = this.halves;
        return this.field.type === "uint"
            ? new BigUint64Array(buffer, start * 8, end - start)
            : new BigInt64Array(buffer, start * 8, end - start);
    }
}
