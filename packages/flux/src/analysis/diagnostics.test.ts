import { describe, expect, it } from "vitest";
import { analyze } from "./analyze.ts";

/** `text under the error: message`. */
function errors(text: string): string[] {
    return analyze(text, { lint: false }).diagnostics.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

describe("order and places of errors", () => {
    it.each<[string, string, string[]]>([
        [
            "properties from the last to the first",
            "x = {a: nosuch1, b: nosuch2}",
            ["nosuch2: undefined identifier nosuch2", "nosuch1: undefined identifier nosuch1"],
        ],
        [
            "a test before the branches",
            "x = if 1 then nosuch else 2",
            ["1: expected bool but found int", "nosuch: undefined identifier nosuch"],
        ],
        [
            "both sides before a logical operator",
            "x = 1 and nosuch",
            ["nosuch: undefined identifier nosuch", "1: expected bool but found int"],
        ],
        ["an index before the array", "x = 1[1.5]", ["1.5: expected int but found float", "1: expected [A] (array) but found int"]],
        [
            "items of a dictionary one by one",
            'd = ["a": 1, 2: nosuch]',
            ["nosuch: undefined identifier nosuch", "2: expected string but found int"],
        ],
        [
            "a dictionary keeps the type of its first item",
            'd = ["a": 1, "b": "s"]\nx = d + 1',
            [
                '"s": expected int but found string',
                "1: expected [string:int] (dictionary) but found int",
                "d + 1: [string:int] (dictionary) is not Addable",
            ],
        ],
        [
            "a failed constraint keeps the type",
            'x = (true + true) + "s"',
            ["true + true: bool is not Addable", '"s": expected bool but found string', '(true + true) + "s": bool is not Addable'],
        ],
        [
            "the pipe among the required arguments",
            'f = (t=<-, n, o=1) => {\n    a = t + 1\n    b = n + 1\n    c = o + 1\n    return a\n}\n"s" |> f(n: "x", o: "y", q: 1)',
            [
                "1: found unexpected argument q",
                '"x": expected int but found string (argument n)',
                'f(n: "x", o: "y", q: 1): expected int but found string (argument t)',
                '"y": expected int but found string (argument o)',
            ],
        ],
        ["a pipe into what takes none", "f = (a) => a\nx = 1 |> f()", ["f(): missing pipe argument", "f(): missing required argument a"]],
        [
            "a stream where an array is asked for",
            'union(tables: from(bucket: "b"))',
            [
                'from(bucket: "b"): expected [stream[A]] (array) but found stream[{B with _value: C, _time: time, _measurement: string, _field: string}] (argument tables)',
                'from(bucket: "b"): expected stream[A] but found {B with _value: C, _time: time, _measurement: string, _field: string} (record) (argument tables)',
            ],
        ],
        ["a default that does not fit", "f = (x=true) => x + x", ["(x=true) => x + x: bool is not Addable (argument x)"]],
        [
            "one letter for a free and a quantified variable",
            "x = 1\ny = x.a\nz = x.b",
            ["x: expected {A with a: A} (record) but found int", "x: expected {A with b: B} (record) but found int"],
        ],
    ])("%s", (_title, text, expected) => {
        expect(errors(text)).toEqual(expected);
    });

    it("tells one fault of the check phase", () => {
        expect(errors("a = 1\noption a = 2\nb = 1\nb = 2")).toEqual(['a = 1: variable "a" conflicts with option of same name']);
        expect(errors("f = (x) => {\n    x = 1\n    return x\n}")).toEqual(['x = 1: variable "x" reassigned']);
        expect(errors("option a = 1\noption b = () => a")).toEqual([
            'a: option "b" depends on option "a", which is defined in the same package',
        ]);
        expect(errors("option a = 1\noption b = (a) => a")).toEqual([]);
    });
});
