import { makeColumn, type Table } from "@flux-scripts/tables";
import { type Definition, transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { aggregateRow, requireColumn, requireTimes, withColumn } from "../../support/columns.ts";
import { perTable } from "../../support/perTable.ts";

/** The values of a series in the order of its rows. */
function valuesOf(table: Table): Float64Array {
    const column = requireColumn(table, "_value");
    if (column.type !== "float") {
        throw new FluxError("failed precondition", `expected column "_value" to be of type float, got ${column.type}`);
    }
    return column.data;
}

/** How often a step from one value to the next is one to count. */
const counted = (name: string, counts: (before: number, now: number) => boolean): Definition =>
    transformation(["<-tables"], (args) =>
        perTable(args, name, (table) => {
            const values = valuesOf(table);
            let count = 0;
            for (let row = 1; row < values.length; row += 1) {
                count += counts(values[row - 1] as number, values[row] as number) ? 1 : 0;
            }
            return aggregateRow(table, "_value", "float", count);
        }),
    );

/** Statistics of series as PromQL defines them. */
export const series: Readonly<Record<string, Definition>> = {
    changes: counted("changes", (before, now) => before !== now && !(Number.isNaN(before) && Number.isNaN(now))),
    resets: counted("resets", (before, now) => now < before),
    timestamp: transformation(["<-tables"], (args) =>
        perTable(args, "timestamp", (table) => {
            const seconds = Float64Array.from(requireTimes(table, "_time"), (time) => Number(time) / 1e9);
            return withColumn(table, makeColumn("_value", "float", seconds));
        }),
    ),
};
