/** A column that reads its fields straight from bytes into a typed array. */
import type { Cell, Column, ColumnArrays, ColumnType } from "../../column.ts";
import { exactCell, tryParseCell } from "../parse.ts";
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
    /** Takes only a text that its value is written as, since the type is a guess: nothing of what came may be lost. */
    readonly isGuess?: boolean;
    /** A quoted empty text is itself, no null: some writers tell them apart so. */
    readonly quotedEmpty?: boolean;
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

    /** Makes room for more rows; those before stay. */
    grow(capacity: number): void {
        const { nulls } = this;
        this.enlarge(capacity);
        this.capacity = capacity;
        if (nulls !== undefined) {
            this.nulls = enlarged(nulls, capacity);
        }
    }

    /** The bytes at hand have moved. */
    forget(): void {
        this.lastAt = -1;
    }

    abstract read(cursor: ByteRecords, row: number): boolean;
    protected abstract allocate(capacity: number): void;
    protected abstract enlarge(capacity: number): void;
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
        const read = field.isGuess === true ? exactCell : tryParseCell;
        const cell = read(field.type, cursor.text(start, at));
        if (cell === undefined) {
            return false;
        }
        this.write(row, cell);
        return true;
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

/** A copy with room for `length` elements. */
export function enlarged<T extends Uint8Array | Int32Array | Float64Array>(array: T, length: number): T {
    const wider = new (array.constructor as new (length: number) => T)(length);
    wider.set(array);
    return wider;
}

/** Whether a field ends before this byte; `next` is the one behind it. */
export function isDelimiter(byte: number, next: number): boolean {
    return byte === 44 || byte === 10 || (byte === 13 && next === 10);
}
