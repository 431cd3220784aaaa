import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "./analyze.ts";
import type { TextChange } from "./api.ts";
import { FluxDocument } from "./document.ts";

/** What must be equal: trees by their print, diagnostics, params with their facts, hints with their fixes. */
function facts(analysis: ReturnType<FluxDocument["analysis"]>): unknown {
    const { diagnostics, params, paramFacts, hints, file } = analysis;
    return { diagnostics, params, paramFacts, hints, offsets: file.offsets, tail: file.tail };
}

/** Statements that share names, types, params and mistakes, so that edits reach far. */
const STATEMENTS = [
    'import "strings"\n',
    'import p "math"\n',
    "a = 1\n",
    'a = "s"\n',
    "a = params.x\n",
    "a = params\n",
    "b = a\n",
    "b = a + 1\n",
    "b = [a, params.y]\n",
    "f = (x) => x\n",
    "f = (x) => x + 1\n",
    "f = (x, y=1) => x + y + params.n\n",
    "f = (x) => {r: x, p: params.q}\n",
    "f = (x=params.d) => x\n",
    "c = f(x: a)\n",
    'c = f(x: "s")\n',
    "d = c + b\n",
    "d = params.x + 1\n",
    'd = params.x + "s"\n',
    "g = (r) => ({r with v: params.v})\n",
    "h = g(r: {a: a})\n",
    "k = h.v + 2.5\n",
    "k = {params with z: 1}\n",
    "m = k.z + k.w\n",
    "n = unknown + 1\n",
    "n = unknown\n",
    "unknown = 3\n",
    "o = strings.toUpper(v: params.s)\n",
    "option now = () => params.t\n",
    "option task = {every: params.every}\n",
    'q = [params, {x: 1, y: "s"}]\n',
    "s = params.x == 1 and params.ok\n",
    "t = (p) => [p, params.u]\n",
    "u = t(p: 1)\n",
    'u = t(p: "a")\n',
    "from(bucket: params.bucket) |> range(start: params.start) |> filter(fn: (r) => r.v > params.min)\n",
    "w = () => {\n    z = params.deep.er\n    return z + a\n}\n",
    "v = w()\n",
    "x = [1, true, params.x]\n",
    "y = from(\n",
    "// note\n",
];

const statement = fc.constantFrom(...STATEMENTS);
const program = fc.array(statement, { maxLength: 14 }).map((lines) => lines.join(""));
const snippet = fc.oneof(
    { weight: 4, arbitrary: statement },
    {
        weight: 2,
        arbitrary: fc.constantFrom("", "1", "a", "params.x", '"', "(", ")", "{", "}", "\n", " + 1", "params", ".", "=", "\n\n", "f", "s"),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
);
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat({ max: 12 }), text: snippet, line: fc.boolean() });

function toChange(
    text: string,
    wish: { readonly at: number; readonly length: number; readonly text: string; readonly line: boolean },
): TextChange {
    let start = Math.floor(wish.at * text.length);
    let end = Math.min(text.length, start + wish.length);
    if (wish.line) {
        // Whole lines: a statement goes, another one comes.
        start = text.lastIndexOf("\n", start - 1) + 1;
        const next = text.indexOf("\n", start);
        end = wish.length % 2 === 0 ? start : next < 0 ? text.length : next + 1;
    }
    return { start, end, text: wish.text };
}

/** Of 20 edits each. */
const RUNS = 1000;

describe("a document that is edited", () => {
    it("is at every step what its text is from scratch", () => {
        fc.assert(
            fc.property(program, fc.array(edit, { minLength: 20, maxLength: 20 }), (start, edits) => {
                const document = new FluxDocument(start);
                document.analysis();
                for (const wish of edits) {
                    const change = toChange(document.text, wish);
                    document.edit([change]);
                    expect(facts(document.analysis())).toEqual(facts(analyze(document.text, { lint: false })));
                }
            }),
            { numRuns: RUNS },
        );
    }, 600_000);

    it("keeps the first use of a param as the one that counts", () => {
        const document = new FluxDocument('a = params.x + 1\nb = params.x + "s"\n');
        expect(document.analysis().params).toEqual({ x: "int" });
        document.edit([{ start: 15, end: 16, text: '"t"' }]);
        expect(document.analysis().params).toEqual({ x: "string" });
        expect(document.analysis().diagnostics).toEqual([]);
        document.edit([{ start: 0, end: 19, text: "" }]);
        expect(document.text).toBe('b = params.x + "s"\n');
        expect(document.analysis().params).toEqual({ x: "string" });
    });

    it("applies several changes one after the other and gives the same analysis until the next", () => {
        const document = new FluxDocument("a = 1\n");
        document.edit([
            { start: 4, end: 5, text: "2" },
            { start: 6, end: 6, text: "b = a + true\n" },
        ]);
        expect(document.text).toBe("a = 2\nb = a + true\n");
        expect(document.analysis()).toBe(document.analysis());
        expect(document.analysis().diagnostics.map((diagnostic) => diagnostic.message)).toEqual(["expected int but found bool"]);
    });
});
