import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonNumber } from "./index.ts";
import {
    bindParams,
    convertParam,
    fluxLiteral,
    jsonFloat,
    jsonInteger,
    type JsonValue,
    type ParamType,
    readDuration,
    readJson,
    readParamsJson,
    readParamText,
    readTime,
    writeDuration,
    writeJson,
    writeTime,
} from "./index.ts";

function json(text: string): JsonValue {
    const result = readJson(text);
    if (!result.ok) {
        throw new Error(result.fault.message);
    }
    return result.value;
}

function convert(type: ParamType, text: string): unknown {
    const result = convertParam("p", type, json(text));
    return result.ok ? result.value : result.fault.message;
}

describe("lossless JSON", () => {
    it("keeps numbers by their spelling", () => {
        for (const text of ["9007199254740993", "5.0", "1e3", "-0", "18446744073709551615", '{"a":[1,2.50,{"b":null}],"c":"\\n\\"é"}']) {
            expect(writeJson(json(text))).toBe(text);
        }
        expect((json("5") as JsonNumber).isInteger).toBe(true);
        expect((json("5.0") as JsonNumber).isInteger).toBe(false);
        expect(jsonFloat(5).text).toBe("5.0");
        expect(jsonInteger(2n ** 63n).text).toBe("9223372036854775808");
    });

    it("reads and refuses what JSON.parse reads and refuses", () => {
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.json(),
                    fc.string(),
                    fc.json().map((text) => text.slice(0, -1)),
                ),
                (text) => {
                    let expected: unknown;
                    let good = true;
                    try {
                        expected = JSON.parse(text);
                    } catch {
                        good = false;
                    }
                    const result = readJson(text);
                    expect(result.ok).toBe(good);
                    if (result.ok) {
                        expect(JSON.parse(writeJson(result.value))).toEqual(expected);
                        expect(JSON.parse(writeJson(result.value, 2))).toEqual(expected);
                    }
                },
            ),
            { numRuns: 2000 },
        );
    });

    it("refuses nesting that would exhaust the stack", () => {
        expect(readJson("[".repeat(100_000)).ok).toBe(false);
    });

    it("says where params are not JSON", () => {
        expect(readParamsJson('{"a": 1,\n "b": x}')).toEqual({ ok: false, message: 'params are not valid JSON: unexpected "x" at 2:7' });
        expect(readParamsJson("[]")).toEqual({ ok: false, message: "params must be a JSON object, but got array" });
    });
});

describe("conversion by inferred type", () => {
    it("takes integers for int, uint and float without loss", () => {
        expect(convert("int", "9223372036854775807")).toEqual({ type: "int", value: 9223372036854775807n });
        expect(convert("uint", "18446744073709551615")).toEqual({ type: "uint", value: 18446744073709551615n });
        expect(convert("float", "5")).toEqual({ type: "float", value: 5 });
        expect(convert("any", "5.0")).toEqual({ type: "float", value: 5 });
        expect(convert("any", "1e3")).toEqual({ type: "float", value: 1000 });
        expect(convert("any", "9007199254740993")).toEqual({ type: "int", value: 9007199254740993n });
    });

    it("takes strings for string, duration and time, and leaves them alone for any", () => {
        expect(convert("duration", '"1mo2d"')).toEqual({ type: "duration", months: 1n, nanoseconds: 172_800_000_000_000n });
        expect(convert("time", '"2024-03-01T12:00:00.000000001+01:00"')).toEqual({ type: "time", value: 1_709_290_800_000_000_001n });
        expect(convert("any", '"1h"')).toEqual({ type: "string", value: "1h" });
    });

    it.each<[ParamType, string, string]>([
        ["int", "true", 'param "p" must be of type int, but got bool'],
        ["int", "5.0", 'param "p" must be of type int, but got float'],
        ["int", "null", 'param "p" must be of type int, but got null'],
        ["int", "9223372036854775808", 'param "p" must be of type int, but got int: 9223372036854775808 is beyond 64 bits'],
        ["uint", "-1", 'param "p" must be of type uint, but got int: -1 is negative'],
        ["duration", "3600", 'param "p" must be of type duration, but got int'],
        ["time", "1704067200", 'param "p" must be of type time, but got int'],
        ["duration", '"5 parsecs"', 'param "p" must be of type duration, but got string: "5 parsecs" is not a duration such as "1h30m"'],
        ["bool", '"true"', 'param "p" must be of type bool, but got string'],
        ["string", "[1]", 'param "p" must be of type string, but got array'],
        ["any", '[1,"a"]', 'param "p" is a list of int, but element 1 is string'],
        ["any", '{"a":null}', 'param "p.a" has no value: null'],
    ])("refuses %s from %s", (type, text, message) => {
        expect(convert(type, text)).toBe(message);
    });

    it("names every missing and wrong param, and lets others pass", () => {
        const given = readParamsJson('{"n":"x","other":[1,{"a":null}],"more":1}');
        if (!given.ok) {
            throw new Error(given.message);
        }
        const bad = bindParams({ n: "int", s: "string" }, given.value);
        expect(bad.ok ? [] : bad.faults.map((fault) => fault.message)).toEqual([
            'param "n" must be of type int, but got string',
            'missing param "s" of type string',
        ]);
        const good = bindParams({ n: "string" }, given.value);
        expect(good.ok ? [...good.values.keys()] : []).toEqual(["n", "more"]);
    });

    it("reads what a person typed by the param's type", () => {
        expect(readParamText("string", "5")).toBe("5");
        expect(readParamText("any", "[1, 2]")).toHaveLength(2);
        expect(readParamText("any", "air room")).toBe("air room");
        expect(readParamText("duration", " 1h ")).toBe("1h");
    });
});

describe("durations, times and literals", () => {
    it("writes what it reads", () => {
        const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
        fc.assert(
            fc.property(int64, (value) => {
                expect(readTime(writeTime(value))).toBe(value);
            }),
        );
        fc.assert(
            fc.property(
                fc.bigInt({ min: 0n, max: 10n ** 6n }),
                fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
                fc.boolean(),
                (months, nanoseconds, minus) => {
                    const parts = minus ? { months: -months, nanoseconds: -nanoseconds } : { months, nanoseconds };
                    expect(readDuration(writeDuration(parts))).toEqual(parts);
                },
            ),
        );
    });

    it("refuses days, offsets and years that are not there", () => {
        for (const text of ["2023-02-29", "2024-01-01T25:00:00Z", "2024-01-01T00:00:00", "1500-01-01T00:00:00Z", "2024-1-1", ""]) {
            expect(readTime(text)).toBeUndefined();
        }
        for (const text of ["", "1", "h", "1.5h", "1h ", "--1h", "99999999999999999999h"]) {
            expect(readDuration(text)).toBeUndefined();
        }
    });

    it("gives Flux text for any value", () => {
        const value = convertParam("p", "any", json('{"a b":[1,-9223372036854775808],"s":"x\\"${y}\\n","f":1e300,"g":5.0}'));
        expect(value.ok && fluxLiteral(value.value)).toBe(
            '{"a b": [1, (-9223372036854775807 - 1)], "s": "x\\"\\${y}\\n", "f": float(v: "1e+300"), "g": 5.0}',
        );
        expect(fluxLiteral({ type: "uint", value: 7n })).toBe('uint(v: "7")');
        expect(fluxLiteral({ type: "duration", months: -1n, nanoseconds: -86_400_000_000_000n })).toBe("-1mo1d");
    });
});
