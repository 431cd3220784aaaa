import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineIndex } from "./line-index.ts";

describe("LineIndex", () => {
    it("counts editor columns in UTF-16 units from 0 and byte columns from 1", () => {
        const lines = new LineIndex("é = 1\n𝒳x = 2");
        expect(lines.position(1)).toEqual({ line: 0, character: 1 });
        expect(lines.bytePosition(1)).toEqual({ line: 1, column: 3 });
        expect(lines.position(8)).toEqual({ line: 1, character: 2 });
        expect(lines.bytePosition(8)).toEqual({ line: 2, column: 5 });
    });

    it("takes CRLF for one line break and CR alone for none", () => {
        const lines = new LineIndex("a\r\nb\rc");
        expect(lines.lineCount).toBe(2);
        expect(lines.lineEnd(0)).toBe(1);
        expect(lines.position(5)).toEqual({ line: 1, character: 2 });
    });

    it("counts a byte order mark as three bytes", () => {
        expect(new LineIndex("\ufeffa").bytePosition(1)).toEqual({ line: 1, column: 4 });
    });

    it("tells a stretch in byte columns", () => {
        expect(new LineIndex('x = "é🚀"\r\ny\n').range(4, 11)).toBe("1:5-2:1");
    });

    it("puts offsets behind the end at the end", () => {
        const lines = new LineIndex("ab\n");
        expect(lines.bytePosition(99)).toEqual({ line: 2, column: 1 });
        expect(lines.offset({ line: 0, character: 99 })).toBe(2);
        expect(lines.offset({ line: 9, character: 0 })).toBe(3);
    });

    it("finds back the offset of every position", () => {
        const text = fc.array(fc.constantFrom("a", "é", "€", "𝒳", "\n", "\r\n", " "), { maxLength: 40 }).map((parts) => parts.join(""));
        fc.assert(
            fc.property(text, (source) => {
                const lines = new LineIndex(source);
                for (let offset = 0; offset <= source.length; offset++) {
                    const inPair = (source.charCodeAt(offset - 1) & 0xfc00) === 0xd800;
                    const inBreak = source[offset - 1] === "\r" && source[offset] === "\n";
                    if (!inPair && !inBreak) {
                        expect(lines.offset(lines.position(offset))).toBe(offset);
                        expect(lines.byteOffset(lines.bytePosition(offset))).toBe(offset);
                    }
                }
            }),
        );
    });
});
