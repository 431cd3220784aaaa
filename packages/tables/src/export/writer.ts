/** Tables to files: what the writers of all formats have in common. */
import type { Table } from "../table.ts";

export type FileFormat = "annotated" | "csv" | "json" | "ndjson" | "parquet" | "arrow";

/** Takes bytes of the file in order; resolves when there is room for more. */
export type Write = (bytes: Uint8Array) => void | Promise<void>;

/** Takes the chunks of tables in order, as a decoder gives them; bytes leave as soon as there are enough of them. */
export interface TableWriter {
    /** Rows of a table: of a new one, or of the last one when that had `more`. */
    add(result: string, table: Table, more: boolean): Promise<void>;
    /** Ends the file. */
    finish(): Promise<void>;
}

/** Bytes that are gathered before they go out. */
export const PIECE = 1 << 17;
