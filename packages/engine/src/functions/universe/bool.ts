import { fixedSix } from "../../kernels/numbers.ts";
import { FluxError } from "../../values/error.ts";
import { badText, conversion } from "./conversion.ts";

function ofNumber(type: string, text: string, value: number | bigint): boolean {
    const number = Number(value);
    if (number === 0 || number === 1) {
        return number === 1;
    }
    throw new FluxError("invalid", `cannot convert ${type} ${text} to bool, must be 0 or 1`);
}

/** `bool(v:)`: of 0, 1, "true", "false" and bools. */
export default conversion("bool", {
    bool: (value: boolean) => value,
    int: (value: bigint) => ofNumber("int", String(value), value),
    uint: (value: bigint) => ofNumber("uint", String(value), value),
    float: (value: number) => ofNumber("float", fixedSix(value), value),
    string: (value: string) => {
        if (value === "true" || value === "false") {
            return value === "true";
        }
        throw badText(value, "bool", "");
    },
});
