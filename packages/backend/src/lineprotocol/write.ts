/** Points of `to()` as lines, exact and escaped. */
import { RunError, type WritePoint } from "@flux-scripts/engine";

/** One line, time in ns. Throws a `RunError` for names that line protocol can't hold. */
export function lineOf({ measurement, tags, fields, time }: WritePoint): string {
    let line = name(measurement, false);
    for (const [key, value] of tags) if (value !== "") line += `,${name(key, true)}=${name(value, true)}`;
    const written: string[] = [];
    for (const [key, { type, value }] of fields) {
        if (type === "float" && !Number.isFinite(value as number)) continue;
        const text =
            type === "string"
                ? `"${String(value).replaceAll(/["\\]/g, "\\$&")}"`
                : type === "int" || type === "time"
                  ? `${value}i`
                  : type === "uint"
                    ? `${value}u`
                    : floatOrBool(value);
        written.push(`${name(key, true)}=${text}`);
    }
    return written.length === 0 ? "" : `${line} ${written.join(",")} ${time}`;
}

function floatOrBool(value: bigint | number | string | boolean): string {
    return Object.is(value, -0) ? "-0" : String(value);
}

/** A line feed can't be escaped, nor a hash at the start or a backslash at the end. */
function name(text: string, equals: boolean): string {
    if (text === "" || /^#|[\n\r]|\\$/.test(text))
        throw new RunError("invalid", `can't write ${JSON.stringify(text)} as the name of a measurement, tag or field`);
    return text.replaceAll(equals ? /[, =]/g : /[, ]/g, "\\$&");
}
