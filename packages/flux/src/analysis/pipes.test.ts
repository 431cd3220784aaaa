import { describe, expect, it } from "vitest";
import { analyze } from "./analyze.ts";

function at(marked: string) {
    const offset = marked.indexOf("¦");
    return { analysis: analyze(marked.replace("¦", "")), offset };
}

/** Names in scope that fit what is piped at the cursor, and those that take a pipe but not this one. */
function targets(marked: string): { fit: string[]; other: string[] } {
    const { analysis, offset } = at(marked);
    const found = [...analysis.pipeTargets(offset, analysis.scopeAt(offset))];
    return {
        fit: found.filter(([, fits]) => fits).map(([{ name }]) => name),
        other: found.filter(([, fits]) => !fits).map(([{ name }]) => name),
    };
}

describe("what takes a piped value", () => {
    it("is told by its type, for streams and arrays, in half-typed code too", () => {
        const stream = targets('own = (x=<-) => x + 1\nfrom(bucket: "b")\n    |> ¦\n');
        expect(stream.fit).toEqual(expect.arrayContaining(["range", "filter", "map"]));
        expect(stream.other).toContain("own");
        expect(targets("own = (x=<-) => x + 1\ny = 1 |> ow¦n\n").fit).toContain("own");
        expect(targets("own = (x=<-) => x + 1\ny = 1 |> own¦\n").other).toContain("range");
    });

    it("leaves what was inferred as it is", () => {
        const { analysis, offset } = at("f = (tables=<-) => tables |> ¦\nx = params.a |> f()\n");
        const before = JSON.stringify([analysis.params, analysis.typeAt(2)]);
        analysis.pipeTargets(offset, analysis.scopeAt(offset));
        expect(JSON.stringify([analysis.params, analysis.typeAt(2)])).toBe(before);
    });
});

describe("columns", () => {
    it("of the stream that flows into a call", () => {
        const { analysis, offset } = at('import "array"\narray.from(rows: [{a: 1, b: "x"}]) |> group(columns: ["¦"])\n');
        expect(analysis.streamColumns(offset)).toEqual([
            { name: "a", type: "int" },
            { name: "b", type: "string" },
        ]);
        expect(at("x = 1¦").analysis.streamColumns(4)).toEqual([]);
    });

    it("after the pipes that change them", () => {
        const { analysis } = at('import "array"\narray.from(rows: [{a: 1}]) |> limit(n: 1) |> map(fn: (r) => ({r with b: r.a}))¦\n');
        const pipes = analysis.pipeColumns(1);
        expect(pipes.map(({ columns, closed }) => [columns.map(({ name }) => name), closed])).toEqual([[["b", "a"], true]]);
    });

    it("come from a bucket, a call or a variable", () => {
        const source = (marked: string) => {
            const { analysis, offset } = at(marked);
            const found = analysis.columnAt(offset)?.source;
            return found === undefined ? undefined : [found.kind, found.name, found.bucket];
        };
        expect(source('from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r.ro¦om == "x")')).toEqual(["call", "from", "b"]);
        expect(source('from(bucket: "b") |> map(fn: (r) => ({r with x: 1})) |> filter(fn: (r) => r.¦x > 0)')).toEqual([
            "call",
            "map",
            undefined,
        ]);
        expect(source('d = from(bucket: "b")\nd |> filter(fn: (r) => r.¦x > 0)')).toEqual(["variable", "d", undefined]);
        expect(source("f = (r) => r.¦x\n")).toBeUndefined();
    });
});
