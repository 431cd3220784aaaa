import { columnFrom, GroupKey, makeColumn, makeTable } from "@flux-scripts/tables";
import { describe, expect, it } from "vitest";
import { ResultStore } from "./store.ts";

const view = { result: 0, table: -1, zone: "UTC" };

function storeOf(...columns: Parameters<typeof makeTable>[1]): ResultStore {
    const store = new ResultStore();
    store.add("_result", true, makeTable(GroupKey.empty, columns));
    store.isComplete = true;
    return store;
}

describe("the summary of a selection", () => {
    it("is exact over a million integers of 64 bits, whatever steps it takes", () => {
        const rows = 1_500_000;
        const values = BigInt64Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 9223372036854775807n : -BigInt(row) * 1_000_003n));
        const summary = storeOf(makeColumn("n", "int", values)).summary(view, { fromRow: 0, toRow: rows - 1, fromColumn: 0, toColumn: 0 });
        let steps = 1;
        let found = summary.step(1);
        for (; found === undefined; steps++) found = summary.step(1);
        let sum = 0n;
        for (const value of values) sum += value;
        expect(steps).toBeGreaterThan(1);
        expect(found).toMatchObject({ cells: rows, count: rows, nulls: 0, sum: String(sum), max: "9223372036854775807" });
        expect(found?.min).toBe(String(values.reduce((least, value) => (value < least ? value : least))));
    });

    it("keeps every digit of whole floats, and drops only what adding up made of others", () => {
        const summed = (...values: number[]): string | undefined =>
            storeOf(columnFrom("v", "float", values))
                .summary(view, { fromRow: 0, toRow: 9, fromColumn: 0, toColumn: 0 })
                .step(1000)?.sum;
        expect(summed(9007199254740000, 991)).toBe("9007199254740991");
        expect(summed(0.1, 0.2)).toBe("0.3");
        expect(summed(1e16, 1, -1e16)).toBe("1");
    });
});
