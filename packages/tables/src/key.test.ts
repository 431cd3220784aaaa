import { describe, expect, it } from "vitest";
import { GroupKey } from "./key.ts";

const key = (tags: Readonly<Record<string, string | null>>): GroupKey =>
    new GroupKey(Object.entries(tags).map(([label, value]) => ({ label, type: "string", value })));

describe("the order of group keys", () => {
    it("is by value, label by label, and a label that is missing is before all values", () => {
        const sorted = [
            key({}),
            key({ unit: "1" }),
            key({ site: "a" }),
            key({ site: "a", unit: "1" }),
            key({ site: "a", unit: "2" }),
            key({ site: "b" }),
            key({ line: "x", site: "a" }),
        ];
        for (const [i, a] of sorted.entries()) {
            for (const [j, b] of sorted.entries()) expect(Math.sign(GroupKey.compare(a, b))).toBe(Math.sign(i - j));
        }
    });

    it("has null before every text", () => {
        expect(GroupKey.compare(key({ a: null }), key({ a: "" }))).toBeLessThan(0);
    });
});
