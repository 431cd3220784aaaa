import { constant, definePackage } from "../../../registry.ts";
import { Time } from "../../../values/value.ts";

/** The bounds of time in InfluxQL. */
export default definePackage("internal/influxql", {
    epoch: constant(new Time(0n)),
    minTime: constant(new Time(-9223372036854775806n)),
    maxTime: constant(new Time(9223372036854775806n)),
});
