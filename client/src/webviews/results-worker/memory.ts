/** What rows hold of the memory, near enough to bound it. */
import type { Column, Table } from "@flux-scripts/tables";

const sample = 256;
/** A reference to a text, and what a text takes beside its characters. */
const reference = 4;
const textHead = 16;

/** Bytes of a chunk's columns; texts are reckoned from a sample, those that repeat once. */
export function chunkBytes(table: Table): number {
    let bytes = 128;
    for (const column of table.columns) bytes += 64 + columnBytes(column);
    return bytes;
}

function columnBytes({ type, data, nulls }: Column): number {
    const base = nulls?.length ?? 0;
    if (type !== "string") return base + data.byteLength;
    const step = Math.max(1, Math.floor(data.length / sample));
    const seen = new Set<string>();
    let looked = 0;
    for (let row = 0; row < data.length; row += step) {
        seen.add(data[row] as string);
        looked++;
    }
    let characters = 0;
    for (const text of seen) characters += text.length + textHead;
    // Where most of the sample differs, most of the rows do.
    const scale = seen.size * 2 > looked ? data.length / Math.max(1, looked) : 1;
    return base + data.length * reference + characters * scale;
}
