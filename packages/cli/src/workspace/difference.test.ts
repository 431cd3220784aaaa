import { describe, expect, it } from "vitest";
import { unifiedDiff } from "./difference.ts";

describe("a diff of two texts", () => {
    it("is empty for equal texts", () => {
        expect(unifiedDiff("a", "b", "x\n", "x\n")).toBe("");
    });

    it("shows three lines around each change, and joins near ones", () => {
        const old = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ""].join("\n");
        const now = ["1", "2", "3", "4", "five", "6", "8", "9", ""].join("\n");
        expect(unifiedDiff("a", "b", old, now)).toBe("--- a\n+++ b\n@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n-7\n 8\n 9\n");
    });

    it("makes a hunk for each change far from others", () => {
        const old = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join("");
        const diff = unifiedDiff("a", "b", old, old.replace("line 2\n", "").replace("line 25\n", "x\n"));
        expect(diff.match(/@@/g)).toHaveLength(4);
        expect(diff).toContain("@@ -23,7 +22,7 @@\n line 22\n");
    });

    it("tells a missing line end, and a text that was empty", () => {
        expect(unifiedDiff("a", "b", "x", "x\n")).toBe("--- a\n+++ b\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n");
        expect(unifiedDiff("a", "b", "", "x\n")).toBe("--- a\n+++ b\n@@ -0,0 +1,1 @@\n+x\n");
    });
});
