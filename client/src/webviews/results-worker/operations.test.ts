import {
    type Cell,
    cellAt,
    type ColumnType,
    columnFrom,
    compareCells,
    GroupKey,
    makeTable,
    ResultCsvDecoder,
    type Table,
} from "@flux-scripts/tables";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ViewRequest } from "../results/protocol.ts";
import { Comparison } from "./compare.ts";
import { copyCells } from "./copy.ts";
import { distinctValues } from "./distinct.ts";
import { Search } from "./find.ts";
import { ResultStore } from "./store.ts";
import { meanOf } from "./sums.ts";
import { timeSpan } from "./time.ts";

const view: ViewRequest = { result: 0, table: -1, zone: "UTC" };
const day = 86_400_000_000_000n;
const march = BigInt(Date.UTC(2024, 2, 1)) * 1_000_000n;

function tableOf(columns: Readonly<Record<string, readonly [ColumnType, readonly Cell[]]>>, key: GroupKey = GroupKey.empty): Table {
    return makeTable(
        key,
        Object.entries(columns).map(([label, [type, cells]]) => columnFrom(label, type, cells)),
    );
}

function storeOf(...tables: Table[]): ResultStore {
    const store = new ResultStore();
    for (const table of tables) store.add("_result", true, table);
    store.isComplete = true;
    return store;
}

const big = 9007199254740993n;

function readings(): ResultStore {
    return storeOf(
        tableOf({
            _time: ["time", [march, march + day, march + 2n * day]],
            room: ["string", ["hall", "Attic", ""]],
            n: ["int", [big, big + 1n, null]],
            v: ["float", [1.5, Number.NaN, -2]],
            ok: ["bool", [true, false, null]],
        }),
        tableOf({
            _time: ["time", [march + 31n * day]],
            room: ["string", ["hall"]],
            n: ["int", [-5n]],
            v: ["float", [20]],
            extra: ["string", ["= x"]],
        }),
    );
}

const rowsOf = (store: ResultStore, request: Partial<ViewRequest>, column = 0): (string | null)[] =>
    store.read({ ...view, ...request }, 0, 1000).map((row) => row[column] ?? null);

function kept(label: string, expression: string, zone = "UTC"): number[] {
    const store = readings();
    const request = { ...view, zone, filters: [{ label, expression }] };
    const all = store.view(request);
    return Array.from({ length: all.rows }, (_, at) => {
        const text = store.cell(request, at, 0)?.value ?? "";
        return ["2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", "2024-03-03T00:00:00Z", "2024-04-01T00:00:00Z"].indexOf(text);
    });
}

describe("filters", () => {
    it.each([
        ["room", "", [0, 1, 2, 3]],
        ["room", "ATT", [1]],
        ["room", "!hall", [1, 2]],
        ["room", "= hall", [0, 3]],
        ["room", '= ""', [2]],
        ["room", "> a", [0, 3]],
        ["room", "/^[hA]/", [0, 1, 3]],
        ["room", "/ATTIC/i", [1]],
        ["n", `= ${big}`, [0]],
        ["n", `> ${big}`, [1]],
        ["n", `<= ${big}`, [0, 3]],
        ["n", `!= ${big}`, [1, 2, 3]],
        ["n", "> -5.5", [0, 1, 3]],
        ["n", "< -4.5", [3]],
        ["n", "= -5.0", [3]],
        ["n", "null", [2]],
        ["n", "not null", [0, 1, 3]],
        ["n", "!null", [0, 1, 3]],
        ["v", ">= 1.5", [0, 3]],
        ["v", "= nan", [1]],
        ["v", "< inf", [0, 2, 3]],
        ["ok", "= true", [0]],
        ["_time", "2024-03", [0, 1, 2]],
        ["_time", "= 2024-03-02", [1]],
        ["_time", ">= 2024-03-03", [2, 3]],
        ["_time", "> 2024-03", [3]],
        ["_time", "< 2024-03-02T00:00:00.000000001Z", [0, 1]],
        ["extra", "= = x", [3]],
        ["extra", "null", [0, 1, 2]],
        ["nowhere", "x", [0, 1, 2, 3]],
    ])("of %s by %s", (label, expression, rows) => expect(kept(label, expression)).toEqual(rows));

    it("take times in the zone that is shown", () => {
        expect(kept("_time", "= 2024-03-01", "Europe/Berlin")).toEqual([0]);
        expect(kept("_time", "< 2024-03-01 01:00", "Europe/Berlin")).toEqual([]);
        expect(timeSpan("2024-03-31 02:30", "Europe/Berlin")).toBeDefined();
        expect(timeSpan("2024-13", "UTC")).toBeUndefined();
    });

    it("say which of them can't be read, and keep every row then", () => {
        const filters = [
            { label: "n", expression: "> many" },
            { label: "room", expression: "/(/" },
            { label: "_time", expression: "= today" },
            { label: "ok", expression: "= yes" },
        ];
        const head = readings().head({ ...view, filters });
        expect(head.rows).toBe(4);
        expect(head.faults?.map(({ index, kind }) => [index, kind])).toEqual([
            [0, "number"],
            [1, "regex"],
            [2, "time"],
            [3, "bool"],
        ]);
    });

    it("answer a hostile regular expression at once", () => {
        const store = storeOf(tableOf({ s: ["string", [`${"a".repeat(30_000)}!`]] }));
        const started = Date.now();
        expect(rowsOf(store, { filters: [{ label: "s", expression: "/^(a+)+$/" }] })).toEqual([]);
        expect(Date.now() - started).toBeLessThan(5000);
    });

    it("join, with values chosen from a list", () => {
        const filters = [
            { label: "room", values: ["hall", null] },
            { label: "v", expression: "> 5" },
        ];
        expect(rowsOf(readings(), { filters }, 1)).toEqual(["hall"]);
        expect(readings().head({ ...view, filters })).toMatchObject({ rows: 1, total: 4 });
    });

    it("and orders may go by a column that is hidden", () => {
        const request = { ...view, hidden: ["v"], filters: [{ label: "v", expression: "< 100" }], sort: { label: "v", descending: true } };
        expect(rowsOf(readings(), request, 2)).toEqual(["-5", String(big), null]);
        expect(readings().head(request)).toMatchObject({ hidden: ["v"], rows: 3 });
    });

    it("go on with rows that come later", () => {
        const store = readings();
        const filters = [{ label: "room", expression: "hall" }];
        expect(store.head({ ...view, filters }).rows).toBe(2);
        store.add(
            "_result",
            false,
            tableOf({ _time: ["time", [march]], room: ["string", ["hall 2"]], n: ["int", [1n]], v: ["float", [0]] }),
        );
        expect(store.head({ ...view, filters }).rows).toBe(3);
    });
});

describe("order", () => {
    const cells: Readonly<Record<string, readonly [ColumnType, fc.Arbitrary<Cell>]>> = {
        n: ["int", fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -3n, max: 3n }))],
        u: ["uint", fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
        v: ["float", fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -2, max: 2 }))],
        s: ["string", fc.string({ maxLength: 3 })],
        b: ["bool", fc.boolean()],
    };
    const labels = Object.keys(cells);
    const row = fc.tuple(...Object.values(cells).map(([, cell]) => fc.oneof({ weight: 6, arbitrary: cell }, fc.constant(null))));

    it("is by several columns, stable, exact, nulls last", () => {
        const keys = fc.uniqueArray(fc.record({ label: fc.constantFrom(...labels), descending: fc.boolean() }), {
            minLength: 1,
            maxLength: 3,
            selector: ({ label }) => label,
        });
        fc.assert(
            fc.property(fc.array(row, { maxLength: 30 }), keys, (rows, [sort, ...thenBy]) => {
                const columns = Object.fromEntries(
                    labels.map((label, index) => [
                        label,
                        [cells[label]?.[0] as ColumnType, rows.map((each) => each[index] ?? null)] as const,
                    ]),
                );
                const table = tableOf({ ...columns, id: ["int", rows.map((_each, index) => BigInt(index))] });
                const ids = rowsOf(storeOf(table), { sort: sort!, thenBy }, labels.length).map(Number);
                const expected = rows.map((_each, index) => index);
                expected.sort((a, b) => {
                    for (const { label, descending } of [sort!, ...thenBy]) {
                        const [x, y] = [a, b].map((at) => rows[at]?.[labels.indexOf(label)] ?? null);
                        if (x === null || y === null) {
                            if (x !== y) return x === null ? 1 : -1;
                            continue;
                        }
                        const by = compareCells(x as Cell, y as Cell);
                        if (by !== 0) return descending ? -by : by;
                    }
                    return a - b;
                });
                expect(ids).toEqual(expected);
            }),
            { numRuns: 200 },
        );
    });
});

describe("find", () => {
    const place = (text: string, more: object = {}) => {
        const store = readings();
        const search = new Search(store.view(view), { view, text, ...more });
        return search.step(1000);
    };
    it("goes on from a cell, round the end, and back", () => {
        expect(place("hall")).toEqual({ place: { row: 0, column: 1 }, wrapped: false });
        expect(place("hall", { from: { row: 0, column: 1 } })).toEqual({ place: { row: 3, column: 1 }, wrapped: false });
        expect(place("hall", { from: { row: 3, column: 1 } })).toEqual({ place: { row: 0, column: 1 }, wrapped: true });
        expect(place("hall", { from: { row: 0, column: 1 }, backwards: true })).toEqual({ place: { row: 3, column: 1 }, wrapped: true });
        expect(place("nowhere")).toEqual({});
    });
    it("finds what the grid shows: numbers, times, by case, whole cells, expressions", () => {
        expect(place(String(big + 1n))).toMatchObject({ place: { row: 1, column: 2 } });
        expect(place("2024-04-01 00")).toMatchObject({ place: { row: 3, column: 0 } });
        expect(place("attic", { matchCase: true })).toEqual({});
        expect(place("20", { wholeCell: true })).toMatchObject({ place: { row: 3, column: 3 } });
        expect(place("^h..l$", { regex: true })).toMatchObject({ place: { row: 0, column: 1 } });
        expect(() => place("(", { regex: true })).toThrow();
    });
});

describe("values", () => {
    it("are counted, the most frequent first, null and the empty text apart", () => {
        const answer = distinctValues(readings().view(view), { view, label: "room", limit: 2 });
        expect(answer).toEqual({
            total: 3,
            values: [
                { value: "hall", shown: "hall", count: 2 },
                { value: "Attic", shown: "Attic", count: 1 },
            ],
        });
        expect(distinctValues(readings().view(view), { view, label: "n", limit: 9, search: "null" }).values).toEqual([
            { value: null, shown: null, count: 1 },
        ]);
    });

    it("have an exact mean", () => {
        expect(meanOf(big * 2n + 1n, 2)).toBe("9007199254740993.5");
        expect(meanOf(-1n, 3)).toBe("-0.33333333333333");
        expect(meanOf(0n, 7)).toBe("0");
        const range = { fromRow: 0, toRow: 1, fromColumn: 0, toColumn: 0 };
        expect(readings().summary(view, range).step(1000)).toMatchObject({ min: "2024-03-01T00:00:00Z", max: "2024-03-02T00:00:00Z" });
    });

    it("of a long cell are cut in the grid, and whole by themselves", () => {
        const store = storeOf(tableOf({ s: ["string", ["x".repeat(5000)]] }));
        expect(rowsOf(store, {})[0]).toHaveLength(1001);
        expect(store.cell(view, 0, 0)?.value).toHaveLength(5000);
        expect(store.cell(view, 1, 0)).toBeUndefined();
    });
});

describe("copies", () => {
    const all = { fromRow: 0, toRow: 1, fromColumn: 1, toColumn: 4 };
    const copied = (format: Parameters<typeof copyCells>[2], header?: boolean) => copyCells(readings().view(view), all, format, header);
    it("come as CSV, Markdown, JSON and Flux, exactly", () => {
        expect(copied("csv", false)).toBe(`hall,${big},1.5,true\nAttic,${big + 1n},NaN,false`);
        expect(copied("markdown")).toBe(
            `| room | n | v | ok |\n| --- | ---: | ---: | --- |\n| hall | ${big} | 1.5 | true |\n| Attic | ${big + 1n} | NaN | false |`,
        );
        expect(copied("json")).toBe(
            `[\n  {"room": "hall", "n": ${big}, "v": 1.5, "ok": true},\n  {"room": "Attic", "n": ${big + 1n}, "v": "NaN", "ok": false}\n]`,
        );
        expect(copied("flux")).toBe(
            `import "array"\n\narray.from(\n    rows: [\n        {room: "hall", n: ${big}, v: 1.5, ok: true},\n` +
                `        {room: "Attic", n: ${big + 1n}, v: float(v: "NaN"), ok: false},\n    ],\n)`,
        );
    });
});

describe("two runs", () => {
    const run = (...rows: [string, bigint, number | null][]): ResultStore =>
        storeOf(
            tableOf({
                _time: ["time", rows.map(([, time]) => time)],
                room: ["string", rows.map(([room]) => room)],
                v: ["float", rows.map(([, , value]) => value)],
            }),
        );
    const compare = (before: ResultStore, after: ResultStore, keys?: string[]) =>
        new Comparison(before.view(view), after.view(view), "UTC", keys);

    it("differ by rows added, removed and changed", () => {
        const before = run(["a", march, 1], ["b", march, 2], ["c", march, null]);
        const after = run(["b", march, 2], ["c", march, 0], ["d", march, 4], ["a", march, 1]);
        const comparison = compare(before, after, ["room", "_time"]);
        expect(comparison.head).toMatchObject({ keys: ["room", "_time"], added: 1, removed: 0, changed: 1, same: 2, ambiguous: 0 });
        expect(comparison.rows(0, 10)).toEqual([
            { kind: "changed", before: ["c", "2024-03-01 00:00:00", null], after: ["c", "2024-03-01 00:00:00", "0"], differing: [2] },
            { kind: "added", after: ["d", "2024-03-01 00:00:00", "4"], differing: [] },
        ]);
        expect(compare(after, before, ["room", "_time"]).head).toMatchObject({ added: 0, removed: 1, changed: 1 });
    });

    it("pair rows of one key in their order", () => {
        const head = compare(run(["a", march, 1], ["a", march, 2]), run(["a", march, 1], ["a", march, 3], ["a", march, 4]), ["room"]).head;
        expect(head).toMatchObject({ same: 1, changed: 1, added: 1, ambiguous: 2 });
    });
});

describe("memory", () => {
    it("has a limit: rows beyond are counted and not kept", () => {
        const store = new ResultStore(10_000);
        const chunk = tableOf({ n: ["int", Array.from({ length: 1000 }, (_, index) => BigInt(index))] });
        for (let round = 0; round < 10; round++) store.add("_result", round === 0, chunk);
        expect([store.rows, store.dropped]).toEqual([2000, 8000]);
        expect(store.head(view).rows).toBe(2000);
    });

    it("holds one type a column where later rows of a header-only answer need a wider one", () => {
        const store = new ResultStore();
        const decoder = new ResultCsvDecoder();
        let open = false;
        const take = (text: string) => {
            for (const { result, table, more } of [...decoder.push(text), ...decoder.drain()]) {
                store.add(result, !open, table);
                open = more;
            }
        };
        take(",result,table,a,b,c\r\n,_result,0,1,7,\r\n");
        expect(store.head(view).columns.map(({ type }) => type)).toEqual(["int", "int", "string"]);
        take(",_result,0,2.5,x,true\r\n");
        expect(store.head(view).columns.map(({ type }) => type)).toEqual(["float", "string", "bool"]);
        expect(store.read(view, 0, 9)).toEqual([
            ["1\u2007\u2007", "7", null],
            ["2.5", "x", "true"],
        ]);
        expect(cellAt(columnFrom("x", "int", [1n]), 0)).toBe(1n);
    });
});
