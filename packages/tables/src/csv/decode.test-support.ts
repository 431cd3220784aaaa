/** Annotated CSV to tables the plain way, from text, a cell at a time: what the decoder of bytes is compared with. */
import { columnFrom } from "../builder.ts";
import { type Cell, constantColumn } from "../column.ts";
import { GroupKey } from "../key.ts";
import { makeTable } from "../table.ts";
import { type Block, readBlock, readCell } from "./bytes/block.ts";
import type { DecodedChunk } from "./decode.ts";
import { CsvError } from "./error.ts";
import { RecordReader } from "./records.ts";

/** All tables of a text, each whole, in the order in which they end; a {@link CsvError} comes after those that ended before it. */
export function* decodePlainly(text: string): Generator<DecodedChunk> {
    const reader = new RecordReader();
    reader.push(text, true);
    let annotations = new Map<string, readonly string[]>();
    let block: Block | undefined;
    let blockRows = 0;
    let [result, tableId] = ["", ""];
    let rows: Cell[][] = [];

    const endTable = function* (fields: Block["fields"]): Generator<DecodedChunk> {
        const [first] = rows;
        if (first === undefined) return;
        const key = fields.flatMap(({ group, label, type }, index) => (group ? [{ label, type, value: first[index] ?? null }] : []));
        const columns = fields.map(({ label, type }, index) =>
            columnFrom(
                label,
                type,
                rows.map((row) => row[index] ?? null),
            ),
        );
        yield { result, table: makeTable(new GroupKey(key), columns, rows.length), more: false };
        rows = [];
    };
    const endBlock = function* (): Generator<DecodedChunk> {
        if (block === undefined) return;
        const { fields } = block;
        yield* endTable(fields);
        if (blockRows === 0 && block.table !== "") {
            const key = fields.flatMap(({ group, label, type, fallback }) => (group ? [{ label, type, value: fallback }] : []));
            const columns = fields.map(({ label, type }) => constantColumn(label, type, null, 0));
            yield { result: block.result, table: makeTable(new GroupKey(key), columns, 0), more: false };
        }
        block = undefined;
    };

    while (reader.next()) {
        const cells = Array.from({ length: reader.count }, (_, field) => reader.field(field));
        if (reader.isAnnotation) {
            yield* endBlock();
            annotations.set((cells[0] as string).slice(1), cells.slice(1));
            continue;
        }
        if (block === undefined) {
            block = readBlock(annotations, cells, reader.line);
            blockRows = 0;
            annotations = new Map();
            continue;
        }
        if (cells.length !== block.width) throw new CsvError("unknown", "wrong number of fields", reader.line);
        const nextResult = block.resultAt < 0 || cells[block.resultAt] === "" ? block.result : (cells[block.resultAt] as string);
        const nextTable = block.tableAt < 0 || cells[block.tableAt] === "" ? block.table : (cells[block.tableAt] as string);
        if (nextResult !== result || nextTable !== tableId) yield* endTable(block.fields);
        [result, tableId] = [nextResult, nextTable];
        const { line } = reader;
        rows.push(
            block.fields.map(({ at, type, label, fallback, unreadable }) => {
                const text = cells[at] as string;
                if (text === "") return fallback;
                if (!unreadable) return readCell(type, text, label, line);
                throw new CsvError("unknown", `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(text)}`, line, label);
            }),
        );
        blockRows += 1;
    }
    yield* endBlock();
    if (annotations.size > 0) throw new CsvError("unknown", "failed to read metadata: failed to read header row: EOF", reader.line);
}
