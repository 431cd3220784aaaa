/** Annotated CSV to tables the plain way, from text: what the decoder of bytes is compared with. */
import { ColumnBuilder } from "../builder.ts";
import { type Cell, cellAt, type Column, type ColumnType, constantColumn } from "../column.ts";
import { GroupKey } from "../key.ts";
import { makeTable } from "../table.ts";
import type { DecodedChunk } from "./decode.ts";
import { CsvError } from "./error.ts";
import { CellError, parseCell } from "./parse.ts";
import { RecordReader } from "./records.ts";

const TYPES: ReadonlyMap<string, ColumnType> = new Map([
    ["boolean", "bool"],
    ["long", "int"],
    ["unsignedLong", "uint"],
    ["double", "float"],
    ["string", "string"],
    ["dateTime:RFC3339", "time"],
    ["dateTime:RFC3339Nano", "time"],
    ["dateTime", "time"],
]);

const CHUNK_ROWS = 65536;

interface Field {
    readonly label: string;
    readonly type: ColumnType;
    readonly group: boolean;
    readonly fallback: Cell;
    /** Its times are numbers only: a `dateTime` without a format can't be read. */
    readonly unreadable: boolean;
    readonly at: number;
}

interface Block {
    readonly fields: readonly Field[];
    readonly width: number;
    readonly resultAt: number;
    readonly tableAt: number;
    readonly result: string;
    readonly table: string;
    rows: number;
}

/** Decodes text given piece by piece. Group keys are read from a table's first row. */
export class PlainCsvDecoder {
    private readonly reader = new RecordReader();
    private annotations = new Map<string, readonly string[]>();
    private block: Block | undefined;
    private builders: Builder[] = [];
    private rows = 0;
    private key: GroupKey | undefined;
    private result = "";
    private tableId = "";

    /** Chunks that the text so far makes complete. Throws {@link CsvError}. */
    *push(text: string): Generator<DecodedChunk> {
        this.reader.push(text, false);
        yield* this.read();
    }

    /** The rest. */
    *finish(): Generator<DecodedChunk> {
        this.reader.push("", true);
        yield* this.read();
        yield* this.endBlock();
        if (this.annotations.size > 0) {
            throw this.fault("unknown", "failed to read metadata: failed to read header row: EOF");
        }
    }

    private fault(code: CsvError["code"], detail: string, column?: string): CsvError {
        return new CsvError(code, detail, this.reader.line, column);
    }

    private *read(): Generator<DecodedChunk> {
        const { reader } = this;
        while (reader.next()) {
            if (reader.isAnnotation) {
                if (this.block !== undefined) {
                    yield* this.endBlock();
                }
                this.annotation();
            } else if (this.block === undefined) {
                this.header();
            } else {
                const done = this.row(this.block);
                if (done !== undefined) {
                    yield done;
                }
            }
        }
    }

    private annotation(): void {
        const cells: string[] = [];
        for (let field = 1; field < this.reader.count; field += 1) {
            cells.push(this.reader.field(field));
        }
        this.annotations.set(this.reader.field(0).slice(1), cells);
    }

    private header(): void {
        const { reader } = this;
        const datatypes = this.annotations.get("datatype");
        if (datatypes === undefined) {
            throw this.fault(
                "failed precondition",
                'failed to read metadata: missing expected annotation datatype. consider using the mode: "raw" for csv that is not expected to have annotations.',
            );
        }
        const groups = this.required("group");
        const defaults = this.required("default");
        if (reader.count !== datatypes.length + 1) {
            throw this.fault("invalid", "failed to read metadata: failed to read header row: wrong number of fields");
        }
        const labels = datatypes.map((_, index) => reader.field(index + 1));
        const fields: Field[] = [];
        for (const [index, label] of labels.entries()) {
            if ((label === "result" && index === 0) || (label === "table" && index === 1)) {
                continue;
            }
            fields.push(this.fieldOf(label, datatypes[index] as string, groups[index] === "true", defaults[index] ?? "", index + 1));
        }
        this.block = {
            fields,
            width: reader.count,
            resultAt: labels[0] === "result" ? 1 : -1,
            tableAt: labels[1] === "table" ? 2 : -1,
            result: labels[0] === "result" ? (defaults[0] ?? "") : "",
            table: labels[1] === "table" ? (defaults[1] ?? "") : "",
            rows: 0,
        };
        this.annotations = new Map();
        this.builders = [];
    }

    private required(name: string): readonly string[] {
        const cells = this.annotations.get(name);
        if (cells === undefined) {
            throw this.fault("unknown", `failed to read metadata: missing expected annotation ${name}`);
        }
        return cells;
    }

    private fieldOf(label: string, datatype: string, group: boolean, fallback: string, at: number): Field {
        const type = TYPES.get(datatype);
        if (type === undefined) {
            throw this.fault(
                "invalid",
                `failed to read metadata: column ${JSON.stringify(label)} has invalid datatype: unsupported data type ${JSON.stringify(datatype)}`,
            );
        }
        return {
            label,
            type,
            group,
            fallback: fallback === "" ? null : this.cell(type, fallback, label),
            unreadable: datatype === "dateTime",
            at,
        };
    }

    private cell(type: ColumnType, text: string, label: string): Cell {
        try {
            return parseCell(type, text);
        } catch (error) {
            throw error instanceof CellError ? this.fault("unknown", error.message, label) : error;
        }
    }

    /** Takes the record into the table at hand; gives the chunk that was full or complete before it, if one was. */
    private row(block: Block): DecodedChunk | undefined {
        const { reader } = this;
        if (reader.count !== block.width) {
            throw this.fault("unknown", "wrong number of fields");
        }
        let done: DecodedChunk | undefined;
        if (!this.continues(block)) {
            done = this.flush(false);
            this.result = block.resultAt < 0 || reader.isEmpty(block.resultAt) ? block.result : reader.field(block.resultAt);
            this.tableId = block.tableAt < 0 || reader.isEmpty(block.tableAt) ? block.table : reader.field(block.tableAt);
            this.builders = block.fields.map((field) => new Builder(field));
        } else if (this.rows === CHUNK_ROWS) {
            done = this.flush(true);
            this.builders = block.fields.map((field) => new Builder(field));
        }
        for (const builder of this.builders) {
            if (!builder.read(reader)) {
                const { field } = builder;
                const text = reader.field(field.at);
                if (field.unreadable) {
                    throw this.fault("unknown", `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(text)}`, field.label);
                }
                builder.push(this.cell(field.type, text, field.label));
            }
        }
        this.rows += 1;
        block.rows += 1;
        return done;
    }

    /** Whether the record belongs to the table of the one before. */
    private continues(block: Block): boolean {
        if (block.rows === 0) {
            return false;
        }
        const { reader } = this;
        const sameTable =
            block.tableAt < 0 ||
            (reader.isEmpty(block.tableAt) ? this.tableId === block.table : reader.equals(block.tableAt, this.tableId));
        const sameResult =
            block.resultAt < 0 ||
            (reader.isEmpty(block.resultAt) ? this.result === block.result : reader.equals(block.resultAt, this.result));
        return sameTable && sameResult;
    }

    private flush(more: boolean): DecodedChunk | undefined {
        if (this.rows === 0) {
            return undefined;
        }
        const columns = this.builders.map((builder) => builder.finish());
        const fields = this.builders.map((builder) => builder.field);
        this.key ??= new GroupKey(
            fields.flatMap(({ group, label, type }, index) => (group ? [{ label, type, value: cellAt(columns[index] as Column, 0) }] : [])),
        );
        const chunk = { result: this.result, table: makeTable(this.key, columns, this.rows), more };
        this.rows = 0;
        if (!more) {
            this.key = undefined;
        }
        return chunk;
    }

    private *endBlock(): Generator<DecodedChunk> {
        const { block } = this;
        if (block === undefined) {
            return;
        }
        const last = this.flush(false);
        if (last !== undefined) {
            yield last;
        }
        if (block.rows === 0 && block.table !== "") {
            const key = new GroupKey(
                block.fields.flatMap(({ group, label, type, fallback }) => (group ? [{ label, type, value: fallback }] : [])),
            );
            yield {
                result: block.result,
                table: makeTable(
                    key,
                    block.fields.map(({ label, type }) => constantColumn(label, type, null, 0)),
                    0,
                ),
                more: false,
            };
        }
        this.block = undefined;
    }
}

/** A column's builder that reads the common forms of cells without making texts of them. */
class Builder {
    private readonly builder: ColumnBuilder;
    private lastText: string | undefined;
    private lastCell: Cell = null;

    constructor(readonly field: Field) {
        this.builder = new ColumnBuilder(field.label, field.type, 256);
    }

    push(cell: Cell): void {
        this.builder.push(cell);
    }

    /** Reads the field; false when its text is of an uncommon form. */
    read(reader: RecordReader): boolean {
        const { at, type, fallback } = this.field;
        if (reader.isEmpty(at)) {
            this.builder.push(fallback);
            return true;
        }
        if (type === "float") {
            const value = reader.smallFloat(at);
            if (value === value) {
                this.builder.pushFloat(value);
                return true;
            }
            return false;
        }
        if (type === "int") {
            const value = reader.smallInt(at);
            if (value === value) {
                this.builder.pushInteger(BigInt(value));
                return true;
            }
            return false;
        }
        if (type === "time" && !this.field.unreadable) {
            const seconds = reader.plainTime(at);
            if (seconds === seconds) {
                this.builder.pushInteger(BigInt(seconds) * 1000000000n + BigInt(reader.nanos));
                return true;
            }
            return false;
        }
        // Tags repeat from row to row: one text is kept, and shared by the rows.
        if (this.lastText !== undefined && reader.equals(at, this.lastText)) {
            if (type === "string") {
                this.builder.pushText(this.lastText);
            } else {
                this.builder.push(this.lastCell);
            }
            return true;
        }
        if (this.field.unreadable) {
            return false;
        }
        const text = reader.field(at);
        try {
            this.lastCell = parseCell(type, text);
        } catch {
            return false;
        }
        this.lastText = text;
        this.builder.push(this.lastCell);
        return true;
    }

    finish(): Column {
        return this.builder.finish();
    }
}
