/** Values as text: `string()`, interpolation and `display()`. */
import { formatFloat, formatTimeNanos } from "@flux-scripts/tables";
import { hex } from "../kernels/bytes.ts";
import { formatDuration } from "../kernels/duration.ts";
import { displayFloat } from "../kernels/numbers.ts";
import { compareText } from "../kernels/text.ts";
import { compareValues } from "./operators.ts";
import { FluxRegexp } from "./regexp.ts";
import {
    ArrayValue,
    DictValue,
    DurationValue,
    DynamicValue,
    FunctionValue,
    PackageValue,
    RecordValue,
    StreamValue,
    Time,
    TypedNull,
    UInt,
    type Value,
} from "./value.ts";

/** The text of a basic value as `string(v:)` gives it; undefined for others and for null. */
export function basicText(value: Value): string | undefined {
    switch (typeof value) {
        case "string":
            return value;
        case "number":
            return formatFloat(value);
        case "bigint":
        case "boolean":
            return String(value);
        default:
            if (value instanceof UInt) {
                return String(value.value);
            }
            if (value instanceof Time) {
                return formatTimeNanos(value.ns);
            }
            if (value instanceof DurationValue) {
                return formatDuration(value);
            }
            return undefined;
    }
}

/** The text of any value as `display(v:)` gives it. */
export function displayText(value: Value): string {
    if (typeof value === "number") {
        return displayFloat(value);
    }
    const basic = basicText(value);
    if (basic !== undefined) {
        return basic;
    }
    if (value === null || value instanceof TypedNull) {
        return "<null>";
    }
    if (value instanceof ArrayValue) {
        return bracketed("[", "]", value.elements.map(displayText));
    }
    if (value instanceof RecordValue) {
        const names = [...value.properties.keys()].sort(compareText);
        return bracketed(
            "{",
            "}",
            names.map((name) => `${name}: ${displayText(value.properties.get(name) ?? null)}`),
        );
    }
    if (value instanceof DictValue) {
        const entries = [...value.entries.values()].sort((a, b) => compareValues(a.key, b.key) ?? 0);
        return bracketed(
            "[",
            "]",
            entries.length === 0 ? [":"] : entries.map((entry) => `${displayText(entry.key)}: ${displayText(entry.value)}`),
        );
    }
    if (value instanceof Uint8Array) {
        return `0x${hex(value)}`;
    }
    if (value instanceof FluxRegexp) {
        return value.source;
    }
    if (value instanceof DynamicValue) {
        return `dynamic(${displayText(value.value)})`;
    }
    if (value instanceof StreamValue) {
        return "<stream>";
    }
    if (value instanceof FunctionValue) {
        const type = value.typeText();
        if (type !== undefined) {
            return type;
        }
        const parameters = value.parameters.map(({ name, pipe, optional }) => `${pipe ? "<-" : optional ? "?" : ""}${name}`);
        return `(${parameters.join(", ")}) => A`;
    }
    return value instanceof PackageValue ? `pkg{${value.path}}` : "";
}

/** Up to three parts on a line, more one a line (as the reference breaks them). */
function bracketed(open: string, close: string, parts: readonly string[]): string {
    if (parts.length <= 3) {
        return `${open}${parts.join(", ")}${close}`;
    }
    const lines = parts.map((part) => part.replaceAll("\n", "\n    "));
    return `${open}\n    ${lines.join(",\n    ")}\n${close}`;
}
