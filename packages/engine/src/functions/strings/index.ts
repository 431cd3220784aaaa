import * as text from "../../kernels/text.ts";
import { type Definition, definePackage, type FunctionDefinition, kernel, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { ArrayValue, isNullValue, TypedNull, type Value } from "../../values/value.ts";
import { plainFunction } from "../support/scalars.ts";
import toUpper from "./toUpper.ts";

/** Functions of one string. */
const ofOne: Readonly<Record<string, (v: string) => string>> = {
    title: text.title,
    toLower: text.toLower,
    toTitle: text.toTitle,
    trimSpace: text.trimSpace,
};

/** A null is refused with these words by all functions of one string. */
function changed(run: (v: string) => string): FunctionDefinition {
    return scalar(
        ["v"],
        (args) => {
            const v = args.any("v");
            if (isNullValue(v)) {
                const type = v instanceof TypedNull ? v.type : "null";
                throw new FluxError("invalid", `cannot convert argument of type ${type} value <nil> to upper case`);
            }
            return run(args.string("v"));
        },
        { kernels: [kernel(["string"], "string", run)] },
    );
}

/** The one character of a text; anything else is refused, as the reference counts bytes here. */
function character(v: string): string {
    if (text.byteLength(v) !== 1) {
        throw new FluxError("invalid", "string must be a single character");
    }
    return v;
}

/** Tests of a single character. */
const tests: Readonly<Record<string, RegExp>> = { isDigit: /^\d$/, isLetter: /^[A-Za-z]$/, isLower: /^[a-z]$/, isUpper: /^[A-Z]$/ };

const trimmed = (side: "both" | "left" | "right"): FunctionDefinition =>
    plainFunction(
        [
            ["v", "string"],
            ["cutset", "string"],
        ],
        "string",
        (v: string, cutset: string) => text.trim(v, cutset, side),
    );

/** A function of `v` and one more string. */
const withText = (
    name: string,
    result: "bool" | "int" | "string",
    run: (v: string, other: string) => boolean | bigint | string,
): FunctionDefinition =>
    plainFunction(
        [
            ["v", "string"],
            [name, "string"],
        ],
        result,
        run,
    );

const split = (keep: boolean, limited: boolean): FunctionDefinition =>
    scalar(
        limited ? ["v", "t", "i"] : ["v", "t"],
        (args) => new ArrayValue(text.splitText(args.string("v"), args.string("t"), limited ? args.count("i") : -1, keep)),
    );

const joined = (elements: readonly Value[], separator: string): string =>
    elements
        .map((element) => {
            if (typeof element !== "string") {
                throw new FluxError("invalid", "expected elements of argument arr to be of type string");
            }
            return element;
        })
        .join(separator);

const MAX_TEXT = 2 ** 28;

function repeated(v: string, i: bigint): string {
    if (i < 0n) {
        throw new FluxError("invalid", `negative repeat count ${i}`);
    }
    if (BigInt(v.length) * i > BigInt(MAX_TEXT)) {
        throw new FluxError("resource exhausted", `a text of ${v.length} characters repeated ${i} times is too long`);
    }
    return v.repeat(Number(i));
}

const others: Readonly<Record<string, Definition>> = {
    compare: withText("t", "int", (v, t) => BigInt(text.compareText(v, t))),
    containsAny: withText("chars", "bool", (v, chars) => text.indexAny(v, chars, false) >= 0),
    containsStr: withText("substr", "bool", (v, substr) => v.includes(substr)),
    countStr: withText("substr", "int", (v, substr) => BigInt(text.countText(v, substr))),
    equalFold: withText("t", "bool", text.equalFold),
    hasPrefix: withText("prefix", "bool", (v, prefix) => v.startsWith(prefix)),
    hasSuffix: withText("suffix", "bool", (v, suffix) => v.endsWith(suffix)),
    index: withText("substr", "int", (v, substr) => BigInt(text.byteOffset(v, v.indexOf(substr)))),
    indexAny: withText("chars", "int", (v, chars) => BigInt(text.indexAny(v, chars, false))),
    joinStr: scalar(["arr", "v"], (args) => joined(args.array("arr"), args.string("v"))),
    lastIndex: withText("substr", "int", (v, substr) => BigInt(text.byteOffset(v, v.lastIndexOf(substr)))),
    lastIndexAny: withText("chars", "int", (v, chars) => BigInt(text.indexAny(v, chars, true))),
    repeat: plainFunction(
        [
            ["v", "string"],
            ["i", "int"],
        ],
        "string",
        repeated,
    ),
    replace: plainFunction(
        [
            ["v", "string"],
            ["t", "string"],
            ["u", "string"],
            ["i", "int"],
        ],
        "string",
        (v: string, t: string, u: string, i: bigint) => text.replaceText(v, t, u, Number(i)),
    ),
    replaceAll: plainFunction(
        [
            ["v", "string"],
            ["t", "string"],
            ["u", "string"],
        ],
        "string",
        (v: string, t: string, u: string) => text.replaceText(v, t, u, -1),
    ),
    split: split(false, false),
    splitAfter: split(true, false),
    splitAfterN: split(true, true),
    splitN: split(false, true),
    strlen: plainFunction([["v", "string"]], "int", (v: string) => BigInt(text.runeCount(v))),
    substring: plainFunction(
        [
            ["v", "string"],
            ["start", "int"],
            ["end", "int"],
        ],
        "string",
        (v: string, start: bigint, end: bigint) => text.substring(v, Number(start), Number(end)),
    ),
    trim: trimmed("both"),
    trimLeft: trimmed("left"),
    trimRight: trimmed("right"),
    trimPrefix: withText("prefix", "string", (v, prefix) => (v.startsWith(prefix) ? v.slice(prefix.length) : v)),
    trimSuffix: withText("suffix", "string", (v, suffix) => (suffix !== "" && v.endsWith(suffix) ? v.slice(0, -suffix.length) : v)),
};

export default definePackage("strings", {
    ...Object.fromEntries(Object.entries(ofOne).map(([name, run]) => [name, changed(run)])),
    ...Object.fromEntries(
        Object.entries(tests).map(([name, test]) => [
            name,
            plainFunction([["v", "string"]], "bool", (v: string) => test.test(character(v))),
        ]),
    ),
    ...others,
    toUpper,
});
