import { formatFloat, formatTimeNanos } from "@flux-scripts/tables";
import { kernel, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { basicText } from "../../values/text.ts";
import { typeName } from "../../values/types.ts";
import { isNullValue, TypedNull } from "../../values/value.ts";
import { staticValue } from "./conversion.ts";

/** `string(v:)`: the text of a basic value or of bytes; null for null. */
export default scalar(
    ["v"],
    (args) => {
        const value = staticValue(args.any("v"));
        if (isNullValue(value)) {
            return TypedNull.of("string");
        }
        const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : basicText(value);
        if (text === undefined) {
            throw new FluxError("invalid", `cannot convert ${typeName(value)} to string`);
        }
        return text;
    },
    {
        kernels: [
            kernel(["string"], "string", (value: string) => value),
            kernel(["int"], "string", (value: bigint) => String(value)),
            kernel(["uint"], "string", (value: bigint) => String(value)),
            kernel(["float"], "string", formatFloat),
            kernel(["bool"], "string", (value: boolean) => String(value)),
            kernel(["time"], "string", formatTimeNanos),
        ],
        onNull: "null",
    },
);
