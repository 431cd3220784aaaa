/** Fields as times, ns since the epoch. */
import { isDelimiter } from "./field.ts";
import { dayOf, POWERS, writeParts } from "./numbers.ts";
import type { ByteRecords } from "./records.ts";
import { WideColumn } from "./wideColumn.ts";

export class TimeColumn extends WideColumn {
    /** Bytes of the date that {@link day} belongs to. */
    private year = 0;
    private monthDay = 0;
    private dayDigits = 0;
    private day = Number.NaN;
    private lastLow = 0;
    private lastHigh = 0;

    read(cursor: ByteRecords, row: number): boolean {
        const { bytes, view, size } = cursor;
        const { halves } = this;
        const start = cursor.at;
        if (this.repeats(cursor, start)) {
            cursor.at = start + this.lastLength;
            halves[2 * row] = this.lastLow;
            halves[2 * row + 1] = this.lastHigh;
            this.clearNull(row);
            return true;
        }
        if (start + 20 > size || this.field.unreadable || !this.findDay(bytes, view, start)) {
            return this.other(cursor, start, row);
        }
        const hour = pair(bytes, start + 11);
        const minute = pair(bytes, start + 14);
        const second = pair(bytes, start + 17);
        let at = start + 19;
        let nanos = 0;
        if (bytes[at] === 46) {
            at += 1;
            const first = at;
            let digit = (bytes[at] as number) - 48;
            while (digit >= 0 && digit <= 9) {
                nanos = nanos * 10 + digit;
                at += 1;
                digit = (bytes[at] as number) - 48;
            }
            const digits = at - first;
            if (digits === 0 || digits > 9 || (bytes[at - 1] === 48 && this.field.isGuess === true)) {
                return this.other(cursor, start, row);
            }
            nanos *= POWERS[9 - digits] as number;
        }
        const isMarked = bytes[start + 10] === 84 && bytes[start + 13] === 58 && bytes[start + 16] === 58 && bytes[at] === 90;
        if (!isMarked || !(hour < 24 && minute < 60 && second < 60) || !isDelimiter(bytes[at + 1] as number, bytes[at + 2] as number)) {
            return this.other(cursor, start, row);
        }
        writeParts(halves, row, this.day * 86400 + hour * 3600 + minute * 60 + second, nanos);
        this.clearNull(row);
        this.lastAt = start;
        this.lastLength = at + 1 - start;
        this.lastLow = halves[2 * row] as number;
        this.lastHigh = halves[2 * row + 1] as number;
        cursor.at = at + 1;
        return true;
    }

    /** Reads the date unless it is that of the row before. */
    private findDay(bytes: Uint8Array, view: DataView, start: number): boolean {
        const year = view.getInt32(start, true);
        const monthDay = view.getInt32(start + 4, true);
        const dayDigits = view.getInt16(start + 8, true);
        if (year === this.year && monthDay === this.monthDay && dayDigits === this.dayDigits) {
            return true;
        }
        const number = pair(bytes, start) * 100 + pair(bytes, start + 2);
        const day =
            bytes[start + 4] === 45 && bytes[start + 7] === 45 ? dayOf(number, pair(bytes, start + 5), pair(bytes, start + 8)) : Number.NaN;
        // Years that 64 bits of nanoseconds hold whole.
        if (day !== day || number < 1678 || number > 2261) {
            return false;
        }
        [this.year, this.monthDay, this.dayDigits, this.day] = [year, monthDay, dayDigits, day];
        return true;
    }
}

/** Two digits as a number, NaN when they are none. */
function pair(bytes: Uint8Array, at: number): number {
    const tens = (bytes[at] as number) - 48;
    const ones = (bytes[at + 1] as number) - 48;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
