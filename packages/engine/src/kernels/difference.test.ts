import fc from "fast-check";
import { expect, it } from "vitest";
import { Differences } from "./difference.ts";

it("gives the float nearest to the exact difference", () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
        fc.property(int64, int64, (a, b) => {
            expect(new Differences(BigInt64Array.of(a, b)).between(0, 1)).toBe(Number(b - a));
        }),
    );
});
