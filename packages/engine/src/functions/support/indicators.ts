import { type Column, makeColumn, sliceTable, type Table } from "@flux-scripts/tables";
import type { Input, Tail } from "../../kernels/indicators.ts";
import { FluxError } from "../../values/error.ts";
import { floatsOf, isNumeric, nullsOf, requireColumn } from "./columns.ts";

/**
 * Runs a moving statistic over one numeric column, which becomes float, and drops the rows before the first result.
 * Fails for a column that is missing or not numeric, with the words given.
 */
export function applyIndicator(
    table: Table,
    label: string,
    indicator: (input: Input) => Tail,
    words: { readonly missing: string; readonly type: (type: string) => string },
): Table {
    const column = requireColumn(table, label, words.missing);
    if (!isNumeric(column.type)) {
        throw new FluxError("failed precondition", words.type(column.type));
    }
    const tail = indicator({ values: floatsOf(column), nulls: nullsOf(column) });
    return withTail(table, column, tail);
}

function withTail(table: Table, column: Column, tail: Tail): Table {
    const kept = sliceTable(table, table.rows - tail.values.length, table.rows);
    const result = makeColumn(column.label, "float", tail.values, tail.nulls);
    return { ...kept, columns: kept.columns.map((other) => (other.label === column.label ? result : other)) };
}
