import { addMonths, civilFromDays, floorDiv, isoWeek, monthIndex, monthStart, SECOND_NS, weekDay, yearDay } from "./civil.ts";
import type { Duration } from "./duration.ts";
import type { Location } from "./zone.ts";

/** Adds a duration to clock time: months first (clamped to the month's end), then nanoseconds. Wraps at 64 bits. */
export function addDuration(ns: bigint, duration: Duration): bigint {
    return BigInt.asIntN(64, addMonths(ns, duration.months) + duration.ns);
}

/** Adds a duration on the clock of a location, so that a day stays a day across a change of the clock. */
export function addDurationAt(ns: bigint, duration: Duration, location: Location): bigint {
    if (location.isUtc) {
        return addDuration(ns, duration);
    }
    return BigInt.asIntN(64, location.toInstant(addDuration(location.toLocal(ns), duration)));
}

/** The start of the unit (counted from the epoch) that holds the instant, on the clock of a location. The unit has months or ns, not both. */
export function truncate(ns: bigint, unit: Duration, location: Location): bigint {
    const local = location.toLocal(ns);
    const start =
        unit.months !== 0
            ? monthStart(Math.floor(monthIndex(local) / Math.abs(unit.months)) * Math.abs(unit.months))
            : floorDiv(local, unit.ns < 0n ? -unit.ns : unit.ns) * (unit.ns < 0n ? -unit.ns : unit.ns);
    return BigInt.asIntN(64, location.toInstant(start));
}

/** A part of clock time, as the functions of package date name them. */
export type DatePart =
    | "nanosecond"
    | "microsecond"
    | "millisecond"
    | "second"
    | "minute"
    | "hour"
    | "weekDay"
    | "monthDay"
    | "yearDay"
    | "month"
    | "year"
    | "week"
    | "quarter";

/** Parts of the second, from its nanoseconds. */
const below: Readonly<Partial<Record<DatePart, (nanos: number) => number>>> = {
    nanosecond: (nanos) => nanos,
    microsecond: (nanos) => Math.floor(nanos / 1000),
    millisecond: (nanos) => Math.floor(nanos / 1000000),
};

/** Other parts, from the day since the epoch and the second of the day. */
const above: Readonly<Partial<Record<DatePart, (days: number, second: number) => number>>> = {
    second: (_, second) => second % 60,
    minute: (_, second) => Math.floor(second / 60) % 60,
    hour: (_, second) => Math.floor(second / 3600),
    weekDay: (days) => weekDay(days),
    monthDay: (days) => civilFromDays(days).day,
    yearDay: (days) => yearDay(days),
    month: (days) => civilFromDays(days).month,
    year: (days) => civilFromDays(days).year,
    week: (days) => isoWeek(days),
    quarter: (days) => Math.floor((civilFromDays(days).month - 1) / 3) + 1,
};

/** One part of a clock time (ns that read like UTC). */
export function datePart(part: DatePart, local: bigint): number {
    // Whole seconds fit a double exactly: one division of big integers, the rest is plain arithmetic.
    const truncated = Number(local / SECOND_NS);
    const nanos = Number(local % SECOND_NS);
    const seconds = nanos < 0 ? truncated - 1 : truncated;
    const sub = below[part];
    if (sub !== undefined) {
        return sub(nanos < 0 ? nanos + 1000000000 : nanos);
    }
    const days = Math.floor(seconds / 86400);
    return above[part]?.(days, seconds - days * 86400) ?? 0;
}
