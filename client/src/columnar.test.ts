import { fileURLToPath } from "node:url";
import { columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { SchemaUnion } from "@flux-scripts/tables/export";
import { tableFromIPC } from "apache-arrow";
import { build } from "esbuild";
import { parquetReadObjects } from "hyparquet";
import { expect, it } from "vitest";
import type * as Columnar from "./columnar.ts";

/** The bundle as a browser's extension host runs it: without what only Node has. */
async function inBrowser(): Promise<typeof Columnar> {
    const { outputFiles } = await build({
        entryPoints: [fileURLToPath(new URL("./columnar.ts", import.meta.url))],
        bundle: true,
        platform: "browser",
        format: "cjs",
        write: false,
    });
    const module = { exports: {} };
    const run = new Function("module", "require", "process", "Buffer", "global", outputFiles[0]?.text ?? "") as (module: object) => void;
    run(module);
    return module.exports as typeof Columnar;
}

it("writes Parquet and Arrow where there is no Node, with every digit", async () => {
    const { columnarWriter } = await inBrowser();
    const table = makeTable(GroupKey.empty, [
        columnFrom("n", "int", [9223372036854775807n, null]),
        columnFrom("s", "string", ["", "ä"]),
        columnFrom("_time", "time", [1n, 1709294400000000001n]),
    ]);
    const written = async (format: "parquet" | "arrow"): Promise<Uint8Array> => {
        const union = new SchemaUnion();
        union.add("_result", table);
        const pieces: Uint8Array[] = [];
        const writer = columnarWriter(format, union.schema(), (bytes) => {
            pieces.push(bytes.slice());
            return Promise.resolve();
        });
        await writer.add("_result", table, false);
        await writer.finish();
        return new Uint8Array(Buffer.concat(pieces));
    };
    const parsers = { timestampFromNanoseconds: (ns: bigint) => ns } as never;
    const rows = await parquetReadObjects({ file: (await written("parquet")).buffer as ArrayBuffer, parsers });
    expect(rows).toEqual([
        { n: 9223372036854775807n, s: "", _time: 1n },
        { n: null, s: "ä", _time: 1709294400000000001n },
    ]);
    const arrow = tableFromIPC(await written("arrow"));
    expect([arrow.numRows, arrow.getChild("n")?.get(0), arrow.getChild("s")?.get(1)]).toEqual([2, 9223372036854775807n, "ä"]);
});
