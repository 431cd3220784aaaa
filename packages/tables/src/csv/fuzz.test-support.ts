/** Random bytes for the decoders of CSV, in pieces of any size. */
import fc from "fast-check";
import type { DecodedChunk } from "./decode.ts";

/** Random texts a law: few in the usual run, FUZZ_RUNS of them in a soak. */
const { env } = (globalThis as unknown as { process: { env: Readonly<Record<string, string | undefined>> } }).process;
export const fuzzRuns = Number(env["FUZZ_RUNS"] ?? 3000);

/** Texts put together from the format's own pieces, and what breaks them. */
export function soup(...pieces: readonly string[]): fc.Arbitrary<string> {
    const piece = fc.constantFrom(...pieces, "\n", "\r\n", ",", '"', "1", "x", "\r", "é");
    return fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(""));
}

export const pieceSizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3000 })), {
    minLength: 1,
    maxLength: 5,
});

interface Decoder {
    push(piece: Uint8Array): Iterable<DecodedChunk>;
    drain(): Iterable<DecodedChunk>;
    finish(): Iterable<DecodedChunk>;
}

/** Decodes bytes in pieces of the given sizes, over and over; after every third one the rows so far are taken, if `drains`. */
export function* inPieces(decoder: Decoder, bytes: Uint8Array, sizes: readonly number[], drains: boolean): Generator<DecodedChunk> {
    let at = 0;
    for (let piece = 0; at < bytes.length; piece++) {
        const size = sizes[piece % sizes.length] as number;
        yield* decoder.push(bytes.subarray(at, at + size));
        at += size;
        if (drains && piece % 3 === 2) yield* decoder.drain();
    }
    yield* decoder.finish();
}
