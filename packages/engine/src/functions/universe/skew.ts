import { aggregate } from "../../execution/aggregates.ts";
import { Moments } from "../../kernels/moments.ts";
import { transformation } from "../../registry.ts";
import { floatAccumulator } from "../support/accumulators.ts";

/** Skewness as float: NaN for one value, null for none. */
const skewAccumulator = floatAccumulator(() => {
    const moments = new Moments();
    return { add: (value) => moments.add(value), value: () => (moments.count === 0 ? null : moments.skew()) };
});

export default transformation(["<-tables", "?column"], (args) =>
    aggregate(args.stream("tables"), "skew", [args.string("column", "_value")], skewAccumulator),
);
