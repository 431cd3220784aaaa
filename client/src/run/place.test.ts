import { expect, it } from "vitest";
import { rangeOf } from "./place.ts";

const place = (line: number, column: number, endLine: number, endColumn: number) => ({ line, column, endLine, endColumn });

it("counts columns in UTF-8 bytes, gives them in UTF-16", () => {
    const text = 'a\nx = "é😀" + b';
    // é takes 2 bytes, the face 4.
    expect(rangeOf(text, place(2, 16, 2, 17))).toEqual({ start: { line: 1, character: 12 }, end: { line: 1, character: 13 } });
});

it("stays inside the text and is never empty", () => {
    expect(rangeOf("abc", place(9, 9, 9, 9))).toEqual({ start: { line: 0, character: 3 }, end: { line: 0, character: 4 } });
    expect(rangeOf("", place(1, 1, 1, 1)).start).toEqual({ line: 0, character: 0 });
});
