/** Proleptic Gregorian calendar arithmetic on days and nanoseconds since the epoch. */

export const DAY_NS = 86400000000000n;
export const SECOND_NS = 1000000000n;

/** A calendar date: month 1–12, day 1–31. */
export interface CivilDate {
    readonly year: number;
    readonly month: number;
    readonly day: number;
}

/** Days since 1970-01-01 of a date; the month may lie outside 1–12 and the day outside its month. */
function daysFromCivil(year: number, month: number, day: number): number {
    const carried = year + Math.floor((month - 1) / 12);
    const m = ((((month - 1) % 12) + 12) % 12) + 1;
    const y = m <= 2 ? carried - 1 : carried;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

/** The date of a number of days since 1970-01-01. */
export function civilFromDays(days: number): CivilDate {
    const z = days + 719468;
    const era = Math.floor(z / 146097);
    const dayOfEra = z - era * 146097;
    const yearOfEra = Math.floor(
        (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
    );
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const mp = Math.floor((5 * dayOfYear + 2) / 153);
    const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
    const month = mp < 10 ? mp + 3 : mp - 9;
    return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days in a month (1–12). */
export function daysInMonth(year: number, month: number): number {
    if (month === 2) {
        return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
    }
    return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Floored quotient of nanoseconds by a positive size. */
export function floorDiv(ns: bigint, size: bigint): bigint {
    const quotient = ns / size;
    return ns < 0n && quotient * size !== ns ? quotient - 1n : quotient;
}

/** Splits ns since the epoch into whole days and ns of the day (0 ≤ rest < 86400·10⁹). */
export function splitDay(ns: bigint): { readonly days: number; readonly rest: bigint } {
    const days = floorDiv(ns, DAY_NS);
    return { days: Number(days), rest: ns - days * DAY_NS };
}

/** Months since 1970-01 of ns since the epoch. */
export function monthIndex(ns: bigint): number {
    const { year, month } = civilFromDays(splitDay(ns).days);
    return (year - 1970) * 12 + month - 1;
}

/** ns since the epoch of the first instant of a month counted from 1970-01. */
export function monthStart(index: number): bigint {
    return BigInt(daysFromCivil(1970, index + 1, 1)) * DAY_NS;
}

/** Adds calendar months to ns since the epoch; a day past the month's end becomes its last day. Wraps at 64 bits. */
export function addMonths(ns: bigint, months: number): bigint {
    if (months === 0) {
        return ns;
    }
    const { days, rest } = splitDay(ns);
    const date = civilFromDays(days);
    const total = date.year * 12 + date.month - 1 + months;
    const year = Math.floor(total / 12);
    const month = total - year * 12 + 1;
    const day = Math.min(date.day, daysInMonth(year, month));
    return BigInt.asIntN(64, BigInt(daysFromCivil(year, month, day)) * DAY_NS + rest);
}

/** Day of the week, 0 = Sunday, of days since the epoch. */
export function weekDay(days: number): number {
    return (((days + 4) % 7) + 7) % 7;
}

/** Day of the year from 1. */
export function yearDay(days: number): number {
    return days - daysFromCivil(civilFromDays(days).year, 1, 1) + 1;
}

/** ISO 8601 week number (weeks begin on Monday, week 1 has the year's first Thursday). */
export function isoWeek(days: number): number {
    const thursday = days - ((weekDay(days) + 6) % 7) + 3;
    return Math.floor((yearDay(thursday) - 1) / 7) + 1;
}
