import { approximateNs } from "../../kernels/duration.ts";
import { floatToUint64, parseUint64 } from "../../kernels/numbers.ts";
import { DurationValue, UInt } from "../../values/value.ts";
import { badText, conversion } from "./conversion.ts";

/** `uint(v:)`: floats truncate, negative numbers wrap, times and durations give ns. */
export default conversion(
    "uint",
    {
        uint: (value: bigint) => value,
        int: (value: bigint) => BigInt.asUintN(64, value),
        float: floatToUint64,
        bool: (value: boolean) => (value ? 1n : 0n),
        time: (value: bigint) => BigInt.asUintN(64, value),
        string: (value: string) => {
            const number = parseUint64(value);
            if (number === undefined) {
                throw badText(value, "uint");
            }
            return number;
        },
    },
    (value) => (value instanceof DurationValue ? new UInt(approximateNs(value)) : undefined),
);
