import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFloat, formatTime } from "../../text.ts";
import { LONGEST, TimeWriter, writeFloat, writeWide } from "./digits.ts";

const bytes = new Uint8Array(LONGEST + 1);
const shown = (end: number): string => String.fromCharCode(...bytes.subarray(1, end));
const halvesOf = (value: bigint): Int32Array => new Int32Array(BigInt64Array.of(BigInt.asIntN(64, value)).buffer);

describe("numbers in bytes", () => {
    it("are integers of 64 bits, whatever their size", () => {
        const check = (value: bigint): void => {
            expect(shown(writeWide(bytes, 1, halvesOf(value), 0, true, () => value))).toBe(String(value));
            const unsigned = BigInt.asUintN(64, value);
            expect(shown(writeWide(bytes, 1, halvesOf(value), 0, false, () => unsigned))).toBe(String(unsigned));
        };
        const edges = [
            0n,
            9n,
            10n,
            999_999_999n,
            1_000_000_000n,
            2n ** 31n,
            2n ** 32n,
            2n ** 53n,
            2n ** 53n + 1n,
            10n ** 18n,
            2n ** 63n - 1n,
        ];
        for (const edge of edges) for (const value of [edge, -edge, edge - 1n]) check(value);
        check(-(2n ** 63n));
        fc.assert(
            fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.nat(62), (value, by) => check(value >> BigInt(by))),
        );
    });

    it("are floats as the exact writer shows them", () => {
        const check = (value: number): void => {
            expect(shown(writeFloat(bytes, 1, value))).toBe(formatFloat(value));
        };
        const edges = [
            0,
            -0,
            Number.NaN,
            Number.POSITIVE_INFINITY,
            Number.NEGATIVE_INFINITY,
            5e-324,
            -5e-324,
            Number.MAX_VALUE,
            -Number.MAX_VALUE,
        ];
        for (const value of [...edges, 0.1, 0.30000000000000004, 1e9, 999_999_999.9, 123456789.123456, 1e-7, 0.000001, 2 ** 53])
            check(value);
        const decimal = fc
            .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat(9))
            .map(([value, places]) => value / 10 ** places);
        fc.assert(fc.property(fc.oneof(decimal, fc.double(), fc.double({ min: -1e6, max: 1e6 })), check), { numRuns: 5000 });
    });

    it("are times as the exact writer shows them", () => {
        const times = new TimeWriter();
        const check = (time: bigint): void => {
            expect(shown(times.write(bytes, 1, halvesOf(time), 0))).toBe(formatTime(time));
        };
        for (const time of [0n, -1n, 1n, -(2n ** 63n), 2n ** 63n - 1n, 1_709_287_200_000_000_000n, 999_999_999n, -1_000_000_000n])
            check(time);
        fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), check), { numRuns: 5000 });
        fc.assert(
            fc.property(fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }), fc.integer({ min: -2, max: 2 }), (second, off) =>
                check(BigInt(second) * 10n ** 9n + BigInt(off)),
            ),
            { numRuns: 5000 },
        );
    });
});
