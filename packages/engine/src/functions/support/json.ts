import { formatTime } from "@flux-scripts/tables";
import { base64 } from "../../kernels/bytes.ts";
import { formatDuration } from "../../kernels/duration.ts";
import { jsonFloat } from "../../kernels/numbers.ts";
import { compareText } from "../../kernels/text.ts";
import { FluxError } from "../../values/error.ts";
import { FluxRegexp } from "../../values/regexp.ts";
import { basicText } from "../../values/text.ts";
import { typeName } from "../../values/types.ts";
import {
    ArrayValue,
    DictValue,
    DurationValue,
    DynamicValue,
    isNullValue,
    RecordValue,
    Time,
    UInt,
    type Value,
} from "../../values/value.ts";

const SHORT: Readonly<Record<string, string>> = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
};

/** A text in quotes, with what HTML could take for its own escaped. */
function jsonString(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped here
    const escaped = text.replace(/[\\"<>&\u2028\u2029\x00-\x1f]/g, (character) => {
        return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
    return `"${escaped}"`;
}

/** A value as JSON: keys sorted, times and durations as text, bytes in base64. NaN, infinities and functions fail. */
export function jsonText(value: Value): string {
    if (isNullValue(value)) {
        return "null";
    }
    switch (typeof value) {
        case "string":
            return jsonString(value);
        case "boolean":
        case "bigint":
            return String(value);
        case "number":
            if (!Number.isFinite(value)) {
                throw new FluxError("unknown", `json: unsupported value: ${basicText(value)}`);
            }
            return jsonFloat(value);
        default:
            return jsonOfObject(value);
    }
}

function jsonOfObject(value: Exclude<Value, null | boolean | string | number | bigint>): string {
    if (value instanceof UInt) {
        return String(value.value);
    }
    if (value instanceof Time) {
        return jsonString(formatTime(value.ns));
    }
    if (value instanceof DurationValue) {
        return jsonString(formatDuration(value));
    }
    if (value instanceof FluxRegexp) {
        return jsonString(value.source);
    }
    if (value instanceof Uint8Array) {
        return jsonString(base64(value));
    }
    if (value instanceof ArrayValue) {
        return `[${value.elements.map(jsonText).join(",")}]`;
    }
    if (value instanceof RecordValue) {
        return jsonObject(value.properties);
    }
    if (value instanceof DictValue) {
        return jsonObject(new Map([...value.entries.values()].map((entry) => [basicText(entry.key) ?? "", entry.value])));
    }
    if (value instanceof DynamicValue) {
        return jsonText(value.value);
    }
    throw new FluxError("invalid", `cannot encode ${typeName(value)} as JSON`);
}

function jsonObject(members: ReadonlyMap<string, Value>): string {
    const sorted = [...members].sort(([a], [b]) => compareText(a, b));
    return `{${sorted.map(([name, member]) => `${jsonString(name)}:${jsonText(member)}`).join(",")}}`;
}
