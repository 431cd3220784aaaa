import type { Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { Deviation } from "../../kernels/moments.ts";
import { aggregateRow } from "../support/columns.ts";
import { eachFloat } from "../support/numbers.ts";

/** Fails for a mode that is neither `sample` nor `population`. */
export function stddevMode(mode: string): "sample" | "population" {
    if (mode !== "sample" && mode !== "population") {
        throw new FluxError("invalid", `"${mode}" is not a valid standard deviation mode`);
    }
    return mode;
}

/** Standard deviation of a numeric column as float; null when there is no value. */
export function stddev(table: Table, label: string, mode: "sample" | "population"): Table {
    const deviation = new Deviation();
    eachFloat(table, label, (value) => deviation.add(value));
    return aggregateRow(table, label, "float", deviation.count === 0 ? null : deviation.value(mode));
}
