/** Texts of cells to values, with the reference's messages for those that are not. */
import type { Cell, ColumnType } from "../column.ts";
import { formatCell, timeOf } from "../text.ts";

/** A cell's text that its type can't be read from. */
export class CellError extends Error {}

/** Reads a cell of a type. Throws {@link CellError}. */
export function parseCell(type: ColumnType, text: string): Cell {
    return parsers[type](text);
}

/** Reads a cell of a type; undefined where its text is none of it. */
export function tryParseCell(type: ColumnType, text: string): Cell | undefined {
    try {
        return parseCell(type, text);
    } catch (error) {
        if (error instanceof CellError) {
            return undefined;
        }
        throw error;
    }
}

/** The value that a type writes as exactly this text; undefined where there is none. */
export function exactCell(type: ColumnType, text: string): Cell | undefined {
    const cell = tryParseCell(type, text);
    return cell !== undefined && formatCell(type, cell) === text ? cell : undefined;
}

const TRUE = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE = new Set(["0", "f", "F", "FALSE", "false", "False"]);

const parsers: Readonly<Record<ColumnType, (text: string) => Cell>> = {
    string: (text) => text,
    bool: (text) => {
        if (TRUE.has(text)) {
            return true;
        }
        if (FALSE.has(text)) {
            return false;
        }
        throw new CellError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
    },
    int: (text) => integer("ParseInt", text, /^[+-]?\d+$/, (value) => BigInt.asIntN(64, value) === value),
    uint: (text) => integer("ParseUint", text, /^\d+$/, (value) => BigInt.asUintN(64, value) === value),
    float,
    time: parseTime,
};

function integer(name: string, text: string, form: RegExp, fits: (value: bigint) => boolean): bigint {
    if (!form.test(text)) {
        throw new CellError(`strconv.${name}: parsing ${JSON.stringify(text)}: invalid syntax`);
    }
    const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
    if (!fits(value)) {
        throw new CellError(`strconv.${name}: parsing ${JSON.stringify(text)}: value out of range`);
    }
    return value;
}

function float(text: string): number {
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
        const value = Number(text);
        if (!Number.isFinite(value)) {
            throw new CellError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: value out of range`);
        }
        return value;
    }
    if (/^[+-]?inf(inity)?$/i.test(text)) {
        return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    if (/^nan$/i.test(text)) {
        return Number.NaN;
    }
    const hex = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i.exec(text);
    if (hex !== null && `${hex[2]}${hex[3]}` !== "") {
        const size = Number.parseInt(`${hex[2]}${hex[3]}`, 16) * 2 ** (Number(hex[4]) - 4 * (hex[3] as string).length);
        return hex[1] === "-" ? -size : size;
    }
    throw new CellError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`);
}

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|([+-])(\d{2}):(\d{2}))$/;

/** RFC 3339 with any offset to ns since the epoch (wraps at 64 bits). Throws {@link CellError} worded as Go's time package. */
export function parseTime(text: string): bigint {
    const match = FORM.exec(text);
    if (match === null) {
        throw new CellError(wrongTime(text));
    }
    const [, year, month, day, hour, minute, second, fraction = "", zone, sign, zoneHour, zoneMinute] = match;
    const problem = outOfRange(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
    if (problem !== undefined) {
        throw new CellError(`parsing time ${JSON.stringify(text)}: ${problem}`);
    }
    const nanos = Number(fraction.slice(0, 9).padEnd(9, "0"));
    const ns = timeOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), nanos);
    const offset = zone === "Z" ? 0n : BigInt((Number(zoneHour) * 60 + Number(zoneMinute)) * 60) * 1000000000n;
    return BigInt.asIntN(64, sign === "-" ? ns + offset : ns - offset);
}

function outOfRange(year: number, month: number, day: number, hour: number, minute: number, second: number): string | undefined {
    if (month < 1 || month > 12) {
        return "month out of range";
    }
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number;
    if (day < 1 || day > days) {
        return "day out of range";
    }
    return hour > 23 ? "hour out of range" : minute > 59 ? "minute out of range" : second > 59 ? "second out of range" : undefined;
}

const LAYOUT: readonly (readonly [RegExp, string])[] = [
    [/^\d{4}/, "2006"],
    [/^-/, "-"],
    [/^\d{2}/, "01"],
    [/^-/, "-"],
    [/^\d{2}/, "02"],
    [/^T/, "T"],
    [/^\d{2}/, "15"],
    [/^:/, ":"],
    [/^\d{2}/, "04"],
    [/^:/, ":"],
    [/^\d{2}([.,]\d+)?/, "05"],
    [/^(Z|[+-]\d{2}:\d{2})/, "Z07:00"],
];

function wrongTime(text: string): string {
    let rest = text;
    for (const [form, name] of LAYOUT) {
        const match = form.exec(rest);
        if (match === null) {
            return `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`;
        }
        rest = rest.slice(match[0].length);
    }
    return `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`;
}
