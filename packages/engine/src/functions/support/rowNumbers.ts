import { cellAt, cellId, type Column, ColumnBuilder } from "@flux-scripts/tables";
import { type MapKey, mapKeys } from "./mapKeys.ts";

/** Numbers rows by their values in some columns, in order of first appearance, over tables that have these columns in the same types. */
export class RowNumbers {
    private readonly columns: readonly ColumnBuilder[];
    /** One column of times or integers whose new values are always larger than those before: what rows of stored series mostly have. */
    private increasing: BigInt64Array | undefined;
    private readonly found = new Map<MapKey, number>();
    private size = 0;

    constructor(columns: readonly Column[]) {
        this.columns = columns.map(({ label, type }) => new ColumnBuilder(label, type));
        const [only] = columns;
        if (columns.length === 1 && (only?.type === "time" || only?.type === "int")) {
            this.increasing = new BigInt64Array(1024);
        }
    }

    /** How many different rows there were. */
    get count(): number {
        return this.size;
    }

    /** The number of each row of a table, by its columns for the labels. */
    of(columns: readonly Column[], rows: number): Int32Array {
        const numbers = new Int32Array(rows);
        let row = 0;
        if (this.increasing !== undefined) {
            row = this.inOrder(columns[0] as Column, numbers);
            if (row === rows) {
                return numbers;
            }
            this.leaveOrder();
        }
        const keyOf = joinedKeys(columns);
        for (; row < rows; row += 1) {
            const id = keyOf(row);
            let at = this.found.get(id);
            if (at === undefined) {
                at = this.size;
                this.size += 1;
                this.found.set(id, at);
                for (const [i, builder] of this.columns.entries()) {
                    builder.pushFrom(columns[i] as Column, row);
                }
            }
            numbers[row] = at;
        }
        return numbers;
    }

    /** Numbers rows as long as new values are larger than all before; gives the row where that ends. */
    private inOrder(column: Column, numbers: Int32Array): number {
        if (column.nulls !== undefined) {
            return 0;
        }
        const data = column.data as BigInt64Array;
        const [builder] = this.columns as [ColumnBuilder];
        let known = this.increasing as BigInt64Array;
        let next = 0;
        for (let row = 0; row < numbers.length; row += 1) {
            const value = data[row] as bigint;
            if (next < this.size && known[next] === value) {
                numbers[row] = next;
                next += 1;
                continue;
            }
            if (this.size === 0 || value > (known[this.size - 1] as bigint)) {
                if (this.size === known.length) {
                    const wider = new BigInt64Array(this.size * 2);
                    wider.set(known);
                    known = this.increasing = wider;
                }
                known[this.size] = value;
                builder.pushInteger(value);
                numbers[row] = this.size;
                this.size += 1;
                next = this.size;
                continue;
            }
            const at = position(known, this.size, value);
            if (known[at] !== value) {
                return row;
            }
            numbers[row] = at;
            next = at + 1;
        }
        return numbers.length;
    }

    private leaveOrder(): void {
        const [builder] = this.columns as [ColumnBuilder];
        const data = (this.increasing as BigInt64Array).subarray(0, this.size);
        this.increasing = undefined;
        const keyOf = mapKeys({ label: builder.label, type: builder.type as "time", data, nulls: undefined });
        for (let at = 0; at < this.size; at += 1) {
            this.found.set(keyOf(at), at);
        }
    }

    /** The columns with a row for each number. To be asked once. */
    finish(): Column[] {
        return this.columns.map((column) => column.finish());
    }
}

/** The first place in an ordered column that is not before a value. */
function position(known: BigInt64Array, size: number, value: bigint): number {
    let from = 0;
    let to = size;
    while (from < to) {
        const middle = (from + to) >>> 1;
        if ((known[middle] as bigint) < value) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

/** Keys of rows by several columns: of one column as it is, of more as one text. */
export function joinedKeys(columns: readonly Column[]): (row: number) => MapKey {
    const [only] = columns;
    if (only !== undefined && columns.length === 1) {
        return mapKeys(only);
    }
    return (row) => {
        let id = "";
        for (const column of columns) {
            id += cellId(cellAt(column, row));
        }
        return id;
    };
}
