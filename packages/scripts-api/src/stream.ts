/** The body of a run as pieces of text or bytes. */
import { CancelledError, CutError, ProtocolError } from "./errors.ts";
import type { Answer } from "./http.ts";
import type { AbortSignalLike, ResultStream } from "./types.ts";

interface ByteReader {
    read(): Promise<{ done: boolean; value?: Uint8Array }>;
}

/**
 * The answer's body, decoded as it comes. A connection that ends too early rejects with a `CutError`. Throws a `ProtocolError` for a
 * web page, which a proxy's or another server's log-in is: read as CSV it would be an empty result.
 */
export function resultStream(answer: Answer, signal: AbortSignalLike | undefined): ResultStream {
    if (/^\s*text\/html\b/i.test(answer.response.headers.get("content-type") ?? "")) {
        answer.abort();
        throw new ProtocolError("a web page came instead of rows", { status: answer.response.status });
    }
    let cancelled = false;
    async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
        let ended = false;
        try {
            const { body } = answer.response;
            if (body !== null && body !== undefined) {
                const reader = (body as { getReader(): ByteReader }).getReader();
                for (;;) {
                    const { done, value } = await reader.read();
                    if (done) break;
                    if (value !== undefined && value.length > 0) yield value;
                }
            }
            ended = true;
        } catch (error) {
            ended = true;
            if (cancelled || signal?.aborted === true) throw new CancelledError();
            throw new CutError("the connection ended within the answer", { status: answer.response.status, cause: error });
        } finally {
            // The reader of the loop went away early: so does the run.
            if (ended) answer.release();
            else answer.abort();
        }
    }
    const iterator = pieces();
    const texts = decoded(iterator);
    return {
        [Symbol.asyncIterator]: () => texts,
        bytes: () => iterator,
        cancel: () => {
            cancelled = true;
            answer.abort();
        },
    };
}

async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for await (const piece of pieces) {
        const text = decoder.decode(piece, { stream: true });
        if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
}
