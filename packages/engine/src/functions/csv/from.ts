import {
    AnnotatedCsvDecoder,
    ColumnBuilder,
    CsvError,
    type DecodedChunk,
    GroupKey,
    makeTable,
    RecordReader,
    type Table,
} from "@flux-scripts/tables";
import type { TableChunk } from "../../api.ts";
import { source } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `csv.from(csv: | file:, mode: "annotations")`: the tables of a CSV text, in its order. In raw mode every column is a string. */
export default transformation(["?csv", "?file", "?mode", "?url"], (args) => {
    const file = args.string("file", "");
    const given = args.string("csv", "");
    if (file === "" && given === "") {
        throw new FluxError("invalid", "must provide csv raw text or filename");
    }
    if (file !== "" && given !== "") {
        throw new FluxError("invalid", "must provide only one of the parameters csv or file");
    }
    const raw = args.string("mode", "annotations") === "raw";
    return source("from", (run) => {
        const text = file === "" ? given : readBytes(run.dependencies.readFile, file);
        return raw ? [{ table: rawTable(typeof text === "string" ? text : new TextDecoder().decode(text)), more: false }] : annotated(text);
    });
});

function readBytes(readFile: ((path: string) => Uint8Array) | undefined, path: string): Uint8Array {
    if (readFile === undefined) {
        throw new FluxError("permission denied", `csv.from() may not read files here: ${path}`);
    }
    return readFile(path);
}

/** Characters or bytes that are decoded at a time: what they hold is on its way before the next are looked at. */
const PIECE = 1 << 18;

function* decoded(text: string | Uint8Array): Generator<DecodedChunk> {
    const decoder = new AnnotatedCsvDecoder();
    for (let at = 0; at < text.length; at += PIECE) {
        yield* decoder.push(typeof text === "string" ? text.slice(at, at + PIECE) : text.subarray(at, at + PIECE));
    }
    yield* decoder.finish();
}

function* annotated(text: string | Uint8Array): Generator<TableChunk> {
    try {
        for (const { table, more } of decoded(text)) {
            const message = table.columns[0]?.label === "error" && table.rows > 0 ? String(table.columns[0].data[0]) : undefined;
            if (message !== undefined) {
                throw new FluxError("internal", `error in csv.from(): ${message}`);
            }
            yield { table, more };
        }
    } catch (error) {
        throw error instanceof CsvError ? new FluxError(error.code, `error in csv.from(): ${error.message}`) : error;
    }
}

function rawTable(text: string): Table {
    const reader = new RecordReader();
    reader.push(text, true);
    const builders: ColumnBuilder[] = [];
    let width = -1;
    while (reader.next()) {
        if (width < 0) {
            width = reader.count;
            for (let field = 0; field < width; field += 1) {
                builders.push(new ColumnBuilder(reader.field(field), "string"));
            }
            continue;
        }
        if (reader.count !== width) {
            throw new FluxError("unknown", `error in csv.from(): line ${reader.line}: wrong number of fields`);
        }
        for (const [field, builder] of builders.entries()) {
            builder.push(reader.isEmpty(field) ? null : reader.field(field));
        }
    }
    return makeTable(
        GroupKey.empty,
        builders.map((builder) => builder.finish()),
    );
}
