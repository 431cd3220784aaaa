import { lineEdits } from "@flux-scripts/workspace";
import fc from "fast-check";
import { expect, it, vi } from "vitest";

vi.mock("../shared/page.ts", () => ({ el: () => undefined }));
const { sideBySide } = await import("./difference.ts");

it("puts changed lines beside each other, and marks what changed in them", () => {
    const { left, right } = sideBySide(lineEdits("a\nlimit(n: 5)\nz\n", "a\nlimit(n: 50)\nnew\nz\n"));
    expect(left.map(({ kind, no }) => [kind, no])).toEqual([
        ["same", 1],
        ["del", 2],
        ["fill", undefined],
        ["same", 3],
    ]);
    expect(right.map(({ kind, no }) => [kind, no])).toEqual([
        ["same", 1],
        ["ins", 2],
        ["ins", 3],
        ["same", 4],
    ]);
    const changed = right[1];
    expect(changed?.text.slice(...(changed.mark ?? [0, 0]))).toBe("0");
});

it("shows every line of both texts once, in columns of one height", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 8 }).map((lines) => lines.join("\n"));
    fc.assert(
        fc.property(text, text, (before, after) => {
            const { left, right } = sideBySide(lineEdits(before, after));
            expect(left.map((line) => line.text).join("")).toBe(before);
            expect(right.map((line) => line.text).join("")).toBe(after);
            expect(left.length).toBe(right.length);
        }),
    );
});
