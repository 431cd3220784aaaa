/** CSV with a header and no annotations, as the Cloud answers an invoked script: types are inferred. */
import type { ColumnType } from "../column.ts";
import { GroupKey } from "../key.ts";
import { makeTable } from "../table.ts";
import { RowReader } from "./bytes/rowReader.ts";
import { AnnotatedCsvDecoder, type DecodedChunk } from "./decode.ts";
import { CsvError } from "./error.ts";
import { InferredColumn } from "./inference.ts";

/** Rows that a stretch begins with, and has at most. */
const FIRST_ROWS = 64;
const CHUNK_ROWS = 65536;

/** Columns that the language or its storage fixes, whatever their cells look like. */
const BY_NAME: ReadonlyMap<string, ColumnType> = new Map([
    ["_measurement", "string"],
    ["_field", "string"],
]);

interface Header {
    /** Fields of a record, and those before the first column. */
    readonly width: number;
    readonly lead: number;
    readonly resultAt: number;
    readonly tableAt: number;
}

/**
 * Decodes bytes (UTF-8) or text given piece by piece. A column's type is the narrowest that gives back the text of all its cells in the
 * first rows of its table: time (RFC 3339 in UTC), bool, int, uint, float, otherwise string; `known` names types that are sure (from the
 * script's own inferred table type), `_measurement` and `_field` are strings. An empty cell is null, a quoted empty one an empty text. An
 * `error,reference` table comes as a table with these columns. There is no group key: nothing tells it. A later chunk of a table may
 * have a wider type than those before it (`float` after `int`, `string` after any): {@link retypeColumn} gives the earlier ones that
 * type.
 */
export class HeaderCsvDecoder {
    private readonly reader = new RowReader();
    private readonly records = this.reader.records;
    private header: Header | undefined;
    private columns: InferredColumn[] = [];
    private result = "";
    private tableId = "";
    /** Number of the line on which the last row or header ends. */
    private lastLine = 0;
    /** Rows of the table at hand were given away, and more may come. */
    private isOpen = false;

    constructor(private readonly known: ReadonlyMap<string, ColumnType> = new Map()) {}

    /** Chunks that the text, or its bytes, so far make complete. Throws {@link CsvError}. */
    *push(piece: string | Uint8Array): Generator<DecodedChunk> {
        this.reader.push(piece);
        yield* this.read();
    }

    /** The rows that {@link push} has not given yet, since their table goes on. */
    *drain(): Generator<DecodedChunk> {
        yield* this.flush(true);
    }

    /** The rest. */
    *finish(): Generator<DecodedChunk> {
        this.reader.end();
        yield* this.read();
        yield* this.flush(false);
    }

    private *read(): Generator<DecodedChunk> {
        const { reader, records } = this;
        for (;;) {
            // After a blank line a header may come; elsewhere a record that looks like one is a row.
            if (records.nextLine === this.lastLine + 1 && reader.plainRows() > 0) {
                this.lastLine = records.nextLine - 1;
            }
            if (!records.next()) {
                return;
            }
            const afterBlank = records.line > this.lastLine + 1;
            if (this.header === undefined || (afterBlank && this.isHeader())) {
                yield* this.flush(false);
                this.readHeader();
            } else {
                yield* this.row(this.header);
            }
            this.lastLine = records.nextLine - 1;
        }
    }

    private isHeader(): boolean {
        const { records } = this;
        if (!records.isEmpty(0) || records.count < 3) {
            return false;
        }
        const [first, second] = [records.field(1), records.field(2)];
        return (first === "result" && second === "table") || (records.count === 3 && first === "error" && second === "reference");
    }

    private readHeader(): void {
        const { records, known } = this;
        const all = Array.from({ length: records.count }, (_, field) => records.field(field));
        const hasResult = all[0] === "" && all[1] === "result" && all[2] === "table";
        const lead = hasResult ? 3 : all[0] === "" ? 1 : 0;
        this.header = { width: all.length, lead, resultAt: hasResult ? 1 : -1, tableAt: hasResult ? 2 : -1 };
        this.columns = all
            .slice(lead)
            .map((label, index) => new InferredColumn(label, lead + index, known.get(label) ?? BY_NAME.get(label)));
        this.begin(this.header);
    }

    /** Makes ready for the rows of a table. */
    private begin({ width }: Header): void {
        for (const column of this.columns) {
            column.restart();
        }
        this.reader.begin(
            this.columns.map(({ column }) => column),
            width,
        );
    }

    /** Takes the last record by its texts. */
    private *row(header: Header): Generator<DecodedChunk> {
        const { records, reader } = this;
        // Some answers leave out the empty first field of their rows.
        const shift = header.width - records.count;
        if (shift !== 0 && (shift !== 1 || header.lead === 0)) {
            yield* this.flush(true);
            throw new CsvError("unknown", "wrong number of fields", records.line);
        }
        const result = header.resultAt < 0 ? "" : records.field(header.resultAt - shift);
        const tableId = header.tableAt < 0 ? "" : records.field(header.tableAt - shift);
        if (result !== this.result || tableId !== this.tableId) {
            yield* this.flush(false);
        } else if (reader.rows === CHUNK_ROWS) {
            yield* this.flush(true);
        }
        this.result = result;
        this.tableId = tableId;
        if (reader.capacity === 0 || reader.rows === CHUNK_ROWS) {
            reader.renew(reader.capacity === 0 ? FIRST_ROWS : CHUNK_ROWS);
        } else if (reader.rows === reader.capacity) {
            reader.grow(Math.min(reader.capacity * 4, CHUNK_ROWS));
        }
        for (const [index, column] of this.columns.entries()) {
            this.cell(column, index, header.lead + index - shift);
        }
        reader.taken(shift);
    }

    /** Takes a field of the last record into its column, which gets a wider type where the field needs one. */
    private cell(column: InferredColumn, index: number, field: number): void {
        const { records, reader } = this;
        const { from, rows, capacity } = reader;
        if (records.isEmpty(field) && !records.isQuoted(field)) {
            column.column.write(rows, null);
            return;
        }
        const text = records.field(field);
        const cell = column.cell(text);
        if (cell !== undefined) {
            column.column.write(rows, cell);
            return;
        }
        column.widen(text, from, rows, capacity);
        reader.replace(index, column.column);
        this.cell(column, index, field);
    }

    private *flush(more: boolean): Generator<DecodedChunk> {
        const { header, reader } = this;
        const rows = reader.rows - reader.from;
        if (header === undefined || (rows === 0 && (more || !this.isOpen))) {
            return;
        }
        const columns = reader.take().map((column, index) => this.columns[index]?.note(column) ?? column);
        yield { result: this.result, table: makeTable(GroupKey.empty, columns, rows), more };
        this.isOpen = more;
        if (!more) {
            this.begin(header);
        }
    }
}

/** Decodes the CSV of a run whichever it is: annotated, or with a header alone. A quoted empty field is an empty text, no null. */
export class ResultCsvDecoder {
    private decoder: AnnotatedCsvDecoder | HeaderCsvDecoder | undefined;
    /** What came before the first byte that tells. */
    private waiting = new Uint8Array(0);

    constructor(private readonly known?: ReadonlyMap<string, ColumnType>) {}

    /** Chunks that the pieces so far (of UTF-8, or of text) make complete. Throws {@link CsvError}. */
    *push(piece: string | Uint8Array): Generator<DecodedChunk> {
        if (this.decoder !== undefined) {
            yield* this.decoder.push(piece);
            return;
        }
        const more = typeof piece === "string" ? encoder.encode(piece) : piece;
        const bytes = new Uint8Array(this.waiting.length + more.length);
        bytes.set(this.waiting);
        bytes.set(more, this.waiting.length);
        this.waiting = bytes;
        if (bytes[0] === 0xef && bytes.length < 3) {
            return;
        }
        const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
        const first = bytes.subarray(mark).find((byte) => byte !== 10 && byte !== 13);
        if (first === undefined) {
            return;
        }
        this.decoder = first === 35 ? new AnnotatedCsvDecoder(true) : new HeaderCsvDecoder(this.known);
        yield* this.decoder.push(bytes.subarray(mark));
    }

    /** The rows that {@link push} has not given yet, since their table goes on. */
    *drain(): Generator<DecodedChunk> {
        if (this.decoder !== undefined) {
            yield* this.decoder.drain();
        }
    }

    *finish(): Generator<DecodedChunk> {
        if (this.decoder !== undefined) {
            yield* this.decoder.finish();
        }
    }
}

const encoder = new TextEncoder();
