import fc from "fast-check";
import { expect, it } from "vitest";
import { SmallMap } from "./small-map.ts";

it("holds what a map does, few or many", () => {
    fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat()), { maxLength: 60 }), (pairs) => {
            const small = new SmallMap<number, number>();
            const map = new Map<number, number>();
            for (const [key, value] of pairs) {
                small.set(key, value);
                map.set(key, value);
                expect([...small.values()]).toEqual([...map.values()]);
            }
            for (let key = 0; key <= 20; key++) {
                expect(small.get(key)).toBe(map.get(key));
            }
        }),
    );
});
