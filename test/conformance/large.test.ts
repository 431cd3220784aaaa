import { analyze, format, print } from "@flux-scripts/flux";
import { describe, expect, it } from "vitest";

/** Characters a text has, about. */
const SIZE = process.env.SOAK === "1" ? 5_000_000 : 500_000;
/** Milliseconds that a text may take, per 1,000 characters: a bound against algorithms that grow too fast, not a measurement. */
const LIMIT_PER_KB = 50;

describe("huge texts that nobody writes end in time, lose nothing and tell a bounded number of errors", () => {
    it.each<[string, string]>([
        ["round brackets", "("],
        ["square brackets", "["],
        ["braces", "{"],
        ["interpolations", '"${'],
        ["pipes", "|> "],
        ["members", "a.a.a."],
        ["negations", "not not not "],
        ["minus signs", "- - -"],
        ["sums", "1 + "],
        ["functions", "() => "],
        ["conditions", "if "],
        ["comment lines", "// note\n"],
        ["one name", "a"],
        ["letters of other alphabets", "é"],
        ["elements", "[1, x], "],
    ])(
        "%s",
        (_title, part) => {
            check(part.repeat(Math.ceil(SIZE / part.length)));
        },
        300_000,
    );

    it("one text literal", () => check(`x = "${"aé".repeat(SIZE / 2)}"`), 300_000);
});

function check(text: string): void {
    const started = performance.now();
    const analysis = analyze(text);
    expect(analysis.diagnostics.length).toBeLessThan(50_000);
    expect(print(analysis.file) === text).toBe(true);
    format(text);
    expect(performance.now() - started).toBeLessThan((LIMIT_PER_KB * text.length) / 1000);
}
