import type { Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { aggregateRow, isNumeric, nullsOf, requireColumn } from "../support/columns.ts";

/** Largest minus smallest value, in the column's own type (64-bit wrap-around); null when there is none. */
export function spread(table: Table, label: string): Table {
    const column = requireColumn(table, label);
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", `unsupported aggregate column type ${column.type}`);
    }
    const nulls = nullsOf(column);
    const data = column.data as ArrayLike<number | bigint>;
    let min: number | bigint | undefined;
    let max: number | bigint | undefined;
    for (let row = 0; row < table.rows; row += 1) {
        if (nulls[row] !== 1) {
            const value = data[row] as number | bigint;
            min = min === undefined || value < min ? value : min;
            max = max === undefined || value > max ? value : max;
        }
    }
    if (min === undefined || max === undefined) {
        return aggregateRow(table, label, column.type, null);
    }
    if (typeof min === "number" || typeof max === "number") {
        return aggregateRow(table, label, column.type, Number(max) - Number(min));
    }
    const difference = max - min;
    return aggregateRow(table, label, column.type, column.type === "int" ? BigInt.asIntN(64, difference) : BigInt.asUintN(64, difference));
}
