import { flux } from "../../registry.ts";

/** `increase(columns: ["_value"])`: the running sum of the differences that are not negative. */
export default flux(`
(tables=<-, columns=["_value"]) => tables
    |> difference(nonNegative: true, columns: columns, keepFirst: true, initialZero: true)
    |> cumulativeSum(columns: columns)
`);
