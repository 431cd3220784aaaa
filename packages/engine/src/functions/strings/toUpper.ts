import { toUpper } from "../../kernels/text.ts";
import { kernel, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";

/** `strings.toUpper(v:)`: the text in upper case. */
export default scalar(
    ["v"],
    (args) => {
        const value = args.any("v");
        if (typeof value !== "string") {
            throw new FluxError("invalid", "cannot convert argument of type string value <nil> to upper case");
        }
        return toUpper(value);
    },
    { kernels: [kernel(["string"], "string", toUpper)] },
);
