/** Annotated CSV to tables, straight from its bytes, piece by piece. */
import { type Cell, cellAt, type Column, constantColumn } from "../column.ts";
import { GroupKey } from "../key.ts";
import { makeTable, type Table } from "../table.ts";
import { type Block, readBlock, readCell } from "./bytes/block.ts";
import { type FieldColumn, fieldColumn } from "./bytes/fields.ts";
import { ByteRecords } from "./bytes/records.ts";
import { CsvError } from "./error.ts";

/** Rows of a table, with the result they belong to. A table's last chunk has `more: false`. */
export interface DecodedChunk {
    readonly result: string;
    readonly table: Table;
    readonly more: boolean;
}

/** Rows of a block's first stretch; each further one has four times as many, so that the first rows are there at once. */
const FIRST_ROWS = 64;
const MOST_ROWS = 65536;

const COMMA = 44;
const LINE_FEED = 10;
const RETURN = 13;

/**
 * Decodes bytes (UTF-8) or text given piece by piece. Columns are typed arrays that the chunks of one block share as stretches. Group
 * keys are read from a table's first row. A {@link CsvError} comes after the chunk with the rows before it.
 */
export class AnnotatedCsvDecoder {
    private readonly records = new ByteRecords();
    private annotations = new Map<string, readonly string[]>();
    private block: Block | undefined;
    private blockRows = 0;
    private columns: FieldColumn[] = [];
    /** Columns by the number of their field; others, like the result's name, are undefined. */
    private readers: (FieldColumn | undefined)[] = [];
    /** The field behind those that say result and table; beyond the last one where a row can't be read in this order. */
    private firstColumn = 0;
    private capacity = 0;
    /** Rows of the stretch: those before `from` are in chunks already. */
    private from = 0;
    private rows = 0;
    private isOpen = false;
    private key: GroupKey | undefined;
    private result = "";
    private tableId = "";
    /** Bytes of the row before that say result and table, when they are still at hand. */
    private leadAt = -1;
    private leadLength = 0;
    private heldBack = "";

    /**
     * Chunks that the pieces so far make complete: tables that have ended, and stretches of one that has not. Throws {@link CsvError}.
     */
    *push(piece: string | Uint8Array): Generator<DecodedChunk> {
        if (typeof piece === "string") {
            const text = this.heldBack + piece;
            // The first half of a character that UTF-16 has in two.
            const cut = (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800 ? text.length - 1 : text.length;
            this.heldBack = text.slice(cut);
            this.records.pushText(text.slice(0, cut));
        } else {
            this.records.push(piece, false);
        }
        yield* this.read();
    }

    /** The rows that {@link push} has not given yet, since their table goes on. */
    *drain(): Generator<DecodedChunk> {
        if (this.rows > this.from) {
            yield this.flush(true);
        }
    }

    /** The rest. */
    *finish(): Generator<DecodedChunk> {
        this.records.push(encoder.encode(this.heldBack), true);
        this.heldBack = "";
        yield* this.read();
        yield* this.endBlock();
        if (this.annotations.size > 0) {
            throw new CsvError("unknown", "failed to read metadata: failed to read header row: EOF", this.records.line);
        }
    }

    private *read(): Generator<DecodedChunk> {
        const { records } = this;
        this.leadAt = -1;
        for (const column of this.columns) {
            column.forget();
        }
        for (;;) {
            if (this.block !== undefined && this.isOpen) {
                this.fastRows(this.block);
            }
            if (!records.next()) {
                return;
            }
            if (records.isAnnotation) {
                yield* this.endBlock();
                this.annotation();
            } else if (this.block === undefined) {
                this.header();
            } else {
                yield* this.row(this.block);
            }
        }
    }

    /**
     * Reads rows of the table at hand as long as they are plain. It stops before one that is not, that is cut off, that belongs to
     * another table, or for which there is no room.
     */
    private fastRows(block: Block): void {
        const { records, readers, capacity, firstColumn } = this;
        const { width } = block;
        let { rows } = this;
        for (; rows < capacity && records.isReady; rows += 1) {
            const start = records.at;
            const lines = records.lines;
            if (!this.isSameLead() || !this.plainRow(readers, firstColumn, width, rows)) {
                records.at = start;
                records.lines = lines;
                break;
            }
            records.line = records.nextLine;
            records.nextLine += 1 + records.lines - lines;
            this.leadAt = start;
        }
        this.blockRows += rows - this.rows;
        this.rows = rows;
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

    private annotation(): void {
        const { records } = this;
        const cells: string[] = [];
        for (let field = 1; field < records.count; field += 1) {
            cells.push(records.field(field));
        }
        this.annotations.set(records.field(0).slice(1), cells);
    }

    private header(): void {
        const { records } = this;
        const labels = Array.from({ length: records.count }, (_, field) => records.field(field));
        const block = readBlock(this.annotations, labels, records.line);
        this.block = block;
        this.blockRows = 0;
        this.annotations = new Map();
        this.columns = block.fields.map(fieldColumn);
        this.readers = new Array<FieldColumn | undefined>(block.width).fill(undefined);
        for (const column of this.columns) {
            this.readers[column.field.at] = column;
        }
        this.firstColumn = Math.max(block.resultAt, block.tableAt, 0) + 1;
        if (this.columns[0]?.field.at !== this.firstColumn) {
            this.firstColumn = block.width;
        }
        this.capacity = 0;
        this.from = 0;
        this.rows = 0;
    }

    /** Takes the last record by its texts. */
    private *row(block: Block): Generator<DecodedChunk> {
        const { records } = this;
        if (records.count !== block.width) {
            yield* this.drain();
            throw new CsvError("unknown", "wrong number of fields", records.line);
        }
        const result = block.resultAt < 0 || records.isEmpty(block.resultAt) ? block.result : records.field(block.resultAt);
        const tableId = block.tableAt < 0 || records.isEmpty(block.tableAt) ? block.table : records.field(block.tableAt);
        if (!this.isOpen || result !== this.result || tableId !== this.tableId) {
            yield* this.endTable();
            this.isOpen = true;
            this.result = result;
            this.tableId = tableId;
        } else if (this.rows === this.capacity) {
            yield* this.drain();
        }
        if (this.rows === this.capacity) {
            this.renew();
        }
        for (const column of this.columns) {
            const { at, type, label, fallback, unreadable } = column.field;
            let cell: Cell = fallback;
            if (!records.isEmpty(at)) {
                const text = records.field(at);
                try {
                    cell = unreadable ? this.refuse(text, label) : readCell(type, text, label, records.line);
                } catch (error) {
                    yield* this.drain();
                    throw error;
                }
            }
            column.write(this.rows, cell);
        }
        this.rows += 1;
        this.blockRows += 1;
        this.leadLength = records.lengthBefore(this.firstColumn);
        this.leadAt = this.leadLength < 0 ? -1 : records.start;
    }

    private refuse(text: string, label: string): never {
        throw new CsvError(
            "unknown",
            `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(text)}`,
            this.records.line,
            label,
        );
    }

    private renew(): void {
        this.capacity = Math.min(Math.max(FIRST_ROWS, this.capacity * 4), MOST_ROWS);
        for (const column of this.columns) {
            column.renew(this.capacity);
        }
        this.from = 0;
        this.rows = 0;
    }

    private flush(more: boolean): DecodedChunk {
        const { from, rows } = this;
        const columns = this.columns.map((column) => column.column(from, rows));
        this.key ??= new GroupKey(
            this.columns.flatMap(({ field: { group, label, type } }, index) =>
                group ? [{ label, type, value: cellAt(columns[index] as Column, 0) }] : [],
            ),
        );
        const chunk = { result: this.result, table: makeTable(this.key, columns, rows - from), more };
        this.from = rows;
        return chunk;
    }

    private *endTable(): Generator<DecodedChunk> {
        if (!this.isOpen) {
            return;
        }
        yield this.flush(false);
        this.isOpen = false;
        this.key = undefined;
    }

    private *endBlock(): Generator<DecodedChunk> {
        const { block } = this;
        if (block === undefined) {
            return;
        }
        yield* this.endTable();
        if (this.blockRows === 0 && block.table !== "") {
            const key = new GroupKey(
                block.fields.flatMap(({ group, label, type, fallback }) => (group ? [{ label, type, value: fallback }] : [])),
            );
            const columns = block.fields.map(({ label, type }) => constantColumn(label, type, null, 0));
            yield { result: block.result, table: makeTable(key, columns, 0), more: false };
        }
        this.block = undefined;
    }
}

const encoder = new TextEncoder();

/** All tables of an annotated CSV text, whole. Throws {@link CsvError}. */
export function decodeAnnotatedCsv(text: string | Uint8Array): DecodedChunk[] {
    const decoder = new AnnotatedCsvDecoder();
    return [...decoder.push(text), ...decoder.finish()];
}
