import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Node } from "./ast.ts";
import { collectSyntaxDiagnostics } from "./diagnostics.ts";
import { ChunkParser, parse, print } from "./parser.ts";
import { childrenOf } from "./walk.ts";

/** A tree in brackets, names and values only. */
function shape(node: Node): string {
    const own =
        "name" in node && typeof node.name === "string"
            ? node.name
            : "value" in node && node.value !== undefined && typeof node.value !== "object"
              ? String(node.value)
              : "";
    const operator = "operator" in node ? node.operator : "";
    const parts = [operator || own, ...childrenOf(node).map(shape)].filter((part) => part !== "");
    const kind = node.kind.replace(/(?:Expression|Literal|Statement)$/, "");
    return parts.length === 0 ? kind : `${kind}(${parts.join(" ")})`;
}

function shapeOf(text: string): string {
    return parse(text)
        .chunks.map((chunk) => shape(chunk.item))
        .join("; ");
}

const soup = fc
    .array(
        fc.constantFrom(
            "a",
            "r",
            "1",
            '"s"',
            '"${',
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ",",
            ":",
            ".",
            "=",
            "=>",
            "|>",
            "<-",
            "+",
            "-",
            "not",
            "if",
            "then",
            "else",
            "return",
            "option",
            "builtin",
            "testcase",
            "import",
            "package",
            "@x",
            "\n",
            "// c\n",
            " ",
            "/a/",
            "1h",
            "!",
            "$",
            "with",
        ),
        { maxLength: 40 },
    )
    .map((parts) => parts.join(""));

describe("parse", () => {
    it.each([
        ["-1 |> f()", "Expression(Pipe(Unary(- Integer(1)) Call(Identifier(f))))"],
        ["2 ^ -3 ^ 4", "Expression(Binary(^ Binary(^ Integer(2) Unary(- Integer(3))) Integer(4)))"],
        ["a or not b and c", "Expression(Logical(or Identifier(a) Logical(and Unary(not Identifier(b)) Identifier(c))))"],
        ["exists r.a == b", "Expression(Unary(exists Binary(== Member(Identifier(r) Identifier(a)) Identifier(b))))"],
        [
            "f = (x, y=1, t=<-) => x",
            "VariableAssignment(Identifier(f) Function(Parameter(Identifier(x)) Parameter(Identifier(y) Integer(1)) Parameter(Identifier(t) Pipe) Identifier(x)))",
        ],
        ['{r with "a b": 1, c: .d}', "Expression(Record(Identifier(r) Property(String(a b) Integer(1)) Property(Identifier(c) Label(d))))"],
        ['["k": 1]', "Expression(Dict(String(k) Integer(1)))"],
        ['a["b"][0]', "Expression(Index(Member(Identifier(a) String(b)) Integer(0)))"],
        ['"x ${y} z"', "Expression(InterpolatedString(TextPart(x ) InterpolatedPart(Identifier(y)) TextPart( z)))"],
        [
            "builtin f : (<-t: [A], ?n: int) => A where A: Record",
            "Builtin(Identifier(f) Type(FunctionType(Identifier(t) ArrayType(NamedType(A)) Identifier(n) NamedType(int) NamedType(A)) Identifier(A) Identifier(Record)))",
        ],
        [
            '@a("x") testcase t extends "p.q" { option now = f }',
            "TestCase(Identifier(t) String(p.q) Block(Option(VariableAssignment(Identifier(now) Identifier(f)))))",
        ],
    ])("%s", (text, expected) => {
        expect(collectSyntaxDiagnostics(parse(text))).toEqual([]);
        expect(shapeOf(text)).toBe(expected);
    });

    it("keeps the rest of the script when a statement is half typed", () => {
        expect(shapeOf('import "array"\na = from(bucket: \n')).toContain("VariableAssignment(Identifier(a) Call(");
        expect(shapeOf("a = 1\nb = )\nc = 2")).toContain("VariableAssignment(Identifier(c) Integer(2))");
    });

    it("gives back any text from its tree", () => {
        fc.assert(
            fc.property(fc.oneof(fc.string({ unit: "binary" }), soup), (text) => print(parse(text)) === text),
            { numRuns: 2000 },
        );
    });

    it("parses on from any chunk as it did from the beginning", () => {
        fc.assert(
            fc.property(soup, fc.nat(), (text, pick) => {
                const file = parse(text);
                const index = file.chunks.length === 0 ? 0 : pick % file.chunks.length;
                const parser = new ChunkParser(text, file.offsets[index] ?? 0, file.chunks[index]?.state ?? 0);
                for (const chunk of file.chunks.slice(index)) {
                    expect(parser.next()).toEqual(chunk);
                }
                expect(parser.next()).toBeUndefined();
            }),
            { numRuns: 1000 },
        );
    });

    it("doesn't look behind a chunk's reach", () => {
        fc.assert(
            fc.property(soup, soup, (text, other) => {
                const { chunks } = parse(text);
                const [first] = chunks;
                if (first !== undefined && first.reach <= text.length) {
                    expect(parse(text.slice(0, first.reach) + other).chunks[0]).toEqual(first);
                }
            }),
            { numRuns: 1000 },
        );
    });

    it("tells too deep nesting and goes on", () => {
        for (const text of [
            "(".repeat(10_000),
            "[".repeat(10_000),
            `x = ${"-".repeat(10_000)}1`,
            `x = 1${" + 1".repeat(10_000)}`,
            `builtin a : ${"[".repeat(10_000)}`,
        ]) {
            const messages = collectSyntaxDiagnostics(parse(text)).map(({ message }) => message);
            expect(messages).toContain("Program is nested too deep");
        }
    });

    it("takes a script of several megabytes", () => {
        const text = "x = f(a: 1, b: [1, 2, 3])\n".repeat(100_000);
        expect(parse(text).chunks).toHaveLength(100_000);
    });
});
