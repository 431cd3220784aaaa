import { constantColumn, GroupKey, makeColumn, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import { chartData } from "./chart.ts";
import { ResultStore } from "./store.ts";

const second = 1_000_000_000n;

function table(room: string, values: readonly (number | null)[]): Table {
    const key = new GroupKey([{ label: "room", type: "string", value: room }]);
    const nulls = Uint8Array.from(values, (value) => (value === null ? 1 : 0));
    const times = BigInt64Array.from(values, (_value, index) => BigInt(index) * second);
    return makeTable(key, [
        makeColumn("_time", "time", times),
        constantColumn("room", "string", room, values.length),
        makeColumn(
            "_value",
            "float",
            Float64Array.from(values, (value) => value ?? 0),
            nulls,
        ),
    ]);
}

const request = { result: 0, table: -1, width: 100, limit: 50, filter: "" };

function chart(...tables: Table[]) {
    const store = new ResultStore();
    for (const each of tables) store.add("r", true, each);
    return {
        data: (more: Partial<typeof request> & { from?: number; to?: number } = {}) => chartData(store.results[0], { ...request, ...more }),
    };
}

describe("the chart's series", () => {
    it("are the tables, at every point's own time, a null as a gap", () => {
        const { data } = chart(table("hall", [1, null, 3]), table("attic", [4]));
        expect(data()).toMatchObject({
            times: [0, 1, 2],
            series: [
                { name: "hall", values: [1, null, 3] },
                { name: "attic", values: [4, undefined, undefined] },
            ],
            total: 2,
            points: 4,
            places: 0,
        });
        expect(data({ filter: "ATT" }).series.map((series) => series.name)).toEqual(["attic"]);
        expect(data({ table: 1 }).series).toHaveLength(1);
    });

    it("keep every peak when there are more points than pixels", () => {
        const values = Array.from({ length: 100_000 }, (_value, index) =>
            index === 77_777 ? 1000 : index === 33_333 ? -1000 : Math.sin(index / 5000),
        );
        const { series, times, places, points } = chart(table("x", values)).data();
        expect([places, points, times.length]).toEqual([100, 100_000, 100]);
        expect(Math.max(...(series[0]?.high ?? []).map(Number))).toBe(1000);
        expect(Math.min(...(series[0]?.low ?? []).map(Number))).toBe(-1000);
        expect(series[0]?.high?.indexOf(1000)).toBe(77);
    });

    it("show a stretch of nulls as a gap also when thinned", () => {
        const values = Array.from({ length: 10_000 }, (_value, index) => (index >= 4000 && index < 5000 ? null : 1));
        const { series } = chart(table("x", values)).data();
        expect(series[0]?.values.slice(40, 50)).toEqual(new Array(10).fill(null));
        expect(series[0]?.values[39]).toBe(1);
    });

    it("show a part at every point once it is small enough", () => {
        const values = Array.from({ length: 10_000 }, (_value, index) => index);
        const { series, places } = chart(table("x", values)).data({ from: 100, to: 110 });
        expect([places, series[0]?.values]).toEqual([0, [100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110]]);
    });

    it("are the numbers of a row where there is no _value, and say why there are none", () => {
        const times = makeColumn("_time", "time", BigInt64Array.from([second]));
        const wide = makeTable(GroupKey.empty, [
            times,
            makeColumn("co", "float", Float64Array.from([1])),
            makeColumn("n", "int", BigInt64Array.from([2n])),
        ]);
        expect(
            chart(wide)
                .data()
                .series.map((series) => series.name),
        ).toEqual(["co", "n"]);
        expect(chart(makeTable(GroupKey.empty, [times])).data().reason).toBe("noNumbers");
        expect(chart(makeTable(GroupKey.empty, [makeColumn("x", "float", Float64Array.from([1]))])).data().reason).toBe("noTime");
    });
});
