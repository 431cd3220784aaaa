/** The CSV that a backend answers: passed on, or read again for another format; a failure in its last table is found. */
import { ScriptError, type ResultStream } from "@flux-scripts/scripts-api";
import { columnOf, type DecodedChunk, ResultCsvDecoder, valueOf } from "@flux-scripts/tables";
import { type ResultFormat, resultFormatter } from "../results/format.ts";

/** Kept of the end of the text: an error table is short. */
const tailLength = 64 * 1024;

/** Text of the results as they arrive. Throws a `ScriptError` when the run failed after its first rows. */
export async function* answered(stream: ResultStream, format: ResultFormat): AsyncGenerator<string> {
    if (format === "csv") yield* passedOn(stream);
    else yield* readAgain(stream, format);
}

async function* passedOn(stream: ResultStream): AsyncGenerator<string> {
    let tail = "";
    for await (const text of stream) {
        yield text;
        tail = (tail + text).slice(-tailLength);
    }
    const message = errorInTail(tail);
    if (message !== undefined) throw new ScriptError(message, { code: "invalid" });
}

/** Message of an error table at the end: header `error,reference`, with or without annotations and a first empty field. */
export function errorInTail(tail: string): string | undefined {
    const match = /(?:^|\r?\n),?error,reference\r?\n,?("(?:[^"]|"")*"|[^,\r\n]*),[^\r\n]*\s*$/.exec(tail);
    const field = match?.[1];
    return field?.startsWith('"') === true ? field.slice(1, -1).replace(/""/g, '"') : field;
}

async function* readAgain(stream: ResultStream, format: Exclude<ResultFormat, "csv">): AsyncGenerator<string> {
    const decoder = new ResultCsvDecoder();
    const formatter = resultFormatter(format);
    let index = -1;
    let open = false;
    let result: string | undefined;
    const texts = function* (chunks: Iterable<DecodedChunk>): Generator<string> {
        for (const chunk of chunks) {
            const { table } = chunk;
            if (
                table.rows > 0 &&
                table.columns.length === 2 &&
                columnOf(table, "error") !== undefined &&
                columnOf(table, "reference") !== undefined
            ) {
                throw new ScriptError(String(valueOf(table, "error", 0)), { code: "invalid" });
            }
            if (!open) index = chunk.result === result ? index + 1 : 0;
            result = chunk.result;
            open = chunk.more;
            yield formatter.chunk(chunk.result, index, table, chunk.more);
        }
    };
    for await (const piece of stream.bytes()) yield* texts(decoder.push(piece));
    yield* texts(decoder.finish());
    yield formatter.finish();
}
