import { expect, it } from "vitest";
import { analyzed } from "./analyses.ts";

it("looks at a text once as long as it is kept, and keeps what was asked for last", () => {
    const first = analyzed("a = 1");
    expect(analyzed("a = 1")).toBe(first);
    const long = (n: number): string => `// ${"x".repeat(60_000)}${n}\na = ${n}`;
    const texts = Array.from({ length: 9 }, (_, n) => long(n));
    for (const text of texts) analyzed(text);
    expect(analyzed(texts.at(-1) ?? "")).toBe(analyzed(texts.at(-1) ?? ""));
    expect(analyzed("a = 1")).not.toBe(first);
    const huge = `// ${"x".repeat(100_000)}\na = 1`;
    expect(analyzed(huge)).not.toBe(analyzed(huge));
});
