/** Tables to annotated CSV, as the reference writes it: CRLF, three annotations, a header wherever the schema changes. */
import type { ColumnType } from "../column.ts";
import type { Table } from "../table.ts";
import { formatCell } from "../text.ts";
import { ByteOutput } from "./bytes/output.ts";
import { writeRows } from "./bytes/rows.ts";

const DATATYPES: Readonly<Record<ColumnType, string>> = {
    bool: "boolean",
    int: "long",
    uint: "unsignedLong",
    float: "double",
    string: "string",
    time: "dateTime:RFC3339",
};

/** Quotes a field where Go's csv writer does: for a comma, quote, line break or a leading space. Line feeds become CRLF. */
export function csvField(text: string): string {
    if (text === "") {
        return text;
    }
    if (!/^[\s]|[",\r\n]/.test(text) && text !== "\\.") {
        return text;
    }
    return `"${text.replaceAll('"', '""').replaceAll("\r", "").replaceAll("\n", "\r\n")}"`;
}

function quotedField(text: string): string {
    return text === "" ? '""' : csvField(text);
}

/** Writes results one after another. What each call gives is to be appended to the output. */
export class AnnotatedCsvEncoder {
    /** @param quotedEmpty writes an empty text as `""`, which tells it from null; the reference writes nothing for either. */
    constructor(private readonly quotedEmpty = false) {}

    private schema: string | undefined;
    private result: string | undefined;
    private block = 0;
    private inTable = false;

    /** Begins a result; its first table writes a header. */
    startResult(name: string): void {
        this.result = name;
        this.schema = undefined;
        this.block = 0;
    }

    /** Rows of table number `index` of the current result. An empty table is only a header, with its key as defaults. */
    table(table: Table, index: number, more = false): string {
        const output = new ByteOutput();
        this.write(output, table, index, more);
        return decoder.decode(output.bytes.subarray(0, output.length));
    }

    /** {@link table} in UTF-8, appended to `output`. */
    write(output: ByteOutput, table: Table, index: number, more = false): void {
        const first = !this.inTable;
        this.inTable = more;
        if (table.rows === 0 && !first) {
            return;
        }
        const empty = table.rows === 0;
        const schema = table.columns
            .map((column) => `${column.type}${table.key.has(column.label) ? "+" : "-"}${column.label.length}:${column.label}`)
            .join();
        if (first && (empty || schema !== this.schema)) {
            output.text(this.header(table, empty && !more ? index : undefined));
            this.schema = empty && !more ? undefined : schema;
        }
        const quote = this.quotedEmpty ? quotedField : csvField;
        writeRows(output, { lead: `,,${index}`, fields: table.columns, delimiter: ",", quote }, 0, table.rows);
    }

    /** Ends a result; one without tables is an empty line, too. */
    endResult(): string {
        this.result = undefined;
        return "\r\n";
    }

    private header(table: Table, emptyIndex: number | undefined): string {
        const { columns, key } = table;
        const gap = this.block > 0 ? "\r\n" : "";
        this.block += 1;
        const datatype = ["#datatype", "string", "long", ...columns.map(({ type }) => DATATYPES[type])];
        const group = ["#group", "false", "false", ...columns.map(({ label }) => String(key.has(label)))];
        const defaults = ["#default", csvField(this.result ?? ""), emptyIndex === undefined ? "" : String(emptyIndex)];
        for (const { label } of columns) {
            const entry = emptyIndex === undefined ? undefined : key.get(label);
            defaults.push(entry === undefined ? "" : csvField(formatCell(entry.type, entry.value)));
        }
        const header = ["", "result", "table", ...columns.map(({ label }) => csvField(label))];
        return `${gap}${datatype.join()}\r\n${group.join()}\r\n${defaults.join()}\r\n${header.join()}\r\n`;
    }
}

/** The table that tells of an error after rows were sent: `error,reference`. */
export function encodeCsvError(message: string, reference = ""): string {
    return `#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,${csvField(message)},${csvField(reference)}\r\n`;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
