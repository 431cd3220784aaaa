import { expect, it } from "vitest";
import { findCases, readOutcomes } from "./cases.ts";

it("finds testcases by their first line, with the place of the name", () => {
    const text =
        'import "testing"\n\ntestcase one {\n    x = 1\n}\n// testcase not {\n  testcase übung extends "root/a_test.one" {\n}\nx = "testcase no"\n';
    expect(findCases(text)).toEqual([
        { name: "one", line: 2, start: 9, end: 12 },
        { name: "übung", line: 6, start: 11, end: 16 },
    ]);
    expect(findCases("")).toEqual([]);
});

it("reads what the command line answers, and nothing else", () => {
    const outcome = { file: "a_test.flux", name: "one", status: "failed", message: "m", ms: 1 };
    expect(readOutcomes(JSON.stringify({ tests: [outcome, { name: "half" }], passed: 0 }))).toEqual([outcome]);
    expect(readOutcomes("no such file")).toBeUndefined();
    expect(readOutcomes("{}")).toBeUndefined();
});
