import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectConvertDiagnostics, convertErrorsOf } from "./convert.ts";
import { collectSyntaxDiagnostics, syntaxErrorsOf } from "./diagnostics.ts";
import { LineIndex } from "./line-index.ts";
import { parse } from "./parser.ts";
import { TRAIT } from "./traits.ts";

function errors(text: string): string[] {
    const file = parse(text);
    const lines = new LineIndex(text);
    return [...collectSyntaxDiagnostics(file, lines), ...collectConvertDiagnostics(file, lines)].map(({ message, start, end }) => {
        const from = lines.bytePosition(start);
        const to = lines.bytePosition(end);
        return `${from.line}:${from.column}-${to.line}:${to.column} ${message}`;
    });
}

describe("syntax errors", () => {
    it.each<[string, string[]]>([
        ["x = [1 2]", ["1:5-1:10 expected COMMA, got INT (2) at 1:8"]],
        ["x = (1, 2)", ["1:9-1:10 invalid expression @1:7-1:8: ,"]],
        ["f(a: )", ["1:3-1:4 missing property value"]],
        ["é = {a, b: 1}", ["1:6-1:15 cannot mix implicit and explicit properties"]],
        ['f("s")', ["1:3-1:6 string literal key s must have a value"]],
        ["a |> b", ["1:6-1:7 pipe destination must be a function call"]],
        ["x = 007", ['1:5-1:8 invalid integer literal "007": nonzero value cannot start with 0']],
        ['x = "\\xff"', ["1:5-1:11 invalid utf-8 sequence of 1 bytes from index 0"]],
        ["@a", ["1:1-1:3 invalid statement: extra attributes not associated with anything"]],
        ["x = 1\n@a", ["2:3-2:3 invalid statement: "]],
        ["if a b", ["1:1-1:6 expected THEN, got IDENT (b) at 1:6", "1:1-1:6 expected ELSE, got IDENT (b) at 1:6"]],
    ])("%s", (text, expected) => {
        expect(errors(text)).toEqual(expected);
    });
});

describe("convert errors", () => {
    it.each<[string, string[]]>([
        ["f = () => {}", ["1:11-1:13 missing return statement in block"]],
        [
            "f = () => { return 1\nx = 1 }",
            ["2:1-2:6 missing return statement in block", "1:13-1:21 invalid return statement in function block"],
        ],
        ["f = () => { builtin a : int return 1 }", ["1:13-1:28 invalid builtin statement in function block"]],
        ["f = (a=<-, b=<-) => a", ["1:14-1:16 function types can have at most one pipe parameter"]],
        ["builtin a : (x: foo) => bar", ["1:17-1:20 invalid named type foo", "1:25-1:28 invalid named type bar"]],
        ["builtin a : A where A: Foo", ["1:24-1:27 invalid constraint Foo"]],
        ["builtin a : A where B: Foo", []],
        [
            "x = <- |> (<-)()",
            ["1:12-1:14", "1:5-1:7"].map(
                (at) => `${at} a pipe literal may only be used as a default value for an argument in a function definition`,
            ),
        ],
    ])("%s", (text, expected) => {
        expect(errors(text)).toEqual(expected);
    });

    it("are not looked for in a tree that is too deep", () => {
        expect(errors(`x = <- ${"+ 1 ".repeat(300)}`).every((message) => message.endsWith("Program is nested too deep"))).toBe(true);
    });
});

describe("chunks that the parser takes for correct", () => {
    const words =
        'a f(a: 1) {a} {a, b: 1} {"s"} x = y |> <- (t=<-) (a=<-,b=<-) => { } return option builtin : int 1 "s" .l [ ] , not - (1 2) . @a';
    const soup = fc.array(fc.constantFrom(...words.split(" ")), { maxLength: 25 }).map((parts) => parts.join(" "));

    it("have no errors, however they came to be", () => {
        fc.assert(
            fc.property(soup, (text) => {
                for (const chunk of parse(text).chunks) {
                    const looked = { ...chunk, traits: TRAIT.SUSPECT };
                    if ((chunk.traits & TRAIT.SUSPECT) === 0) {
                        expect([...syntaxErrorsOf(looked), ...convertErrorsOf(looked)]).toEqual([]);
                    }
                }
            }),
            { numRuns: 3000 },
        );
    });

    it.each([
        ["signs", "x = -".concat("- ".repeat(170), "1")],
        ["members", "x = a".concat(".b".repeat(200))],
        ["brackets", "x = ".concat("[".repeat(40), "1", "]".repeat(40))],
        ["sums in brackets", "x = ".concat("[1 + 2 + 3 + ".repeat(40), "1", "]".repeat(40))],
    ])("are no deeper than a tree may be: %s", (_, text) => {
        const [chunk] = parse(text).chunks;
        const errors = chunk === undefined ? [] : syntaxErrorsOf({ ...chunk, traits: TRAIT.SUSPECT });
        expect(chunk === undefined ? [] : syntaxErrorsOf(chunk)).toEqual(errors);
    });
});
