/** Measurement and tags of a line: unescaping and the rules for names. */
import { compareBytes, type Tag } from "../storage/index.ts";

export type KeyResult = { readonly measurement: string; readonly tags: readonly Tag[] } | { readonly error: string };

const reserved: ReadonlySet<string> = new Set(["time", "_field", "_measurement"]);

/**
 * Reads `measurement,tag=value,…` up to the blank before the fields. `text` is the spelling as UTF-8 text, escapes and
 * all. Errors are worded as InfluxDB words them.
 */
export function readKey(text: string): KeyResult {
    const measurementEnd = findUnescaped(text, 0, ",");
    if (measurementEnd === 0 || text === "") return { error: "missing measurement" };
    const measurement = unescapeName(text.slice(0, measurementEnd), false);
    const tags: Tag[] = [];
    let at = measurementEnd;
    while (at < text.length) {
        const start = at + 1;
        const end = findUnescaped(text, start, ",");
        const equals = findUnescaped(text, start, "=", end);
        if (equals === start || start >= text.length || start === end) return { error: "missing tag key" };
        if (equals >= end || equals + 1 === end) return { error: "missing tag value" };
        if (findUnescaped(text, equals + 1, "=", end) < end) return { error: "invalid tag format" };
        tags.push([unescapeName(text.slice(start, equals), true), unescapeName(text.slice(equals + 1, end), true)]);
        at = end;
    }
    tags.sort(([a], [b]) => compareBytes(a, b));
    for (const [index, [name]] of tags.entries()) {
        if (tags[index + 1]?.[0] === name) return { error: "duplicate tags" };
        if (reserved.has(name)) return { error: `cannot use reserved tag key "${name}"` };
    }
    return { measurement, tags };
}

/** Position of the first `wanted` that no backslash stands before; `end` when there is none. */
function findUnescaped(text: string, from: number, wanted: string, end = text.length): number {
    for (let at = from; at < end; at++) {
        const char = text[at];
        if (char === "\\") at++;
        else if (char === wanted) return at;
    }
    return end;
}

/** A backslash counts only before a comma, a blank and (not in a measurement) an equals sign. */
export function unescapeName(text: string, equals: boolean): string {
    if (!text.includes("\\")) return text;
    return text.replace(equals ? /\\([, =])/g : /\\([, ])/g, "$1");
}
