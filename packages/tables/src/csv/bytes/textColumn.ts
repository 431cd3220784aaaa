/** Fields as texts, those that repeat made once. */
import type { Cell } from "../../column.ts";
import { FieldColumn, isDelimiter } from "./field.ts";
import { Interner } from "./intern.ts";
import type { ByteRecords } from "./records.ts";

export class TextColumn extends FieldColumn {
    private data: string[] = [];
    private last = "";
    private readonly known = new Interner();
    private cursor: ByteRecords | undefined;
    private readonly decode = (start: number, end: number): string => (this.cursor as ByteRecords).text(start, end);

    protected allocate(capacity: number): void {
        this.data = new Array<string>(capacity);
    }

    protected enlarge(): void {
        // An array grows by itself.
    }

    protected put(row: number, cell: Cell): void {
        this.data[row] = cell === null ? "" : (cell as string);
    }

    protected cut(start: number, end: number): string[] {
        return this.data.slice(start, end);
    }

    read(cursor: ByteRecords, row: number): boolean {
        const { bytes } = cursor;
        const start = cursor.at;
        if (this.repeats(cursor, start)) {
            cursor.at = start + this.lastLength;
            this.data[row] = this.last;
            this.clearNull(row);
            return true;
        }
        if (bytes[start] === 34) {
            return this.quoted(cursor, start, row);
        }
        let at = start;
        let hash = 0;
        for (let byte = bytes[at] as number; byte > 44 || !isDelimiter(byte, bytes[at + 1] as number); byte = bytes[at] as number) {
            hash = (Math.imul(hash, 31) + byte) | 0;
            at += 1;
        }
        if (at === start) {
            return this.other(cursor, start, row);
        }
        const text = this.text(cursor, start, at, hash);
        this.keep(cursor, row, start, at, text);
        return true;
    }

    private keep(cursor: ByteRecords, row: number, start: number, end: number, text: string): void {
        this.data[row] = text;
        this.clearNull(row);
        this.last = text;
        // A carriage return at its end may be that of the line, the next time.
        this.lastAt = cursor.bytes[end - 1] === 13 ? -1 : start;
        this.lastLength = end - start;
        cursor.at = end;
    }

    private text(cursor: ByteRecords, start: number, end: number, hash: number): string {
        const { known } = this;
        if (!known.isWorth) {
            return cursor.text(start, end);
        }
        this.cursor = cursor;
        return known.get(cursor.bytes, start, end, hash, this.decode);
    }

    private quoted(cursor: ByteRecords, start: number, row: number): boolean {
        const { bytes, size } = cursor;
        let escapes = false;
        let lines = 0;
        let at = start + 1;
        for (; at < size; at += 1) {
            const byte = bytes[at];
            if (byte === 10) {
                lines += 1;
            } else if (byte === 34) {
                if (bytes[at + 1] !== 34) {
                    break;
                }
                escapes = true;
                at += 1;
            }
        }
        if (at + 1 >= size || !isDelimiter(bytes[at + 1] as number, bytes[at + 2] as number)) {
            return false;
        }
        if (at === start + 1) {
            cursor.at = at + 1;
            this.write(row, this.field.quotedEmpty === true ? "" : this.field.fallback);
            return true;
        }
        let text = escapes || lines > 0 ? cursor.text(start + 1, at) : this.text(cursor, start + 1, at, hashOf(bytes, start + 1, at));
        if (escapes) {
            text = text.replaceAll('""', '"');
        }
        if (lines > 0) {
            text = text.replaceAll("\r\n", "\n");
            cursor.lines += lines;
        }
        this.keep(cursor, row, start, at + 1, text);
        if (lines > 0) {
            // The next one has lines to count.
            this.lastAt = -1;
        }
        return true;
    }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0;
    for (let at = start; at < end; at += 1) {
        hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    }
    return hash;
}
