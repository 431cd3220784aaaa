/**
 * Messages between an engine worker and who uses it. Columns are transferred, not copied; strings go dictionary-coded.
 *
 * A run is stopped by `cancel`, or, while the worker is busy, by a non-zero first element of the shared `cancelFlag`. The worker sends
 * at most `credit` table messages ahead of the `more` messages that the consumer answers with.
 */
import { arrayOf, type Cell, type Column, type ColumnType, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import type { ErrorCode, ProfileEvent, RunLimits, RunRequest } from "../api.ts";

export interface RunMessage {
    readonly kind: "run";
    /** Chosen by the sender; marks all answers. */
    readonly id: number;
    readonly source: string;
    readonly extern?: string;
    readonly params?: NonNullable<RunRequest["params"]>;
    /** ns since epoch. */
    readonly now?: bigint;
    readonly limits?: RunLimits;
    readonly profile?: boolean;
    /** Over a SharedArrayBuffer. */
    readonly cancelFlag?: Int32Array;
    /** Table messages that may be on their way at once; 16 when absent. */
    readonly credit?: number;
    /** Texts of user packages by import path. */
    readonly packages?: ReadonlyMap<string, string>;
    /** Files that the script may read, by path. */
    readonly files?: ReadonlyMap<string, Uint8Array>;
}

export interface CancelMessage {
    readonly kind: "cancel";
    readonly id: number;
}

/** The consumer has taken so many table messages. */
export interface MoreMessage {
    readonly kind: "more";
    readonly id: number;
    readonly count: number;
}

export type ToEngine = RunMessage | CancelMessage | MoreMessage;

/** A column as it travels: strings as numbers into a dictionary. */
export type SentColumn =
    | {
          readonly label: string;
          readonly type: Exclude<ColumnType, "string">;
          readonly data: Exclude<Column["data"], string[]>;
          readonly nulls?: Uint8Array | undefined;
      }
    | {
          readonly label: string;
          readonly type: "string";
          readonly codes: Uint32Array;
          readonly dictionary: readonly string[];
          readonly nulls?: Uint8Array | undefined;
      };

export interface SentTable {
    readonly key: readonly { readonly label: string; readonly type: ColumnType; readonly value: Cell }[];
    readonly columns: readonly SentColumn[];
    readonly rows: number;
}

export type FromEngine =
    | { readonly kind: "ready" }
    | {
          readonly kind: "table";
          readonly id: number;
          readonly result: string;
          readonly index: number;
          readonly more: boolean;
          readonly table: SentTable;
      }
    | { readonly kind: "resultEnd"; readonly id: number; readonly result: string }
    | {
          readonly kind: "error";
          readonly id: number;
          readonly code: ErrorCode;
          readonly message: string;
          readonly start?: number | undefined;
          readonly end?: number | undefined;
      }
    | { readonly kind: "profile"; readonly id: number; readonly profile: ProfileEvent }
    /** The run is over; nothing more comes of it. */
    | { readonly kind: "done"; readonly id: number };

/** A table for sending, and the buffers to transfer with it. Buffers that hold more than the table's own rows are copied first. */
export function sendTable(table: Table): { readonly table: SentTable; readonly transfer: ArrayBuffer[] } {
    const transfer = new Set<ArrayBuffer>();
    const own = <T extends { readonly buffer: ArrayBufferLike; readonly byteLength: number; slice(): T }>(array: T): T => {
        // Always a copy: other consumers of the same table may still read the original.
        const copy = array.slice();
        transfer.add(copy.buffer as ArrayBuffer);
        return copy;
    };
    const columns = table.columns.map((column): SentColumn => {
        const nulls = column.nulls === undefined ? undefined : own(column.nulls);
        if (column.type === "string") {
            const coded = encodeStrings(column.data);
            transfer.add(coded.codes.buffer as ArrayBuffer);
            return { label: column.label, type: "string", nulls, ...coded };
        }
        return { label: column.label, type: column.type, data: own(column.data as Float64Array), nulls };
    });
    return { table: { key: table.key.entries, columns, rows: table.rows }, transfer: [...transfer] };
}

/** The table of a message. */
export function receiveTable(sent: SentTable): Table {
    const columns = sent.columns.map((column): Column => {
        if (column.type !== "string") {
            return column as Column;
        }
        const data = arrayOf("string", column.codes.length);
        for (let row = 0; row < data.length; row += 1) {
            data[row] = column.dictionary[column.codes[row] as number] as string;
        }
        return { label: column.label, type: "string", data, nulls: column.nulls };
    });
    return makeTable(new GroupKey(sent.key), columns, sent.rows);
}

function encodeStrings(data: readonly string[]): { readonly codes: Uint32Array; readonly dictionary: readonly string[] } {
    const codes = new Uint32Array(data.length);
    const dictionary: string[] = [];
    const known = new Map<string, number>();
    for (const [row, text] of data.entries()) {
        let code = known.get(text);
        if (code === undefined) {
            code = dictionary.length;
            dictionary.push(text);
            known.set(text, code);
        }
        codes[row] = code;
    }
    return { codes, dictionary };
}
