/** All rows of a run as annotated CSV, piece by piece. */
import { AnnotatedCsvEncoder, ByteOutput, sliceTable } from "@flux-scripts/tables";
import type { StoredResult } from "./store.ts";

/** Rows that are written at a time; bytes that make a piece. */
const blockRows = 8192;
const pieceBytes = 1 << 20;

/** Pieces of about a megabyte; the last one ends the text. `quotedEmpty`: an empty text is `""`, which tells it from null. */
export function* exportPieces(results: readonly StoredResult[], quotedEmpty = false): Generator<Uint8Array<ArrayBuffer>> {
    const encoder = new AnnotatedCsvEncoder(quotedEmpty);
    const output = new ByteOutput();
    for (const { name, tables } of results) {
        encoder.startResult(name);
        for (const [index, { chunks }] of tables.entries()) {
            for (const [at, chunk] of chunks.entries()) {
                for (let from = 0; from === 0 || from < chunk.rows; from += blockRows) {
                    const isLast = at === chunks.length - 1 && from + blockRows >= chunk.rows;
                    encoder.write(output, sliceTable(chunk, from, from + blockRows), index, !isLast);
                    if (output.length >= pieceBytes) yield output.take();
                }
            }
        }
        output.text(encoder.endResult());
    }
    if (output.length > 0) yield output.take();
}
