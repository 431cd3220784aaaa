import type { Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { floatsOf, isNumeric, nullsOf, requireColumn } from "./columns.ts";

/** Calls `take` with every value of a numeric column that is not null, as a float. Fails for a column that is missing or not numeric. */
export function eachFloat(table: Table, label: string, take: (value: number) => void): void {
    const column = requireColumn(table, label);
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", `unsupported aggregate column type ${column.type}`);
    }
    const values = floatsOf(column);
    const nulls = nullsOf(column);
    for (let row = 0; row < values.length; row += 1) {
        if (nulls[row] !== 1) {
            take(values[row] as number);
        }
    }
}
