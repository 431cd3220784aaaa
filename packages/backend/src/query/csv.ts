/** Results as CSV in the dialect of a request: which annotations, which delimiter, header or none. CRLF throughout. */
import { type ByteOutput, type ColumnType, formatFloat, formatTime, type Table, writeRows } from "@flux-scripts/tables";
import type { Annotation, Dialect } from "../http/dialect.ts";

const datatypes: Readonly<Record<ColumnType, string>> = {
    bool: "boolean",
    int: "long",
    uint: "unsignedLong",
    float: "double",
    string: "string",
    time: "dateTime:RFC3339",
};

/** Writes tables one after another; those with the same columns share a header. */
export class CsvWriter {
    private readonly dialect: Dialect;
    /** The result's name stands in `#default` where that is asked for, else in each row. */
    private readonly nameInRows: boolean;
    private readonly special: RegExp;
    private result: string | undefined;
    private schema = "";
    private lastEmpty = false;

    constructor(dialect: Dialect) {
        this.dialect = dialect;
        this.nameInRows = !dialect.annotations.includes("default");
        this.special = new RegExp(`[${dialect.delimiter.replace(/[\\\]^-]/g, "\\$&")}"\\r\\n]|^[\\s\\u0085\\u00a0]|^\\\\\\.$`, "u");
    }

    /** Appends rows of a table; `continued` for those that follow others of the same table. */
    table(out: ByteOutput, result: string, index: number, table: Table, continued: boolean): void {
        if (!continued) {
            const schema = this.schemaOf(table);
            const isFirst = this.result !== result;
            if (isFirst || schema !== this.schema || this.lastEmpty || table.rows === 0) {
                if (!isFirst) out.text("\r\n");
                out.text(this.header(result, index, table));
            }
            this.result = result;
            this.schema = schema;
            this.lastEmpty = table.rows === 0;
        }
        this.rows(out, result, index, table);
    }

    /** The empty line that ends a result. */
    end(): string {
        this.result = undefined;
        this.schema = "";
        this.lastEmpty = false;
        return "\r\n";
    }

    private schemaOf(table: Table): string {
        return table.columns.map(({ label, type }) => `${type}${table.key.has(label) ? "!" : ":"}${label.length}:${label}`).join();
    }

    private header(result: string, index: number, table: Table): string {
        const { annotations, delimiter, header } = this.dialect;
        let out = "";
        for (const annotation of annotations)
            out += `#${annotation}${delimiter}${this.annotation(annotation, result, index, table).join(delimiter)}\r\n`;
        if (header) out += `${delimiter}${["result", "table", ...table.columns.map(({ label }) => this.text(label))].join(delimiter)}\r\n`;
        return out;
    }

    private annotation(annotation: Annotation, result: string, index: number, table: Table): string[] {
        const { columns, key, rows } = table;
        switch (annotation) {
            case "datatype":
                return ["string", "long", ...columns.map(({ type }) => datatypes[type])];
            case "group":
                return ["false", "false", ...columns.map(({ label }) => String(key.has(label)))];
            case "default":
                // A table without rows has only this line to say which one it is.
                return [
                    this.text(result),
                    rows === 0 ? String(index) : "",
                    ...columns.map(({ label }) => {
                        const entry = rows === 0 ? key.get(label) : undefined;
                        return entry === undefined || entry.value === null ? "" : this.value(entry.type, entry.value);
                    }),
                ];
        }
    }

    private value(type: ColumnType, value: bigint | number | string | boolean): string {
        if (type === "float") return formatFloat(value as number);
        if (type === "time") return formatTime(value as bigint);
        return type === "string" ? this.cell(value as string) : String(value);
    }

    /** A text that is a value; {@link text} is for names. */
    private cell(text: string): string {
        return text === "" && this.dialect.quotedEmpty === true ? '""' : this.text(text);
    }

    private text(text: string): string {
        if (text === "" || !this.special.test(text)) return text;
        return `"${text.replaceAll('"', '""').replaceAll("\r", "").replaceAll("\n", "\r\n")}"`;
    }

    private rows(out: ByteOutput, result: string, index: number, table: Table): void {
        const { delimiter } = this.dialect;
        const fields = table.columns.map((column) => {
            const entry = table.key.get(column.label);
            return entry === undefined ? column : entry.value === null ? "" : this.value(entry.type, entry.value);
        });
        const lead = `${delimiter}${this.nameInRows ? this.text(result) : ""}${delimiter}${index}`;
        writeRows(out, { lead, fields, delimiter, quote: (text) => this.cell(text) }, 0, table.rows);
    }
}
