import { readTime } from "../../kernels/timetext.ts";
import { badText, conversion } from "./conversion.ts";

/** `time(v:)`: of ns since the epoch and of RFC 3339 texts, a date alone too. */
export default conversion("time", {
    time: (value: bigint) => value,
    int: (value: bigint) => value,
    uint: (value: bigint) => BigInt.asIntN(64, value),
    string: (value: string) => {
        const time = readTime(value);
        if (typeof time === "string") {
            throw badText(value, "time", ` due to invalid syntax: ${time}`);
        }
        return time;
    },
});
