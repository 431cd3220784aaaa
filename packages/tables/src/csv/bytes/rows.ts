/** Rows of columns as CSV in UTF-8. */
import type { Column } from "../../column.ts";
import { LONGEST, TimeWriter, writeFloat, writeWide } from "./digits.ts";
import type { ByteOutput } from "./output.ts";

export interface RowFormat {
    /** Before the first field of each row, quoted where need be. */
    readonly lead: string;
    /** Columns, and texts (quoted where need be) that are the same in every row. */
    readonly fields: readonly (Column | string)[];
    /** One character, before each field. */
    readonly delimiter: string;
    /** Quotes a text where it must be. */
    readonly quote: (text: string) => string;
    /** The first field follows the lead without a delimiter. */
    readonly bare?: boolean;
}

/** Texts whose bytes are kept. */
const MOST_TEXTS = 8192;

type CellWriter = (output: ByteOutput, row: number) => void;

/** Appends rows `from` to `to` (exclusive): the lead, a delimiter before each field, CRLF. Null is the empty text. */
export function writeRows(output: ByteOutput, { lead, fields, delimiter, quote, bare = false }: RowFormat, from: number, to: number): void {
    // What is the same in every row is one piece: the bytes before each column.
    const before: Uint8Array[] = [];
    const cells: CellWriter[] = [];
    let same = lead;
    for (const [index, field] of fields.entries()) {
        same += bare && index === 0 ? "" : delimiter;
        if (typeof field === "string") {
            same += field;
            continue;
        }
        before.push(encoder.encode(same));
        cells.push(cellWriter(field, quote));
        same = "";
    }
    const after = encoder.encode(`${same}\r\n`);
    const count = cells.length;
    for (let row = from; row < to; row += 1) {
        for (let index = 0; index < count; index += 1) {
            output.copy(before[index] as Uint8Array);
            (cells[index] as CellWriter)(output, row);
        }
        output.copy(after);
    }
}

function cellWriter(column: Column, quote: (text: string) => string): CellWriter {
    const { nulls } = column;
    const write = plainWriter(column, quote);
    if (nulls === undefined) {
        return write;
    }
    return (output, row) => {
        if (nulls[row] !== 1) {
            write(output, row);
        }
    };
}

function plainWriter(column: Column, quote: (text: string) => string): CellWriter {
    switch (column.type) {
        case "string":
            return textWriter(column.data, quote);
        case "time": {
            const halves = new Int32Array(column.data.buffer, column.data.byteOffset, column.data.length * 2);
            const times = new TimeWriter();
            return (output, row) => {
                output.reserve(LONGEST);
                output.length = times.write(output.bytes, output.length, halves, row);
            };
        }
        case "float": {
            const { data } = column;
            return (output, row) => {
                output.reserve(LONGEST);
                output.length = writeFloat(output.bytes, output.length, data[row] as number);
            };
        }
        case "bool": {
            const { data } = column;
            return (output, row) => output.copy(data[row] === 1 ? TRUE : FALSE);
        }
        default: {
            const { data } = column;
            const halves = new Int32Array(data.buffer, data.byteOffset, data.length * 2);
            const isSigned = column.type === "int";
            const exact = (row: number): bigint => data[row] as bigint;
            return (output, row) => {
                output.reserve(LONGEST);
                output.length = writeWide(output.bytes, output.length, halves, row, isSigned, exact);
            };
        }
    }
}

/** Texts that repeat are quoted and encoded once. */
function textWriter(data: readonly string[], quote: (text: string) => string): CellWriter {
    const known = new Map<string, Uint8Array>();
    let last: string | undefined;
    let lastBytes = encoder.encode("");
    return (output, row) => {
        const text = data[row] as string;
        if (text !== last) {
            const found = known.get(text);
            if (found === undefined && known.size >= MOST_TEXTS) {
                output.text(quote(text));
                return;
            }
            last = text;
            lastBytes = (found as Uint8Array<ArrayBuffer> | undefined) ?? encoder.encode(quote(text));
            if (found === undefined) {
                known.set(text, lastBytes);
            }
        }
        output.copy(lastBytes);
    };
}

const encoder = new TextEncoder();
const TRUE = encoder.encode("true");
const FALSE = encoder.encode("false");
