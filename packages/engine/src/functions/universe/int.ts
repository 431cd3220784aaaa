import { approximateNs } from "../../kernels/duration.ts";
import { floatToInt64, parseInt64 } from "../../kernels/numbers.ts";
import { DurationValue } from "../../values/value.ts";
import { badText, conversion } from "./conversion.ts";

/** `int(v:)`: floats truncate, uints wrap, times and durations give ns. */
export default conversion(
    "int",
    {
        int: (value: bigint) => value,
        uint: (value: bigint) => BigInt.asIntN(64, value),
        float: floatToInt64,
        bool: (value: boolean) => (value ? 1n : 0n),
        time: (value: bigint) => value,
        string: (value: string) => {
            const number = parseInt64(value);
            if (number === undefined) {
                throw badText(value, "int");
            }
            return number;
        },
    },
    (value) => (value instanceof DurationValue ? BigInt.asIntN(64, approximateNs(value)) : undefined),
);
