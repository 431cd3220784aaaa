/** All rows of a run in a file's format, piece by piece. */
import { AnnotatedCsvEncoder, cellAt, csvField, formatCell, sliceTable, type Table } from "@flux-scripts/tables";
import type { ExportFormat } from "../results/protocol.ts";
import { jsonCell } from "./json.ts";
import type { StoredResult, StoredTable } from "./store.ts";

const pieceRows = 20_000;

export function exportPieces(results: readonly StoredResult[], format: ExportFormat): Iterable<string> {
    if (format === "annotated") return annotated(results);
    return format === "csv" ? plain(results) : json(results);
}

function* pieces(tables: readonly StoredTable[]): Generator<{ table: Table; index: number; last: boolean }> {
    for (const [index, { chunks }] of tables.entries()) {
        for (const [at, chunk] of chunks.entries()) {
            for (let from = 0; from === 0 || from < chunk.rows; from += pieceRows) {
                const last = at === chunks.length - 1 && from + pieceRows >= chunk.rows;
                yield { table: sliceTable(chunk, from, from + pieceRows), index, last };
            }
        }
    }
}

function* annotated(results: readonly StoredResult[]): Generator<string> {
    const encoder = new AnnotatedCsvEncoder();
    for (const { name, tables } of results) {
        encoder.startResult(name);
        for (const { table, index, last } of pieces(tables)) yield encoder.table(table, index, !last);
        yield encoder.endResult();
    }
}

/** One header a schema: columns of the table, the yield's name first where there is more than one. */
function* plain(results: readonly StoredResult[]): Generator<string> {
    const named = results.length > 1;
    let schema: string | undefined;
    for (const { name, tables } of results) {
        for (const { table } of pieces(tables)) {
            const labels = [...(named ? ["result"] : []), ...table.columns.map((column) => column.label)];
            let text = "";
            if (labels.join("\0") !== schema) {
                text += `${schema === undefined ? "" : "\r\n"}${labels.map(csvField).join(",")}\r\n`;
                schema = labels.join("\0");
            }
            for (let row = 0; row < table.rows; row++) {
                const cells = table.columns.map((column) => csvField(formatCell(column.type, cellAt(column, row))));
                text += `${(named ? [csvField(name), ...cells] : cells).join(",")}\r\n`;
            }
            yield text;
        }
    }
}

function* json(results: readonly StoredResult[]): Generator<string> {
    const named = results.length > 1;
    let first = true;
    yield "[";
    for (const { name, tables } of results) {
        for (const { table } of pieces(tables)) {
            let text = "";
            for (let row = 0; row < table.rows; row++) {
                const cells = table.columns.map((column) => `${JSON.stringify(column.label)}:${jsonCell(column, row)}`);
                text += `${first ? "\n" : ",\n"}{${(named ? [`"result":${JSON.stringify(name)}`, ...cells] : cells).join(",")}}`;
                first = false;
            }
            yield text;
        }
    }
    yield "\n]\n";
}
