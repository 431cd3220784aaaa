import { readJson } from "@flux-scripts/flux/params";
import { expect, it } from "vitest";
import type { Translate } from "../errors.ts";
import { inferredFault } from "./inferred.ts";

const t: Translate = (message, ...args) => message.replace(/\{(\d)\}/g, (_all, index: string) => String(args[Number(index)]));

function fault(inferred: string, json: string): string | undefined {
    const read = readJson(json);
    if (!read.ok) throw new Error(read.fault.message);
    return inferredFault(inferred, read.value, t);
}

it.each([
    ["[string]", '["a", "b"]'],
    ["[float]", "[1.5, 2.0]"],
    ["[int]", "[9007199254740993]"],
    ["{a: int, b: [float]}", '{"a": 1, "b": [], "more": true}'],
    ["{A with room: string}", '{"room": "x"}'],
    ["[{x: time, y: A}]", '[{"x": "2026-01-01T00:00:00Z", "y": {"any": 1}}]'],
    ['{"odd label": bool}', '{"odd label": true}'],
    ["A", "[1, true]"],
    ["(a: int) => int", "5"],
])("%s takes %s", (inferred, json) => {
    expect(fault(inferred, json)).toBeUndefined();
});

it.each([
    ["[string]", '"a"', "Must be a list, not string."],
    ["[string]", '["a", 5]', "[1] must be string, not int."],
    ["[float]", "[5]", "[0] must be float (5.0), not int."],
    ["{a: int, b: [float]}", '{"a": 1}', "b is missing."],
    ["{a: {b: [bool]}}", '{"a": {"b": [true, null]}}', "a.b[1] must be bool, not null."],
    ["{A with room: string}", "[]", "Must be a record, not array."],
])("%s refuses %s: %s", (inferred, json, expected) => {
    expect(fault(inferred, json)).toBe(expected);
});
