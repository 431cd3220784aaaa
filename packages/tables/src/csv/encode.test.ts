import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, type Column, cellAt, type ColumnType, columnFrom, GroupKey, makeTable, type Table } from "../index.ts";
import { AnnotatedCsvDecoder, decodeAnnotatedCsv } from "./decode.ts";
import { AnnotatedCsvEncoder } from "./encode.ts";

const CELLS: Readonly<Record<ColumnType, fc.Arbitrary<Cell>>> = {
    bool: fc.boolean(),
    int: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    uint: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    float: fc.double(),
    // Line breaks come back as written by the encoder, carriage returns are dropped by it: both are the reference's.
    string: fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("\r")),
    time: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
};

const type = fc.constantFrom<ColumnType>("bool", "int", "uint", "float", "string", "time");

const table: fc.Arbitrary<Table> = fc
    .tuple(fc.array(fc.tuple(type, fc.boolean()), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 6 }))
    .chain(([columns, rows]) =>
        fc
            .tuple(
                ...columns.map(([kind, isKey]) =>
                    isKey
                        ? CELLS[kind].map((cell) => Array.from({ length: rows }, () => cell))
                        : fc.array(fc.oneof(CELLS[kind], fc.constant(null)), { minLength: rows, maxLength: rows }),
                ),
            )
            .map((cells) => {
                const all = cells.map((values, index) => columnFrom(`${'c,"x '}${index}`, columns[index]?.[0] as ColumnType, values));
                const key = all.flatMap((column, index) =>
                    columns[index]?.[1] === true ? [{ label: column.label, type: column.type, value: cellAt(column, 0) }] : [],
                );
                return makeTable(new GroupKey(key), all, rows);
            }),
    );

function encode(tables: readonly Table[]): string {
    const encoder = new AnnotatedCsvEncoder();
    encoder.startResult("_result");
    return tables.map((each, index) => encoder.table(each, index)).join("") + encoder.endResult();
}

const shown = (column: Column): unknown => [
    column.label,
    column.type,
    Array.from({ length: column.data.length }, (_, row) => cellAt(column, row)),
];
const content = ({ key, columns }: Table): unknown => ({ key: key.id, columns: columns.map(shown) });

describe("annotated CSV", () => {
    it("gives back every table that was written", () => {
        fc.assert(
            fc.property(fc.array(table, { minLength: 1, maxLength: 4 }), (tables) => {
                const read = decodeAnnotatedCsv(encode(tables)).map((chunk) => content(chunk.table));
                expect(read).toEqual(tables.map(content));
            }),
            { numRuns: 300 },
        );
    });

    it("reads the same whatever pieces the text comes in", () => {
        fc.assert(
            fc.property(fc.array(table, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 50 }), (tables, size) => {
                const text = encode(tables);
                const decoder = new AnnotatedCsvDecoder();
                const chunks = [];
                for (let at = 0; at < text.length; at += size) chunks.push(...decoder.push(text.slice(at, at + size)));
                chunks.push(...decoder.finish());
                expect(chunks.map((chunk) => content(chunk.table))).toEqual(tables.map(content));
            }),
            { numRuns: 200 },
        );
    });

    it("says line and column of a cell that can't be read", () => {
        const text = "#datatype,string,long,long\n#group,false,false,false\n#default,_result,,\n,result,table,v\n,,0,1\n,,0,10x3\n";
        expect(() => decodeAnnotatedCsv(text)).toThrow('line 6, column "v": strconv.ParseInt: parsing "10x3": invalid syntax');
    });

    it("tells an empty text from null only where both sides agree on it", () => {
        const cells = ["", null, "a", "", null];
        const texts = makeTable(GroupKey.empty, [columnFrom("v", "string", cells), columnFrom("n", "int", [1n, null, 3n, 4n, null])]);
        const read = (text: string, quotedEmpty: boolean): unknown => {
            const decoder = new AnnotatedCsvDecoder(quotedEmpty);
            const [chunk] = [...decoder.push(text), ...decoder.finish()];
            return chunk?.table.columns.map((column) => shown(column));
        };
        const writer = new AnnotatedCsvEncoder(true);
        writer.startResult("_result");
        const quoted = writer.table(texts, 0) + writer.endResult();
        expect(quoted).toContain(',,0,"",1\r\n,,0,,\r\n,,0,a,3\r\n');
        expect(read(quoted, true)).toEqual(texts.columns.map(shown));
        const lost = cells.map((cell) => (cell === "" ? null : cell));
        expect(read(quoted, false)).toEqual([["v", "string", lost], shown(texts.columns[1] as Column)]);
        expect(encode([texts])).not.toContain('""');
        expect(read(encode([texts]), true)).toEqual([["v", "string", lost], shown(texts.columns[1] as Column)]);
    });

    it("gives an empty table as a header with its key", () => {
        const empty = makeTable(
            new GroupKey([{ label: "host", type: "string", value: "a" }]),
            [columnFrom("host", "string", []), columnFrom("v", "int", [])],
            0,
        );
        const text = encode([empty]);
        expect(text).toBe(
            "#datatype,string,long,string,long\r\n#group,false,false,true,false\r\n#default,_result,0,a,\r\n,result,table,host,v\r\n\r\n",
        );
        expect(decodeAnnotatedCsv(text).map((chunk) => [chunk.table.rows, chunk.table.key.id])).toEqual([[0, empty.key.id]]);
    });
});
