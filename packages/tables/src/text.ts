/** Values as text, exactly as the reference prints them. */
import type { Cell, ColumnType } from "./column.ts";

/** -1, 0 or 1 by UTF-8 bytes, which is the order of code points and not of UTF-16 units. */
export function compareText(a: string, b: string): number {
    if (a === b) {
        return 0;
    }
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i += 1) {
        const x = a.charCodeAt(i);
        const y = b.charCodeAt(i);
        if (x !== y) {
            // A surrogate stands for a code point above all others.
            const xHigh = (x & 0xf800) === 0xd800;
            const yHigh = (y & 0xf800) === 0xd800;
            return xHigh === yHigh ? (x < y ? -1 : 1) : xHigh ? 1 : -1;
        }
    }
    return a.length < b.length ? -1 : 1;
}

/** Shortest digits that give the float back, never with an exponent; `NaN`, `+Inf`, `-Inf`, `-0`. */
export function formatFloat(value: number): string {
    if (value !== value) {
        return "NaN";
    }
    if (value === 0) {
        return 1 / value < 0 ? "-0" : "0";
    }
    const size = Math.abs(value);
    if (size === Number.POSITIVE_INFINITY) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    const text = `${value}`;
    if (size < 1e21 && size >= 1e-6) {
        return text;
    }
    const at = text.indexOf("e");
    if (at < 0) {
        return text;
    }
    const sign = value < 0 ? "-" : "";
    const digits = text.slice(sign.length, at).replace(".", "");
    const exponent = Number(text.slice(at + 1));
    return exponent < 0 ? `${sign}0.${"0".repeat(-exponent - 1)}${digits}` : `${sign}${digits.padEnd(exponent + 1, "0")}`;
}

const DAY_NS = 86400000000000n;
const SECOND_NS = 1000000000n;
let cachedDay = 0;
let cachedDate = "1970-01-01";

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** `2024-03-01T12:00:00` of whole seconds since the epoch. */
function formatSeconds(seconds: number): string {
    const day = Math.floor(seconds / 86400);
    if (day !== cachedDay) {
        cachedDay = day;
        cachedDate = formatDay(day);
    }
    const rest = seconds - day * 86400;
    const hour = Math.floor(rest / 3600);
    const minute = Math.floor((rest - hour * 3600) / 60);
    return `${cachedDate}T${two(hour)}:${two(minute)}:${two(rest - hour * 3600 - minute * 60)}`;
}

function formatDay(day: number): string {
    const date = new Date(day * 86400000);
    const year = date.getUTCFullYear();
    return `${`${year}`.padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** RFC 3339 in UTC with as many digits of a fraction as needed: `2024-03-01T12:00:00.5Z`. */
export function formatTime(ns: bigint): string {
    let fraction = ns % SECOND_NS;
    if (fraction < 0n) {
        fraction += SECOND_NS;
    }
    const text = formatSeconds(Number((ns - fraction) / SECOND_NS));
    return fraction === 0n ? `${text}Z` : `${text}.${`${fraction}`.padStart(9, "0").replace(/0+$/, "")}Z`;
}

/** RFC 3339 in UTC with nine digits of a fraction, as `string(v: time)` prints. */
export function formatTimeNanos(ns: bigint): string {
    let fraction = ns % SECOND_NS;
    if (fraction < 0n) {
        fraction += SECOND_NS;
    }
    return `${formatSeconds(Number((ns - fraction) / SECOND_NS))}.${`${fraction}`.padStart(9, "0")}Z`;
}

/** The text of a cell in annotated CSV, before quoting; null is the empty text. */
export function formatCell(type: ColumnType, value: Cell): string {
    if (value === null) {
        return "";
    }
    if (type === "time") {
        return formatTime(value as bigint);
    }
    return type === "float" ? formatFloat(value as number) : String(value);
}

/** ns since the epoch of a calendar time in UTC; fields may be out of range. */
export function timeOf(year: number, month: number, day: number, hour: number, minute: number, second: number, nanos: number): bigint {
    const days = BigInt(Math.floor(utc(year, month, day) / 86400000));
    return days * DAY_NS + BigInt(hour * 3600 + minute * 60 + second) * SECOND_NS + BigInt(nanos);
}

function utc(year: number, month: number, day: number): number {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getTime();
}
