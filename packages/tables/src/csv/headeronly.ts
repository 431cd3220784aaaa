/** CSV with a header and no annotations, as the Cloud answers an invoked script: types are inferred. */
import { columnFrom } from "../builder.ts";
import type { Cell, Column, ColumnType } from "../column.ts";
import { GroupKey } from "../key.ts";
import { makeTable } from "../table.ts";
import { AnnotatedCsvDecoder, type DecodedChunk } from "./decode.ts";
import { CsvError } from "./error.ts";
import { CellError, parseCell } from "./parse.ts";
import { RecordReader } from "./records.ts";

const CHUNK_ROWS = 65536;

interface Header {
    readonly labels: readonly string[];
    /** Fields before the first column. */
    readonly lead: number;
    readonly resultAt: number;
    readonly tableAt: number;
}

/**
 * Decodes text given piece by piece. A column's type is that of all its cells in the first rows of its table: time for RFC 3339, bool,
 * int, float, otherwise string; `known` names types that are sure (from the script's own inferred table type). Empty cells are null.
 * An `error,reference` table comes as a table with these columns. There is no group key: nothing tells it. A later chunk of a table
 * may have a wider type than those before it (`float` after `int`, `string` after any): {@link retypeColumn} gives the earlier ones
 * that type.
 */
export class HeaderCsvDecoder {
    private readonly reader = new RecordReader();
    private header: Header | undefined;
    private cells: (string | null)[][] = [];
    /** Types of the columns of the table at hand, as far as its chunks so far tell them. */
    private types: (ColumnType | undefined)[] | undefined;
    private result = "";
    private tableId = "";
    private width = 0;
    private lastLine = 0;
    private isOpen = false;
    private readonly utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

    constructor(private readonly known: ReadonlyMap<string, ColumnType> = new Map()) {}

    /** Chunks that the text, or its bytes, so far make complete. Throws {@link CsvError}. */
    *push(piece: string | Uint8Array): Generator<DecodedChunk> {
        this.reader.push(typeof piece === "string" ? piece : this.utf8.decode(piece, { stream: true }), false);
        yield* this.read();
    }

    /** The rows that {@link push} has not given yet, since their table goes on. */
    *drain(): Generator<DecodedChunk> {
        yield* this.flush(true);
    }

    /** The rest. */
    *finish(): Generator<DecodedChunk> {
        this.reader.push(this.utf8.decode(), true);
        yield* this.read();
        yield* this.flush(false);
    }

    private *read(): Generator<DecodedChunk> {
        const { reader } = this;
        while (reader.next()) {
            // After a blank line a header may come; elsewhere a record that looks like one is a row.
            const afterBlank = reader.line > this.lastLine + 1;
            if (this.header === undefined || (afterBlank && this.isHeader())) {
                yield* this.flush(false);
                this.readHeader();
            } else {
                yield* this.row(this.header);
            }
            this.lastLine = reader.lastLine;
        }
    }

    private isHeader(): boolean {
        const { reader } = this;
        const named = reader.count > 2 && reader.equals(1, "result") && reader.equals(2, "table");
        return reader.isEmpty(0) && (named || (reader.count === 3 && reader.equals(1, "error") && reader.equals(2, "reference")));
    }

    private readHeader(): void {
        const { reader } = this;
        const all = Array.from({ length: reader.count }, (_, field) => reader.field(field));
        const hasResult = all[0] === "" && all[1] === "result" && all[2] === "table";
        const lead = hasResult ? 3 : all[0] === "" ? 1 : 0;
        this.header = { labels: all.slice(lead), lead, resultAt: hasResult ? 1 : -1, tableAt: hasResult ? 2 : -1 };
        this.width = reader.count;
        this.cells = this.header.labels.map(() => []);
        this.types = undefined;
    }

    private *row(header: Header): Generator<DecodedChunk> {
        const { reader } = this;
        // Some answers leave out the empty first field of their rows.
        const shift = reader.count === this.width ? 0 : reader.count === this.width - 1 ? 1 : -1;
        if (shift < 0) {
            throw new CsvError("unknown", "wrong number of fields", reader.line);
        }
        const result = header.resultAt < 0 ? "" : reader.field(header.resultAt - shift);
        const tableId = header.tableAt < 0 ? "" : reader.field(header.tableAt - shift);
        const rows = this.cells[0]?.length ?? 0;
        if (result !== this.result || tableId !== this.tableId) {
            yield* this.flush(false);
        } else if (rows >= CHUNK_ROWS) {
            yield* this.flush(true);
        }
        this.result = result;
        this.tableId = tableId;
        for (const [index, cells] of this.cells.entries()) {
            const field = index + header.lead - shift;
            cells.push(reader.isEmpty(field) ? null : reader.field(field));
        }
    }

    private *flush(more: boolean): Generator<DecodedChunk> {
        const { header } = this;
        const rows = this.cells[0]?.length ?? 0;
        if (header === undefined || (rows === 0 && (more || !this.isOpen))) {
            return;
        }
        const before = this.types;
        const types = header.labels.map((label, index) => {
            const cells = this.cells[index] ?? [];
            return widerType(before?.[index], this.known.get(label) ?? inferredType(cells), cells);
        });
        const columns = header.labels.map((label, index) => typedColumn(label, types[index] ?? "string", this.cells[index] ?? []));
        this.types = columns.map((column, index) => (this.isTyped(index) ? column.type : undefined));
        yield { result: this.result, table: makeTable(GroupKey.empty, columns, rows), more };
        this.cells = header.labels.map(() => []);
        this.isOpen = more;
        if (!more) {
            this.types = undefined;
        }
    }

    /** Whether any cell so far says what type a column has. */
    private isTyped(index: number): boolean {
        return this.types?.[index] !== undefined || this.cells[index]?.some((cell) => cell !== null) === true;
    }
}

/** The type of a column whose rows so far had one type, and whose next cells have another by themselves. */
function widerType(before: ColumnType | undefined, next: ColumnType, cells: readonly (string | null)[]): ColumnType {
    if (before === undefined || before === next) {
        return next;
    }
    if (cells.every((cell) => cell === null || isReadable(before, cell))) {
        return before;
    }
    return before === "int" && next === "float" ? "float" : "string";
}

const FORMS: readonly (readonly [ColumnType, RegExp])[] = [
    ["time", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/],
    ["bool", /^(true|false)$/],
    ["int", /^-?(0|[1-9]\d{0,18})$/],
    ["float", /^-?(0|[1-9]\d*)(\.\d+)?$|^(NaN|[+-]Inf)$/],
];

/** The narrowest type that every cell has; string for a column without a cell. */
export function inferredType(cells: readonly (string | null)[]): ColumnType {
    let candidates = FORMS;
    let any = false;
    for (const cell of cells) {
        if (cell !== null) {
            any = true;
            candidates = candidates.filter(([type, form]) => form.test(cell) && isReadable(type, cell));
            if (candidates.length === 0) {
                return "string";
            }
        }
    }
    return any ? (candidates[0]?.[0] ?? "string") : "string";
}

function isReadable(type: ColumnType, text: string): boolean {
    try {
        parseCell(type, text);
        return true;
    } catch (error) {
        if (error instanceof CellError) {
            return false;
        }
        throw error;
    }
}

function typedColumn(label: string, type: ColumnType, cells: readonly (string | null)[]): Column {
    // Rows after those that the type was inferred from may hold something else: they are texts then.
    const fits = type === "string" || cells.every((cell) => cell === null || isReadable(type, cell));
    return fits
        ? columnFrom(
              label,
              type,
              cells.map((cell): Cell => (cell === null ? null : parseCell(type, cell))),
          )
        : columnFrom(label, "string", cells);
}

/** Decodes the CSV of a run whichever it is: annotated, or with a header alone. */
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
        this.decoder = first === 35 ? new AnnotatedCsvDecoder() : new HeaderCsvDecoder(this.known);
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
