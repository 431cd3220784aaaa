/** A tree for a changed text that keeps the chunks which the change can't touch. */
import type { Chunk, SourceFile } from "../syntax/ast.ts";
import { ChunkParser } from "../syntax/parser.ts";
import type { TextChange } from "./api.ts";

/** The file after a change; the same as parsing the new text from nothing. */
export function reparse(file: SourceFile, change: TextChange): SourceFile {
    const text = file.text.slice(0, change.start) + change.text + file.text.slice(change.end);
    const shift = change.text.length - (change.end - change.start);
    const first = firstTouched(file, change.start);
    const chunks: Chunk[] = file.chunks.slice(0, first);
    const offsets: number[] = file.offsets.slice(0, first);
    const parser = new ChunkParser(text, file.offsets[first] ?? 0, file.chunks[first]?.state ?? 0);
    for (;;) {
        const { offset } = parser;
        if (offset >= change.start + change.text.length) {
            const same = indexOfOffset(file, offset - shift);
            if (same >= 0 && file.chunks[same]?.state === parser.state) {
                for (let index = same; index < file.chunks.length; index++) {
                    chunks.push(file.chunks[index] as Chunk);
                    offsets.push((file.offsets[index] ?? 0) + shift);
                }
                return { text, chunks, offsets, tail: file.tail };
            }
        }
        const chunk = parser.next();
        if (chunk === undefined) {
            return { text, chunks, offsets, tail: text.slice(offset) };
        }
        chunks.push(chunk);
        offsets.push(offset);
    }
}

/** The first chunk whose parsing looked at the changed place; the last one for a change behind all. */
function firstTouched(file: SourceFile, start: number): number {
    for (const [index, chunk] of file.chunks.entries()) {
        const offset = file.offsets[index] ?? 0;
        if (offset + Math.max(chunk.reach, chunk.length) >= start) {
            return index;
        }
    }
    return Math.max(file.chunks.length - 1, 0);
}

/** Index of the chunk that begins at an offset, or -1. */
function indexOfOffset(file: SourceFile, offset: number): number {
    let low = 0;
    let high = file.offsets.length - 1;
    while (low <= high) {
        const middle = (low + high) >> 1;
        const found = file.offsets[middle] ?? 0;
        if (found === offset) {
            return middle;
        }
        if (found < offset) {
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return -1;
}
