import { scalar } from "../../registry.ts";
import { isNegative, isZero } from "../../kernels/duration.ts";
import { FluxError } from "../../values/error.ts";
import { DurationValue, RecordValue, type Value } from "../../values/value.ts";
import { callLibrary } from "../support/library.ts";

const ZERO = new DurationValue(0, 0n);

/** `window(every:, period: every, offset: 0s, location:, timeColumn: "_time", startColumn:, stopColumn:, createEmpty: false)`. */
export default scalar(
    ["<-tables", "?every", "?period", "?offset", "?location", "?timeColumn", "?startColumn", "?stopColumn", "?createEmpty"],
    (args) => {
        const given = { every: args.duration("every", ZERO), period: args.duration("period", ZERO) };
        if (isZero(given.every) && isZero(given.period)) {
            throw new FluxError("invalid", 'window function requires at least one of "every" or "period" to be set and non-zero');
        }
        if (isNegative(given.every)) {
            throw new FluxError("invalid", 'parameter "every" must be non-negative');
        }
        const location = args.optional("location") ?? args.context.option("location");
        const values: Record<string, Value> = {
            tables: args.any("tables"),
            every: isZero(given.every) ? given.period : given.every,
            period: isZero(given.period) ? given.every : given.period,
            offset: args.duration("offset", ZERO),
            location: location instanceof RecordValue ? location : RecordValue.of({ zone: "UTC", offset: ZERO }),
            timeColumn: args.string("timeColumn", "_time"),
            startColumn: args.string("startColumn", "_start"),
            stopColumn: args.string("stopColumn", "_stop"),
            createEmpty: args.bool("createEmpty", false),
        };
        return callLibrary(args.context, "universe", "_window", values);
    },
    { pure: false },
);
