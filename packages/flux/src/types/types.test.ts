import { describe, expect, it } from "vitest";
import { type Fault, faultCode } from "./fault.ts";
import { generalise, instantiate } from "./generalise.ts";
import { demand } from "./kinds.ts";
import { faultMessage } from "./message.ts";
import { MessagePrinter, prettyType, typeText } from "./print.ts";
import { sameScheme } from "./same.ts";
import { typeFromText } from "./text.ts";
import { arrayOf, type Kind, resolve, type Type, TypeVariable } from "./type.ts";
import { unify } from "./unify.ts";

function type(text: string): Type {
    const found = typeFromText(text);
    if (found === undefined) {
        throw new Error(`no type: ${text}`);
    }
    return instantiate(found, 1);
}

/** What is wrong between two types, in words. */
function faults(expected: Type, found: Type): string[] {
    const out: Fault[] = [];
    unify(expected, found, (fault) => out.push(fault));
    const printer = new MessagePrinter();
    return out.map((fault) => faultMessage(fault, printer));
}

describe("unification", () => {
    it.each<[string, string, string[]]>([
        ["int", "int", []],
        ["int", "string", ["expected int but found string"]],
        ["A", "[int]", []],
        ["[A]", "stream[int]", ["expected [int] (array) but found stream[int]"]],
        ["{a: int}", "{a: int}", []],
        ["{a: int, b: string}", "{b: string, a: int}", []],
        ["{R with a: int}", "{b: string, a: int}", []],
        ["{R with a: int}", "{b: string}", ["record is missing label a"]],
        ["{a: int}", "{b: int}", ["found unexpected label b", "record is missing label a"]],
        ["{a: int, b: int}", "{b: string, a: string}", ["expected int but found string", "expected int but found string"]],
        ["{R with a: int, a: string}", "{a: int, a: string, b: bool}", []],
        ["(x: A) => A", "(x: int) => string", ["123expected int but found string for return type caused by expected int but found string"]],
        ["(x: int) => int", "(y: int) => int", ["found unexpected argument y (Expected `x`)", "missing required argument x"]],
        ["(<-tables: int, n: int) => int", "(<-: string, n: int) => int", ["expected int but found string (argument tables)"]],
        ["(<-tables: A) => A", "(<-rows: int) => int", ["expected pipe argument tables but found rows"]],
        ["(x: int, ?y: string) => int", "(x: int, y: int) => int", ["expected string but found int (argument y)"]],
        ["[string:int]", "[string:string]", ["expected int but found string"]],
        ["dynamic", "int", ["expected dynamic (dynamic) but found int"]],
    ])("%s and %s", (expected, found, messages) => {
        expect(faults(type(expected), type(found))).toEqual(messages);
    });

    it("refuses a type that holds itself", () => {
        const variable = new TypeVariable(1);
        expect(faults(variable, arrayOf(variable))).toEqual(["recursive types not supported A != [A]"]);
    });

    it("keeps two rows with one open end apart", () => {
        const end = new TypeVariable(1);
        const row = (label: string): Type => ({ tag: "extension", label, type: type("int"), tail: end });
        expect(faults(row("a"), row("b"))).toHaveLength(1);
    });

    it("tells the first kind that a type lacks", () => {
        expect(faults(type("A where A: Addable + Comparable"), type("bool"))).toEqual(["bool is not Addable"]);
        expect(faults(type("A where A: Equatable"), type("{a: [regexp]}"))).toEqual(["regexp is not Equatable"]);
    });
});

describe("kinds", () => {
    it.each<[Kind, string, boolean]>([
        ["Addable", "string", true],
        ["Addable", "duration", false],
        ["Negatable", "duration", true],
        ["Comparable", "time", true],
        ["Comparable", "bool", false],
        ["Equatable", "bytes", true],
        ["Equatable", "[string:int]", false],
        ["Nullable", "bytes", false],
        ["Record", "{a: int}", true],
        ["Record", "stream[int]", false],
        ["Timeable", "time", true],
        ["Basic", "regexp", true],
    ])("%s of %s: %s", (kind, text, holds) => {
        expect(demand(type(text), kind) === undefined).toBe(holds);
    });
});

describe("schemes", () => {
    it("quantifies what belongs to the let and nothing else", () => {
        const outer = new TypeVariable(1);
        const inner = new TypeVariable(2);
        const pair: Type = { tag: "dictionary", key: outer, value: inner };
        generalise(pair, 1);
        const copy = resolve(instantiate(pair, 1));
        expect(copy.tag === "dictionary" && copy.key).toBe(outer);
        expect(copy.tag === "dictionary" && copy.value).not.toBe(inner);
    });

    it("are the same but for names", () => {
        const scheme = (text: string): Type => typeFromText(text) ?? type("int");
        expect(sameScheme(scheme("(x: A, y: B) => A"), scheme("(x: S, y: T) => S"))).toBe(true);
        expect(sameScheme(scheme("(x: A, y: B) => A"), scheme("(x: A, y: B) => B"))).toBe(false);
        expect(sameScheme(scheme("(x: A) => A"), scheme("(x: A) => A where A: Addable"))).toBe(false);
        expect(sameScheme(new TypeVariable(0), new TypeVariable(0))).toBe(false);
    });

    it("come back from their own text", () => {
        for (const text of [
            "(<-tables: stream[{A with a: int}], ?n: B) => [string:[A]] where B: Addable + Comparable",
            "() => {}",
            "v[float]",
        ]) {
            expect(typeText(typeFromText(text) ?? type("int"))).toBe(text);
        }
        for (const text of ["", "(a: int", "[int", "{a int}", "(a) => int", "int int", "A where A: Nothing"]) {
            expect(typeFromText(text)).toBeUndefined();
        }
    });
});

describe("print", () => {
    it("breaks what is long, and gives people properties in order", () => {
        expect(prettyType(type("{b: int, a: string}"))).toBe("{a: string, b: int}");
        expect(prettyType(type("{a: int, b: int, c: int, d: int, e: int}"))).toBe(
            "{\n    a: int,\n    b: int,\n    c: int,\n    d: int,\n    e: int,\n}",
        );
        const long = `(${"a".repeat(110)}: int, b: int) => int`;
        expect(new MessagePrinter().types([type(long)])[0]).toBe(`(\n    ${"a".repeat(110)}: int,\n    b: int,\n) => int (function)`);
    });

    it("codes a fault in an argument by its cause", () => {
        const found: Fault[] = [];
        unify(type("(x: int) => int"), type("(x: string) => int"), (fault) => found.push(fault));
        expect(found.map(faultCode)).toEqual(["type-mismatch"]);
    });
});
