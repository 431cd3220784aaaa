import { constantColumn, decodeAnnotatedCsv, GroupKey, makeColumn, makeTable } from "@flux-scripts/tables";
import { expect, it } from "vitest";
import { exportPieces } from "./exporter.ts";
import { ResultStore } from "./store.ts";

function store(...names: string[]): ResultStore {
    const filled = new ResultStore();
    for (const name of names) {
        const key = new GroupKey([{ label: "room", type: "string", value: "a,b" }]);
        const table = makeTable(key, [
            makeColumn("_time", "time", BigInt64Array.from([1n])),
            constantColumn("room", "string", "a,b", 1),
            makeColumn("n", "int", BigInt64Array.from([9007199254740993n])),
            makeColumn("f", "float", Float64Array.from([5])),
            constantColumn("none", "string", null, 1),
        ]);
        filled.add(name, true, table);
        filled.add(name, false, table);
    }
    return filled;
}

const text = (filled: ResultStore): string => [...exportPieces(filled.results)].map((piece) => new TextDecoder().decode(piece)).join("");

it("writes annotated CSV that decodes to the same rows", () => {
    const decoded = decodeAnnotatedCsv(text(store("x", "y")));
    expect(decoded.map((chunk) => [chunk.result, chunk.table.rows])).toEqual([
        ["x", 2],
        ["y", 2],
    ]);
    expect(text(store("x")).split("\r\n").slice(3, 6)).toEqual([
        ",result,table,_time,room,n,f,none",
        ',,0,1970-01-01T00:00:00.000000001Z,"a,b",9007199254740993,5,',
        ',,0,1970-01-01T00:00:00.000000001Z,"a,b",9007199254740993,5,',
    ]);
});

it("gives pieces of about a megabyte, so that nobody holds all of it", () => {
    const filled = new ResultStore();
    const rows = 60_000;
    for (let round = 0; round < 4; round++)
        filled.add("x", round === 0, makeTable(GroupKey.empty, [makeColumn("n", "int", new BigInt64Array(rows).fill(2n ** 60n))]));
    const sizes = [...exportPieces(filled.results)].map((piece) => piece.length);
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThan(1_500_000);
});
