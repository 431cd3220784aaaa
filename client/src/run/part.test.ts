import fc from "fast-check";
import { expect, it } from "vitest";
import { paramsIn, partOf } from "./part.ts";

const text = 'import "array"\nx = 1\narray.from(rows: [{n: x}])\n    |> limit(n: params.limit)\ny = params.other\n';
const span = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const bindings = [span('import "array"'), span("x = 1"), span("y = params.other")];

it("keeps the chosen part where it stands, with what it may depend on", () => {
    const part = partOf(text, span("array.from(rows: [{n: x}])"), bindings);
    expect(part.split("\n")).toEqual(['import "array"', "x = 1", "array.from(rows: [{n: x}])", " ".repeat(29), "y = params.other", ""]);
});

it("takes a chosen binding as it was chosen", () => {
    expect(partOf(text, { start: text.indexOf("x = 1"), end: text.indexOf("x = 1") + 3 }, bindings)).toContain("\nx =  ");
});

it("never moves a character", () => {
    fc.assert(
        fc.property(
            fc.string({ unit: fc.constantFrom("a", "\n", "\r", " ", "é") }),
            fc.nat(20),
            fc.nat(20),
            fc.array(fc.tuple(fc.nat(20), fc.nat(20))),
            (source, from, length, others) => {
                const limit = (at: number): number => Math.min(at, source.length);
                const spans = others.map(([start, size]) => ({ start: limit(start), end: limit(start + size) }));
                const part = partOf(source, { start: limit(from), end: limit(from + length) }, spans);
                expect(part.length).toBe(source.length);
                for (let at = 0; at < part.length; at++) expect(part[at] === source[at] || part[at] === " ").toBe(true);
            },
        ),
    );
});

it("asks only for the params that the part reads", () => {
    const params = [{ name: "limit" }, { name: "other" }, { name: "lim" }];
    expect(paramsIn("a(n: params.limit)", params)).toEqual([{ name: "limit" }]);
    expect(paramsIn('a(n: params["other"])', params)).toEqual([{ name: "other" }]);
    expect(paramsIn("f(p: params)", params)).toEqual(params);
    expect(paramsIn("1", params)).toEqual([]);
});
