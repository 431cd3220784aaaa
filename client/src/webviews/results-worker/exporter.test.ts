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

const text = (filled: ResultStore, format: "csv" | "annotated" | "json"): string => [...exportPieces(filled.results, format)].join("");

it("writes CSV with one header, exact values and quotes where needed", () => {
    expect(text(store("x"), "csv")).toBe(
        '_time,room,n,f,none\r\n1970-01-01T00:00:00.000000001Z,"a,b",9007199254740993,5,\r\n1970-01-01T00:00:00.000000001Z,"a,b",9007199254740993,5,\r\n',
    );
    expect(text(store("x", "y"), "csv").split("\r\n")[3]).toMatch(/^y,1970/);
});

it("writes annotated CSV that decodes to the same rows", () => {
    const decoded = decodeAnnotatedCsv(text(store("x", "y"), "annotated"));
    expect(decoded.map((chunk) => [chunk.result, chunk.table.rows])).toEqual([
        ["x", 2],
        ["y", 2],
    ]);
});

it("writes JSON with ints whole and floats as floats", () => {
    expect(text(store("x"), "json")).toContain(
        '{"_time":"1970-01-01T00:00:00.000000001Z","room":"a,b","n":9007199254740993,"f":5.0,"none":null}',
    );
    expect(JSON.parse(text(store("x", "y"), "json"))).toHaveLength(4);
});
