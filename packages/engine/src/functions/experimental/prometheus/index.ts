import { definePackage, flux } from "../../../registry.ts";
import histogramQuantile from "../../universe/histogramQuantile.ts";

export default definePackage("experimental/prometheus", {
    /** The function of universe, under a name that the package's own does not hide. */
    _histogramQuantile: histogramQuantile,
    histogramQuantile: flux(`(quantile, metricVersion=2, onNonmonotonic="error", tables=<-) => {
        bound = if metricVersion == 1 then "_field" else "le"

        return
            tables
                |> duplicate(column: bound, as: "_bound")
                |> map(fn: (r) => ({r with le: float(v: r._bound)}))
                |> drop(columns: ["_bound"])
                |> group(mode: "except", columns: if metricVersion == 1 then ["_field", "le", "_value"] else ["le", "_value"])
                |> _histogramQuantile(quantile: quantile, onNonmonotonic: onNonmonotonic)
                |> set(key: "quantile", value: string(v: quantile))
    }`),
});
