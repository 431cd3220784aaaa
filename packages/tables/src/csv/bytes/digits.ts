/** Numbers and times as ASCII, without texts between. Each function gives the place behind what it wrote. */
import { formatFloat, formatTime } from "../../text.ts";
import { POWERS } from "./numbers.ts";

/** The longest that any of them writes: the smallest float with all its zeros. */
export const LONGEST = 352;

const BILLION = 1e9;

/** Writes an integer from 0 to 2^53. */
export function writeNatural(bytes: Uint8Array, at: number, value: number): number {
    if (value < BILLION) {
        return writeInt(bytes, at, value | 0);
    }
    const high = Math.floor(value / BILLION);
    return writePadded(bytes, writeNatural(bytes, at, high), value - high * BILLION, 9);
}

/** Writes an integer from 0 to 10^9 - 1. */
function writeInt(bytes: Uint8Array, at: number, value: number): number {
    let size = 1;
    for (let limit = 10; size < 9 && value >= limit; limit *= 10) {
        size += 1;
    }
    return writePadded(bytes, at, value, size);
}

/** Writes `size` digits, with zeros before. */
function writePadded(bytes: Uint8Array, at: number, value: number, size: number): number {
    let rest = value | 0;
    for (let place = at + size - 1; place >= at; place -= 1) {
        const tens = (rest / 10) | 0;
        bytes[place] = 48 + rest - tens * 10;
        rest = tens;
    }
    return at + size;
}

function writeText(bytes: Uint8Array, at: number, text: string): number {
    for (let index = 0; index < text.length; index += 1) {
        bytes[at + index] = text.charCodeAt(index);
    }
    return at + text.length;
}

/** Writes the 64-bit integer of a row; `exact` gives its value where that is beyond 2^53, or has the upper bit of no sign. */
export function writeWide(
    bytes: Uint8Array,
    start: number,
    halves: Int32Array,
    row: number,
    isSigned: boolean,
    exact: (row: number) => bigint,
): number {
    const low = (halves[2 * row] as number) >>> 0;
    const high = halves[2 * row + 1] as number;
    if (high < (isSigned ? -2097152 : 0) || high > 2097151) {
        return writeText(bytes, start, String(exact(row)));
    }
    const value = high * 4294967296 + low;
    if (value >= 0) {
        return writeNatural(bytes, start, value);
    }
    bytes[start] = 45;
    return writeNatural(bytes, start + 1, -value);
}

/** Places behind the point that are tried before the general way. */
const PLACES = [1, 3, 6];

/**
 * Writes a float as `formatFloat` does. A decimal of up to 15 digits that gives the float back is its shortest form, once its last zeros
 * are gone: no other such decimal gives the same float.
 */
export function writeFloat(bytes: Uint8Array, start: number, value: number): number {
    const size = Math.abs(value);
    // Not for NaN, infinities and -0.
    if (!(size < 1e9) || (value === 0 && 1 / value < 0)) {
        return writeText(bytes, start, formatFloat(value));
    }
    let at = start;
    if (value < 0) {
        bytes[at] = 45;
        at += 1;
    }
    const whole = Math.floor(size);
    if (whole === size) {
        return writeInt(bytes, at, whole);
    }
    for (const places of PLACES) {
        const scale = POWERS[places] as number;
        const scaled = Math.round(size * scale);
        if (scaled / scale === size) {
            const units = Math.floor(scaled / scale);
            at = writeInt(bytes, at, units);
            bytes[at] = 46;
            at = writePadded(bytes, at + 1, scaled - units * scale, places);
            while (bytes[at - 1] === 48) {
                at -= 1;
            }
            return at;
        }
    }
    return writeText(bytes, start, formatFloat(value));
}

const DAY = 86400;

/** Writes times as RFC 3339 in UTC: `2024-03-01T12:00:00.5Z`, as many digits of a fraction as needed. */
export class TimeWriter {
    private day = Number.NaN;
    /** `2024-03-01T` of that day. */
    private readonly date = new Uint8Array(11);

    write(bytes: Uint8Array, start: number, halves: Int32Array, row: number): number {
        const low = (halves[2 * row] as number) >>> 0;
        const high = halves[2 * row + 1] as number;
        // Long division by 10^9 in steps of 16 bits, each exact in a double.
        const first = Math.floor(high / BILLION);
        const middle = (high - first * BILLION) * 65536 + (low >>> 16);
        const second = Math.floor(middle / BILLION);
        const last = (middle - second * BILLION) * 65536 + (low & 65535);
        const third = Math.floor(last / BILLION);
        const nanos = last - third * BILLION;
        const seconds = first * 4294967296 + second * 65536 + third;
        const day = Math.floor(seconds / DAY);
        if (day !== this.day) {
            this.day = day;
            writeText(this.date, 0, formatTime(BigInt(day * DAY) * 1000000000n).slice(0, 11));
        }
        for (let index = 0; index < 11; index += 1) {
            bytes[start + index] = this.date[index] as number;
        }
        const rest = seconds - day * DAY;
        const hour = (rest / 3600) | 0;
        const minute = ((rest - hour * 3600) / 60) | 0;
        writePadded(bytes, start + 11, hour, 2);
        bytes[start + 13] = 58;
        writePadded(bytes, start + 14, minute, 2);
        bytes[start + 16] = 58;
        let at = writePadded(bytes, start + 17, rest - hour * 3600 - minute * 60, 2);
        if (nanos > 0) {
            bytes[at] = 46;
            at = writePadded(bytes, at + 1, nanos, 9);
            while (bytes[at - 1] === 48) {
                at -= 1;
            }
        }
        bytes[at] = 90;
        return at + 1;
    }
}
