import { type ColumnType, constantColumn, GroupKey, makeColumn, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import { copyCells } from "./copy.ts";
import { ResultStore } from "./store.ts";
import { fractionDigits, offsetAt, showTime } from "./time.ts";

const second = 1_000_000_000n;
const start = BigInt(Date.UTC(2026, 10, 22, 21)) * 1_000_000n;

function table(room: string, values: readonly (number | null)[], ints: readonly bigint[]): Table {
    const key = new GroupKey([{ label: "room", type: "string", value: room }]);
    const nulls = Uint8Array.from(values, (value) => (value === null ? 1 : 0));
    return makeTable(key, [
        makeColumn(
            "_time",
            "time",
            BigInt64Array.from(values, (_value, index) => start + BigInt(index) * second),
        ),
        constantColumn("room", "string", room, values.length),
        makeColumn(
            "_value",
            "float",
            Float64Array.from(values, (value) => value ?? 0),
            nulls,
        ),
        makeColumn("n", "int", BigInt64Array.from(ints)),
    ]);
}

function filled(): ResultStore {
    const store = new ResultStore();
    store.add("mean", true, table("hall", [1.5, null], [9007199254740993n, 2n]));
    store.add("mean", false, table("hall", [20.25], [3n]));
    store.add("mean", true, table("", [7], [-1n]));
    store.add("peaks", true, table("x", [1], [1n]));
    return store;
}

const view = { result: 0, table: -1, zone: "UTC" };

describe("the store", () => {
    it("keeps results apart, tables by key, rows of later chunks with their table", () => {
        const store = filled();
        expect(store.heads()).toEqual([
            { name: "mean", rows: 4, tables: 2, keys: ["room"], same: [] },
            { name: "peaks", rows: 1, tables: 1, keys: ["room"], same: [] },
        ]);
        expect(store.list(0, 0, 10, "").tables).toEqual([
            { index: 0, name: "hall", rows: 3 },
            { index: 1, name: '""', rows: 1 },
        ]);
        expect(store.list(0, 0, 10, "HA").total).toBe(1);
    });

    it("names tables by the columns of the key in which they differ", () => {
        const store = new ResultStore();
        const add = (room: string, field: string): void => {
            const label = (name: string, value: string) => ({ label: name, type: "string", value }) as const;
            store.add("r", true, makeTable(new GroupKey([label("field", field), label("room", room)]), []));
        };
        const names = (): string[] => store.list(0, 0, 10, "").tables.map(({ name }) => name);
        add("hall", "co");
        expect(names()).toEqual(["co · hall"]);
        expect(store.heads()[0]).toMatchObject({ keys: ["field", "room"], same: [] });
        add("hall", "humidity");
        expect(names()).toEqual(["co", "humidity"]);
        expect(store.heads()[0]).toMatchObject({ keys: ["field"], same: ["room = hall"] });
        add("attic", "co");
        expect(names()).toEqual(["co · hall", "humidity · hall", "co · attic"]);
    });

    it("writes the largest and the smallest numbers with an exponent", () => {
        const store = new ResultStore();
        store.add("r", true, makeTable(GroupKey.empty, [makeColumn("f", "float", Float64Array.of(1e300, -1.5e-9, 2.25, 0))]));
        expect(store.read(view, 0, 9).flat()).toEqual(["1e+300", "-1.5e-9", "2.25", "0\u2007\u2007\u2007"]);
    });

    it("shows exact ints, null apart from text, points under each other", () => {
        expect(filled().read(view, 0, 9)).toEqual([
            ["2026-11-22 21:00:00", "hall", "1.5\u2007", "9007199254740993"],
            ["2026-11-22 21:00:01", "hall", null, "2"],
            ["2026-11-22 21:00:00", "hall", "20.25", "3"],
            ["2026-11-22 21:00:00", "", "7\u2007\u2007\u2007", "-1"],
        ]);
        expect(filled().head(view)).toMatchObject({
            rows: 4,
            offset: "UTC",
            columns: [{ label: "_time", type: "time", key: false, characters: 19 }, { label: "room", key: true }, {}, { type: "int" }],
        });
    });

    it("shows one table, and sorts with nulls last", () => {
        const store = filled();
        expect(store.read({ ...view, table: 1 }, 0, 9)).toHaveLength(1);
        const values = store.read({ ...view, sort: { label: "_value", descending: true } }, 0, 9).map((row) => row[2]?.trim() ?? null);
        expect(values).toEqual(["20.25", "7", "1.5", null]);
    });

    it("copies with a header and full precision, tabs quoted", () => {
        expect(copyCells(filled().view(view), { fromRow: 0, toRow: 1, fromColumn: 0, toColumn: 3 })).toBe(
            "_time\troom\t_value\tn\n2026-11-22T21:00:00Z\thall\t1.5\t9007199254740993\n2026-11-22T21:00:01Z\thall\t\t2",
        );
    });

    it("sums ints exactly, and counts nulls apart", () => {
        const store = filled();
        expect(store.summary(view, { fromRow: 0, toRow: 3, fromColumn: 3, toColumn: 3 }).step(1000)).toEqual({
            cells: 4,
            count: 4,
            nulls: 0,
            sum: "9007199254740997",
            mean: "2251799813685249.25",
            min: "-1",
            max: "9007199254740993",
        });
        expect(store.summary(view, { fromRow: 0, toRow: 3, fromColumn: 2, toColumn: 2 }).step(1000)).toEqual({
            cells: 4,
            count: 3,
            nulls: 1,
            sum: "28.75",
            mean: "9.58333333333333",
            min: "1.5",
            max: "20.25",
        });
    });

    it("takes tables that have different columns", () => {
        const store = filled();
        const type: ColumnType = "bool";
        store.add("mean", true, makeTable(GroupKey.empty, [constantColumn("ok", type, true, 1)]));
        expect(store.read(view, 4, 5)).toEqual([[null, null, null, null, "true"]]);
    });
});

describe("times", () => {
    it("are exact to the nanosecond in any zone", () => {
        expect(showTime(start + 1n, "Europe/Berlin", 9)).toBe("2026-11-22 22:00:00.000000001");
        expect(showTime(-1n, "UTC", 9)).toBe("1969-12-31 23:59:59.999999999");
        expect(showTime(-9_223_372_036_854_775_808n, "UTC", 9)).toBe("1677-09-21 00:12:43.145224192");
        expect(showTime(9_223_372_036_854_775_807n, "Asia/Kolkata", 9)).toBe("2262-04-12 05:17:16.854775807");
    });
    it("carry their zone's offset, also across a change", () => {
        const summer = BigInt(Date.UTC(2026, 6, 1)) * 1_000_000n;
        expect(offsetAt(start, "Europe/Berlin")).toBe("+01:00");
        expect(offsetAt(summer, "Europe/Berlin")).toBe("+02:00");
        expect(offsetAt(summer, "America/New_York")).toBe("-04:00");
    });
    it("have as many digits as they need", () => {
        expect([0n, 1_000_000n, 1000n, 1n].map(fractionDigits)).toEqual([0, 3, 6, 9]);
    });
});
