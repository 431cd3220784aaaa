import { constant, definePackage, flux } from "../../../../registry.ts";

export default definePackage("influxdata/influxdb/monitor", {
    bucket: constant("_monitoring"),
    levelOK: constant("ok"),
    levelInfo: constant("info"),
    levelWarn: constant("warn"),
    levelCrit: constant("crit"),
    levelUnknown: constant("unknown"),
    /** The last row of each series, with whether it lies before a time. */
    deadman: flux(`(t, tables=<-) =>
        tables
            |> max(column: "_time")
            |> map(fn: (r) => ({r with dead: r._time < t}))`),
});
