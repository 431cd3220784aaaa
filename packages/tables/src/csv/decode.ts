/** Annotated CSV to tables, straight from its bytes, piece by piece. */
import { type Cell, cellAt, type Column, constantColumn } from "../column.ts";
import { GroupKey } from "../key.ts";
import { makeTable, type Table } from "../table.ts";
import { type Block, readBlock, readCell } from "./bytes/block.ts";
import { fieldColumn } from "./bytes/fields.ts";
import { RowReader } from "./bytes/rowReader.ts";
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

/**
 * Decodes bytes (UTF-8) or text given piece by piece. Columns are typed arrays that the chunks of one block share as stretches. Group
 * keys are read from a table's first row. A {@link CsvError} comes after the chunk with the rows before it.
 */
export class AnnotatedCsvDecoder {
    /** @param quotedEmpty takes a quoted empty text for itself; the reference takes it for the column's default. */
    constructor(private readonly quotedEmpty = false) {}

    private readonly reader = new RowReader();
    private readonly records = this.reader.records;
    private annotations = new Map<string, readonly string[]>();
    private block: Block | undefined;
    private blockRows = 0;
    private isOpen = false;
    private key: GroupKey | undefined;
    private result = "";
    private tableId = "";

    /**
     * Chunks that the pieces so far make complete: tables that have ended, and stretches of one that has not. Throws {@link CsvError}.
     */
    *push(piece: string | Uint8Array): Generator<DecodedChunk> {
        this.reader.push(piece);
        yield* this.read();
    }

    /** The rows that {@link push} has not given yet, since their table goes on. */
    *drain(): Generator<DecodedChunk> {
        if (this.reader.rows > this.reader.from) {
            yield this.flush(true);
        }
    }

    /** The rest. */
    *finish(): Generator<DecodedChunk> {
        this.reader.end();
        yield* this.read();
        yield* this.endBlock();
        if (this.annotations.size > 0) {
            throw new CsvError("unknown", "failed to read metadata: failed to read header row: EOF", this.records.line);
        }
    }

    private *read(): Generator<DecodedChunk> {
        const { records } = this;
        for (;;) {
            if (this.block !== undefined && this.isOpen) {
                this.blockRows += this.reader.plainRows();
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
        const { quotedEmpty } = this;
        this.reader.begin(
            block.fields.map((field) => fieldColumn({ ...field, quotedEmpty })),
            block.width,
        );
    }

    /** Takes the last record by its texts. */
    private *row(block: Block): Generator<DecodedChunk> {
        const { records, reader } = this;
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
        } else if (reader.rows === reader.capacity) {
            yield* this.drain();
        }
        if (reader.rows === reader.capacity) {
            reader.renew(Math.min(Math.max(FIRST_ROWS, reader.capacity * 4), MOST_ROWS));
        }
        for (const column of reader.columns) {
            const { at, type, label, fallback, unreadable } = column.field;
            const isEmptyText = this.quotedEmpty && type === "string" && records.isEmpty(at) && records.isQuoted(at);
            let cell: Cell = isEmptyText ? "" : fallback;
            if (!records.isEmpty(at)) {
                const text = records.field(at);
                try {
                    cell = unreadable ? this.refuse(text, label) : readCell(type, text, label, records.line);
                } catch (error) {
                    yield* this.drain();
                    throw error;
                }
            }
            column.write(reader.rows, cell);
        }
        reader.taken();
        this.blockRows += 1;
    }

    private refuse(text: string, label: string): never {
        throw new CsvError(
            "unknown",
            `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(text)}`,
            this.records.line,
            label,
        );
    }

    private flush(more: boolean): DecodedChunk {
        const { reader } = this;
        const rows = reader.rows - reader.from;
        const columns = reader.take();
        this.key ??= new GroupKey(
            reader.columns.flatMap(({ field: { group, label, type } }, index) =>
                group ? [{ label, type, value: cellAt(columns[index] as Column, 0) }] : [],
            ),
        );
        return { result: this.result, table: makeTable(this.key, columns, rows), more };
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

/** All tables of an annotated CSV text, whole. Throws {@link CsvError}. */
export function decodeAnnotatedCsv(text: string | Uint8Array): DecodedChunk[] {
    const decoder = new AnnotatedCsvDecoder();
    return [...decoder.push(text), ...decoder.finish()];
}
