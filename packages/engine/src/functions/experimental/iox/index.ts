import { formatDuration } from "../../../kernels/duration.ts";
import { definePackage, scalar } from "../../../registry.ts";

const NAMES: Readonly<Record<string, string>> = {
    y: "years",
    mo: "months",
    w: "weeks",
    d: "days",
    h: "hours",
    m: "minutes",
    s: "seconds",
    ms: "milliseconds",
    us: "microseconds",
    ns: "nanoseconds",
};

export default definePackage("experimental/iox", {
    /** A duration in the words of SQL: `1 days 12 hours`. */
    sqlInterval: scalar(["d"], (args) =>
        Array.from(formatDuration(args.duration("d")).matchAll(/(-?\d+)([a-z]+)/g), ([, size, unit = ""]) => `${size} ${NAMES[unit]}`).join(
            " ",
        ),
    ),
});
