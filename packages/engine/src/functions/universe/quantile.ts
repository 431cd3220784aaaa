import { constantColumn, type Table, takeTable } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { exactMeanQuantile, exactSelectorIndex } from "../../kernels/moments.ts";
import { TDigest } from "../../kernels/tdigest.ts";
import { aggregateRow, nullsOf, requireColumn } from "../support/columns.ts";
import { eachFloat } from "../support/numbers.ts";
import { sortedRows } from "../support/order.ts";

export type QuantileMethod = "estimate_tdigest" | "exact_mean" | "exact_selector";

const DEFAULT_COMPRESSION = 1000;

/** Checks the arguments: a known method, a compression only for the estimate, q from 0 to 1. */
export function quantileMethod(method: string, q: number, compression: number | undefined): QuantileMethod {
    if (!(q >= 0 && q <= 1)) {
        throw new FluxError("invalid", "quantile must be between 0 and 1");
    }
    if (method !== "estimate_tdigest" && method !== "exact_mean" && method !== "exact_selector") {
        throw new FluxError("invalid", `unknown method ${method}`);
    }
    if (method !== "estimate_tdigest" && compression !== undefined && compression > 0) {
        throw new FluxError("invalid", "compression parameter is only valid for method estimate_tdigest");
    }
    return method;
}

/** An estimate from a t-digest (float), null without values. A compression of 0 or none is 1000. */
export function quantileEstimate(table: Table, label: string, q: number, compression: number | undefined): Table {
    const digest = new TDigest(compression === undefined || compression <= 0 ? DEFAULT_COMPRESSION : compression);
    let count = 0;
    eachFloat(table, label, (value) => {
        digest.add(value);
        count += 1;
    });
    return aggregateRow(table, label, "float", count === 0 ? null : digest.quantile(q));
}

/** The exact quantile of a float column, interpolated between the two values around it. */
export function quantileExactMean(table: Table, label: string, q: number): Table {
    const column = requireColumn(table, label);
    if (column.type !== "float") {
        throw new FluxError("failed precondition", `unsupported aggregate column type ${column.type}`);
    }
    const values: number[] = [];
    eachFloat(table, label, (value) => values.push(value));
    const sorted = Float64Array.from(values).sort();
    return aggregateRow(table, label, "float", sorted.length === 0 ? null : exactMeanQuantile(sorted, q));
}

/** The whole row that holds the quantile of `_value`; without values a row in which only the key is set. */
export function quantileExactSelector(table: Table, q: number): Table {
    const column = requireColumn(table, "_value", `no column "_value" exists`);
    if (column.type === "bool") {
        throw new FluxError("failed precondition", `unsupported aggregate column type ${column.type}`);
    }
    const nulls = nullsOf(column);
    const rows = sortedRows(table, ["_value"], false).filter((row) => nulls[row] !== 1);
    if (rows.length === 0) {
        const columns = table.columns.map(({ label, type }) =>
            constantColumn(label, type, table.key.get(label)?.value ?? null, 1),
        );
        return { key: table.key, columns, rows: 1 };
    }
    return takeTable(table, [rows[exactSelectorIndex(rows.length, q)] as number]);
}
