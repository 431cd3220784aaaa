import { describe, expect, it } from "vitest";
import { format, formatRange } from "./format.ts";

function formatted(text: string): string {
    const result = format(text);
    return "text" in result ? result.text : result.error.message;
}

const long = (length: number): string => "x".repeat(length);

describe("format", () => {
    it.each([
        ["a  =1", "a = 1\n"],
        ["f( x :1,y:2 , )", "f(x: 1, y: 2)\n"],
        ["f(a:1,b:2,c:3,d:4,e:5)", "f(\n    a: 1,\n    b: 2,\n    c: 3,\n    d: 4,\n    e: 5,\n)\n"],
        ["x={a:1,b:2,c:3,d:4,e:5}", "x = {\n    a: 1,\n    b: 2,\n    c: 3,\n    d: 4,\n    e: 5,\n}\n"],
        ["a|>f()|>g()", "a |> f() |> g()\n"],
        ["a|>f()\n|>g()", "a\n    |> f()\n    |> g()\n"],
        ["f=(x)=>{return x}", "f = (x) => {\n    return x\n}\n"],
        ["if a\nthen b else c", "if a then\n    b\nelse\n    c\n"],
        ["x = ((a + b)) * (c)", "x = (a + b) * c\n"],
        ["f=(r)=>({r with a:1})", "f = (r) => ({r with a: 1})\n"],
        ["x=1\ny=2\n\n\n\nz=3\nf()", "x = 1\ny = 2\n\nz = 3\n\nf()\n"],
        ['package a\nimport "b"\n\nimport "c"\nx=1', 'package a\n\n\nimport "b"\nimport "c"\n\nx = 1\n'],
        ["x=1 // one\ny=2", "x = 1\n\n// one\ny = 2\n"],
        ["t=2023-01-02T03:04:05.123456700789Z", "t = 2023-01-02T03:04:05.1234567Z\n"],
        ["t=2023-01-02T03:04:05.000000000001-07:30", "t = 2023-01-02T03:04:05-07:30\n"],
        ["t=2023-01-02 d=001d5µs", "t = 2023-01-02T00:00:00Z\nd = 1d5us\n"],
        ["builtin f:(<-t:[A],?n:int)=>A where A:Record", "builtin f : (<-t: [A], ?n: int) => A where A: Record\n"],
        ["", "\n"],
    ])("%j", (text, expected) => {
        expect(formatted(text)).toBe(expected);
    });

    it("breaks a line that is wider than 100, the comma of a broken list not counted", () => {
        expect(formatted(`f(x:${long(94)})`)).toBe(`f(x: ${long(94)})\n`);
        expect(formatted(`f(x:${long(95)})`)).toBe(`f(\n    x:\n        ${long(95)},\n)\n`);
        expect(formatted(`x = "${"é".repeat(94)}"`)).toBe(`x = "${"é".repeat(94)}"\n`);
    });

    it("puts an operator that doesn't fit on a line of its own", () => {
        expect(formatted(`a = ${long(60)} + ${long(60)}`)).toBe(`a =\n    ${long(60)}\n        +\n        ${long(60)}\n`);
    });

    it.each([
        // Parentheses that carry meaning.
        ["-(b + c)", "-(b + c)\n"],
        ["-(2 ^ 3)", "-(2 ^ 3)\n"],
        ["((x) => x) + 1", "((x) => x) + 1\n"],
        ["f = (x) => ({k: 1}) or y", "f = (x) => ({k: 1} or y)\n"],
        ["(1).a", "(1).a\n"],
        // Text that would become an expression.
        ['"a ${b} \\${c}"', '"a ${b} \\${c}"\n'],
        // Two values side by side, as in a duration with an unknown unit.
        ["f(x: 5q)", "f(x: 5 q)\n"],
        // Blanks at the ends of a string's lines.
        ['x = "a  \nb"', 'x = "a  \nb"\n'],
    ])("keeps what %j means", (text, expected) => {
        expect(formatted(text)).toBe(expected);
        expect(formatted(expected)).toBe(expected);
    });

    it("keeps comments in places where none belongs", () => {
        for (const text of [
            "builtin a : // c\nint",
            'x = "${a // c\n}"',
            '["a" // c\n: 1]',
            "@a(1 // c\n)\nx = 1",
            'testcase a // c\nextends "b" {}',
        ]) {
            const once = formatted(text);
            expect(once.match(/\/\/ c/g)).toHaveLength(1);
            expect(formatted(once)).toBe(once);
        }
    });

    it("refuses what does not parse and tells every error", () => {
        expect(format("x = (\ny = )")).toMatchObject({ error: { message: expect.stringContaining("error @") } });
        expect("error" in format("@a(1 builtin b : int\nx = 1")).toBe(true);
    });

    it("lays out values within values in time", () => {
        let value = long(120);
        for (let i = 0; i < 20; i++) {
            value = `{a: (x) => {return ${value}}}`;
        }
        const start = performance.now();
        formatted(`v = ${value}`);
        expect(performance.now() - start).toBeLessThan(5000);
    });
});

it("formats a long chain behind an attribute in time", () => {
    const start = performance.now();
    expect(formatted(`@a x${" + 1".repeat(150)}`)).toContain("@a\nx + 1 + 1");
    expect(performance.now() - start).toBeLessThan(5000);
});

describe("formatRange", () => {
    const text = "a=1\nb  =  2\n\n\nf( x:1 )\nc =  3\n";

    function after(start: number, end: number): string {
        const result = formatRange(text, start, end);
        if ("error" in result) {
            throw new Error(result.error.message);
        }
        return result.edits.reduceRight((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
    }

    it("touches only the statements of the range", () => {
        expect(after(5, 8)).toBe("a=1\nb = 2\n\n\nf( x:1 )\nc =  3\n");
        expect(after(5, 18)).toBe("a=1\nb = 2\n\nf(x: 1)\nc =  3\n");
    });

    it("gives the whole file for the whole range", () => {
        expect(after(0, text.length)).toBe(formatted(text));
    });

    it("doesn't mind errors elsewhere, and refuses one in the range", () => {
        const faulty = "a=1\nb = )\nc=2\n";
        expect(formatRange(faulty, 0, 2)).toEqual({ edits: [{ start: 0, end: 3, text: "a = 1" }] });
        expect("error" in formatRange(faulty, 5, 9)).toBe(true);
    });

    it("changes nothing that is formatted", () => {
        expect(formatRange("a = 1\n\nf()\n", 0, 3)).toEqual({ edits: [] });
    });

    it.each(["", "\n", "// a comment"])("takes an empty range of a file without statements: %j", (empty) => {
        expect(formatRange(empty, 0, 0)).toEqual({ edits: [] });
    });
});
