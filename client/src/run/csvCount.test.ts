import { AnnotatedCsvEncoder, csvField, decodeAnnotatedCsv } from "@flux-scripts/tables";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CsvCounter } from "./csvCount.ts";

function count(text: string, size = text.length): CsvCounter {
    const bytes = new TextEncoder().encode(text);
    const counter = new CsvCounter();
    for (let at = 0; at < bytes.length; at += size) counter.add(bytes.subarray(at, at + size));
    return counter;
}

const annotated =
    "#datatype,string,long,string\r\n#group,false,false,true\r\n#default,_result,,\r\n,result,table,t\r\n" +
    ',,0,"a\r\n\r\n#b ""c"""\r\n,,1,d\r\n\r\n';

it("counts rows of annotated and of header-only answers, wherever they are cut", () => {
    for (const size of [1, 2, 7, 1000]) {
        expect(count(annotated + annotated, size).rows).toBe(4);
        expect(count(",result,table,t\r\n,_result,0,a\r\n,_result,0,b\r\n\r\n,result,table,u\r\n,_result,0,c\r\n", size).rows).toBe(3);
        expect(count(annotated, size).error).toBeUndefined();
    }
    expect(count("").rows).toBe(0);
    expect(count("\r\n").rows).toBe(0);
});

it("counts what the encoder writes", () => {
    const encoder = new AnnotatedCsvEncoder();
    encoder.startResult("r");
    let text = "";
    let index = 0;
    for (const { table } of decodeAnnotatedCsv(annotated)) text += encoder.table(table, index++, false);
    expect(count(text + encoder.endResult(), 3).rows).toBe(2);
});

it("sees the error table after the rows", () => {
    const table = '#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,"no, ""not"" so",\r\n';
    for (const size of [1, 5, 1000]) {
        const counter = count(annotated + table, size);
        expect([counter.error, counter.rows]).toEqual(['no, "not" so', 2]);
    }
    expect(count("error,reference\r\nfailed,897\r\n").error).toBe("failed");
});

it("counts any rows, whatever is in their cells and wherever they are cut", () => {
    const cells = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 40 });
    fc.assert(
        fc.property(cells, fc.integer({ min: 1, max: 30 }), (values, size) => {
            const rows = values.map((value) => `,_result,0,${csvField(value)}\r\n`);
            return count(`,result,table,t\r\n${rows.join("")}`, size).rows === values.length;
        }),
        { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2000) },
    );
});
