import { addMonths, civilFromDays, floorDiv, isoWeek, monthIndex, monthStart, splitDay, weekDay, yearDay } from "./civil.ts";
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

const parts: Record<DatePart, (days: number, rest: bigint) => number> = {
    nanosecond: (_, rest) => Number(rest % 1000000000n),
    microsecond: (_, rest) => Number((rest % 1000000000n) / 1000n),
    millisecond: (_, rest) => Number((rest % 1000000000n) / 1000000n),
    second: (_, rest) => Number((rest / 1000000000n) % 60n),
    minute: (_, rest) => Number((rest / 60000000000n) % 60n),
    hour: (_, rest) => Number(rest / 3600000000000n),
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
    const { days, rest } = splitDay(local);
    return parts[part](days, rest);
}
