import type { Table } from "@flux-scripts/tables";
import { Moments } from "../../kernels/moments.ts";
import { eachFloat } from "../support/numbers.ts";
import { aggregateRow } from "../support/columns.ts";

/** Skewness of a numeric column as float: NaN for one value, null for none. */
export function skew(table: Table, label: string): Table {
    const moments = new Moments();
    eachFloat(table, label, (value) => moments.add(value));
    return aggregateRow(table, label, "float", moments.count === 0 ? null : moments.skew());
}
