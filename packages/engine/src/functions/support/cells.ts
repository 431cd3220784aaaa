import { arrayOf, type Column, type ColumnArrays, type ColumnType } from "@flux-scripts/tables";

/** A column that is filled at any row in any order; rows that nothing was put into are null. */
export class Cells {
    private data: ColumnArrays[ColumnType];
    /** 1 where there is a value. */
    private filled = new Uint8Array(0);

    constructor(readonly type: ColumnType) {
        this.data = type === "string" ? [] : arrayOf(type, 0);
    }

    /** Puts the values of a column's rows at these places, one after another: the last one of a place holds. */
    put(column: Column, places: Int32Array, rows: number): void {
        let most = -1;
        for (let row = 0; row < rows; row += 1) {
            most = Math.max(most, places[row] as number);
        }
        this.reserve(most + 1);
        const { nulls } = column;
        const { filled } = this;
        copiers[this.type](column.data as never, this.data as never, places, rows);
        for (let row = 0; row < rows; row += 1) {
            filled[places[row] as number] = nulls !== undefined && nulls[row] === 1 ? 0 : 1;
        }
    }

    /** Puts one row's value at a place. */
    set(column: Column, row: number, place: number): void {
        this.reserve(place + 1);
        (this.data as { [row: number]: unknown })[place] = column.data[row];
        this.filled[place] = column.nulls !== undefined && column.nulls[row] === 1 ? 0 : 1;
    }

    private reserve(rows: number): void {
        if (rows <= this.filled.length) {
            return;
        }
        const size = Math.max(rows, this.filled.length * 2, 64);
        const filled = new Uint8Array(size);
        filled.set(this.filled);
        this.filled = filled;
        if (Array.isArray(this.data)) {
            while (this.data.length < size) {
                this.data.push("");
            }
            return;
        }
        const wider = arrayOf(this.type, size);
        (wider as Float64Array).set(this.data as Float64Array);
        this.data = wider;
    }

    /** The column with so many rows. To be asked once. */
    finish(label: string, rows: number): Column {
        this.reserve(rows);
        const { type } = this;
        const data = Array.isArray(this.data) ? this.data.slice(0, rows) : this.data.subarray(0, rows);
        let nulls: Uint8Array | undefined;
        for (let row = 0; row < rows; row += 1) {
            if (this.filled[row] !== 1) {
                nulls ??= new Uint8Array(rows);
                nulls[row] = 1;
            }
        }
        return { label, type, data, nulls } as Column;
    }
}

type Copier<T extends ColumnType> = (from: ColumnArrays[T], to: ColumnArrays[T], places: Int32Array, rows: number) => void;

// One function a kind of array: a loop over one kind compiles to plain loads and stores.
const copiers: { readonly [T in ColumnType]: Copier<T> } = {
    bool: (from, to, places, rows) => {
        for (let row = 0; row < rows; row += 1) {
            to[places[row] as number] = from[row] as number;
        }
    },
    float: (from, to, places, rows) => {
        for (let row = 0; row < rows; row += 1) {
            to[places[row] as number] = from[row] as number;
        }
    },
    int: copyIntegers,
    time: copyIntegers,
    uint: (from, to, places, rows) => {
        copyIntegers(signed(from), signed(to), places, rows);
    },
    string: (from, to, places, rows) => {
        for (let row = 0; row < rows; row += 1) {
            to[places[row] as number] = from[row] as string;
        }
    },
};

function copyIntegers(from: BigInt64Array, to: BigInt64Array, places: Int32Array, rows: number): void {
    for (let row = 0; row < rows; row += 1) {
        to[places[row] as number] = from[row] as bigint;
    }
}

function signed({ buffer, byteOffset, length }: BigUint64Array): BigInt64Array {
    return new BigInt64Array(buffer, byteOffset, length);
}
