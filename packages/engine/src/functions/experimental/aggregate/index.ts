import { definePackage, flux } from "../../../registry.ts";

export default definePackage("experimental/aggregate", {
    rate: flux(`import "experimental"

        (tables=<-, every, groupColumns=[], unit=1s) =>
            tables
                |> derivative(nonNegative: true, unit: unit)
                |> aggregateWindow(
                    every: every,
                    fn: (tables=<-, column) =>
                        tables
                            |> mean(column: column)
                            |> group(columns: groupColumns)
                            |> experimental.group(columns: ["_start", "_stop"], mode: "extend")
                            |> sum(),
                )`),
});
