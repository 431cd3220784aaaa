/** Tables as annotated CSV, CSV, JSON and NDJSON: exact to the last digit, written as they come. */
import { type Column, cellAt } from "../column.ts";
import { ByteOutput } from "../csv/bytes/output.ts";
import { writeRows } from "../csv/bytes/rows.ts";
import { AnnotatedCsvEncoder, csvField } from "../csv/encode.ts";
import type { Table } from "../table.ts";
import { formatCell, formatFloat } from "../text.ts";
import { type FileFormat, PIECE, type TableWriter, type Write } from "./writer.ts";

export type TextFormat = Exclude<FileFormat, "parquet" | "arrow">;

/** A writer of a text format. `isNamed`: rows say which result they are of, in the first column. */
export function textWriter(format: TextFormat, write: Write, isNamed = false): TableWriter {
    switch (format) {
        case "annotated":
            return new AnnotatedWriter(write);
        case "csv":
            return new CsvTables(write, isNamed);
        case "json":
            return new JsonRows(write, isNamed, ["[\n", ",\n", "\n]\n"]);
        case "ndjson":
            return new JsonRows(write, isNamed, ["", "\n", "\n"]);
    }
}

abstract class TextTables implements TableWriter {
    protected readonly output = new ByteOutput();

    constructor(private readonly write: Write) {}

    async add(result: string, table: Table, more: boolean): Promise<void> {
        this.append(result, table, more);
        if (this.output.length >= PIECE) {
            await this.write(this.output.take());
        }
    }

    async finish(): Promise<void> {
        this.end();
        if (this.output.length > 0) {
            await this.write(this.output.take());
        }
    }

    protected abstract append(result: string, table: Table, more: boolean): void;
    protected abstract end(): void;
}

class AnnotatedWriter extends TextTables {
    private readonly encoder = new AnnotatedCsvEncoder();
    private result: string | undefined;
    private index = 0;
    private isOpen = false;

    protected append(result: string, table: Table, more: boolean): void {
        if (result !== this.result) {
            if (this.result !== undefined) {
                this.output.text(this.encoder.endResult());
            }
            this.encoder.startResult(result);
            [this.result, this.index] = [result, 0];
        } else if (!this.isOpen) {
            this.index += 1;
        }
        this.isOpen = more;
        this.encoder.write(this.output, table, this.index, more);
    }

    protected end(): void {
        if (this.result !== undefined) {
            this.output.text(this.encoder.endResult());
        }
    }
}

/** A header wherever the columns change, a blank line before all but the first. */
class CsvTables extends TextTables {
    private schema: string | undefined;

    constructor(
        write: Write,
        private readonly isNamed: boolean,
    ) {
        super(write);
    }

    protected append(result: string, table: Table): void {
        const labels = [...(this.isNamed ? ["result"] : []), ...table.columns.map(({ label }) => label)];
        const schema = JSON.stringify(labels);
        if (schema !== this.schema) {
            this.output.text(`${this.schema === undefined ? "" : "\r\n"}${labels.map(csvField).join(",")}\r\n`);
            this.schema = schema;
        }
        const lead = this.isNamed ? csvField(result) : "";
        writeRows(this.output, { lead, fields: table.columns, delimiter: ",", quote: csvField, bare: !this.isNamed }, 0, table.rows);
    }

    protected end(): void {}
}

class JsonRows extends TextTables {
    private isFirst = true;

    constructor(
        write: Write,
        private readonly isNamed: boolean,
        private readonly marks: readonly [before: string, between: string, after: string],
    ) {
        super(write);
    }

    protected append(result: string, table: Table): void {
        const [before, between] = this.marks;
        const name = this.isNamed ? [`"result":${JSON.stringify(result)}`] : [];
        const cells = table.columns.map(jsonWriter);
        let text = "";
        for (let row = 0; row < table.rows; row += 1) {
            const start = this.isFirst ? before : between;
            this.isFirst = false;
            text += `${start}{${[...name, ...cells.map((cell) => cell(row))].join(",")}}`;
            if (text.length >= PIECE) {
                this.output.text(text);
                text = "";
            }
        }
        this.output.text(text);
    }

    protected end(): void {
        const [before, , after] = this.marks;
        // No rows: nothing but the brackets, where there are any.
        this.output.text(this.isFirst ? (before === "" ? "" : "[]\n") : after);
    }
}

/** The member of a column in a row: integers with all their digits, floats with a point; what JSON has no number for is a string. */
function jsonWriter(column: Column): (row: number) => string {
    const label = `${JSON.stringify(column.label)}:`;
    return (row) => label + jsonCell(column, row);
}

function jsonCell(column: Column, row: number): string {
    const value = cellAt(column, row);
    if (value === null) {
        return "null";
    }
    switch (column.type) {
        case "string":
            return JSON.stringify(value);
        case "time":
            return `"${formatCell("time", value)}"`;
        case "float": {
            const text = formatFloat(value as number);
            return Number.isFinite(value) ? (text.includes(".") ? text : `${text}.0`) : `"${text}"`;
        }
        default:
            return String(value);
    }
}
