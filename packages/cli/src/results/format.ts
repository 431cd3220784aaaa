/** Results of a run, as they arrive, in the format that was asked for. */
import { type Cell, cellAt, type ColumnType, formatCell, type Table } from "@flux-scripts/tables";
import { jsonCell } from "./cells.ts";

export const resultFormats = ["csv", "table", "json", "ndjson"] as const;
export type ResultFormat = (typeof resultFormats)[number];

/** Takes the chunks of tables in order and gives text; `finish` closes what is open. */
export interface ResultFormatter {
    chunk(result: string, index: number, table: Table, more: boolean): string;
    finish(): string;
}

/** For all formats but `csv`, which is the encoder's of the tables package. */
export function resultFormatter(format: Exclude<ResultFormat, "csv">): ResultFormatter {
    switch (format) {
        case "table":
            return new TextTables();
        case "json":
            return new JsonDocument();
        case "ndjson":
            return { chunk: (result, index, table) => rowsOf(result, index, table), finish: () => "" };
    }
}

function rowsOf(result: string, index: number, table: Table): string {
    const name = JSON.stringify(result);
    const labels = table.columns.map(({ label }) => JSON.stringify(label));
    let out = "";
    for (let row = 0; row < table.rows; row++) {
        const cells = table.columns.map((column, at) => `${labels[at]}:${jsonCell(column.type, cellAt(column, row))}`);
        out += `{${[`"result":${name}`, `"table":${index}`, ...cells].join(",")}}\n`;
    }
    return out;
}

/** `{"results":[{"name","tables":[{"columns":[{"label","type","group"}],"rows":[[…]]}]}]}`, written while rows arrive. */
class JsonDocument implements ResultFormatter {
    private result: string | undefined;
    private inTable = false;
    private rows = 0;

    chunk(result: string, _index: number, table: Table, more: boolean): string {
        let out = "";
        if (result !== this.result) {
            out += this.result === undefined ? '{"results":[' : "]},";
            out += `{"name":${JSON.stringify(result)},"tables":[`;
            this.result = result;
        } else if (!this.inTable) {
            out += ",";
        }
        if (!this.inTable) {
            const columns = table.columns.map(
                ({ label, type }) => `{"label":${JSON.stringify(label)},"type":"${type}","group":${table.key.has(label)}}`,
            );
            out += `{"columns":[${columns.join(",")}],"rows":[`;
            this.inTable = true;
            this.rows = 0;
        }
        for (let row = 0; row < table.rows; row++, this.rows++) {
            const cells = table.columns.map((column) => jsonCell(column.type, cellAt(column, row)));
            out += `${this.rows === 0 ? "" : ","}[${cells.join(",")}]`;
        }
        if (!more) {
            out += "]}";
            this.inTable = false;
        }
        return out;
    }

    finish(): string {
        const open = `${this.inTable ? "]}" : ""}]}`;
        return this.result === undefined ? '{"results":[]}\n' : `${open}]}\n`;
    }
}

/** Widest column of a text table; longer cells are cut. */
const maxWidth = 60;

/** Aligned columns for people: numbers to the right, group key above. A table is held until its last chunk. */
class TextTables implements ResultFormatter {
    private chunks: Table[] = [];
    private result: string | undefined;

    chunk(result: string, _index: number, table: Table, more: boolean): string {
        this.chunks.push(table);
        if (more) return "";
        const out = `${result === this.result ? "" : `Result: ${result}\n`}${textTable(this.chunks)}\n`;
        this.result = result;
        this.chunks = [];
        return out;
    }

    finish(): string {
        return this.chunks.length === 0 ? "" : textTable(this.chunks);
    }
}

function textTable(chunks: readonly Table[]): string {
    const [first] = chunks;
    if (first === undefined) return "";
    const key = first.key.entries.map(({ label, type, value }) => `${label}=${value === null ? "(null)" : printable(type, value)}`);
    const columns = first.columns.filter(({ label }) => !first.key.has(label) || first.columns.length === first.key.entries.length);
    const cells = columns.map(({ label, type }) => {
        const texts = [label];
        for (const chunk of chunks) {
            const column = chunk.columns.find((each) => each.label === label && each.type === type);
            for (let row = 0; row < chunk.rows; row++) texts.push(column === undefined ? "" : printable(type, cellAt(column, row)));
        }
        return texts;
    });
    const widths = cells.map((texts) => texts.reduce((width, text) => Math.max(width, text.length), 0));
    const rows = cells[0]?.length ?? 0;
    let out = key.length === 0 ? "" : `Table: ${key.join(", ")}\n`;
    for (let row = 0; row < rows; row++) {
        const line = cells.map((texts, at) => aligned(texts[row] ?? "", widths[at] ?? 0, columns[at]?.type));
        out += `${line.join("  ").trimEnd()}\n`;
        if (row === 0) out += `${widths.map((width) => "-".repeat(width)).join("  ")}\n`;
    }
    return out;
}

function aligned(text: string, width: number, type: ColumnType | undefined): string {
    return type === "int" || type === "uint" || type === "float" ? text.padStart(width) : text.padEnd(width);
}

/** A cell on one line: control characters as escapes, so that a value can't move the terminal's cursor. */
function printable(type: ColumnType, value: Cell): string {
    const text = formatCell(type, value).replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
    return text.length > maxWidth ? `${text.slice(0, maxWidth - 1)}…` : text;
}
