/** Tables to annotated CSV, as the reference writes it: CRLF, three annotations, a header wherever the schema changes. */
import type { Column, ColumnType } from "../column.ts";
import type { Table } from "../table.ts";
import { formatCell, formatFloat, formatTime } from "../text.ts";

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

/** Writes results one after another. What each call gives is to be appended to the output. */
export class AnnotatedCsvEncoder {
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
        const first = !this.inTable;
        this.inTable = more;
        if (table.rows === 0 && !first) {
            return "";
        }
        let text = "";
        const empty = table.rows === 0;
        const schema = table.columns
            .map((column) => `${column.type}${table.key.has(column.label) ? "+" : "-"}${column.label.length}:${column.label}`)
            .join();
        if (first && (empty || schema !== this.schema)) {
            text += this.header(table, empty && !more ? index : undefined);
            this.schema = empty && !more ? undefined : schema;
        }
        return text + rowsOf(table, index);
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

const BLOCK_ROWS = 4096;

function rowsOf(table: Table, index: number): string {
    const parts: string[] = [];
    const writers = table.columns.map(writerOf);
    const lead = `,,${index}`;
    for (let start = 0; start < table.rows; start += BLOCK_ROWS) {
        const end = Math.min(start + BLOCK_ROWS, table.rows);
        let text = "";
        for (let row = start; row < end; row += 1) {
            text += lead;
            for (let column = 0; column < writers.length; column += 1) {
                text += `,${(writers[column] as (row: number) => string)(row)}`;
            }
            text += "\r\n";
        }
        parts.push(text);
    }
    return parts.join("");
}

/** A function that gives the text of a column's row; texts of equal neighbours are made once. */
function writerOf(column: Column): (row: number) => string {
    const { nulls } = column;
    const plain = plainWriter(column);
    return nulls === undefined ? plain : (row) => (nulls[row] === 1 ? "" : plain(row));
}

function plainWriter(column: Column): (row: number) => string {
    switch (column.type) {
        case "string": {
            const { data } = column;
            let last = "";
            let lastText = "";
            return (row) => {
                const value = data[row] as string;
                if (value !== last) {
                    last = value;
                    lastText = csvField(value);
                }
                return lastText;
            };
        }
        case "time": {
            const { data } = column;
            let last = 0n;
            let lastText = formatTime(0n);
            return (row) => {
                const value = data[row] as bigint;
                if (value !== last) {
                    last = value;
                    lastText = formatTime(value);
                }
                return lastText;
            };
        }
        case "float": {
            const { data } = column;
            return (row) => formatFloat(data[row] as number);
        }
        case "bool": {
            const { data } = column;
            return (row) => (data[row] === 1 ? "true" : "false");
        }
        default: {
            const { data } = column;
            return (row) => String(data[row]);
        }
    }
}

/** The table that tells of an error after rows were sent: `error,reference`. */
export function encodeCsvError(message: string, reference = ""): string {
    return `#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,${csvField(message)},${csvField(reference)}\r\n`;
}
