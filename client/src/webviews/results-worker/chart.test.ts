import { constantColumn, GroupKey, makeColumn, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import { type ChartData, type ChartRequest, gapValue } from "../results/protocol.ts";
import { chartData } from "./chart.ts";
import { chartPoint } from "./chartDetails.ts";
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

/** A line as a person reads it: null is a gap, `undefined` no point. */
const read = (line: Float64Array | undefined): (number | null | undefined)[] =>
    Array.from(line ?? [], (value) => (value === gapValue ? null : Number.isNaN(value) ? undefined : value));
const lines = ({ series }: ChartData) => series.map(({ name, values }) => ({ name, values: read(values) }));

const request = { result: 0, table: -1, width: 100, limit: 50, filter: "" };

function chart(...tables: Table[]) {
    const store = new ResultStore();
    for (const each of tables) store.add("r", true, each);
    return {
        data: (more: Partial<ChartRequest> = {}) => chartData(store.results[0], { ...request, ...more }),
    };
}

describe("the chart's series", () => {
    it("are the tables, at every point's own time, a null as a gap", () => {
        const { data } = chart(table("hall", [1, null, 3]), table("attic", [4]));
        expect([...data().times]).toEqual([0, 1, 2]);
        expect(lines(data())).toEqual([
            { name: "hall", values: [1, null, 3] },
            { name: "attic", values: [4, undefined, undefined] },
        ]);
        expect(data()).toMatchObject({ total: 2, points: 4, places: 0, extent: [0, 2], span: [0, 2] });
        expect(data({ filter: "ATT" }).series.map((series) => series.name)).toEqual(["attic"]);
        expect(data({ table: 1 }).series).toHaveLength(1);
    });

    it("keep every peak when there are more points than pixels", () => {
        const values = Array.from({ length: 100_000 }, (_value, index) =>
            index === 77_777 ? 1000 : index === 33_333 ? -1000 : Math.sin(index / 5000),
        );
        const { series, times, places, points } = chart(table("x", values)).data();
        expect([places, points, times.length]).toEqual([100, 100_000, 100]);
        expect(Math.max(...(series[0]?.high ?? []))).toBe(1000);
        expect(Math.min(...(series[0]?.low ?? []))).toBe(-1000);
        expect(series[0]?.high?.indexOf(1000)).toBe(77);
    });

    it("show a stretch of nulls as a gap also when thinned", () => {
        const values = Array.from({ length: 10_000 }, (_value, index) => (index >= 4000 && index < 5000 ? null : 1));
        const { series } = chart(table("x", values)).data();
        expect(read(series[0]?.values).slice(39, 51)).toEqual([1, ...new Array<null>(10).fill(null), 1]);
    });

    it("show a part at every point once it is small enough, with the next point on either side", () => {
        const values = Array.from({ length: 10_000 }, (_value, index) => index);
        const data = chart(table("x", values)).data({ from: 100, to: 105 });
        expect([data.places, data.points, lines(data)[0]?.values]).toEqual([0, 6, [99, 100, 101, 102, 103, 104, 105, 106]]);
        expect(data).toMatchObject({ extent: [0, 9999], span: [100, 105] });
        const mixed = chart(table("x", values.toReversed())).data({ from: -5, to: 2 });
        expect(lines(mixed)[0]?.values).toEqual([9999, 9998, 9997, 9996]);
    });

    it("have lines where they are shown: the first few, and those that were chosen", () => {
        const { data } = chart(table("a", [1]), table("b", [2]), table("c", [3]));
        const shown = data({ shown: { first: 2, chosen: { a: false, c: true } } });
        expect(shown.series.map(({ name, values, last }) => [name, values?.length, last])).toEqual([
            ["a", undefined, undefined],
            ["b", 1, "2"],
            ["c", 1, "3"],
        ]);
        expect(shown.points).toBe(2);
    });

    it("are thinned where a series has several points at a time, so that none is lost", () => {
        const times = makeColumn(
            "_time",
            "time",
            BigInt64Array.from([1n, 1n, 2n, 2n], (at) => at * second),
        );
        const both = makeTable(GroupKey.empty, [times, makeColumn("_value", "int", BigInt64Array.from([1n, 9n, 2n, 4n]))]);
        const { series, places } = chart(both).data({ width: 2 });
        expect([places, read(series[0]?.low), read(series[0]?.high), read(series[0]?.values)]).toEqual([2, [1, 2], [9, 4], [5, 3]]);
    });

    it("follow rows in any order, nulls among the times, and integers beyond doubles", () => {
        const at = [5n, 1n, 0n, 3n];
        const times = makeColumn(
            "_time",
            "time",
            BigInt64Array.from(at, (each) => each * second),
            Uint8Array.of(0, 0, 1, 0),
        );
        const values = makeColumn("_value", "uint", BigUint64Array.of(1n, 18446744073709551615n, 7n, 9007199254740993n));
        const data = chart(makeTable(GroupKey.empty, [times, values])).data();
        expect([...data.times]).toEqual([1, 3, 5]);
        expect(read(data.series[0]?.values)).toEqual([2 ** 64, 2 ** 53, 1]);
        expect(data.series[0]?.last).toBe("1");
    });

    it("count from their first time where microseconds are too coarse, and find points again by that", () => {
        const origin = 1_767_225_600_123_456_789n;
        const times = makeColumn("_time", "time", BigInt64Array.of(origin, origin + 3n, origin + 10n));
        const tiny = makeTable(GroupKey.empty, [times, makeColumn("_value", "float", Float64Array.of(1, 2, 3))]);
        const store = new ResultStore();
        store.add("r", true, tiny);
        const data = chartData(store.results[0], request);
        expect(data.origin).toBe(origin);
        expect([...data.times].map((at) => Math.round(at * 1e9))).toEqual([0, 3, 10]);
        const point = chartPoint(store.results[0], { ...request, origin }, data.times[1] as number, data.times[1] as number);
        expect(point).toMatchObject({ time: "2026-01-01T00:00:00.123456792Z", series: [{ value: "2" }] });
        const part = chartData(store.results[0], { ...request, origin, from: 2e-9, to: 11e-9 });
        expect([part.points, part.span?.map((at) => Math.round(at * 1e9))]).toEqual([2, [2, 11]]);
    });

    it("count as the part that is asked for does, also where the series left by a search lie closer together", () => {
        const times = makeColumn("_time", "time", BigInt64Array.of(second, second + 1_000_000n));
        const { data } = chart(makeTable(GroupKey.empty, [times, makeColumn("_value", "int", BigInt64Array.of(1n, 2n))]));
        expect(data().origin).toBe(second);
        const part = data({ from: 0.5, to: 1.5 });
        expect([part.origin, part.span, part.points]).toEqual([undefined, [0.5, 1.5], 2]);
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
