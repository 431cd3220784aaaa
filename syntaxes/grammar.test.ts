import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import recorded from "../packages/flux/src/stdlib/stdlib-types.json" with { type: "json" };

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

interface Rule {
    readonly name?: string;
    readonly match?: string;
    readonly begin?: string;
    readonly include?: string;
    readonly patterns?: readonly Rule[];
}
const grammar = JSON.parse(read("./flux.tmLanguage.json")) as { patterns: readonly Rule[]; repository: Record<string, Rule> };

function* rules(rule: Rule): Generator<Rule> {
    yield rule;
    for (const child of rule.patterns ?? []) yield* rules(child);
}
const all = [...grammar.patterns, ...Object.values(grammar.repository)].flatMap((rule) => [...rules(rule)]);

describe("grammar", () => {
    it("colours exactly the names that need no import", () => {
        const builtin = all.find((rule) => rule.name === "support.function.builtin.flux");
        const inGrammar = /\(\?:([\w|]+)\)/.exec(builtin?.match ?? "")?.[1]?.split("|").sort();
        const literals = ["true", "false", "inf", "location"];
        const names = recorded.prelude.map(({ name }) => name).filter((name) => !name.startsWith("_") && !literals.includes(name));
        expect(inGrammar).toEqual([...names].sort());
    });

    it("includes only rules that are there", () => {
        const included = all.flatMap(({ include }) => (include?.startsWith("#") === true ? [include.slice(1)] : []));
        expect(included.filter((name) => !(name in grammar.repository))).toEqual([]);
    });
});

describe("snippets and language configuration", () => {
    it("have snippets that each begin with a prefix and have a body and a description", () => {
        const snippets = JSON.parse(read("../snippets/flux.json")) as Record<string, { prefix?: unknown; body?: unknown; description?: unknown }>;
        expect(Object.keys(snippets).length).toBeGreaterThan(10);
        for (const snippet of Object.values(snippets)) {
            expect(snippet.prefix).toBeTruthy();
            expect(Array.isArray(snippet.body)).toBe(true);
            expect(typeof snippet.description).toBe("string");
        }
    });

    it("have regular expressions that compile", () => {
        const text = read("./language-configuration.json");
        const configuration = JSON.parse(text) as {
            wordPattern: { pattern: string; flags: string };
            indentationRules: Record<string, string>;
            onEnterRules: readonly Record<string, unknown>[];
        };
        const word = new RegExp(configuration.wordPattern.pattern, `g${configuration.wordPattern.flags}`);
        expect("r._value1 1h30m größe".match(word)).toEqual(["r", "_value1", "1h30m", "größe"]);
        expect(new RegExp(configuration.indentationRules["increaseIndentPattern"] ?? "").test("f = (x) => {")).toBe(true);
        expect(new RegExp(configuration.indentationRules["decreaseIndentPattern"] ?? "").test("    )")).toBe(true);
        expect(new RegExp(String(configuration.onEnterRules[1]?.["beforeText"])).test('data = from(bucket: "b")')).toBe(true);
    });
});
