import { columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { expect, it } from "vitest";
import { parse } from "@flux-scripts/flux";
import { Run } from "../execution/run.ts";
import { outcome } from "../functions/support/script.ts";
import { Session } from "../session.ts";
import { FunctionValue } from "../values/value.ts";
import { RowFunctions } from "./rowfunctions.ts";

function pairs(text: string, mode: "auto" | "interpret"): ReturnType<RowFunctions["pairs"]> {
    const session = new Session({}, 0n, new Run({}, {}, undefined, undefined), new Map(), undefined);
    session.evaluateFile(parse(`f = ${text}\n`));
    const fn = session.lookup("f");
    if (!(fn instanceof FunctionValue)) throw new Error("no function");
    return new RowFunctions(session.interpreter, () => {}, mode).pairs(fn, ["l", "r"]);
}

const left = makeTable(GroupKey.empty, [columnFrom("id", "int", [1n, 2n]), columnFrom("v", "float", [0.5, null])]);
const right = makeTable(GroupKey.empty, [columnFrom("id", "int", [1n, null]), columnFrom("w", "string", ["x", null])]);

it("runs a function of two rows over columns, each row under its own name", () => {
    const columns = pairs(`(l, r) => ({l with w: r.w, same: l.id == r.id, known: exists r.w})`, "auto")(left, right);
    expect(columns?.map(({ label, data, nulls }) => [label, Array.from(data as ArrayLike<unknown>), nulls && [...nulls]])).toEqual([
        ["id", [1n, 2n], undefined],
        ["v", [0.5, 0], [0, 1]],
        ["w", ["x", ""], [0, 1]],
        ["same", [1, 0], [0, 1]],
        ["known", [1, 0], undefined],
    ]);
});

it("leaves to the interpreter what it can't compile, or must not", () => {
    expect(pairs(`(l, r) => ({a: [l.id, r.id]})`, "auto")(left, right)).toBeUndefined();
    expect(pairs(`(l, r) => ({a: l.v + r.w})`, "auto")(left, right)).toBeUndefined();
    expect(pairs(`(l, r) => ({a: l.id})`, "interpret")(left, right)).toBeUndefined();
});

it("gives joins the same rows either way", async () => {
    const script = (as: string): string => `import "array"
import "join"
a = array.from(rows: [{id: 1, v: 0.5}, {id: 2, v: 1.5}, {id: 3, v: 2.5}])
b = array.from(rows: [{id: 1, w: "x"}, {id: 1, w: "y"}, {id: 4, w: "z"}])
join.full(left: a, right: b, on: (l, r) => l.id == r.id, as: (l, r) => (${as}))`;
    // An array makes the second one a case for the interpreter.
    const compiled = await outcome(script(`{v: l.v, w: r.w}`));
    const interpreted = await outcome(script(`{v: [l.v][0], w: [r.w][0]}`));
    expect(compiled).toEqual(["v w", "0.5 x", "0.5 y", "1.5 ", "2.5 ", " z"]);
    expect(interpreted).toEqual(compiled);
});
