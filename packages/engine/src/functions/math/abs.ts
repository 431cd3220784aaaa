import { kernel, scalar } from "../../registry.ts";
import { isNullValue, TypedNull } from "../../values/value.ts";

/** `math.abs(x:)`: the size of a number without its sign; null for null. */
export default scalar(["x"], (args) => (isNullValue(args.any("x")) ? TypedNull.of("float") : Math.abs(args.float("x"))), {
    kernels: [kernel(["float"], "float", Math.abs)],
    onNull: "null",
});
