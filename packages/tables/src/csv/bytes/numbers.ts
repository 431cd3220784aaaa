/** Exact numbers out of digits: halves of 64-bit integers and correctly rounded floats, without BigInt and without text. */

/** Writes `high * 10^9 + low` as the 64-bit integer of `row`; both exact, the sum within 64 bits. `halves`: low word first. */
export function writeParts(halves: Int32Array, row: number, high: number, low: number): void {
    // In steps of 16 bits every product and sum is below 2^53.
    const top = Math.floor(high / 65536);
    const rest = (high - top * 65536) * 1e9 + low;
    const scaled = top * 1e9;
    const carry = Math.floor(scaled / 65536);
    const words = (scaled - carry * 65536) * 65536 + rest;
    const over = Math.floor(words / 4294967296);
    halves[2 * row] = words - over * 4294967296;
    halves[2 * row + 1] = carry + over;
}

/** Writes an integer of less than 2^53. */
export function writeSmall(halves: Int32Array, row: number, value: number): void {
    const over = Math.floor(value / 4294967296);
    halves[2 * row] = value - over * 4294967296;
    halves[2 * row + 1] = over;
}

/** Powers of ten that a float holds exactly. */
export const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const POWERS_HIGH = POWERS.map(upperHalf);
const POWERS_LOW = POWERS.map((power, exponent) => power - (POWERS_HIGH[exponent] as number));

/** The upper 26 bits of a float's digits (Veltkamp's splitting). */
function upperHalf(value: number): number {
    const wide = value * 134217729;
    return wide - (wide - value);
}

/**
 * `(high * 10^digits + low) / 10^scale`, correctly rounded; NaN in the rare case that this way can't tell which of two floats is
 * nearer. `high` and `low` are exact, `high` < 10^11, `low` < 10^8, `digits` ≤ 8, `scale` ≤ 22.
 *
 * The quotient is taken as the sum of two floats, which is off by less than 2^-100 of it; when both ends of a wider interval around it
 * round to one float, that is the answer.
 */
export function quotient(high: number, low: number, digits: number, scale: number): number {
    const times = POWERS[digits] as number;
    const product = high * times;
    const top = upperHalf(high);
    const productRest = errorOf(product, top, high - top, POWERS_HIGH[digits] as number, POWERS_LOW[digits] as number) + low;
    const whole = product + productRest;
    const wholeRest = productRest - (whole - product);
    const by = POWERS[scale] as number;
    const first = whole / by;
    const firstTop = upperHalf(first);
    const back = first * by;
    const backRest = errorOf(back, firstTop, first - firstTop, POWERS_HIGH[scale] as number, POWERS_LOW[scale] as number);
    const second = (whole - back - backRest + wholeRest) / by;
    const margin = first * 2 ** -96;
    const rounded = first + (second - margin);
    return rounded === first + (second + margin) ? rounded : Number.NaN;
}

/** What `a * b`, rounded to `product`, lacks; `a` and `b` in halves (Dekker's product). */
function errorOf(product: number, aHigh: number, aLow: number, bHigh: number, bLow: number): number {
    return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Days since the epoch of a date of the Gregorian calendar, NaN for none. */
export function dayOf(year: number, month: number, day: number): number {
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
        return Number.NaN;
    }
    // Years begin in March, so that the leap day is their last.
    const from = month > 2 ? year : year - 1;
    const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
    return from * 365 + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + dayOfYear - 719468;
}

function daysIn(year: number, month: number): number {
    if (month === 2) {
        return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
    }
    return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
