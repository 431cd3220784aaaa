import { scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";

/** `bytes(v:)`: the UTF-8 bytes of a text. */
export default scalar(["v"], (args) => {
    const value = args.any("v");
    if (typeof value !== "string") {
        throw new FluxError("invalid", `cannot convert ${typeName(value)} to bytes`);
    }
    return new TextEncoder().encode(value);
});
