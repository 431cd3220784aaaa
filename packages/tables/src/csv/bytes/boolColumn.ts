/** Fields as booleans. */
import type { Cell } from "../../column.ts";
import { enlarged, FieldColumn, isDelimiter } from "./field.ts";
import type { ByteRecords } from "./records.ts";

export class BoolColumn extends FieldColumn {
    private data = new Uint8Array(0);

    protected allocate(capacity: number): void {
        this.data = new Uint8Array(capacity);
    }

    protected enlarge(capacity: number): void {
        this.data = enlarged(this.data, capacity);
    }

    protected put(row: number, cell: Cell): void {
        this.data[row] = cell === true ? 1 : 0;
    }

    protected cut(start: number, end: number): Uint8Array {
        return this.data.subarray(start, end);
    }

    read(cursor: ByteRecords, row: number): boolean {
        const { bytes, view, size } = cursor;
        const start = cursor.at;
        if (start + 5 > size) {
            return this.other(cursor, start, row);
        }
        const word = view.getInt32(start, true);
        // "true", and "fals" with an "e".
        const isTrue = word === 0x65757274;
        const end = isTrue ? start + 4 : word === 0x736c6166 && bytes[start + 4] === 101 ? start + 5 : 0;
        if (end === 0 || !isDelimiter(bytes[end] as number, bytes[end + 1] as number)) {
            return this.other(cursor, start, row);
        }
        this.data[row] = isTrue ? 1 : 0;
        this.clearNull(row);
        cursor.at = end;
        return true;
    }
}
