import { describe, expect, it } from "vitest";
import { cellAt, type ColumnType } from "../column.ts";
import { HeaderCsvDecoder, ResultCsvDecoder } from "./headeronly.ts";

function read(text: string, known?: ReadonlyMap<string, ColumnType>): unknown[] {
    const decoder = new HeaderCsvDecoder(known);
    return [...decoder.push(text), ...decoder.finish()].map(({ result, table }) => ({
        result,
        columns: table.columns.map((column) => [
            column.label,
            column.type,
            ...Array.from({ length: table.rows }, (_, row) => cellAt(column, row)),
        ]),
    }));
}

describe("CSV with a header only", () => {
    it("infers a type from all cells of a column", () => {
        expect(
            read(
                ",result,table,b,f,i,s,t,n\r\n,_result,0,true,1.5,-1,x,2024-01-01T00:00:00Z,\r\n,_result,0,false,2,7,1,2024-01-01T00:00:01Z,\r\n\r\n",
            ),
        ).toEqual([
            {
                result: "_result",
                columns: [
                    ["b", "bool", true, false],
                    ["f", "float", 1.5, 2],
                    ["i", "int", -1n, 7n],
                    ["s", "string", "x", "1"],
                    ["t", "time", 1704067200000000000n, 1704067201000000000n],
                    ["n", "string", null, null],
                ],
            },
        ]);
    });

    it("tells tables apart by their number, and results by name", () => {
        expect(read(",result,table,v\r\n,a,0,1\r\n,a,1,x\r\n,b,0,2.5\r\n\r\n")).toEqual([
            { result: "a", columns: [["v", "int", 1n]] },
            { result: "a", columns: [["v", "string", "x"]] },
            { result: "b", columns: [["v", "float", 2.5]] },
        ]);
    });

    it("gives an error after rows as a table of its own", () => {
        expect(read(',result,table,v\r\n,_result,0,1\r\n\r\n,error,reference\r\n,"boom, ""x""",897\r\n')).toEqual([
            { result: "_result", columns: [["v", "int", 1n]] },
            {
                result: "",
                columns: [
                    ["error", "string", 'boom, "x"'],
                    ["reference", "int", 897n],
                ],
            },
        ]);
    });

    it("takes rows without their empty first field, and types that are known", () => {
        expect(read(",result,table,v\r\n_result,0,7\r\n", new Map([["v", "uint"]]))).toEqual([
            { result: "_result", columns: [["v", "uint", 7n]] },
        ]);
    });

    it("infers no type that would not give back every text", () => {
        const type = (...cells: string[]): unknown =>
            (read(`,result,table,v\n${cells.map((cell) => `,_result,0,${cell}\n`).join("")}`)[0] as { columns: unknown[][] })
                .columns[0]?.[1];
        for (const text of ["007", "-0.0", "1.50", "+1", "1e5", ".5", "5.", "0.1000000000000000055", "36893488147419103233", '""'])
            expect(type(text), text).toBe("string");
        for (const text of ["2024-01-01T00:00:00.50Z", "2024-01-01T00:00:00+01:00", "2024-02-30T00:00:00Z", "T", "TRUE"])
            expect(type(text), text).toBe("string");
        expect(type("-0")).toBe("float");
        expect(type("0.1", "0.30000000000000004", "NaN", "+Inf", "1000000000000000000000", "0.0000001", "5")).toBe("float");
        expect(type("9223372036854775807", "", "-9223372036854775808")).toBe("int");
        expect(type("7", "18446744073709551615")).toBe("uint");
        expect(type("-7", "18446744073709551615")).toBe("string");
        expect(type("9007199254740993", "0.5")).toBe("string");
        expect(type("2024-01-01T00:00:00Z", "2262-04-11T23:47:16.854775807Z", "1677-09-21T00:12:43.145224192Z")).toBe("time");
    });

    it("takes measurements and fields for texts, whatever they look like", () => {
        expect(read(",result,table,_measurement,_field,_value\n,_result,0,2024,1,5\n")).toEqual([
            {
                result: "_result",
                columns: [
                    ["_measurement", "string", "2024"],
                    ["_field", "string", "1"],
                    ["_value", "int", 5n],
                ],
            },
        ]);
    });

    it("tells an empty text, which is quoted, from null", () => {
        expect(read(',result,table,v,n\n,_result,0,"",1\n,_result,0,,2\n,_result,0,x,3\n')).toEqual([
            {
                result: "_result",
                columns: [
                    ["v", "string", "", null, "x"],
                    ["n", "int", 1n, 2n, 3n],
                ],
            },
        ]);
    });

    it("knows annotated text by its first character", () => {
        const decoder = new ResultCsvDecoder();
        const text = "\r\n#datatype,string,long,string\r\n#group,false,false,true\r\n#default,_result,,\r\n,result,table,v\r\n,,0,1\r\n";
        const chunks = [...text].flatMap((piece) => [...decoder.push(piece)]).concat([...decoder.finish()]);
        expect(chunks.map(({ table }) => table.columns[0]?.type)).toEqual(["string"]);
    });

    it("gives the rows so far when asked, and a wider type to later ones that need it", () => {
        const decoder = new HeaderCsvDecoder();
        const read = [...decoder.push(",result,table,a,b,c\r\n,_result,0,1,1,\r\n"), ...decoder.drain()];
        read.push(
            ...decoder.push(",_result,0,2.5,x,2\r\n"),
            ...decoder.drain(),
            ...decoder.push(",_result,0,3,4,5\r\n"),
            ...decoder.finish(),
        );
        expect(read.map(({ table, more }) => [more, ...table.columns.map((column) => [column.type, cellAt(column, 0)])])).toEqual([
            [true, ["int", 1n], ["int", 1n], ["string", null]],
            [true, ["float", 2.5], ["string", "x"], ["int", 2n]],
            [false, ["float", 3], ["string", "4"], ["int", 5n]],
        ]);
    });

    it("reads bytes that are cut within a character", () => {
        const decoder = new ResultCsvDecoder();
        const bytes = new TextEncoder().encode("\uFEFF,result,table,v\r\n,_result,0,é😀\r\n");
        const chunks = [...bytes].flatMap((byte) => [...decoder.push(Uint8Array.of(byte))]).concat([...decoder.finish()]);
        expect(chunks.map(({ table }) => table.columns.map((column) => cellAt(column, 0)))).toEqual([["é😀"]]);
    });
});
