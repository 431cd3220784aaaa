import type { ResultStream } from "@flux-scripts/scripts-api";
import { describe, expect, it } from "vitest";
import { answered, errorInTail } from "./answer.ts";

function stream(...pieces: string[]): ResultStream {
    const iterator = (async function* () {
        yield* pieces;
    })();
    const bytes = (async function* () {
        for (const piece of pieces) yield new TextEncoder().encode(piece);
    })();
    return { [Symbol.asyncIterator]: () => iterator, bytes: () => bytes, cancel: () => {} };
}

async function all(texts: AsyncIterable<string>): Promise<string> {
    let out = "";
    for await (const text of texts) out += text;
    return out;
}

const table =
    "#datatype,string,long,double\r\n#group,false,false,false\r\n#default,_result,,\r\n,result,table,_value\r\n,,0,1.5\r\n,,0,2\r\n\r\n";
const failure = '#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,"it ""failed"", here",897\r\n';

describe("the answer of a backend", () => {
    it("is passed on as CSV, and read again for other formats", async () => {
        expect(await all(answered(stream(table.slice(0, 50), table.slice(50)), "csv"))).toBe(table);
        expect(await all(answered(stream(table.slice(0, 50), table.slice(50)), "ndjson"))).toBe(
            '{"result":"_result","table":0,"_value":1.5}\n{"result":"_result","table":0,"_value":2.0}\n',
        );
    });

    it("is a failure when it ends with an error table", async () => {
        await expect(all(answered(stream(table, failure), "csv"))).rejects.toMatchObject({ message: 'it "failed", here', code: "invalid" });
        await expect(all(answered(stream(table, failure), "json"))).rejects.toMatchObject({ message: 'it "failed", here' });
        expect(errorInTail("error,reference\nplain,\n")).toBe("plain");
        expect(errorInTail(table)).toBeUndefined();
    });
});
