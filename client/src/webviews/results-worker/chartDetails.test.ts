import { GroupKey, makeColumn, makeTable, type Table } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import type { ChartRequest } from "../results/protocol.ts";
import { chartPoint, histogram } from "./chartDetails.ts";
import { ResultStore } from "./store.ts";

const request: ChartRequest = { result: 0, table: -1, width: 100, limit: 10, filter: "" };

function table(room: string, times: readonly bigint[], values: readonly (bigint | null)[]): Table {
    return makeTable(new GroupKey([{ label: "room", type: "string", value: room }]), [
        makeColumn("_time", "time", BigInt64Array.from(times)),
        makeColumn(
            "_value",
            "int",
            BigInt64Array.from(values, (value) => value ?? 0n),
            Uint8Array.from(values, (value) => (value === null ? 1 : 0)),
        ),
    ]);
}

function filled() {
    const store = new ResultStore();
    store.add("r", true, table("a", [1_000_000_001n, 2_000_000_000n, 2_000_000_500n], [9007199254740993n, 4n, 8n]));
    store.add("r", true, table("b", [1_000_000_001n, 2_000_000_000n], [null, 7n]));
    return store.results[0];
}

describe("the crosshair", () => {
    it("tells a single point with all its digits, and a null as null", () => {
        expect(chartPoint(filled(), request, 1, 1)).toEqual({
            time: "1970-01-01T00:00:01.000000001Z",
            series: [
                { count: 1, value: "9007199254740993" },
                { count: 0, value: null },
            ],
        });
    });

    it("tells mean, least and greatest where one place stands for several points", () => {
        expect(chartPoint(filled(), request, 1.9, 2.1).series).toEqual([
            { count: 2, value: "6", min: "4", max: "8" },
            { count: 1, value: "7" },
        ]);
    });

    it("tells nothing where a series has no point", () => {
        expect(chartPoint(filled(), request, 5, 6)).toEqual({ series: [undefined, undefined] });
    });
});

describe("the histogram", () => {
    it("counts every value once, and nulls apart", () => {
        const counted = histogram(filled(), request);
        expect(counted.total).toBe(4);
        expect(counted.nulls).toBe(1);
        expect(counted.counts.reduce((sum, count) => sum + count, 0)).toBe(4);
        expect(counted.edges).toHaveLength(counted.counts.length + 1);
    });

    it("has one step where all values are the same, and says why there is none", () => {
        const store = new ResultStore();
        store.add("r", true, table("a", [1n, 2n], [5n, 5n]));
        expect(histogram(store.results[0], request).counts).toEqual([2]);
        expect(histogram(undefined, request).reason).toBe("noRows");
    });
});
