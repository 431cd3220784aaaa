import { describe, expect, it } from "vitest";
import { format } from "../format/format.ts";
import { print } from "../syntax/parser.ts";
import { analyze } from "./analyze.ts";

/** Characters a text has, about; ten times as many were tried by hand. */
const SIZE = 500_000;
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
    ])(
        "%s",
        (_title, part) => {
            const text = part.repeat(Math.ceil(SIZE / part.length));
            const started = performance.now();
            const analysis = analyze(text);
            expect(analysis.diagnostics.length).toBeLessThan(50_000);
            expect(print(analysis.file) === text).toBe(true);
            format(text);
            expect(performance.now() - started).toBeLessThan((LIMIT_PER_KB * text.length) / 1000);
        },
        300_000,
    );
});
