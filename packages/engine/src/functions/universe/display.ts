import { formatTimeNanos } from "@flux-scripts/tables";
import { displayFloat } from "../../kernels/numbers.ts";
import { kernel, scalar } from "../../registry.ts";
import { displayText } from "../../values/text.ts";

/** `display(v:)`: a text for any value, `<null>` for null. */
export default scalar(["v"], (args) => displayText(args.any("v")), {
    kernels: [
        kernel(["string"], "string", (value: string) => value),
        kernel(["int"], "string", (value: bigint) => String(value)),
        kernel(["uint"], "string", (value: bigint) => String(value)),
        kernel(["float"], "string", displayFloat),
        kernel(["bool"], "string", (value: boolean) => String(value)),
        kernel(["time"], "string", formatTimeNanos),
    ],
});
