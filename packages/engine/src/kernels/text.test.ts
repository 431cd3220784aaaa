import { expect, it } from "vitest";
import {
    displayFloat,
    exponential,
    fixedSix,
    floatToInt64,
    formatFloat,
    jsonFloat,
    parseFloat64,
    parseInt64,
    parseUint64,
} from "./numbers.ts";
import * as text from "./text.ts";

it("counts bytes and code points", () => {
    expect(text.byteLength("aé€🚀")).toBe(10);
    expect(text.runeCount("aé€🚀")).toBe(4);
    expect(text.compareText("🚀", "！")).toBe(1);
    expect(text.compareText("a", "ab")).toBe(-1);
    expect(text.indexAny("Öl💧x", "x", false)).toBe(7);
});

it("changes case code point by code point", () => {
    expect(text.toUpper("straße ǆ")).toBe("STRAßE Ǆ");
    expect(text.toTitle("ǆa")).toBe("ǅA");
    expect(text.toLower("İΣ")).toBe("iσ");
    expect(text.title("o'neil x-ray a_b über")).toBe("O'Neil X-Ray A_b Über");
    expect(text.equalFold("ſ", "S")).toBe(true);
    expect(text.equalFold("straße", "STRASSE")).toBe(false);
    expect(text.equalFold("İ", "i")).toBe(false);
});

it("trims, counts, replaces and splits as bytes and code points demand", () => {
    expect(text.trimSpace("\u00a0\u3000 x \ufeff")).toBe("x \ufeff");
    expect(text.trim("xxaxx", "x", "left")).toBe("axx");
    expect(text.countText("cheese", "e")).toBe(3);
    expect(text.countText("äb", "")).toBe(3);
    expect(text.replaceText("aaa", "a", "b", 2)).toBe("bba");
    expect(text.replaceText("ab", "", "-", -1)).toBe("-a-b-");
    expect(text.replaceText("ab", "", "-", 2)).toBe("-a-b");
    expect(text.replaceText("ab", "a", "-", 0)).toBe("ab");
    expect(text.splitText("a,b,c", ",", 2, false)).toEqual(["a", "b,c"]);
    expect(text.splitText("a,b,c", ",", -1, true)).toEqual(["a,", "b,", "c"]);
    expect(text.splitText("", ",", -1, false)).toEqual([""]);
    expect(text.splitText("", "", -1, false)).toEqual([]);
    expect(text.splitText("añb", "", 2, false)).toEqual(["a", "ñb"]);
    expect(text.substring("Ölfass", -2, 3)).toBe("Ölf");
    expect(text.substring("Ölfass", 4, 2)).toBe("");
});

it("prints floats with and without exponents", () => {
    expect([1.1e21, 1.1e-6, -0, 5e-324, Infinity, 100].map(formatFloat)).toEqual([
        "1100000000000000000000",
        "0.0000011",
        "-0",
        `0.${"0".repeat(323)}5`,
        "+Inf",
        "100",
    ]);
    expect([1e6, 1e-5, 123456, 1.23456789125e8, 0].map(displayFloat)).toEqual(["1e+06", "1e-05", "123456", "1.23456789125e+08", "0"]);
    expect([1e21, 1e-7, 1e20].map(jsonFloat)).toEqual(["1e+21", "1e-7", "100000000000000000000"]);
    expect(exponential(1, "E")).toBe("1E+00");
    expect(fixedSix(0.5)).toBe("0.500000");
});

it("reads numbers as the conversions do", () => {
    expect(["1_000.5", "0x10p0", "inf", "-Infinity", ".5", "5.", "+2", "1e3"].map(parseFloat64)).toEqual([
        1000.5,
        16,
        Infinity,
        -Infinity,
        0.5,
        5,
        2,
        1000,
    ]);
    expect(["0x10", "1E400", "", "1__0", "abc"].map(parseFloat64)).toEqual(Array.from({ length: 5 }, () => undefined));
    expect(parseInt64("+42")).toBe(42n);
    expect(parseInt64("9223372036854775808")).toBeUndefined();
    expect(parseUint64("+1")).toBeUndefined();
    expect(floatToInt64(1e19)).toBe(-(2n ** 63n));
});
