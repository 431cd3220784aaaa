import { describe, expect, it } from "vitest";
import { analyze } from "./analyze.ts";

const names = Array.from({ length: 2000 }, (_, i) => `p${i}`);

/** Doubles a type at every step: 2^60 parts when it is not shared. */
const doubling = ["a0 = {}", ...Array.from({ length: 60 }, (_, i) => `a${i + 1} = {l: a${i}, r: a${i}}`), "b = a60 + 1"].join("\n");
const nesting = [
    "f0 = (x) => ({a: x, b: x})",
    ...Array.from({ length: 60 }, (_, i) => `f${i + 1} = (x) => f${i}(x: {a: x, b: x})`),
    "y = f60(x: 1)",
].join("\n");

describe("texts that would make a naive checker stop", () => {
    it.each<[string, string]>([
        [
            "two long records in opposite order",
            `x = [{${names.map((n) => `${n}: 1`).join(", ")}}, {${[...names]
                .reverse()
                .map((n) => `${n}: 1`)
                .join(", ")}}]`,
        ],
        [
            "two long records with nothing in common",
            `x = [{${names.map((n) => `${n}: 1`).join(", ")}}, {${names.map((n) => `q${n}: 1`).join(", ")}}]`,
        ],
        ["thousands of params", names.map((n) => `x${n} = params.${n} + 1`).join("\n")],
        ["types that double", doubling],
        ["schemes that double", nesting],
        ["ten thousand brackets", "x = " + "[".repeat(10_000)],
        ["a sum of ten thousand", `x = ${"1 + ".repeat(10_000)}1`],
        ["ten thousand members", `x = r${".a".repeat(10_000)}`],
        ["a pipeline of ten thousand", `x = t${" |> f()".repeat(10_000)}`],
    ])(
        "%s",
        (_title, text) => {
            const analysis = analyze(text);
            expect(Array.isArray(analysis.diagnostics)).toBe(true);
            expect(analysis.hoverAt(2)?.name.length ?? 0).toBeLessThan(10);
            expect(analysis.effects.length).toBeGreaterThanOrEqual(0);
            expect(analysis.scopeAt(text.length).length).toBeGreaterThan(10);
        },
        20_000,
    );

    it("finds what differs in long records", () => {
        const record = (last: string): string => `{${names.map((n) => `${n}: 1`).join(", ")}, ${last}}`;
        const messages = (text: string): string[] => analyze(text, { lint: false }).diagnostics.map((diagnostic) => diagnostic.message);
        expect(messages(`x = [${record("z: 1")}, ${record("z: 2")}]`)).toEqual([]);
        expect(messages(`x = [${record("z: 1")}, ${record('z: "s"')}]`)).toEqual(["expected int but found string"]);
        expect(messages(`x = [${record("y: 1")}, ${record("z: 1")}]`)).toEqual(["found unexpected label z", "record is missing label y"]);
        expect(messages(`r = ${record("z: 1")}\nf = (r) => r.z + r.p7\ny = f(r: r) + "s"`)).toEqual(["expected int but found string"]);
    });
});
