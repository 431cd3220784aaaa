import type { Column, Table } from "@flux-scripts/tables";

/** 1 for each row of the table where the function is true, 0 where it is false or null. */
export type RowPredicate = (table: Table) => Uint8Array;

/** Columns made of the rows of a table, in the order the reference gives them. */
export interface RowMapper {
    /** The body is one that the reference evaluates column-wise: column order is kept, logic is three-valued. */
    readonly vectorized: boolean;
    /** Whether a column of the row is surely in the result, unchanged. */
    keeps(label: string): boolean;
    (table: Table): readonly Column[];
}
