/** JSON values of params to typed Flux values, by the inferred types. */
import { isJsonArray, isJsonObject, JsonNumber, type JsonObject, type JsonValue, readJson } from "./json.ts";
import { fitsInt64, fitsUint64, readDuration, readTime, writeDuration, writeTime } from "./literals.ts";
import type { ParamSchema, ParamType } from "./schema.ts";

/** An exact Flux value. `time` is ns since epoch, a duration keeps months and nanoseconds apart. */
export type ParamValue =
    | { readonly type: "bool"; readonly value: boolean }
    | { readonly type: "int"; readonly value: bigint }
    | { readonly type: "uint"; readonly value: bigint }
    | { readonly type: "float"; readonly value: number }
    | { readonly type: "string"; readonly value: string }
    | { readonly type: "time"; readonly value: bigint }
    | { readonly type: "duration"; readonly months: bigint; readonly nanoseconds: bigint }
    | { readonly type: "array"; readonly elements: readonly ParamValue[] }
    | { readonly type: "record"; readonly properties: ReadonlyMap<string, ParamValue> };

export interface ParamFault {
    /** The param, with the path below it where the fault lies deeper (`window.every`, `keys[2]`). */
    readonly param: string;
    readonly expected: ParamType;
    /** What was given: a JSON type with `int` and `float` told apart, `null`, or `nothing`. */
    readonly found: string;
    readonly message: string;
}

export type ConvertResult = { readonly ok: true; readonly value: ParamValue } | { readonly ok: false; readonly fault: ParamFault };
export type BindResult =
    | { readonly ok: true; readonly values: ReadonlyMap<string, ParamValue> }
    | { readonly ok: false; readonly faults: readonly ParamFault[] };

/** The name of a JSON value's type as Flux would call it. */
export function jsonTypeName(value: JsonValue): string {
    if (value === null) {
        return "null";
    }
    if (value instanceof JsonNumber) {
        return value.isInteger ? "int" : "float";
    }
    if (typeof value === "boolean") {
        return "bool";
    }
    return typeof value === "string" ? "string" : isJsonArray(value) ? "array" : "record";
}

function fault(param: string, expected: ParamType, found: string, detail = ""): ConvertResult {
    const message =
        expected === "any"
            ? `param "${param}" has no value: ${found}`
            : `param "${param}" must be of type ${expected}, but got ${found}${detail}`;
    return { ok: false, fault: { param, expected, found, message } };
}

const good = (value: ParamValue): ConvertResult => ({ ok: true, value });

/** Long texts are cut so that a message stays readable. */
function shown(text: string): string {
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function convertNumber(param: string, type: ParamType, number: JsonNumber): ConvertResult {
    const found = number.isInteger ? "int" : "float";
    if (type === "float" || (type === "any" && !number.isInteger)) {
        const value = Number(number.text);
        return Number.isFinite(value) ? good({ type: "float", value }) : fault(param, "float", found, `: ${number.text} is out of range`);
    }
    if (number.isInteger && (type === "int" || type === "any")) {
        const value = BigInt(number.text);
        return fitsInt64(value) ? good({ type: "int", value }) : fault(param, "int", "int", `: ${number.text} is beyond 64 bits`);
    }
    if (number.isInteger && type === "uint") {
        const value = BigInt(number.text);
        if (fitsUint64(value)) {
            return good({ type: "uint", value });
        }
        return fault(param, "uint", "int", value < 0n ? `: ${number.text} is negative` : `: ${number.text} is beyond 64 bits`);
    }
    return fault(param, type, found);
}

function convertString(param: string, type: ParamType, text: string): ConvertResult {
    if (type === "string" || type === "any") {
        return good({ type: "string", value: text });
    }
    if (type === "duration") {
        const parts = readDuration(text);
        return parts === undefined
            ? fault(param, type, "string", `: ${shown(text)} is not a duration such as "1h30m"`)
            : good({ type, ...parts });
    }
    if (type === "time") {
        const value = readTime(text);
        return value === undefined
            ? fault(param, type, "string", `: ${shown(text)} is not an RFC 3339 time such as "2024-03-01T12:00:00Z"`)
            : good({ type, value });
    }
    return fault(param, type, "string");
}

/**
 * Converts one JSON value for a param of the inferred type: an integer to int, uint or float, a
 * string to string, duration or time; for `any` by its own shape (a string stays a string).
 */
export function convertParam(param: string, type: ParamType, value: JsonValue): ConvertResult {
    if (value === null) {
        return fault(param, type, "null");
    }
    if (value instanceof JsonNumber) {
        return convertNumber(param, type, value);
    }
    if (typeof value === "string") {
        return convertString(param, type, value);
    }
    if (typeof value === "boolean") {
        return type === "bool" || type === "any" ? good({ type: "bool", value }) : fault(param, type, "bool");
    }
    if (type !== "any") {
        return fault(param, type, jsonTypeName(value));
    }
    if (isJsonArray(value)) {
        return convertArray(param, value);
    }
    return convertRecord(param, value as JsonObject);
}

function convertArray(param: string, value: readonly JsonValue[]): ConvertResult {
    // A list of numbers of which one has a point is a list of floats: [1, 2.5] means what it says.
    const float = value.some((item) => item instanceof JsonNumber && !item.isInteger) && value.every((item) => item instanceof JsonNumber);
    const elements: ParamValue[] = [];
    for (const [index, item] of value.entries()) {
        const element = convertParam(`${param}[${index}]`, float ? "float" : "any", item);
        if (!element.ok) {
            return element;
        }
        const first = elements[0];
        if (first !== undefined && first.type !== element.value.type) {
            return {
                ok: false,
                fault: {
                    param: `${param}[${index}]`,
                    expected: "any",
                    found: element.value.type,
                    message: `param "${param}" is a list of ${first.type}, but element ${index} is ${element.value.type}`,
                },
            };
        }
        elements.push(element.value);
    }
    return good({ type: "array", elements });
}

function convertRecord(param: string, value: JsonObject): ConvertResult {
    const properties = new Map<string, ParamValue>();
    for (const [key, item] of value) {
        const property = convertParam(`${param}.${key}`, "any", item);
        if (!property.ok) {
            return property;
        }
        properties.set(key, property.value);
    }
    return good({ type: "record", properties });
}

/**
 * Checks and converts the params of one run against the inferred types. Every param of the schema is
 * required; others are taken along where they are values, and dropped where not (a script that
 * doesn't use them can't mind).
 */
export function bindParams(schema: ParamSchema, given: JsonObject): BindResult {
    const values = new Map<string, ParamValue>();
    const faults: ParamFault[] = [];
    for (const name of Object.keys(schema)) {
        const type = schema[name] ?? "any";
        const value = given.get(name);
        if (value === undefined) {
            const of = type === "any" ? "" : ` of type ${type}`;
            faults.push({ param: name, expected: type, found: "nothing", message: `missing param "${name}"${of}` });
            continue;
        }
        const result = convertParam(name, type, value);
        if (result.ok) {
            values.set(name, result.value);
        } else {
            faults.push(result.fault);
        }
    }
    if (faults.length > 0) {
        return { ok: false, faults };
    }
    for (const [name, value] of given) {
        if (!Object.hasOwn(schema, name)) {
            const result = convertParam(name, "any", value);
            if (result.ok) {
                values.set(name, result.value);
            }
        }
    }
    return { ok: true, values };
}

/** Reads `params` of a request or file: a JSON object; a message that says what is wrong otherwise. */
export function readParamsJson(
    text: string,
): { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly message: string } {
    const result = readJson(text);
    if (!result.ok) {
        const before = text.slice(0, result.fault.offset);
        const line = before.split("\n").length;
        return {
            ok: false,
            message: `params are not valid JSON: ${result.fault.message} at ${line}:${before.length - before.lastIndexOf("\n")}`,
        };
    }
    if (!isJsonObject(result.value)) {
        return { ok: false, message: `params must be a JSON object, but got ${jsonTypeName(result.value)}` };
    }
    return { ok: true, value: result.value };
}

/**
 * What a person typed into a form's field or after `--param NAME=`, as a JSON value. For `any` the
 * text is JSON where it reads as JSON and is no lone word, else a string.
 */
export function readParamText(type: ParamType, text: string): JsonValue {
    if (type === "string" || type === "duration" || type === "time") {
        return type === "string" ? text : text.trim();
    }
    const result = readJson(text);
    return result.ok ? result.value : text;
}

/** A Flux expression that means exactly this value, for `option params = …` before a query. */
export function fluxLiteral(value: ParamValue): string {
    switch (value.type) {
        case "bool":
            return String(value.value);
        case "int":
            // The least int64 can't be written as a literal: its magnitude is out of range.
            return value.value === -9_223_372_036_854_775_808n ? "(-9223372036854775807 - 1)" : value.value.toString();
        case "uint":
            return `uint(v: "${value.value}")`;
        case "float":
            return floatLiteral(value.value);
        case "string":
            return quoted(value.value);
        case "time":
            return writeTime(value.value);
        case "duration":
            return writeDuration(value);
        case "array":
            return `[${value.elements.map(fluxLiteral).join(", ")}]`;
        case "record":
            return `{${[...value.properties].map(([key, item]) => `${quoted(key)}: ${fluxLiteral(item)}`).join(", ")}}`;
    }
}

function floatLiteral(value: number): string {
    const text = Object.is(value, -0) ? "-0.0" : String(value);
    if (/^-?[0-9]+\.[0-9]+$/.test(text)) {
        return text;
    }
    // Flux has no exponents: `float(v: "1e300")` reads them exactly.
    return /^-?[0-9]+$/.test(text) ? `${text}.0` : `float(v: "${text}")`;
}

function quoted(text: string): string {
    const escaped = text.replace(/["\\\n\r\t]|\$\{/g, (found) =>
        found === "\n" ? "\\n" : found === "\r" ? "\\r" : found === "\t" ? "\\t" : `\\${found}`,
    );
    return `"${escaped}"`;
}
