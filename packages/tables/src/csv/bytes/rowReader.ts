/** Rows of one table after another, straight from bytes: what the decoders of annotated and of header-only CSV have in common. */
import type { Column } from "../../column.ts";
import type { FieldColumn } from "./field.ts";
import { ByteRecords } from "./records.ts";

const COMMA = 44;
const LINE_FEED = 10;
const RETURN = 13;

const encoder = new TextEncoder();

/**
 * Takes rows into columns of typed arrays: `rows` of them so far, those before `from` are given away already. A row that is not plain
 * (quotes in numbers, another number of fields, another table) is left to the caller, who reads it by its text and says so.
 */
export class RowReader {
    readonly records = new ByteRecords();
    columns: FieldColumn[] = [];
    capacity = 0;
    from = 0;
    rows = 0;
    /** Columns by the number of their field; others, like the result's name, are undefined. */
    private readers: (FieldColumn | undefined)[] = [];
    /** The first field that is a column's; fields before it say result and table. */
    private first = 0;
    /** Fields of a record. */
    private width = 0;
    /** Bytes of the row before up to its first column, when they are still at hand. */
    private leadAt = -1;
    private leadLength = 0;
    private heldBack = "";

    /** Adds bytes (UTF-8) or text. */
    push(piece: string | Uint8Array): void {
        if (typeof piece === "string") {
            const text = this.heldBack + piece;
            // The first half of a character that UTF-16 has in two.
            const cut = (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800 ? text.length - 1 : text.length;
            this.heldBack = text.slice(cut);
            this.records.pushText(text.slice(0, cut));
        } else {
            this.records.push(piece, false);
        }
        this.moved();
    }

    /** Says that nothing follows. */
    end(): void {
        this.records.push(encoder.encode(this.heldBack), true);
        this.heldBack = "";
        this.moved();
    }

    /** The bytes at hand have moved. */
    private moved(): void {
        this.leadAt = -1;
        for (const column of this.columns) {
            column.forget();
        }
    }

    /** Begins a block: columns of records of `width` fields. Where they are not the last fields one after another, no row is plain. */
    begin(columns: FieldColumn[], width: number): void {
        this.columns = columns;
        this.width = width;
        this.readers = new Array<FieldColumn | undefined>(width).fill(undefined);
        for (const column of columns) {
            this.readers[column.field.at] = column;
        }
        const first = columns[0]?.field.at ?? width;
        this.first = first === width - columns.length ? first : width;
        this.capacity = 0;
        this.from = 0;
        this.rows = 0;
        this.leadAt = -1;
    }

    /** Puts a column in the place of another one of the same field. */
    replace(index: number, column: FieldColumn): void {
        this.columns[index] = column;
        this.readers[column.field.at] = column;
    }

    /** Begins another stretch, of `capacity` rows. */
    renew(capacity: number): void {
        this.capacity = capacity;
        for (const column of this.columns) {
            column.renew(capacity);
        }
        this.from = 0;
        this.rows = 0;
    }

    /** Makes room for more rows; those of the stretch stay. */
    grow(capacity: number): void {
        this.capacity = capacity;
        for (const column of this.columns) {
            column.grow(capacity);
        }
    }

    /** The columns of the rows that were not given away yet, which now are. */
    take(): Column[] {
        const { from, rows } = this;
        this.from = rows;
        return this.columns.map((column) => column.column(from, rows));
    }

    /**
     * Says that the last record of {@link records} was taken into a row. `shift`: fields that it lacks at its beginning. Rows that
     * begin with the same bytes are plain.
     */
    taken(shift = 0): void {
        this.rows += 1;
        this.leadLength = this.records.lengthBefore(this.first - shift);
        // Without a lead, a blank line would be a row of one column.
        this.leadAt = this.leadLength < 0 || (this.leadLength === 0 && this.columns.length < 2) ? -1 : this.records.start;
    }

    /**
     * Reads rows of the table at hand as long as they are plain. It stops before one that is not, that is cut off, that belongs to
     * another table, or for which there is no room. Gives their number.
     */
    plainRows(): number {
        const { records, readers, capacity, first, width } = this;
        const before = this.rows;
        let rows = before;
        for (; rows < capacity && records.isReady; rows += 1) {
            const start = records.at;
            const lines = records.lines;
            if (!this.isSameLead() || !this.plainRow(readers, first, width, rows)) {
                records.at = start;
                records.lines = lines;
                break;
            }
            records.line = records.nextLine;
            records.nextLine += 1 + records.lines - lines;
            this.leadAt = start;
        }
        this.rows = rows;
        return rows - before;
    }

    /** Whether the row at hand begins as the one before, up to its first column. */
    private isSameLead(): boolean {
        const { records, leadAt, leadLength } = this;
        const { bytes, at } = records;
        if (leadAt < 0) {
            return false;
        }
        for (let offset = 0; offset < leadLength; offset += 1) {
            if (bytes[at + offset] !== bytes[leadAt + offset]) {
                return false;
            }
        }
        records.at = at + leadLength;
        return true;
    }

    /** Takes fields from `first` on into a row; false for one that is not plain, or is cut off. */
    private plainRow(readers: readonly (FieldColumn | undefined)[], first: number, width: number, row: number): boolean {
        const { records } = this;
        const { bytes, size } = records;
        const last = width - 1;
        for (let field = first; field < last; field += 1) {
            if (!(readers[field] as FieldColumn).read(records, row) || bytes[records.at] !== COMMA) {
                return false;
            }
            records.at += 1;
        }
        if (!(readers[last] as FieldColumn).read(records, row)) {
            return false;
        }
        let { at } = records;
        if (bytes[at] === RETURN && bytes[at + 1] === LINE_FEED) {
            at += 1;
        }
        // The line feed behind the text is no end, unless nothing follows.
        if (bytes[at] !== LINE_FEED || at >= size) {
            return false;
        }
        records.at = at + 1;
        return true;
    }
}
