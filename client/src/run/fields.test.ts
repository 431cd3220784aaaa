import { JsonNumber, readJson, writeJson } from "@flux-scripts/flux/params";
import { describe, expect, it } from "vitest";
import type { Translate } from "../errors.ts";
import { type FieldKind, kindOf, readField, textOf } from "./fields.ts";

const t: Translate = (message, ...args) => message.replace(/\{(\d)\}/g, (_all, index: string) => String(args[Number(index)]));
const now = Date.UTC(2026, 2, 1, 12);

function read(kind: FieldKind, text: string): string {
    const result = readField("p", kind, text, now, t);
    return result.ok ? writeJson(result.value) : `! ${result.message}`;
}

describe("a field's text", () => {
    it.each<[FieldKind, string, string]>([
        ["string", "kitchen", '"kitchen"'],
        ["string", " two blanks ", '" two blanks "'],
        ["string", '""', '""'],
        ["int", "9007199254740993", "9007199254740993"],
        ["int", "-9223372036854775808", "-9223372036854775808"],
        ["int", "007", "7"],
        ["uint", "18446744073709551615", "18446744073709551615"],
        ["float", "5", "5.0"],
        ["float", "-0", "-0.0"],
        ["float", "1.50", "1.50"],
        ["float", ".5", "0.5"],
        ["float", "1e300", "1e300"],
        ["bool", "true", "true"],
        ["bool", "", "false"],
        ["duration", "-1h30m", '"-1h30m"'],
        ["duration", "1y2mo3w4d5h6m7s8ms9us10ns", '"1y2mo3w4d5h6m7s8ms9us10ns"'],
        ["time", "2026-01-31T12:00:00.123456789Z", '"2026-01-31T12:00:00.123456789Z"'],
        ["time", "-1h", '"2026-03-01T11:00:00Z"'],
        ["time", "-1mo", '"2026-02-01T12:00:00Z"'],
        ["time", "now()", '"2026-03-01T12:00:00Z"'],
        ["json", '["L1", "L2"]', '["L1","L2"]'],
        ["json", '{"a": 5.0}', '{"a":5.0}'],
    ])("%s %j is sent as %s", (kind, text, json) => {
        expect(read(kind, text)).toBe(json);
    });

    it.each<[FieldKind, string, string]>([
        ["string", "", "Needs a value"],
        ["int", " ", "Needs a value"],
        ["int", "1.5", "no fraction"],
        ["int", "9223372036854775808", "beyond 64 bits"],
        ["int", "x", "not an integer"],
        ["uint", "-1", "negative"],
        ["float", "one", "not a number"],
        ["float", "1e999", "too large"],
        ["duration", "10min", '"min" is not a unit. Minutes are 10m, months 10mo.'],
        ["duration", "2hours", "Write 10h"],
        ["duration", "5", "needs a unit"],
        ["duration", "h", "not a duration"],
        ["time", "yesterday", "not a time"],
        ["time", "2026-02-31T00:00:00Z", "not a time"],
        ["json", "[1,", "Not valid JSON"],
        ["json", '["a", 1]', "list of string"],
    ])("%s %j is refused: %s", (kind, text, message) => {
        expect(read(kind, text)).toContain(message);
    });

    it("reads a time without zone as local, and says what is sent", () => {
        const result = readField("p", "time", "2026-03-01 10:00", now, t);
        expect(result.ok && result.sentAs).toBe(new Date("2026-03-01T10:00:00").toISOString().replace(".000", ""));
    });
});

describe("a field's kind", () => {
    const param = (type: "any" | "int", suggestedType?: "duration") => ({
        name: "p",
        type,
        usage: [],
        ...(suggestedType === undefined ? {} : { suggestedType }),
    });
    it("is the inferred type, whatever the last value was", () => {
        expect(kindOf(param("int"), "text")).toBe("int");
    });
    it("of an any follows the last value, then its use, then text", () => {
        expect(kindOf(param("any", "duration"), undefined)).toBe("duration");
        expect(kindOf(param("any", "duration"), "-1h")).toBe("duration");
        expect(kindOf(param("any", "duration"), "2026")).toBe("string");
        expect(kindOf(param("any"), new JsonNumber("5.0"))).toBe("float");
        expect(kindOf(param("any"), [])).toBe("json");
        expect(kindOf(param("any"), undefined)).toBe("string");
    });
    it("shows a value so that it reads back the same", () => {
        for (const [kind, json] of [
            ["string", '""'],
            ["float", "5.0"],
            ["json", '{"a":[1,2]}'],
            ["bool", "true"],
        ] as const) {
            const value = readJson(json);
            if (value.ok) expect(read(kind, textOf(kind, value.value))).toBe(json);
        }
    });
});
