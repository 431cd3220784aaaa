import { arrayOf, type Cell, type Column, type ColumnArrays, type ColumnType } from "./column.ts";

/** Grows a column value by value. */
export class ColumnBuilder {
    private data: ColumnArrays[ColumnType];
    private nulls: Uint8Array | undefined;
    private size = 0;

    constructor(
        readonly label: string,
        readonly type: ColumnType,
        capacity = 16,
    ) {
        this.data = type === "string" ? [] : arrayOf(type, capacity);
    }

    get length(): number {
        return this.size;
    }

    /** Appends a value of the column's type, or null. */
    push(value: Cell): void {
        if (value === null) {
            this.pushNull();
            return;
        }
        const at = this.size;
        if (at >= this.data.length) {
            this.grow(at + 1);
        }
        (this.data as { [row: number]: unknown })[at] = this.type === "bool" ? (value === true ? 1 : 0) : value;
        this.size = at + 1;
    }

    /** {@link push} of a float, for builders of floats: a place that sees one kind of array compiles to plain stores. */
    pushFloat(value: number): void {
        const at = this.size;
        if (at >= this.data.length) {
            this.grow(at + 1);
        }
        (this.data as Float64Array)[at] = value;
        this.size = at + 1;
    }

    /** {@link push} of an int or a time. */
    pushInteger(value: bigint): void {
        const at = this.size;
        if (at >= this.data.length) {
            this.grow(at + 1);
        }
        (this.data as BigInt64Array)[at] = value;
        this.size = at + 1;
    }

    /** {@link push} of a text. */
    pushText(value: string): void {
        (this.data as string[])[this.size] = value;
        this.size += 1;
    }

    pushNull(): void {
        const at = this.size;
        if (at >= this.data.length) {
            this.grow(at + 1);
        }
        if (this.type === "string") {
            (this.data as string[])[at] = "";
        }
        if (this.nulls === undefined || this.nulls.length < this.data.length) {
            const wider = new Uint8Array(Math.max(this.data.length, at + 1, 16));
            wider.set(this.nulls ?? new Uint8Array(0));
            this.nulls = wider;
        }
        this.nulls[at] = 1;
        this.size = at + 1;
    }

    /** Appends a row of a column of the same type. */
    pushFrom(column: Column, row: number): void {
        if (column.nulls !== undefined && column.nulls[row] === 1) {
            this.pushNull();
            return;
        }
        const at = this.size;
        if (at >= this.data.length) {
            this.grow(at + 1);
        }
        (this.data as { [row: number]: unknown })[at] = column.data[row];
        this.size = at + 1;
    }

    /** The column so far. The builder must not be used after it. */
    finish(): Column {
        const size = this.size;
        const data = this.type === "string" ? this.data : (this.data as Float64Array).subarray(0, size);
        let nulls: Uint8Array | undefined;
        if (this.nulls !== undefined) {
            nulls = new Uint8Array(size);
            nulls.set(this.nulls.subarray(0, size));
        }
        return { label: this.label, type: this.type, data, nulls } as Column;
    }

    private grow(needed: number): void {
        if (this.type === "string") {
            return;
        }
        const wider = arrayOf(this.type, Math.max(needed, this.data.length * 2, 16));
        (wider as unknown as { set(from: unknown): void }).set(this.data);
        this.data = wider;
    }
}

/** A column from values of one type. */
export function columnFrom(label: string, type: ColumnType, values: Iterable<Cell>): Column {
    const builder = new ColumnBuilder(label, type);
    for (const value of values) {
        builder.push(value);
    }
    return builder.finish();
}
