/** The fields of the params form as functions: what a text means for a type, and how a value is shown. No page, no VS Code. */
import {
    convertParam,
    isJsonArray,
    isJsonObject,
    jsonFloat,
    JsonNumber,
    type JsonValue,
    readDuration,
    readJson,
    readTime,
    writeJson,
    writeTime,
} from "@flux-scripts/flux/params";
import type { Translate } from "../errors.ts";
import { inferredFault } from "./inferred.ts";
import type { ParamInfo } from "./paramInfo.ts";

/** How a value is entered. `json` is any structure; the others are the types that a field can have. */
export type FieldKind = "string" | "int" | "uint" | "float" | "bool" | "duration" | "time" | "json";

/** What an `any` param can be sent as. */
export const anyKinds: readonly FieldKind[] = ["string", "duration", "time", "int", "float", "bool", "json"];

export type FieldResult =
    | { readonly ok: true; readonly value: JsonValue; readonly sentAs?: string }
    | { readonly ok: false; readonly message: string };

/** The kind that a field starts with: the type; for `any` what its last value is, else what its use suggests. */
export function kindOf(param: ParamInfo, value: JsonValue | undefined): FieldKind {
    if (param.type !== "any") return param.type;
    const suggested = param.suggestedType === undefined || param.suggestedType === "any" ? undefined : param.suggestedType;
    if (value === undefined || value === null) return suggested ?? (param.inferred === undefined ? "string" : "json");
    if (value instanceof JsonNumber) return value.isInteger ? (suggested === "uint" ? "uint" : "int") : "float";
    if (typeof value === "boolean") return "bool";
    if (typeof value !== "string") return "json";
    return (suggested === "duration" && readDuration(value) !== undefined) || (suggested === "time" && readTime(value) !== undefined)
        ? suggested
        : "string";
}

/** A value as the field's text. */
export function textOf(kind: FieldKind, value: JsonValue | undefined): string {
    if (value === undefined || value === null) return "";
    if (kind === "json") return writeJson(value);
    if (typeof value === "string") return value === "" ? '""' : value;
    if (value instanceof JsonNumber) return value.text;
    return typeof value === "boolean" ? String(value) : writeJson(value);
}

/**
 * What the text of a field means, exactly as it is sent.
 *
 * @param now ms since epoch, for times relative to it
 * @param inferred the type that a structure must have, where it is known
 */
export function readField(name: string, kind: FieldKind, text: string, now: number, t: Translate, inferred?: string): FieldResult {
    const trimmed = text.trim();
    if (trimmed === "" && kind !== "bool")
        return bad(kind === "string" ? t('Needs a value. For an empty text write "".') : t("Needs a value."));
    switch (kind) {
        case "string":
            return good(trimmed === '""' ? "" : text);
        case "bool":
            return good(trimmed === "true");
        case "int":
        case "uint":
            return readInteger(name, kind, trimmed, t);
        case "float":
            return readFloat(trimmed, t);
        case "duration":
            return readDuration(trimmed) === undefined ? bad(durationFault(trimmed, t)) : good(trimmed);
        case "time":
            return readMoment(trimmed, now, t);
        case "json":
            return readStructure(name, trimmed, inferred, t);
    }
}

const good = (value: JsonValue, sentAs?: string): FieldResult => ({ ok: true, value, ...(sentAs === undefined ? {} : { sentAs }) });
const bad = (message: string): FieldResult => ({ ok: false, message });

function readInteger(name: string, kind: "int" | "uint", text: string, t: Translate): FieldResult {
    const plain = text.replace(/^\+/, "");
    if (!/^-?\d+$/.test(plain)) {
        return bad(
            /^-?\d*[.,]\d+$/.test(plain)
                ? t("An integer has no fraction: {0} is a float.", text)
                : t("{0} is not an integer such as 42.", text),
        );
    }
    const value = new JsonNumber(BigInt(plain).toString());
    if (convertParam(name, kind, value).ok) return good(value);
    return bad(kind === "uint" && plain.startsWith("-") ? t("Must not be negative.") : t("{0} is beyond 64 bits.", text));
}

function readFloat(text: string, t: Translate): FieldResult {
    const plain = text.replace(/^\+/, "");
    if (!/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) return bad(t("{0} is not a number such as 1.5.", text));
    const value = Number(plain);
    if (!Number.isFinite(value)) return bad(t("{0} is too large for a float.", text));
    // `5` is a float here, and the spelling has to say so.
    const read = readJson(plain);
    return good(read.ok && read.value instanceof JsonNumber && !read.value.isInteger ? read.value : jsonFloat(value));
}

const units: Readonly<Record<string, string>> = {
    min: "m",
    mins: "m",
    minute: "m",
    minutes: "m",
    sec: "s",
    secs: "s",
    second: "s",
    seconds: "s",
    hour: "h",
    hours: "h",
    hr: "h",
    hrs: "h",
    day: "d",
    days: "d",
    week: "w",
    weeks: "w",
    month: "mo",
    months: "mo",
    year: "y",
    years: "y",
};

/** Says which part is no duration, and what was probably meant. */
function durationFault(text: string, t: Translate): string {
    if (/^[-+]?\d+$/.test(text)) return t("A duration needs a unit: {0}h, {0}m, {0}s.", text.replace(/^\+/, ""));
    for (const [, unit = ""] of text.matchAll(/\d\s*([A-Za-zµμ]+)/g)) {
        if (/^(y|mo|w|d|h|m|s|ms|us|µs|μs|ns)$/.test(unit)) continue;
        const meant = units[unit.toLowerCase()];
        if (meant === "m" || unit.toLowerCase() === "month") return t('"{0}" is not a unit. Minutes are 10m, months 10mo.', unit);
        if (meant !== undefined) return t('"{0}" is not a unit. Write {1}.', unit, `10${meant}`);
        return t('"{0}" is not a unit. Units are y, mo, w, d, h, m, s, ms, us, ns.', unit);
    }
    return t("{0} is not a duration such as -1h30m.", text);
}

/** RFC 3339, a date, `2026-01-31 12:00` in local time, `now`, or a duration from now. */
function readMoment(text: string, now: number, t: Translate): FieldResult {
    if (readTime(text) !== undefined) return good(text);
    const relative = readDuration(text.replace(/^now\(\)\s*/, "").replace(/^\+/, ""));
    if (/^now(\(\))?$/.test(text) || relative !== undefined) {
        const { months, nanoseconds } = relative ?? { months: 0n, nanoseconds: 0n };
        const date = new Date(now);
        date.setUTCMonth(date.getUTCMonth() + Number(months));
        const sent = writeTime(BigInt(date.getTime()) * 1_000_000n + nanoseconds);
        return good(sent, sent);
    }
    const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text);
    if (local !== null) {
        const [, day = "", minute = "", second = "00", fraction = ""] = local;
        const ms = new Date(`${day}T${minute}:${second}`).getTime();
        if (!Number.isNaN(ms)) {
            const sent = writeTime(BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0")));
            return good(sent, sent);
        }
    }
    return bad(t("{0} is not a time such as 2026-01-31T12:00:00Z, 2026-01-31 12:00 or -1h.", text));
}

function readStructure(name: string, text: string, inferred: string | undefined, t: Translate): FieldResult {
    const read = readJson(text);
    if (!read.ok) return bad(t("Not valid JSON: {0} at character {1}.", read.fault.message, read.fault.offset + 1));
    const converted = convertParam(name, "any", read.value);
    if (!converted.ok) return bad(converted.fault.message);
    const fault = inferred === undefined ? undefined : inferredFault(inferred, read.value, t);
    return fault === undefined ? good(read.value) : bad(fault);
}

/** What a JSON value is, for help texts: `3 strings`, `record of 2`. */
export function describeJson(value: JsonValue, t: Translate): string {
    if (isJsonArray(value)) return t("JSON: a list of {0}", value.length);
    if (isJsonObject(value)) return t("JSON: a record of {0}", value.size);
    return "";
}
