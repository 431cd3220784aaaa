import { constantColumn, GroupKey, makeColumn, makeTable, type Table } from "@flux-scripts/tables";
import { expect, it } from "vitest";
import { exportPieces } from "./exporter.ts";
import { RawText } from "./raw.ts";
import { ResultStore } from "./store.ts";

function table(room: string, rows: number, column = "n"): Table {
    return makeTable(new GroupKey([{ label: "room", type: "string", value: room }]), [
        constantColumn("room", "string", room, rows),
        makeColumn(
            column,
            "int",
            BigInt64Array.from({ length: rows }, (_row, index) => BigInt(index)),
        ),
    ]);
}

function filled(): ResultStore {
    const store = new ResultStore();
    store.add("a", true, table("hall", 300));
    store.add("a", false, table("hall", 2));
    store.add("a", true, table('x "y", z', 3));
    store.add("a", true, table("other schema", 1, "m"));
    store.add("a", true, table("empty", 0));
    store.add("b", true, table("last", 5));
    return store;
}

it("is the annotated CSV of the export, line by line", () => {
    const { results } = filled();
    const whole = Buffer.concat([...exportPieces(results)])
        .toString()
        .split("\r\n");
    const raw = new RawText(results);
    // The export's text ends with a line break.
    expect(raw.read(0, raw.total)).toEqual(whole.slice(0, -1));
    expect(raw.total).toBe(whole.length - 1);
});

it("reads any window of lines", () => {
    const raw = new RawText(filled().results);
    const all = raw.read(0, raw.total);
    for (const [from, to] of [
        [0, 1],
        [3, 6],
        [250, 270],
        [303, 320],
        [raw.total - 2, raw.total + 9],
    ] as const)
        expect(raw.read(from, to)).toEqual(all.slice(from, to));
});

it("keeps a cell's line breaks within its line", () => {
    const store = new ResultStore();
    store.add("a", true, table("one\ntwo", 2));
    const raw = new RawText(store.results);
    expect(raw.read(2, raw.total)).toEqual(["#default,a,,,", ",result,table,room,n", `,,0,"one↵two",0`, `,,0,"one↵two",1`, ""]);
});
