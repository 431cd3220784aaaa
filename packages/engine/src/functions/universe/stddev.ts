import { type AccumulatorMaker, aggregate } from "../../execution/aggregates.ts";
import { Deviation } from "../../kernels/moments.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { floatAccumulator } from "../support/accumulators.ts";

/** Standard deviation of a sample or of a population as float; null when there is no value. Fails for another mode. */
function stddevAccumulator(mode: string): AccumulatorMaker {
    if (mode !== "sample" && mode !== "population") {
        throw new FluxError("invalid", `"${mode}" is not a valid standard deviation mode`);
    }
    return floatAccumulator(() => {
        const deviation = new Deviation();
        return { add: (value) => deviation.add(value), value: () => (deviation.count === 0 ? null : deviation.value(mode)) };
    });
}

export default transformation(["<-tables", "?column", "?mode"], (args) =>
    aggregate(args.stream("tables"), "stddev", [args.string("column", "_value")], stddevAccumulator(args.string("mode", "sample"))),
);
