import { isJsonObject, readJson } from "@flux-scripts/flux/params";
import { expect, it } from "vitest";
import { externSource } from "./extern.ts";

function source(file: unknown): string {
    const json = readJson(JSON.stringify(file));
    if (!json.ok || !isJsonObject(json.value)) throw new Error("no object");
    return externSource(json.value);
}

const id = (name: string): object => ({ type: "Identifier", name });
const assign = (name: string, init: object): object => ({ type: "VariableAssignment", id: id(name), init });

it("writes options, records, durations and functions as source", () => {
    const properties = [
        { type: "Property", key: id("bucket"), value: { type: "StringLiteral", value: 'a"${b}\n' } },
        {
            type: "Property",
            key: { type: "StringLiteral", value: "two words" },
            value: { type: "IntegerLiteral", value: "9223372036854775807" },
        },
        { type: "Property", key: id("f"), value: { type: "FloatLiteral", value: 5 } },
        {
            type: "Property",
            key: id("d"),
            value: {
                type: "DurationLiteral",
                values: [
                    { magnitude: -1, unit: "h" },
                    { magnitude: -30, unit: "m" },
                ],
            },
        },
    ];
    const now = { type: "FunctionExpression", params: [], body: { type: "DateTimeLiteral", value: "2024-03-01T11:00:00Z" } };
    const body = [
        { type: "OptionStatement", assignment: assign("v", { type: "ObjectExpression", properties }) },
        { type: "OptionStatement", assignment: assign("now", now) },
        assign("x", {
            type: "BinaryExpression",
            operator: "+",
            left: { type: "MemberExpression", object: id("v"), property: id("f") },
            right: id("y"),
        }),
    ];
    expect(source({ type: "File", imports: [{ type: "ImportDeclaration", path: { type: "StringLiteral", value: "math" } }], body })).toBe(
        'import "math"\n' +
            'option v = {bucket: "a\\"\\${b}\\n", "two words": 9223372036854775807, f: 5.0, d: (-1h30m)}\n' +
            "option now = () => (2024-03-01T11:00:00Z)\n" +
            'x = (v["f"] + y)\n',
    );
});

it("takes no text for code", () => {
    for (const init of [
        { type: "IntegerLiteral", value: "1\nimport" },
        { type: "DateTimeLiteral", value: "2024\nx" },
        { type: "BinaryExpression", operator: "|> to()", left: id("a"), right: id("b") },
        id("a b"),
        { type: "Nope" },
        {},
    ]) {
        expect(() => source({ type: "File", imports: null, body: [assign("x", init)] })).toThrow();
    }
});
