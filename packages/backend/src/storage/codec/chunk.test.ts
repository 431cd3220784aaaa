import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteReader, ByteWriter, CorruptError } from "./bytes.ts";
import { decodeChunk, encodeChunk, type Points } from "./chunk.ts";
import { shared } from "./values.ts";

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const smallSteps = fc.array(fc.bigInt({ min: -5n, max: 2000n }), { maxLength: 200 }).map((steps) => {
    let at = 1_709_280_000_000_000_000n;
    return steps.map((step) => (at += step * 1_000_000_000n));
});
const times = fc.oneof(fc.array(int64, { maxLength: 60 }), smallSteps);

function holds(points: Points): void {
    expect(decodeChunk(encodeChunk(points))).toEqual(points);
}

describe("chunks", () => {
    it("are read into memory that all threads see, where that is asked for", () => {
        const points: Points = { type: "integer", times: BigInt64Array.of(1n, 2n, 9n), values: BigInt64Array.of(5n, -5n, 7n) };
        const back = decodeChunk(encodeChunk(points), shared);
        expect(back.times.buffer).toBeInstanceOf(SharedArrayBuffer);
        expect((back.values as BigInt64Array).buffer).toBeInstanceOf(SharedArrayBuffer);
        expect([[...back.times], [...back.values]]).toEqual([[...points.times], [...points.values]]);
        expect(decodeChunk(encodeChunk(points)).times.buffer).toBeInstanceOf(ArrayBuffer);
    });

    it("give every float back, bit for bit", () => {
        const decimals = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((value) => value / 1000);
        const floats = fc.oneof(fc.double(), decimals, fc.constantFrom(-0, 0, Number.NaN, Infinity, -Infinity, 5e-324, 1e300, 1e20));
        fc.assert(
            fc.property(
                times,
                fc.oneof(fc.array(floats, { minLength: 200, maxLength: 200 }), fc.array(decimals, { minLength: 200, maxLength: 200 })),
                (at, values) => {
                    const points = {
                        type: "float" as const,
                        times: BigInt64Array.from(at),
                        values: Float64Array.from(values.slice(0, at.length)),
                    };
                    const back = decodeChunk(encodeChunk(points));
                    expect([...new BigUint64Array((back.values as Float64Array).buffer)]).toEqual([
                        ...new BigUint64Array(points.values.buffer),
                    ]);
                    expect(back.times).toEqual(points.times);
                },
            ),
        );
    });

    it("give every integer, boolean and string back", () => {
        fc.assert(
            fc.property(times, fc.infiniteStream(int64), (at, stream) => {
                const values = BigInt64Array.from(at, () => stream.next().value as bigint);
                holds({ type: "integer", times: BigInt64Array.from(at), values });
                holds({ type: "unsigned", times: BigInt64Array.from(at), values: new BigUint64Array(values.buffer) });
                holds({ type: "boolean", times: BigInt64Array.from(at), values: Uint8Array.from(at, (value) => Number(value & 1n)) });
            }),
        );
        fc.assert(
            fc.property(
                times,
                fc.infiniteStream(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "on", "off", "\ud800", "\0"))),
                (at, stream) => {
                    holds({ type: "string", times: BigInt64Array.from(at), values: at.map(() => stream.next().value as string) });
                },
            ),
        );
    });

    it("take two bytes a point for regular times and values of three decimals", () => {
        const count = 8192;
        const at = BigInt64Array.from({ length: count }, (_, i) => 1_704_067_200_000_000_000n + BigInt(i) * 10_000_000_000n);
        const values = Float64Array.from({ length: count }, (_, i) => Number((20 + 5 * Math.sin(i / 500)).toFixed(3)));
        expect(encodeChunk({ type: "float", times: at, values }).length / count).toBeLessThan(2);
    });

    it("refuse damaged bytes without hanging or exhausting memory", () => {
        const whole = encodeChunk({ type: "integer", times: BigInt64Array.of(1n, 2n, 3n), values: BigInt64Array.of(5n, 6n, 8n) });
        for (let length = 0; length < whole.length; length++) expect(() => decodeChunk(whole.slice(0, length))).toThrow(CorruptError);
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
                try {
                    decodeChunk(bytes);
                } catch (error) {
                    expect(error).toBeInstanceOf(CorruptError);
                }
            }),
            { numRuns: 2000 },
        );
    });

    it("writes whole numbers up to 2^53", () => {
        fc.assert(
            fc.property(
                fc.nat({ max: Number.MAX_SAFE_INTEGER }),
                fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
                (natural, whole) => {
                    const out = new ByteWriter(1);
                    out.varint(natural);
                    out.zigzag(whole);
                    const input = new ByteReader(out.finish());
                    expect([input.varint(), input.zigzag(), input.done]).toEqual([natural, whole, true]);
                },
            ),
        );
    });
});
