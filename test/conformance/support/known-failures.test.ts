import { describe, expect, it } from "vitest";
import { defineConformance, judge, parseKnownFailures } from "./known-failures.ts";

describe("the list of known failures", () => {
    it("reads a name and its reason a line, and passes over comments", () => {
        const known = parseKnownFailures("# note\n\nfunctions/a: the sketch differs: last digit\nb: order\n");
        expect([...known]).toEqual([
            ["functions/a", "the sketch differs: last digit"],
            ["b", "order"],
        ]);
    });

    it("refuses a line without a reason, and a name that stands twice", () => {
        expect(() => parseKnownFailures("a\n")).toThrow('line 1: expected "name: reason"');
        expect(() => parseKnownFailures("a: x\na: y\n")).toThrow('line 2: "a" is listed twice');
    });

    it("lets a listed case fail, and fails one that is not listed or holds again", () => {
        expect(judge(undefined, undefined).outcome).toBe("held");
        expect(judge("differs", "sketch").outcome).toBe("known failure");
        expect(judge("differs", undefined)).toEqual({ outcome: "failed", message: "differs" });
        expect(judge(undefined, "sketch")).toMatchObject({ outcome: "failed", message: expect.stringContaining("holds now") });
    });
});

defineConformance("support-self-test", ["holds"], async () => undefined);
