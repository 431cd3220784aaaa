import { expect, it } from "vitest";
import type { ColumnHead } from "../results/protocol.ts";
import { arrange } from "./arrange.ts";

const columns = ["_time", "room", "_value"].map((label): ColumnHead => ({ label, type: "string", key: false, characters: 1 }));

function labels(hidden: string[], pinned: string[]): string[] {
    return arrange(columns, { hidden, pinned }).columns.map(({ label }) => label);
}

it("shows pinned columns first, in the order of pinning", () => {
    expect(labels([], [])).toEqual(["_time", "room", "_value"]);
    expect(labels([], ["_value", "gone", "room"])).toEqual(["_value", "room", "_time"]);
});

it("leaves hidden columns out, and names those that are there", () => {
    expect(labels(["room"], ["room"])).toEqual(["_time", "_value"]);
    expect(arrange(columns, { hidden: ["room", "gone"] }).hidden).toEqual(["room"]);
});

it("never hides every column", () => {
    expect(labels(["_time", "room", "_value"], [])).toEqual(["_time", "room", "_value"]);
});

it("shows the bounds of the range last, unless they are pinned", () => {
    const all = ["_start", "_stop", "_time", "_value"].map((label): ColumnHead => ({ label, type: "time", key: true, characters: 1 }));
    expect(arrange(all, {}).columns.map(({ label }) => label)).toEqual(["_time", "_value", "_start", "_stop"]);
    expect(arrange(all, { pinned: ["_stop"] }).columns.map(({ label }) => label)).toEqual(["_stop", "_time", "_value", "_start"]);
});
