import { parseFloat64 } from "../../kernels/numbers.ts";
import { badText, conversion } from "./conversion.ts";

/** `float(v:)`: of numbers, bools and texts. */
export default conversion("float", {
    float: (value: number) => value,
    int: (value: bigint) => Number(value),
    uint: (value: bigint) => Number(value),
    bool: (value: boolean) => (value ? 1 : 0),
    string: (value: string) => {
        const number = parseFloat64(value);
        if (number === undefined) {
            throw badText(value, "float");
        }
        return number;
    },
});
