import { ColumnBuilder, CsvError, decodeAnnotatedCsv, GroupKey, makeTable, RecordReader, type Table } from "@flux-scripts/tables";
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
        const text = file === "" ? given : readText(run.dependencies.readFile, file);
        return raw ? [{ table: rawTable(text), more: false }] : annotated(text);
    });
});

function readText(readFile: ((path: string) => Uint8Array) | undefined, path: string): string {
    if (readFile === undefined) {
        throw new FluxError("permission denied", `csv.from() may not read files here: ${path}`);
    }
    return new TextDecoder().decode(readFile(path));
}

function* annotated(text: string): Generator<TableChunk> {
    try {
        for (const { table, more } of decodeAnnotatedCsv(text)) {
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
