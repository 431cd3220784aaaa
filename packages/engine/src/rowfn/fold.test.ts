import { parse } from "@flux-scripts/flux";
import { columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { expect, it } from "vitest";
import { Run } from "../execution/run.ts";
import { Session } from "../session.ts";
import { displayText } from "../values/text.ts";
import { FunctionValue, RecordValue } from "../values/value.ts";
import { RowFunctions, type RowMode } from "./rowfunctions.ts";

const table = makeTable(GroupKey.empty, [
    columnFrom("i", "int", [1n, 9223372036854775807n, -3n]),
    columnFrom("f", "float", [0.5, Number.NaN, 2]),
    columnFrom("s", "string", ["a", "", "ä"]),
    columnFrom("n", "int", [1n, null, 3n]),
]);

function folded(mode: RowMode, fn: string, identity: string): string {
    const session = new Session({}, 0n, new Run({}, {}, undefined, undefined), new Map(), undefined);
    session.evaluateFile(parse(`f = ${fn}\nidentity = ${identity}\n`));
    const value = session.lookup("f");
    const start = session.lookup("identity");
    if (!(value instanceof FunctionValue) || !(start instanceof RecordValue)) throw new Error("no function");
    const rows = new RowFunctions(session.interpreter, () => {}, mode);
    const refuse = (name: string): never => {
        throw new Error(`null in ${name}`);
    };
    try {
        const result = rows.folder(value, refuse)(table, start);
        // The order of the fields is that of the identity or of the body, as it comes; their values are what counts.
        return displayText(result);
    } catch (error) {
        return String(error);
    }
}

it.each([
    ["(r, accumulator) => ({sum: accumulator.sum + r.i})", "{sum: 0}"],
    ["(r, accumulator) => ({a: accumulator.b, b: accumulator.a + r.f})", "{a: 0.0, b: 1.0}"],
    ['(r, accumulator) => ({text: accumulator.text + r.s + "|", count: accumulator.count + 1})', '{text: "", count: 0}'],
    ["(r, accumulator) => ({max: if r.i > accumulator.max then r.i else accumulator.max})", "{max: 0}"],
    ["(r, accumulator) => ({sum: accumulator.sum + r.n})", "{sum: 0}"],
    ["(r, accumulator) => ({sum: if exists r.n then accumulator.sum + r.n else accumulator.sum})", "{sum: 0}"],
    ["(r, accumulator) => ({last: r.s, before: accumulator.last})", '{last: "", before: ""}'],
    ["(r, accumulator) => ({q: accumulator.q / r.i})", "{q: 100}"],
    ["(r, accumulator) => ({all: true and accumulator.all})", "{all: true}"],
])("folds as the interpreter does: %s", (fn, identity) => {
    expect(folded("auto", fn, identity)).toBe(folded("interpret", fn, identity));
});
