/** The annotated CSV of all results line by line, without ever being there as a whole. A cell's own line breaks stand as ↵. */
import { AnnotatedCsvEncoder, sliceTable, type Table } from "@flux-scripts/tables";
import type { StoredResult } from "./store.ts";

/** Rows that are encoded together. */
const blockRows = 256;

interface Block {
    /** Number of its first line, from 0. */
    readonly start: number;
    readonly lines: number;
    /** Its header's lines. */
    readonly head: readonly string[];
    readonly table?: { readonly chunk: Table; readonly from: number; readonly rows: number; readonly index: number };
}

export class RawText {
    private readonly blocks: Block[] = [];
    readonly total: number;

    constructor(results: readonly StoredResult[]) {
        let line = 0;
        const push = (head: readonly string[], table?: Block["table"]): void => {
            const lines = head.length + (table?.rows ?? 0);
            if (lines > 0) this.blocks.push({ start: line, lines, head, ...(table === undefined ? {} : { table }) });
            line += lines;
        };
        for (const { name, tables } of results) {
            const encoder = new AnnotatedCsvEncoder();
            encoder.startResult(name);
            for (const [index, { chunks }] of tables.entries()) {
                for (const [at, chunk] of chunks.entries()) {
                    const more = at < chunks.length - 1;
                    const head = headOf(encoder.table(sliceTable(chunk, 0, Math.min(1, chunk.rows)), index, more));
                    if (chunk.rows === 0) push(head);
                    for (let from = 0; from < chunk.rows; from += blockRows)
                        push(from === 0 ? head : [], { chunk, from, rows: Math.min(blockRows, chunk.rows - from), index });
                }
            }
            push([""]);
        }
        this.total = line;
    }

    /** Lines `from` to `to` (exclusive). */
    read(from: number, to: number): string[] {
        const lines: string[] = [];
        let low = 0;
        let high = this.blocks.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.blocks[middle]?.start ?? 0) <= from) low = middle;
            else high = middle - 1;
        }
        for (let at = low; at < this.blocks.length; at++) {
            const block = this.blocks[at];
            if (block === undefined || block.start >= to) break;
            const all = [...block.head, ...rowsOf(block)];
            lines.push(...all.slice(Math.max(0, from - block.start), to - block.start));
        }
        return lines;
    }
}

/** Annotations and header of a table's first piece; a blank line before them where there is one. */
function headOf(text: string): string[] {
    const at = text.indexOf("#datatype");
    if (at < 0 || at > 2) return [];
    const lines: string[] = at === 0 ? [] : [""];
    // Labels and defaults may hold line breaks in quotes: a line ends where the quotes are even.
    let line = "";
    for (const part of text.slice(at).split("\r\n")) {
        line += line === "" ? part : `↵${part}`;
        if ((line.split('"').length - 1) % 2 !== 0) continue;
        lines.push(line);
        line = "";
        if (lines.length === (at === 0 ? 4 : 5)) break;
    }
    return lines;
}

function rowsOf({ table }: Block): string[] {
    if (table === undefined) return [];
    const { chunk, from, rows, index } = table;
    const encoder = new AnnotatedCsvEncoder();
    encoder.startResult("");
    encoder.table(sliceTable(chunk, from, from + 1), index, true);
    return Array.from({ length: rows }, (_row, at) =>
        encoder
            .table(sliceTable(chunk, from + at, from + at + 1), index, true)
            .slice(0, -2)
            .replaceAll("\r\n", "↵"),
    );
}
