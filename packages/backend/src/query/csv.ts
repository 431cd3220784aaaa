/** Results as CSV in the dialect of a request: which annotations, which delimiter, header or none. CRLF throughout. */
import { type Column, type ColumnType, formatFloat, formatTime, type Table } from "@flux-scripts/tables";
import type { Annotation, Dialect } from "../http/dialect.ts";
import { TimeText } from "./timetext.ts";

const datatypes: Readonly<Record<ColumnType, string>> = {
    bool: "boolean",
    int: "long",
    uint: "unsignedLong",
    float: "double",
    string: "string",
    time: "dateTime:RFC3339",
};

/** Texts that are kept with their quotes. */
const mostTexts = 10_000;

/** Writes tables one after another; those with the same columns share a header. */
export class CsvWriter {
    private readonly dialect: Dialect;
    /** The result's name stands in `#default` where that is asked for, else in each row. */
    private readonly nameInRows: boolean;
    private readonly special: RegExp;
    private result: string | undefined;
    private schema = "";
    private lastEmpty = false;
    private readonly times = new TimeText();
    private readonly texts = new Map<string, string>();

    constructor(dialect: Dialect) {
        this.dialect = dialect;
        this.nameInRows = !dialect.annotations.includes("default");
        this.special = new RegExp(`[${dialect.delimiter.replace(/[\\\]^-]/g, "\\$&")}"\\r\\n]|^[\\s\\u0085\\u00a0]|^\\\\\\.$`, "u");
    }

    /** Rows of a table; `continued` for those that follow others of the same table. */
    table(result: string, index: number, table: Table, continued: boolean): string {
        let out = "";
        if (!continued) {
            const schema = this.schemaOf(table);
            const isFirst = this.result !== result;
            if (isFirst || schema !== this.schema || this.lastEmpty || table.rows === 0) {
                if (!isFirst) out += "\r\n";
                out += this.header(result, index, table);
            }
            this.result = result;
            this.schema = schema;
            this.lastEmpty = table.rows === 0;
        }
        return out + this.rows(result, index, table);
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
        return type === "string" ? this.text(value as string) : String(value);
    }

    private text(text: string): string {
        if (text === "" || !this.special.test(text)) return text;
        return `"${text.replaceAll('"', '""').replaceAll("\r", "").replaceAll("\n", "\r\n")}"`;
    }

    /** {@link text} of a text that may come again. */
    private known(text: string): string {
        let quoted = this.texts.get(text);
        if (quoted === undefined) {
            quoted = this.text(text);
            if (this.texts.size < mostTexts) this.texts.set(text, quoted);
        }
        return quoted;
    }

    private rows(result: string, index: number, table: Table): string {
        const { delimiter } = this.dialect;
        const { columns, rows, key } = table;
        // What is the same in every row is written once: the text before each column that is not.
        const before: string[] = [];
        const cells: ((row: number) => string)[] = [];
        let same = `${delimiter}${this.nameInRows ? this.text(result) : ""}${delimiter}${index}`;
        for (const column of columns) {
            same += delimiter;
            const entry = key.get(column.label);
            if (entry !== undefined) {
                if (entry.value !== null) same += this.value(entry.type, entry.value);
                continue;
            }
            before.push(same);
            cells.push(this.cellOf(column));
            same = "";
        }
        const after = `${same}\r\n`;
        let out = "";
        const width = cells.length;
        for (let row = 0; row < rows; row++) {
            for (let i = 0; i < width; i++) out += (before[i] as string) + (cells[i] as (row: number) => string)(row);
            out += after;
        }
        return out;
    }

    private cellOf(column: Column): (row: number) => string {
        const { nulls } = column;
        const write = this.writerOf(column);
        return nulls === undefined ? write : (row) => (nulls[row] === 1 ? "" : write(row));
    }

    private writerOf(column: Column): (row: number) => string {
        const { times } = this;
        switch (column.type) {
            case "time": {
                const halves = times.halvesOf(column.data);
                return (row) => times.text(halves, row);
            }
            case "float": {
                const { data } = column;
                return (row) => formatFloat(data[row] as number);
            }
            case "string": {
                const { data } = column;
                let last = "";
                let lastText = "";
                return (row) => {
                    const value = data[row] as string;
                    if (value !== last) {
                        last = value;
                        lastText = this.known(value);
                    }
                    return lastText;
                };
            }
            case "bool": {
                const { data } = column;
                return (row) => (data[row] === 1 ? "true" : "false");
            }
            case "int": {
                const { data } = column;
                const halves = new Int32Array(data.buffer, data.byteOffset, data.length * 2);
                // Most integers are small: those need no BigInt.
                return (row) => {
                    const low = halves[2 * row] as number;
                    return halves[2 * row + 1] === low >> 31 ? String(low) : String(data[row]);
                };
            }
            case "uint": {
                const { data } = column;
                return (row) => String(data[row]);
            }
        }
    }
}
