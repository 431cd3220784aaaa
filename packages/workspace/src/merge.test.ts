import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasConflictMarkers, mergeTexts, undecidedConflicts } from "./merge.ts";

const labels = { here: "here", base: "last synced", there: "plant" };
const merge = (base: string | undefined, here: string, there: string) => mergeTexts({ base, here, there }, labels);

const anyText = fc
    .tuple(fc.array(fc.constantFrom("a", "b", "c", "", "\r", "<<<<<<<", "é"), { maxLength: 8 }), fc.boolean())
    .map(([lines, end]) => lines.join("\n") + (end ? "\n" : ""));

describe("a merge of texts", () => {
    it("takes changes of different places from both sides", () => {
        expect(merge("1\n2\n3\n4\n5\n", "one\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n6\n")).toEqual({
            text: "one\n2\n3\n4\nfive\n6\n",
            conflicts: 0,
        });
    });

    it("marks the lines that both changed, with what they were", () => {
        expect(merge("1\n2\n3\n", "1\nmine\n3\n", "1\ntheirs\n3\n")).toEqual({
            text: "1\n<<<<<<< here\nmine\n||||||| last synced\n2\n=======\ntheirs\n>>>>>>> plant\n3\n",
            conflicts: 1,
        });
    });

    it("keeps the line breaks of the file, and ends a line that had no end before a marker", () => {
        expect(merge("1", "mine", "theirs").text).toBe("<<<<<<< here\nmine\n||||||| last synced\n1\n=======\ntheirs\n>>>>>>> plant\n");
        expect(merge("a\r\n", "b\r\n", "c\r\n").text).toContain("=======\r\n");
    });

    it("finds what two texts without a base have in common", () => {
        expect(merge(undefined, "1\nmine\n3\n", "1\n3\n4\n")).toEqual({ text: "1\nmine\n3\n4\n", conflicts: 0 });
        expect(merge(undefined, "x\n", "y\n").conflicts).toBe(1);
    });

    it("of one changed side is that side; of equal sides is either", () => {
        fc.assert(
            fc.property(anyText, anyText, (base, changed) => {
                expect(merge(base, changed, base)).toEqual({ text: changed, conflicts: 0 });
                expect(merge(base, base, changed)).toEqual({ text: changed, conflicts: 0 });
                expect(merge(base, changed, changed)).toEqual({ text: changed, conflicts: 0 });
            }),
            { numRuns: 2000 },
        );
    });

    it("has every new line of both sides, in a conflict or not", () => {
        fc.assert(
            fc.property(anyText, anyText, anyText, (base, here, there) => {
                const merged = merge(base, here, there).text.split(/\r?\n|\r$/);
                const known = new Set(base.split(/\r?\n|\r$/));
                for (const line of [...here.split(/\r?\n|\r$/), ...there.split(/\r?\n|\r$/)])
                    if (!known.has(line) && line !== "") expect(merged).toContain(line);
            }),
            { numRuns: 2000 },
        );
    });

    it("does not take minutes for long texts", () => {
        const many = (word: string): string => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}\n`).join("");
        expect(merge(many("a"), many("b"), many("c")).conflicts).toBe(1);
    });
});

describe("conflict markers", () => {
    it("are seen while a whole conflict is there, and only then", () => {
        expect(hasConflictMarkers(merge("1\n", "2\n", "3\n").text)).toBe(true);
        expect(hasConflictMarkers(merge("1\r\n", "2\r\n", "3\r\n").text)).toBe(true);
        expect(hasConflictMarkers("// =======\nx = 1\n")).toBe(false);
        expect(hasConflictMarkers("=======\n>>>>>>> plant\n")).toBe(false);
    });
});

describe("undecided conflicts", () => {
    const sides = { base: "1\n2\n3\n4\n5\n", here: "1\nmine\n3\nx\n5\n", there: "1\ntheirs\n3\ny\n5\n" };

    it("are those whose lines are as they were before", () => {
        expect(undecidedConflicts(sides, sides.base)).toBe(2);
        expect(undecidedConflicts(sides, "1\nmine\n3\n4\n5\n")).toBe(1);
        expect(undecidedConflicts(sides, "1\n3\n4\n5\n")).toBe(1);
        expect(undecidedConflicts(sides, "1\nmine\ntheirs\n3\ny\n5\n")).toBe(0);
    });

    it("are seen where both sides only added", () => {
        const added = { base: "1\n", here: "1\na\n", there: "1\nb\n" };
        expect(undecidedConflicts(added, "1\n")).toBe(1);
        expect(undecidedConflicts(added, "1\na\nb\n")).toBe(0);
    });

    it("are none in either side's own text", () => {
        fc.assert(
            fc.property(anyText, anyText, anyText, (base, here, there) => {
                expect(undecidedConflicts({ base, here, there }, here)).toBe(0);
                expect(undecidedConflicts({ base, here, there }, there)).toBe(0);
            }),
            { numRuns: 2000 },
        );
    });
});
