import { civilFromDays, daysInMonth, splitDay, weekDay } from "../../../kernels/civil.ts";
import { type Definition, definePackage } from "../../../registry.ts";
import { plainFunction } from "../../support/scalars.ts";
import { series } from "./series.ts";

/** A part of a time given in seconds since the epoch; the fraction is cut off. */
const part = (run: (days: number, secondOfDay: number) => number): Definition =>
    plainFunction([["timestamp", "float"]], "float", (timestamp: number) => {
        const { days, rest } = splitDay(BigInt(Math.trunc(timestamp)) * 1000000000n);
        return run(days, Number(rest / 1000000000n));
    });

export default definePackage("internal/promql", {
    ...series,
    promqlDayOfMonth: part((days) => civilFromDays(days).day),
    promqlDayOfWeek: part((days) => weekDay(days)),
    promqlDaysInMonth: part((days) => {
        const { year, month } = civilFromDays(days);
        return daysInMonth(year, month);
    }),
    promqlHour: part((_, second) => Math.floor(second / 3600)),
    promqlMinute: part((_, second) => Math.floor(second / 60) % 60),
    promqlMonth: part((days) => civilFromDays(days).month),
    promqlYear: part((days) => civilFromDays(days).year),
});
