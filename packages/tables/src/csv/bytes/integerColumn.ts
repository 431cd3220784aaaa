/** Fields as signed or unsigned 64-bit integers. */
import { isDelimiter } from "./field.ts";
import { writeParts, writeSmall } from "./numbers.ts";
import type { ByteRecords } from "./records.ts";
import { WideColumn } from "./wideColumn.ts";

export class IntegerColumn extends WideColumn {
    private readonly isSigned = this.field.type === "int";

    read(cursor: ByteRecords, row: number): boolean {
        const { bytes } = cursor;
        const start = cursor.at;
        const isNegative = bytes[start] === 45 && this.isSigned;
        const first = isNegative ? start + 1 : start;
        let at = first;
        let value = 0;
        let digit = (bytes[at] as number) - 48;
        while (digit >= 0 && digit <= 9) {
            value = value * 10 + digit;
            at += 1;
            digit = (bytes[at] as number) - 48;
        }
        const digits = at - first;
        // A guess takes neither 007 nor -0.
        const isOdd = bytes[first] === 48 && (digits > 1 || isNegative) && this.field.isGuess === true;
        if (digits === 0 || digits > 19 || isOdd || !isDelimiter(bytes[at] as number, bytes[at + 1] as number)) {
            return this.other(cursor, start, row);
        }
        if (digits <= 15) {
            writeSmall(this.halves, row, isNegative ? -value : value);
        } else {
            const high = decimal(bytes, first, at - 9);
            const low = decimal(bytes, at - 9, at);
            if (this.isSigned && high >= 9223372036 && (high > 9223372036 || low > 854775807)) {
                return this.other(cursor, start, row);
            }
            writeParts(this.halves, row, isNegative ? -high : high, isNegative ? -low : low);
        }
        this.clearNull(row);
        cursor.at = at;
        return true;
    }
}

function decimal(bytes: Uint8Array, start: number, end: number): number {
    let value = 0;
    for (let at = start; at < end; at += 1) {
        value = value * 10 + (bytes[at] as number) - 48;
    }
    return value;
}
