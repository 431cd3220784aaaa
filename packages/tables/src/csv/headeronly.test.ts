import { describe, expect, it } from "vitest";
import { cellAt, type ColumnType } from "../column.ts";
import { HeaderCsvDecoder, inferredType, ResultCsvDecoder } from "./headeronly.ts";

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

    it("does not take a digit string with a leading zero, or one too large, for a number", () => {
        expect(inferredType(["007"])).toBe("string");
        expect(inferredType(["9223372036854775808"])).toBe("float");
        expect(inferredType(["9223372036854775807", null])).toBe("int");
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
