import { parseDuration } from "../../kernels/duration.ts";
import { scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { DurationValue, isNullValue, UInt } from "../../values/value.ts";
import { badText, staticValue } from "./conversion.ts";

/** `duration(v:)`: of texts like `1h30m` and of ns. */
export default scalar(["v"], (args) => {
    const value = staticValue(args.any("v"));
    if (value instanceof DurationValue || isNullValue(value)) {
        return value;
    }
    if (typeof value === "bigint") {
        return new DurationValue(0, value);
    }
    if (value instanceof UInt) {
        return new DurationValue(0, BigInt.asIntN(64, value.value));
    }
    if (typeof value === "string") {
        const duration = parseDuration(value);
        if (duration === undefined) {
            throw badText(value, "duration");
        }
        return DurationValue.of(duration);
    }
    throw new FluxError("invalid", `cannot convert ${typeName(value)} to duration`);
});
