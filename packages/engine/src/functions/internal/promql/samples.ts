import type { Table } from "@flux-scripts/tables";
import type { Args } from "../../../arguments.ts";
import { type Definition, transformation } from "../../../registry.ts";
import { eachTable } from "../../../execution/steps.ts";
import { FluxError } from "../../../values/error.ts";
import { aggregateRow, nullsOf, requireColumn, requireTimes } from "../../support/columns.ts";

/** The points of a series: times in seconds since the epoch, values. Rows with a null count for nothing. */
export interface Samples {
    readonly times: readonly number[];
    readonly values: readonly number[];
}

export function samplesOf(table: Table): Samples {
    const column = requireColumn(table, "_value");
    if (column.type !== "float") {
        throw new FluxError("failed precondition", `expected column "_value" to be of type float, got ${column.type}`);
    }
    const all = requireTimes(table, "_time");
    const nulls = nullsOf(column);
    const times: number[] = [];
    const values: number[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        if (nulls[row] !== 1) {
            times.push(Number(all[row]) / 1e9);
            values.push(column.data[row] as number);
        }
    }
    return { times, values };
}

/** A bound of the table's range, in seconds since the epoch. */
export function boundOf(table: Table, label: "_start" | "_stop"): number {
    const entry = table.key.get(label);
    if (entry?.type !== "time" || entry.value === null) {
        throw new FluxError("failed precondition", `${label} column must be a time in the group key`);
    }
    return Number(entry.value) / 1e9;
}

/** One row a table with the statistic of its samples; a table that has too few gives none. */
export function statistic(
    name: string,
    parameters: readonly string[],
    prepare: (args: Args) => (samples: Samples, table: Table) => number | undefined,
): Definition {
    return transformation(["<-tables", ...parameters], (args) => {
        const work = prepare(args);
        return eachTable(
            args.stream("tables"),
            name,
            (table) => {
                const samples = samplesOf(table);
                const value = samples.values.length < 2 ? undefined : work(samples, table);
                return value === undefined ? undefined : aggregateRow(table, "_value", "float", value);
            },
            { order: "sorted", keepsKey: true },
        );
    });
}
