/** Values of literals from their source text. */
import type { DurationUnit } from "./ast.ts";
import { isDigit } from "./characters.ts";
import { unitSize } from "./literal-shapes.ts";

const MAX_INT = 9223372036854775807n;

/** Value of an int literal, or why it has none. */
export function integerValue(source: string): bigint | string {
    if (source.length > 1 && source.charCodeAt(0) === 0x30) {
        return `invalid integer literal "${source}": nonzero value cannot start with 0`;
    }
    const value = BigInt(source);
    return value > MAX_INT ? `invalid integer literal "${source}": value out of range` : value;
}

/** Parts of a duration literal; undefined when a magnitude doesn't fit into an int64. */
export function durationValues(source: string): { magnitude: bigint; unit: DurationUnit }[] | undefined {
    const values: { magnitude: bigint; unit: DurationUnit }[] = [];
    for (let start = 0; start < source.length; ) {
        let unit = start;
        while (isDigit(source.charCodeAt(unit))) {
            unit++;
        }
        const end = unit + unitSize(source, unit);
        const magnitude = BigInt(source.slice(start, unit));
        if (magnitude > MAX_INT) {
            return undefined;
        }
        values.push({ magnitude, unit: source.slice(unit, end) as DurationUnit });
        start = end;
    }
    return values;
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d*))?(Z|([+-])(\d\d):(\d\d))?)?$/;

/** Nanoseconds since the epoch of a time literal; undefined when it is no valid time or has no offset. */
export function timeValue(source: string): bigint | undefined {
    const match = TIME.exec(source);
    if (match === null) {
        return undefined;
    }
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? "0")) as [
        number,
        number,
        number,
        number,
        number,
        number,
    ];
    const days = daysSinceEpoch(year, month, day);
    // A leap second is accepted, as in RFC 3339.
    if (days === undefined || hour > 23 || minute > 59 || second > 60) {
        return undefined;
    }
    let offset = 0;
    if (match[4] !== undefined) {
        if (match[8] === undefined || match[7] === "") {
            return undefined;
        }
        if (match[9] !== undefined) {
            const hours = Number(match[10]);
            const minutes = Number(match[11]);
            if (hours > 23 || minutes > 59) {
                return undefined;
            }
            offset = (hours * 60 + minutes) * (match[9] === "-" ? -60 : 60);
        }
    }
    const seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset;
    const fraction = (match[7] ?? "").slice(0, 9).padEnd(9, "0");
    return BigInt(seconds) * 1000000000n + BigInt(fraction);
}

function daysSinceEpoch(year: number, month: number, day: number): number | undefined {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || month === 0) {
        return undefined;
    }
    return Math.round(date.getTime() / 86400000);
}

/** The characters of a string, escapes resolved; or why they are none (bytes given by `\x` that are no UTF-8). */
export function stringValue(source: string): { value: string } | { error: string } {
    if (!source.includes("\\")) {
        return { value: source };
    }
    if (!/\\x[89a-fA-F]/.test(source)) {
        return { value: source.replace(/\\(x[0-9a-fA-F]{2}|[^])/g, (_, escape: string) => unescape(escape)) };
    }
    return bytesValue(source);
}

function unescape(escape: string): string {
    switch (escape) {
        case "n":
            return "\n";
        case "r":
            return "\r";
        case "t":
            return "\t";
        default:
            return escape.length === 3 ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : escape;
    }
}

/** Bytes given one by one may only together make a character. */
function bytesValue(source: string): { value: string } | { error: string } {
    const bytes: number[] = [];
    for (const [part, escape] of source.matchAll(/\\(x[0-9a-fA-F]{2}|[^])|[^\\]+/g)) {
        if (escape !== undefined && escape.length === 3) {
            bytes.push(Number.parseInt(escape.slice(1), 16));
        } else {
            pushUtf8(bytes, escape === undefined ? part : unescape(escape));
        }
    }
    return decodeUtf8(bytes);
}

function pushUtf8(bytes: number[], text: string): void {
    for (const char of text) {
        const point = char.codePointAt(0) as number;
        if (point < 0x80) {
            bytes.push(point);
        } else if (point < 0x800) {
            bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
        } else if (point < 0x10000) {
            bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
        } else {
            bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
        }
    }
}

/** Decodes strictly; the error names the bytes as the reference does. */
function decodeUtf8(bytes: readonly number[]): { value: string } | { error: string } {
    let value = "";
    let i = 0;
    while (i < bytes.length) {
        const first = bytes[i] as number;
        const size =
            first < 0x80
                ? 1
                : first >= 0xc2 && first < 0xe0
                  ? 2
                  : first >= 0xe0 && first < 0xf0
                    ? 3
                    : first >= 0xf0 && first < 0xf5
                      ? 4
                      : 0;
        let good = 1;
        let point = size === 1 ? first : first & (0xff >> (size + 1));
        while (good < size && continues(first, bytes[i + good], good)) {
            point = (point << 6) | ((bytes[i + good] as number) & 63);
            good++;
        }
        if (size === 0 || good < size) {
            const open = size > 0 && i + good === bytes.length;
            return {
                error: open ? `incomplete utf-8 byte sequence from index ${i}` : `invalid utf-8 sequence of ${good} bytes from index ${i}`,
            };
        }
        value += String.fromCodePoint(point);
        i += size;
    }
    return { value };
}

function continues(first: number, byte: number | undefined, index: number): boolean {
    if (byte === undefined) {
        return false;
    }
    let low = 0x80;
    let high = 0xbf;
    if (index === 1) {
        if (first === 0xe0) {
            low = 0xa0;
        } else if (first === 0xed) {
            high = 0x9f;
        } else if (first === 0xf0) {
            low = 0x90;
        } else if (first === 0xf4) {
            high = 0x8f;
        }
    }
    return byte >= low && byte <= high;
}

const UNFINISHED = "unterminated regex sequence";

/**
 * The pattern between the slashes; `\/` means a slash and `\x41` the byte, every other escape stays for the
 * pattern. Or why there is no pattern.
 */
export function regexValue(source: string): { value: string } | { error: string } {
    const pattern = source.slice(1, -1);
    if (!pattern.includes("\\")) {
        return { value: pattern };
    }
    const bytes: number[] = [];
    for (let i = 0; i < pattern.length; i++) {
        if (pattern[i] !== "\\") {
            const next = pattern.indexOf("\\", i);
            pushUtf8(bytes, pattern.slice(i, next < 0 ? pattern.length : next));
            i = (next < 0 ? pattern.length : next) - 1;
            continue;
        }
        i++;
        if (i >= pattern.length) {
            return { error: UNFINISHED };
        }
        if (pattern[i] === "x") {
            const digits = Array.from(pattern.slice(i + 1, i + 5))
                .slice(0, 2)
                .join("");
            const count = Array.from(digits).length;
            if (count < 2) {
                return { error: `\\x followed by ${count} char, must be 2` };
            }
            if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
                return { error: "invalid byte value" };
            }
            bytes.push(Number.parseInt(digits, 16));
            i += 2;
        } else {
            const char = String.fromCodePoint(pattern.codePointAt(i) as number);
            pushUtf8(bytes, char === "/" ? "/" : `\\${char}`);
            i += char.length - 1;
        }
    }
    return decodeUtf8(bytes);
}
