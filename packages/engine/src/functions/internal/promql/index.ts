import { civilFromDays, daysInMonth, splitDay, weekDay } from "../../../kernels/civil.ts";
import { columnFrom, GroupKey, makeTable } from "@flux-scripts/tables";
import { source } from "../../../execution/steps.ts";
import { type Definition, definePackage, flux, transformation } from "../../../registry.ts";
import { plainFunction } from "../../support/scalars.ts";
import universeQuantile from "../../universe/quantile.ts";
import labelReplace from "./labelReplace.ts";
import promHistogramQuantile from "./promHistogramQuantile.ts";
import { rates } from "./rates.ts";
import { series } from "./series.ts";
import { trends } from "./trends.ts";

/** A part of a time given in seconds since the epoch; the fraction is cut off, and what is no time has no parts. */
const part = (run: (days: number, secondOfDay: number) => number): Definition =>
    plainFunction([["timestamp", "float"]], "float", (timestamp: number) => {
        if (!Number.isFinite(timestamp)) {
            return Number.NaN;
        }
        const { days, rest } = splitDay(BigInt(Math.trunc(timestamp)) * 1000000000n);
        return run(days, Number(rest / 1000000000n));
    });

export default definePackage("internal/promql", {
    ...rates,
    ...series,
    ...trends,
    emptyTable: transformation([], () =>
        source("emptyTable", () => {
            const times = ["_start", "_stop", "_time"].map((label) => columnFrom(label, "time", []));
            return [{ table: makeTable(GroupKey.empty, [...times, columnFrom("_value", "float", [])], 0), more: false }];
        }),
    ),
    join: flux(`import "experimental"

        (left, right, fn) => experimental.join(left: left, right: right, fn: fn)`),
    labelReplace,
    promHistogramQuantile,
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
    /** Beyond 0 and 1 the quantile is infinite. */
    _universeQuantile: universeQuantile,
    quantile: flux(`import "math"

        (q, tables=<-, method="exact_mean") =>
            if q < 0.0 or q > 1.0 then
                tables
                    |> _universeQuantile(q: 0.5, method: method)
                    |> map(fn: (r) => ({r with _value: math.mInf(sign: if q < 0.0 then -1 else 1)}))
            else
                tables |> _universeQuantile(q: q, method: method)`),
});
