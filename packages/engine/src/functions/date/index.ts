import { addDuration, addDurationAt, type DatePart, datePart, truncate } from "../../kernels/calendar.ts";
import { negate, scaleDuration } from "../../kernels/duration.ts";
import { type Definition, constant, definePackage, type FunctionDefinition, scalar } from "../../registry.ts";
import type { Args } from "../../arguments.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { DurationValue, isNullValue, RecordValue, Time, TypedNull, type Value } from "../../values/value.ts";
import { windowProblem } from "../../kernels/window.ts";
import type { Location } from "../../kernels/zone.ts";
import { UTC } from "../../kernels/zone.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A time, or now plus a duration by the calendar; undefined for null. */
function instant(args: Args, name: string): bigint | undefined {
    const value = args.any(name);
    if (isNullValue(value)) {
        return undefined;
    }
    if (value instanceof Time) {
        return value.ns;
    }
    if (value instanceof DurationValue) {
        return addDuration(args.context.now(), value);
    }
    throw new FluxError("invalid", `cannot convert argument ${name} of type ${typeName(value)} to time`);
}

/** The argument `location`, or the option of that name. */
function locationOf(args: Args): Location {
    const value = args.optional("location");
    return args.context.location(value instanceof RecordValue ? value : undefined);
}

/** Runs on an instant and a location; null for a null. */
function onInstant(args: Args, name: string, type: "int" | "time", run: (ns: bigint, location: Location) => Value): Value {
    const ns = instant(args, name);
    return ns === undefined ? TypedNull.of(type) : run(ns, locationOf(args));
}

const part = (name: DatePart, zoned: boolean): FunctionDefinition =>
    scalar(
        zoned ? ["t", "?location"] : ["t"],
        (args) => onInstant(args, "t", "int", (ns, location) => BigInt(datePart(name, (zoned ? location : UTC).toLocal(ns)))),
        {
            result: "int",
        },
    );

function unitOf(args: Args): DurationValue {
    const unit = args.duration("unit");
    const problem = windowProblem(unit, unit);
    if (problem !== undefined) {
        throw new FluxError("invalid", problem);
    }
    return unit;
}

const added = (subtract: boolean): FunctionDefinition =>
    scalar(
        ["d", subtract ? "from" : "to", "?location"],
        (args) =>
            onInstant(args, subtract ? "from" : "to", "time", (ns, location) => {
                const d = args.duration("d");
                return new Time(addDurationAt(ns, subtract ? negate(d) : d, location));
            }),
        { result: "time" },
    );

const zoned: readonly DatePart[] = ["hour", "minute", "month", "monthDay", "quarter", "week", "weekDay", "year", "yearDay"];
const unzoned: readonly DatePart[] = ["second", "millisecond", "microsecond", "nanosecond"];

const located: Record<string, Definition> = {
    ...Object.fromEntries(zoned.map((name) => [name, part(name, true)])),
    add: added(false),
    sub: added(true),
    time: scalar(["t", "?location"], (args) => onInstant(args, "t", "time", (ns, location) => new Time(location.toLocal(ns))), {
        result: "time",
    }),
    truncate: scalar(
        ["t", "unit", "?location"],
        (args) => {
            const unit = unitOf(args);
            return onInstant(args, "t", "time", (ns, location) => new Time(truncate(ns, unit, location)));
        },
        { result: "time" },
    ),
};

export default definePackage("date", {
    ...Object.fromEntries(DAYS.map((name, i) => [name, constant(BigInt(i))])),
    ...Object.fromEntries(MONTHS.map((name, i) => [name, constant(BigInt(i + 1))])),
    ...located,
    ...Object.fromEntries(Object.entries(located).map(([name, definition]) => [`_${name}`, definition])),
    ...Object.fromEntries(unzoned.map((name) => [name, part(name, false)])),
    scale: scalar(["d", "n"], (args) => DurationValue.of(scaleDuration(args.duration("d"), args.int("n")))),
});
