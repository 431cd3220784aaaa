/** Text of numbers as the language prints and reads it. */

/** Shortest digits that give the float back, never with an exponent: `1100000000000000000000`, `0.0000011`, `-0`, `+Inf`. */
export function formatFloat(value: number): string {
    const special = specialText(value);
    if (special !== undefined) {
        return special;
    }
    const text = String(value);
    const at = text.indexOf("e");
    if (at < 0) {
        return text;
    }
    const sign = text.startsWith("-") ? "-" : "";
    const digits = text.slice(sign.length, at).replace(".", "");
    const exponent = Number(text.slice(at + 1));
    return exponent < 0 ? `${sign}0.${"0".repeat(-exponent - 1)}${digits}` : `${sign}${digits.padEnd(exponent + 1, "0")}`;
}

/** Shortest digits, with an exponent below 1e-4 and from 1e6 on (`1e+06`, `1e-05`): what `display` gives. */
export function displayFloat(value: number): string {
    const special = specialText(value);
    if (special !== undefined) {
        return special;
    }
    const exponent = value === 0 ? 0 : Number(value.toExponential().split("e")[1]);
    return exponent < -4 || exponent >= 6 ? exponential(value, "e") : formatFloat(value);
}

/** The form in JSON: an exponent below 1e-6 and from 1e21 on, with as few digits as it needs (`1e+21`, `1e-7`). Only for finite values. */
export function jsonFloat(value: number): string {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-6 || size >= 1e21)) {
        return value.toExponential();
    }
    return formatFloat(value);
}

/** Always with an exponent of at least two digits: `1E+00`. */
export function exponential(value: number, letter: "e" | "E"): string {
    const special = specialText(value);
    if (special !== undefined) {
        return special;
    }
    const [mantissa = "0", exponent = "+0"] = (Object.is(value, -0) ? "-0e+0" : value.toExponential()).split("e");
    return `${mantissa}${letter}${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** Six decimals, as some messages print a float. */
export function fixedSix(value: number): string {
    const special = specialText(value);
    if (special !== undefined) {
        return special;
    }
    return Math.abs(value) < 1e21 ? value.toFixed(6) : `${formatFloat(value)}.000000`;
}

function specialText(value: number): string | undefined {
    if (Number.isNaN(value)) {
        return "NaN";
    }
    if (!Number.isFinite(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    return Object.is(value, -0) ? "-0" : undefined;
}

/**
 * Reads a float as `float(v:)` does: decimal, hexadecimal with a binary exponent, underscores between digits, `inf`, `nan`. Gives
 * `undefined` for other text and for decimals out of range.
 */
export function parseFloat64(text: string): number | undefined {
    if (/^[+-]?inf(inity)?$/i.test(text)) {
        return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    if (/^nan$/i.test(text)) {
        return Number.NaN;
    }
    if (/^[+-]?0x/i.test(text)) {
        return parseHexFloat(text);
    }
    if (!/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i.test(text)) {
        return undefined;
    }
    const value = Number(text.replaceAll("_", ""));
    return Number.isFinite(value) ? value : undefined;
}

function parseHexFloat(text: string): number | undefined {
    const match = /^([+-]?)0x_?([0-9a-f_]*)(?:\.([0-9a-f_]*))?p([+-]?\d+)$/i.exec(text);
    if (match === null) {
        return undefined;
    }
    const [, sign = "", whole = "", part = "", exponent = "0"] = match;
    const digits = (whole + part).replaceAll("_", "");
    if (digits === "") {
        return undefined;
    }
    const value = Number(BigInt(`0x${digits}`)) * 2 ** (Number(exponent) - 4 * part.replaceAll("_", "").length);
    return Number.isFinite(value) ? (sign === "-" ? -value : value) : undefined;
}

/** Reads a decimal int64 (an optional sign, digits), or `undefined`. */
export function parseInt64(text: string): bigint | undefined {
    if (!/^[+-]?\d+$/.test(text)) {
        return undefined;
    }
    const value = BigInt(text.replace("+", ""));
    return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Reads a decimal uint64 (digits only), or `undefined`. */
export function parseUint64(text: string): bigint | undefined {
    if (!/^\d+$/.test(text)) {
        return undefined;
    }
    const value = BigInt(text);
    return BigInt.asUintN(64, value) === value ? value : undefined;
}

/** The int64 of a float: truncated; what does not fit becomes the smallest int64. */
export function floatToInt64(value: number): bigint {
    if (!(Math.abs(value) < 2 ** 63)) {
        return -(2n ** 63n);
    }
    return BigInt(Math.trunc(value));
}

/** The uint64 of a float: truncated, a negative one wraps, what is too large becomes 2⁶³. */
export function floatToUint64(value: number): bigint {
    if (Number.isNaN(value) || value >= 2 ** 64 || value <= -(2 ** 63)) {
        return 2n ** 63n;
    }
    return BigInt.asUintN(64, BigInt(Math.trunc(value)));
}
