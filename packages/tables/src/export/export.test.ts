import { tableFromIPC } from "apache-arrow";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { type Cell, cellAt, type ColumnType, columnFrom, columnOf, decodeAnnotatedCsv, GroupKey, makeTable, type Table } from "../index.ts";
import { columnarWriter } from "./columnar.ts";
import { GROUP_ROWS } from "./groups.ts";
import { SchemaUnion, type TableWriter, textWriter, type Write } from "./index.ts";

interface Part {
    readonly result: string;
    readonly table: Table;
    readonly more: boolean;
}

const part = (columns: Readonly<Record<string, readonly [ColumnType, readonly Cell[]]>>, result = "_result", more = false): Part => ({
    result,
    table: makeTable(
        GroupKey.empty,
        Object.entries(columns).map(([label, [type, cells]]) => columnFrom(label, type, cells)),
    ),
    more,
});

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;
const readings = [
    part(
        {
            _time: ["time", [1709294400000000001n, least]],
            n: ["int", [most, null]],
            u: ["uint", [2n ** 64n - 1n, 0n]],
            v: ["float", [0.1, Number.NaN]],
            s: ["string", ['a,"b"\nc', ""]],
            ok: ["bool", [true, null]],
        },
        "_result",
        true,
    ),
    part({
        _time: ["time", [most]],
        n: ["int", [-5n]],
        u: ["uint", [1n]],
        v: ["float", [-2]],
        s: ["string", [null]],
        ok: ["bool", [false]],
    }),
];

async function written(parts: readonly Part[], make: (write: Write) => TableWriter): Promise<Uint8Array<ArrayBuffer>> {
    const pieces: Uint8Array[] = [];
    const writer = make((bytes) => {
        pieces.push(bytes.slice());
    });
    for (const { result, table, more } of parts) await writer.add(result, table, more);
    await writer.finish();
    return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

const text = async (parts: readonly Part[], format: Parameters<typeof textWriter>[0], isNamed = false): Promise<string> =>
    new TextDecoder().decode(await written(parts, (write) => textWriter(format, write, isNamed)));

function columnar(parts: readonly Part[], format: "parquet" | "arrow"): Promise<Uint8Array<ArrayBuffer>> {
    const union = new SchemaUnion();
    for (const { result, table } of parts) union.add(result, table);
    return written(parts, (write) => columnarWriter(format, union.schema(), write));
}

const parquetRows = (bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, unknown>[]> =>
    parquetReadObjects({ file: bytes.buffer, parsers: { timestampFromNanoseconds: (ns: bigint) => ns } as never });

describe("files of text", () => {
    it("are CSV with a header wherever columns change", async () => {
        expect(await text(readings, "csv")).toBe(
            '_time,n,u,v,s,ok\r\n2024-03-01T12:00:00.000000001Z,9223372036854775807,18446744073709551615,0.1,"a,""b""\r\nc",true\r\n' +
                "1677-09-21T00:12:43.145224192Z,,0,NaN,,\r\n2262-04-11T23:47:16.854775807Z,-5,1,-2,,false\r\n",
        );
        const others = [part({ a: ["int", [1n]] }, "x"), part({ b: ["int", [2n]] }, 'y"')];
        expect(await text(others, "csv", true)).toBe('result,a\r\nx,1\r\n\r\nresult,b\r\n"y""",2\r\n');
    });

    it("are JSON and NDJSON with every digit", async () => {
        const rows = [
            '{"_time":"2024-03-01T12:00:00.000000001Z","n":9223372036854775807,"u":18446744073709551615,"v":0.1,"s":"a,\\"b\\"\\nc","ok":true}',
            '{"_time":"1677-09-21T00:12:43.145224192Z","n":null,"u":0,"v":"NaN","s":"","ok":null}',
            '{"_time":"2262-04-11T23:47:16.854775807Z","n":-5,"u":1,"v":-2.0,"s":null,"ok":false}',
        ];
        expect(await text(readings, "json")).toBe(`[\n${rows.join(",\n")}\n]\n`);
        expect(await text(readings, "ndjson")).toBe(`${rows.join("\n")}\n`);
        expect(await text([], "json")).toBe("[]\n");
        expect(await text([], "ndjson")).toBe("");
        expect(await text([part({ a: ["int", [1n]] }, "x")], "ndjson", true)).toBe('{"result":"x","a":1}\n');
    });

    it("are annotated CSV that reads back as the same tables", async () => {
        const parts = [...readings, part({ a: ["int", [1n]] }, "x"), part({ a: ["int", [2n]] }, "x")];
        const read = decodeAnnotatedCsv(await text(parts, "annotated"));
        expect(read.map(({ result, table }) => [result, table.rows])).toEqual([
            ["_result", 3],
            ["x", 1],
            ["x", 1],
        ]);
        expect(cellAt(columnOf(read[0]!.table, "n")!, 0)).toBe(most);
    });
});

describe("columnar files", () => {
    it("are Parquet that its reader gives back exactly", async () => {
        const bytes = await columnar(readings, "parquet");
        expect(await parquetRows(bytes)).toEqual([
            { _time: 1709294400000000001n, n: most, u: 2n ** 64n - 1n, v: 0.1, s: 'a,"b"\nc', ok: true },
            { _time: least, n: null, u: 0n, v: Number.NaN, s: "", ok: null },
            { _time: most, n: -5n, u: 1n, v: -2, s: null, ok: false },
        ]);
        const { schema } = parquetMetadata(bytes.buffer);
        expect(schema.find(({ name }) => name === "_time")?.logical_type).toMatchObject({
            type: "TIMESTAMP",
            unit: "NANOS",
            isAdjustedToUTC: true,
        });
        expect(schema.find(({ name }) => name === "u")?.converted_type).toBe("UINT_64");
    });

    it("are Arrow that its reader gives back exactly", async () => {
        const table = tableFromIPC(await columnar(readings, "arrow"));
        expect(table.schema.fields.map(({ name, type }) => [name, String(type)])).toEqual([
            ["_time", "Timestamp<NANOSECOND, UTC>"],
            ["n", "Int64"],
            ["u", "Uint64"],
            ["v", "Float64"],
            ["s", "Utf8"],
            ["ok", "Bool"],
        ]);
        const values = (name: string): unknown[] => [...(table.getChild(name) ?? [])];
        expect(values("n")).toEqual([most, null, -5n]);
        expect(values("u")).toEqual([2n ** 64n - 1n, 0n, 1n]);
        expect(values("v")).toEqual([0.1, Number.NaN, -2]);
        expect(values("s")).toEqual(['a,"b"\nc', "", null]);
        expect(values("ok")).toEqual([true, null, false]);
        // The reader rounds times to ms; their bits are all there.
        expect([...(table.getChild("_time")?.data[0]?.values as BigInt64Array)]).toEqual([1709294400000000001n, least, most]);
    });

    it("have one schema for tables that differ: a column for each type of a label, the result's name where there are several", async () => {
        const parts = [
            part({ k: ["string", ["a"]], _value: ["float", [1.5]] }, "x"),
            part({ k: ["string", ["b"]], _value: ["int", [7n]], more: ["bool", [true]] }, "y"),
        ];
        const rows = [
            { result: "x", k: "a", _value_float: 1.5, _value_int: null, more: null },
            { result: "y", k: "b", _value_float: null, _value_int: 7n, more: true },
        ];
        expect(await parquetRows(await columnar(parts, "parquet"))).toEqual(rows);
        expect(
            tableFromIPC(await columnar(parts, "arrow"))
                .toArray()
                .map((row) => ({ ...(row as { toJSON(): object }).toJSON() })),
        ).toEqual(rows);
    });

    it("are written a group at a time, whatever the size of the chunks", async () => {
        const count = GROUP_ROWS * 2 + 1000;
        const size = 50_000;
        const parts: Part[] = [];
        for (let from = 0; from < count; from += size) {
            const rows = Array.from({ length: Math.min(size, count - from) }, (_, row) => BigInt(from + row));
            parts.push(part({ n: ["int", rows], s: ["string", rows.map((row) => `s${row % 10n}`)] }, "_result", true));
        }
        for (const format of ["parquet", "arrow"] as const) {
            const union = new SchemaUnion();
            union.add("_result", parts[0]!.table);
            const sizes: number[] = [];
            let writes = 0;
            const writer = columnarWriter(format, union.schema(), async (bytes) => {
                sizes.push(bytes.length);
                await Promise.resolve();
                writes++;
            });
            for (const { result, table, more } of parts) await writer.add(result, table, more);
            expect(writes).toBe(2);
            await writer.finish();
            expect(sizes.every((bytes) => bytes < 2_500_000)).toBe(true);
        }
        const arrow = tableFromIPC(await columnar(parts, "arrow"));
        expect([arrow.numRows, arrow.batches.length, arrow.getChild("n")?.get(count - 1)]).toEqual([count, 3, BigInt(count - 1)]);
        const rows = await parquetRows(await columnar(parts, "parquet"));
        expect([rows.length, rows[count - 1]]).toEqual([count, { n: BigInt(count - 1), s: `s${(count - 1) % 10}` }]);
    });
});
