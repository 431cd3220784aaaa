import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columnarWriter } from "@flux-scripts/tables/export/columnar";
import { tableFromIPC } from "apache-arrow";
import { parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFile, openSpool } from "../node/files.ts";
import { exportFile, type Exporting } from "./exportFile.ts";

const annotated =
    "#datatype,string,long,dateTime:RFC3339,long,string\r\n#group,false,false,false,false,true\r\n#default,_result,,,,\r\n" +
    ",result,table,_time,n,room\r\n,,0,2024-03-01T12:00:00.000000001Z,9223372036854775807,a\r\n,,1,2024-03-01T12:00:00Z,-1,b\r\n\r\n";
const second = "#datatype,string,long,boolean\r\n#group,false,false,false\r\n#default,other,,\r\n,result,table,ok\r\n,,0,true\r\n\r\n";
const failure = "#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,it failed,897\r\n";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function exported(text: string, format: Exporting["format"], more: Partial<Exporting> = {}) {
    const path = join(folder, `out.${format}`);
    const bytes = new TextEncoder().encode(text);
    const report = await exportFile({
        format,
        pieces: async function* () {
            for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
        },
        target: await openFile(path),
        columnar: () => Promise.resolve(columnarWriter),
        signal: new AbortController().signal,
        onRows: () => undefined,
        ...more,
    });
    return { report, content: readFileSync(path) };
}

describe("an export", () => {
    it("of annotated CSV is the answer, byte for byte", async () => {
        const { report, content } = await exported(annotated + second + failure, "annotated");
        expect(content.toString()).toBe(annotated + second + failure);
        expect(report).toEqual({ rows: 3, error: "it failed" });
    });

    it("names results in rows where there are several", async () => {
        expect((await exported(annotated, "csv")).content.toString()).toBe(
            "_time,n,room\r\n2024-03-01T12:00:00.000000001Z,9223372036854775807,a\r\n2024-03-01T12:00:00Z,-1,b\r\n",
        );
        expect((await exported(annotated + second, "ndjson")).content.toString()).toBe(
            '{"result":"_result","_time":"2024-03-01T12:00:00.000000001Z","n":9223372036854775807,"room":"a"}\n' +
                '{"result":"_result","_time":"2024-03-01T12:00:00Z","n":-1,"room":"b"}\n{"result":"other","ok":true}\n',
        );
        expect((await exported(annotated, "json")).content.toString()).toContain('"n":9223372036854775807');
    });

    it("to Parquet and Arrow reads back exactly", async () => {
        const parquet = (await exported(annotated + second, "parquet")).content;
        const parsers = { timestampFromNanoseconds: (ns: bigint) => ns } as never;
        expect(await parquetReadObjects({ file: new Uint8Array(parquet).buffer, parsers })).toEqual([
            { result: "_result", _time: 1709294400000000001n, n: 9223372036854775807n, room: "a", ok: null },
            { result: "_result", _time: 1709294400000000000n, n: -1n, room: "b", ok: null },
            { result: "other", _time: null, n: null, room: null, ok: true },
        ]);
        const arrow = tableFromIPC((await exported(annotated, "arrow")).content);
        expect([...(arrow.getChild("n") ?? [])]).toEqual([9223372036854775807n, -1n]);
    });

    it("of a header-only answer has types, too", async () => {
        const { content } = await exported(",result,table,n,ok\r\n,_result,0,1,true\r\n,_result,0,2,\r\n", "parquet");
        expect(await parquetReadObjects({ file: new Uint8Array(content).buffer })).toEqual([
            { n: 1n, ok: true },
            { n: 2n, ok: null },
        ]);
    });

    it("leaves the old file and nothing else when it fails or is cancelled", async () => {
        writeFileSync(join(folder, "out.csv"), "old");
        await expect(exported(`${annotated}#broken\n`, "csv")).rejects.toThrow();
        const controller = new AbortController();
        const cancelled = exported(annotated, "csv", { signal: controller.signal, onRows: () => controller.abort() });
        await expect(cancelled).rejects.toThrow(/abort/i);
        expect(readdirSync(folder)).toEqual(["out.csv"]);
        expect(readFileSync(join(folder, "out.csv"), "utf8")).toBe("old");
    });
});

describe("a spool", () => {
    it("is read as often as needed, and is gone afterwards", async () => {
        const spool = await openSpool();
        await spool.write(new TextEncoder().encode("abc"));
        await spool.write(new TextEncoder().encode("def"));
        const read = async (): Promise<string> => {
            const pieces: Uint8Array[] = [];
            for await (const piece of spool.read()) pieces.push(piece);
            return Buffer.concat(pieces).toString();
        };
        expect([await read(), await read()]).toEqual(["abcdef", "abcdef"]);
        const path = (spool.read() as unknown as { path: string }).path;
        await spool.close();
        expect(existsSync(path)).toBe(false);
    });
});
