/** Fields as floats, each the nearest to its digits. */
import type { Cell } from "../../column.ts";
import { LONGEST, writeFloat } from "./digits.ts";
import { enlarged, FieldColumn, isDelimiter } from "./field.ts";
import { POWERS, quotient } from "./numbers.ts";
import type { ByteRecords } from "./records.ts";

export class FloatColumn extends FieldColumn {
    private data = new Float64Array(0);
    private readonly written = new Uint8Array(LONGEST);

    protected allocate(capacity: number): void {
        this.data = new Float64Array(capacity);
    }

    protected enlarge(capacity: number): void {
        this.data = enlarged(this.data, capacity);
    }

    protected put(row: number, cell: Cell): void {
        this.data[row] = cell === null ? 0 : (cell as number);
    }

    protected cut(start: number, end: number): Float64Array {
        return this.data.subarray(start, end);
    }

    read(cursor: ByteRecords, row: number): boolean {
        const { bytes } = cursor;
        const start = cursor.at;
        const isNegative = bytes[start] === 45;
        let at = isNegative ? start + 1 : start;
        while (bytes[at] === 48) {
            at += 1;
        }
        let value = 0;
        let digit = (bytes[at] as number) - 48;
        const first = at;
        while (digit >= 0 && digit <= 9) {
            value = value * 10 + digit;
            at += 1;
            digit = (bytes[at] as number) - 48;
        }
        let significant = at - first;
        let scale = 0;
        const hasPoint = digit === -2;
        if (hasPoint) {
            const point = at;
            at += 1;
            if (value === 0) {
                while (bytes[at] === 48) {
                    at += 1;
                }
            }
            const from = at;
            digit = (bytes[at] as number) - 48;
            while (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                at += 1;
                digit = (bytes[at] as number) - 48;
            }
            significant += at - from;
            scale = at - point - 1;
        }
        const written = at - start - (isNegative ? 1 : 0) - (scale > 0 || bytes[at - 1] === 46 ? 1 : 0);
        if (written === 0 || scale > 22 || significant > 19 || !isDelimiter(bytes[at] as number, bytes[at + 1] as number)) {
            return this.other(cursor, start, row);
        }
        if (significant > 15) {
            value = longer(bytes, first, significant, scale);
            if (value !== value) {
                return this.other(cursor, start, row);
            }
        } else if (scale > 0) {
            // Both are exact, so the quotient is rounded once.
            value /= POWERS[scale] as number;
        }
        const signed = isNegative ? -value : value;
        if (this.field.isGuess === true && !this.isWritten(bytes, start, at, signed, significant, hasPoint)) {
            return false;
        }
        this.data[row] = signed;
        this.clearNull(row);
        cursor.at = at;
        return true;
    }

    /** Whether the bytes are what the value is written as. */
    private isWritten(bytes: Uint8Array, start: number, end: number, value: number, significant: number, hasPoint: boolean): boolean {
        const first = bytes[start] === 45 ? start + 1 : start;
        const isPlain = (bytes[first] !== 48 || first + 1 === end || bytes[first + 1] === 46) && bytes[first] !== 46;
        if (!isPlain || (hasPoint && (bytes[end - 1] === 48 || bytes[end - 1] === 46))) {
            return false;
        }
        // Up to 15 digits are always the shortest that give their float.
        if (significant <= 15) {
            return true;
        }
        const { written } = this;
        const length = writeFloat(written, 0, value);
        if (length !== end - start) {
            return false;
        }
        for (let offset = 0; offset < length; offset += 1) {
            if (written[offset] !== bytes[start + offset]) {
                return false;
            }
        }
        return true;
    }
}

/** The value of 16 to 19 digits from `at`, a point among, before or behind them. */
function longer(bytes: Uint8Array, at: number, significant: number, scale: number): number {
    let high = 0;
    let low = 0;
    let seen = 0;
    for (let place = at; seen < significant; place += 1) {
        const digit = (bytes[place] as number) - 48;
        if (digit === -2 || (seen === 0 && digit === 0)) {
            continue;
        }
        if (seen < 11) {
            high = high * 10 + digit;
        } else {
            low = low * 10 + digit;
        }
        seen += 1;
    }
    return quotient(high, low, significant - 11, scale);
}
