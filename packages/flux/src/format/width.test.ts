import fc from "fast-check";
import { expect, it } from "vitest";
import { widthOf } from "./width.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const clusters = (text: string): number => [...segmenter.segment(text)].length;

it("is the number of grapheme clusters", () => {
    expect(widthOf("")).toBe(0);
    expect(widthOf("abc")).toBe(3);
    expect(widthOf("温度…")).toBe(3);
    expect(widthOf("e\u0301")).toBe(1);
    expect(widthOf("\u{1f468}\u200d\u{1f469}")).toBe(1);
});

it("is that of every character, alone and beside any other", () => {
    for (let point = 0x20; point < 0xd800; point++) {
        const text = String.fromCharCode(point);
        if (widthOf(text) !== clusters(text) || widthOf(`a${text}é`) !== clusters(`a${text}é`)) {
            expect.fail(`U+${point.toString(16)}`);
        }
    }
    fc.assert(
        fc.property(fc.string({ unit: fc.nat(0xffff).map((point) => String.fromCharCode(point)), maxLength: 20 }), (text) => {
            expect(widthOf(text)).toBe(clusters(text));
        }),
        { numRuns: 2000 },
    );
});
