/** Columns that read their fields straight from bytes into typed arrays. */
import { type Cell, type Column, type ColumnArrays, type ColumnType } from "../../column.ts";
import { CellError, parseCell } from "../parse.ts";
import { Interner } from "./intern.ts";
import { dayOf, POWERS, quotient, writeParts, writeSmall } from "./numbers.ts";
import type { ByteRecords } from "./records.ts";

/** What a block says of a column. */
export interface Field {
    readonly label: string;
    readonly type: ColumnType;
    readonly group: boolean;
    readonly fallback: Cell;
    /** Its times are numbers only: a `dateTime` without a format can't be read. */
    readonly unreadable: boolean;
    /** Number of the field in a record. */
    readonly at: number;
}

/**
 * A stretch of rows of one column. `read` takes the field at the cursor into a row and leaves the cursor at the delimiter behind it;
 * false for what it can't read: the record is then read once more by its text, which also finds the fault. Rows that were not finished
 * are written over.
 */
export abstract class FieldColumn {
    private nulls: Uint8Array | undefined;
    private hasNulls = false;
    /** Bytes of the field before, when they are still at hand. */
    protected lastAt = -1;
    protected lastLength = 0;

    constructor(
        readonly field: Field,
        protected capacity: number,
    ) {}

    /** Takes a new stretch for `capacity` rows. */
    renew(capacity: number): void {
        this.capacity = capacity;
        this.nulls = undefined;
        this.hasNulls = false;
        this.allocate(capacity);
    }

    /** The bytes at hand have moved. */
    forget(): void {
        this.lastAt = -1;
    }

    abstract read(cursor: ByteRecords, row: number): boolean;
    protected abstract allocate(capacity: number): void;
    protected abstract put(row: number, cell: Cell): void;
    protected abstract cut(start: number, end: number): ColumnArrays[ColumnType];

    write(row: number, cell: Cell): void {
        if (cell === null) {
            this.nulls ??= new Uint8Array(this.capacity);
            this.nulls[row] = 1;
            this.hasNulls = true;
        } else if (this.nulls !== undefined) {
            this.nulls[row] = 0;
        }
        this.put(row, cell);
    }

    /** Rows `start` to `end` as a column; the arrays are shared. */
    column(start: number, end: number): Column {
        const { label, type } = this.field;
        const nulls = this.hasNulls ? this.nulls?.subarray(start, end) : undefined;
        const some = nulls?.includes(1) === true;
        return { label, type, data: this.cut(start, end), nulls: some ? nulls : undefined } as Column;
    }

    /** Takes an empty field, or a form that is not the common one. */
    protected other(cursor: ByteRecords, start: number, row: number): boolean {
        const { bytes } = cursor;
        let at = start;
        if (bytes[at] === 34) {
            return false;
        }
        while (bytes[at] !== 44 && bytes[at] !== 10) {
            at += 1;
        }
        if (bytes[at] === 10 && at > start && bytes[at - 1] === 13) {
            at -= 1;
        }
        const { field } = this;
        cursor.at = at;
        if (at === start) {
            this.write(row, field.fallback);
            return true;
        }
        if (field.unreadable || at >= cursor.size) {
            return false;
        }
        try {
            this.write(row, parseCell(field.type, cursor.text(start, at)));
            return true;
        } catch (error) {
            if (error instanceof CellError) {
                return false;
            }
            throw error;
        }
    }

    /** Whether the field at the cursor has the same bytes as the one before. */
    protected repeats({ bytes, view, size }: ByteRecords, at: number): boolean {
        const { lastAt, lastLength } = this;
        const end = at + lastLength;
        if (lastAt < 0 || end >= size || !isDelimiter(bytes[end] as number, bytes[end + 1] as number)) {
            return false;
        }
        let offset = lastLength & 3;
        // The end of a field differs more often than its beginning.
        for (let rest = lastLength - 4; rest >= offset; rest -= 4) {
            if (view.getInt32(at + rest, true) !== view.getInt32(lastAt + rest, true)) {
                return false;
            }
        }
        while (offset > 0) {
            offset -= 1;
            if (bytes[at + offset] !== bytes[lastAt + offset]) {
                return false;
            }
        }
        return true;
    }

    protected clearNull(row: number): void {
        if (this.nulls !== undefined) {
            this.nulls[row] = 0;
        }
    }
}

function isDelimiter(byte: number, next: number): boolean {
    return byte === 44 || byte === 10 || (byte === 13 && next === 10);
}

class TextColumn extends FieldColumn {
    private data: string[] = [];
    private last = "";
    private readonly known = new Interner();
    private cursor: ByteRecords | undefined;
    private readonly decode = (start: number, end: number): string => (this.cursor as ByteRecords).text(start, end);

    protected allocate(capacity: number): void {
        this.data = new Array<string>(capacity);
    }

    protected put(row: number, cell: Cell): void {
        this.data[row] = cell === null ? "" : (cell as string);
    }

    protected cut(start: number, end: number): string[] {
        return this.data.slice(start, end);
    }

    read(cursor: ByteRecords, row: number): boolean {
        const { bytes } = cursor;
        const start = cursor.at;
        if (this.repeats(cursor, start)) {
            cursor.at = start + this.lastLength;
            this.data[row] = this.last;
            this.clearNull(row);
            return true;
        }
        if (bytes[start] === 34) {
            return this.quoted(cursor, start, row);
        }
        let at = start;
        let hash = 0;
        for (let byte = bytes[at] as number; byte > 44 || !isDelimiter(byte, bytes[at + 1] as number); byte = bytes[at] as number) {
            hash = (Math.imul(hash, 31) + byte) | 0;
            at += 1;
        }
        if (at === start) {
            return this.other(cursor, start, row);
        }
        const text = this.text(cursor, start, at, hash);
        this.keep(cursor, row, start, at, text);
        return true;
    }

    private keep(cursor: ByteRecords, row: number, start: number, end: number, text: string): void {
        this.data[row] = text;
        this.clearNull(row);
        this.last = text;
        // A carriage return at its end may be that of the line, the next time.
        this.lastAt = cursor.bytes[end - 1] === 13 ? -1 : start;
        this.lastLength = end - start;
        cursor.at = end;
    }

    private text(cursor: ByteRecords, start: number, end: number, hash: number): string {
        const { known } = this;
        if (!known.isWorth) {
            return cursor.text(start, end);
        }
        this.cursor = cursor;
        return known.get(cursor.bytes, start, end, hash, this.decode);
    }

    private quoted(cursor: ByteRecords, start: number, row: number): boolean {
        const { bytes, size } = cursor;
        let escapes = false;
        let lines = 0;
        let at = start + 1;
        for (; at < size; at += 1) {
            const byte = bytes[at];
            if (byte === 10) {
                lines += 1;
            } else if (byte === 34) {
                if (bytes[at + 1] !== 34) {
                    break;
                }
                escapes = true;
                at += 1;
            }
        }
        if (at + 1 >= size || !isDelimiter(bytes[at + 1] as number, bytes[at + 2] as number)) {
            return false;
        }
        if (at === start + 1) {
            cursor.at = at + 1;
            this.write(row, this.field.fallback);
            return true;
        }
        let text = escapes || lines > 0 ? cursor.text(start + 1, at) : this.text(cursor, start + 1, at, hashOf(bytes, start + 1, at));
        if (escapes) {
            text = text.replaceAll('""', '"');
        }
        if (lines > 0) {
            text = text.replaceAll("\r\n", "\n");
            cursor.lines += lines;
        }
        this.keep(cursor, row, start, at + 1, text);
        if (lines > 0) {
            // The next one has lines to count.
            this.lastAt = -1;
        }
        return true;
    }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0;
    for (let at = start; at < end; at += 1) {
        hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    }
    return hash;
}

class FloatColumn extends FieldColumn {
    private data = new Float64Array(0);

    protected allocate(capacity: number): void {
        this.data = new Float64Array(capacity);
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
        if (digit === -2) {
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
        this.data[row] = isNegative ? -value : value;
        this.clearNull(row);
        cursor.at = at;
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

abstract class WideColumn extends FieldColumn {
    protected halves = new Int32Array(0);

    protected allocate(capacity: number): void {
        this.halves = new Int32Array(capacity * 2);
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

class IntegerColumn extends WideColumn {
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
        if (digits === 0 || digits > 19 || !isDelimiter(bytes[at] as number, bytes[at + 1] as number)) {
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

class TimeColumn extends WideColumn {
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
            if (digits === 0 || digits > 9) {
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

class BoolColumn extends FieldColumn {
    private data = new Uint8Array(0);

    protected allocate(capacity: number): void {
        this.data = new Uint8Array(capacity);
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

const kinds: { readonly [T in ColumnType]: new (field: Field, capacity: number) => FieldColumn } = {
    bool: BoolColumn,
    int: IntegerColumn,
    uint: IntegerColumn,
    float: FloatColumn,
    string: TextColumn,
    time: TimeColumn,
};

/** A column for the fields of one place. Call `renew` before the first row. */
export function fieldColumn(field: Field): FieldColumn {
    return new kinds[field.type](field, 0);
}
