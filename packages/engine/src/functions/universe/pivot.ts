import { transformation } from "../../registry.ts";
import { gather } from "../../execution/steps.ts";
import {
    cellAt,
    type Column,
    columnOf,
    type ColumnType,
    constantColumn,
    formatTimeNanos,
    type GroupKey,
    type Table,
} from "@flux-scripts/tables";
import { Cells } from "../support/cells.ts";
import type { MapKey } from "../support/mapKeys.ts";
import { joinedKeys, RowNumbers } from "../support/rowNumbers.ts";
import { exponential } from "../../kernels/numbers.ts";
import { FluxError } from "../../values/error.ts";

interface PivotOptions {
    readonly rowKey: readonly string[];
    readonly columnKey: readonly string[];
    readonly valueColumn: string;
}

/** The key of the table that a table's rows go to: without the column keys and the value column. */
function pivotKey(table: Table, options: PivotOptions): GroupKey {
    return table.key.without(new Set([...options.columnKey, options.valueColumn]));
}

/**
 * Gathers tables of one {@link pivotKey}: a row per row key, a column per column key, both in order of first appearance; the last value
 * of a cell wins. Columns of the row key and of the group key keep the order of the first table.
 */
class Pivot {
    private rows: RowNumbers | undefined;
    private rowColumns: readonly Column[] = [];
    private labels: readonly string[] = [];
    private readonly cells = new Map<string, Cells>();
    private keyLabels: readonly { readonly label: string; readonly type: ColumnType }[] | undefined;

    constructor(
        private readonly key: GroupKey,
        private readonly options: PivotOptions,
    ) {}

    add(table: Table): void {
        const { rowKey, columnKey, valueColumn } = this.options;
        const rowColumns = rowKey.map((label) => this.find(table, label, `specified row key column does not exist in table: ${label}`));
        const columnColumns = columnKey.map((label) => this.find(table, label, `specified column does not exist in table: ${label}`));
        const values = this.find(table, valueColumn, `specified value column does not exist in table: ${valueColumn}`);
        const places = this.begin(table, rowColumns).of(rowColumns, table.rows);
        if (columnKey.every((label) => table.key.has(label))) {
            // All rows go to one column.
            if (table.rows > 0) {
                this.columnOf(columnColumns, 0, values.type).put(values, places, table.rows);
            }
            return;
        }
        const columnKeyOf = joinedKeys(columnColumns);
        const columns = new Map<MapKey, Cells>();
        for (let row = 0; row < table.rows; row += 1) {
            const columnKey = columnKeyOf(row);
            let column = columns.get(columnKey);
            if (column === undefined) {
                column = this.columnOf(columnColumns, row, values.type);
                columns.set(columnKey, column);
            }
            column.set(values, row, places[row] as number);
        }
    }

    private find(table: Table, label: string, words: string): Column {
        const column = columnOf(table, label);
        if (column === undefined) {
            throw new FluxError("invalid", words);
        }
        return column;
    }

    private begin(table: Table, rowColumns: readonly Column[]): RowNumbers {
        if (this.rows === undefined) {
            const rowLabels = new Set(this.options.rowKey);
            this.keyLabels = table.columns.filter(({ label }) => this.key.has(label) && !rowLabels.has(label));
            this.labels = table.columns.map(({ label }) => label);
            this.rowColumns = rowColumns;
            this.rows = new RowNumbers(rowColumns);
        }
        rowColumns.forEach((column, i) => {
            const known = this.rowColumns[i] as Column;
            if (known.type !== column.type) {
                throw new FluxError(
                    "failed precondition",
                    `schema collision detected: column "${column.label}" is both of type ${column.type} and ${known.type}`,
                );
            }
        });
        return this.rows;
    }

    /** The new column that a row's value goes to. */
    private columnOf(columns: readonly Column[], row: number, type: ColumnType): Cells {
        const label = columns.map((each) => labelOf(each, row)).join("_");
        let column = this.cells.get(label);
        if (column === undefined) {
            column = new Cells(type);
            this.cells.set(label, column);
        } else if (column.type !== type) {
            throw new FluxError(
                "failed precondition",
                `schema collision detected: column "${label}" is both of type ${type} and ${column.type}`,
            );
        }
        return column;
    }

    finish(): Table {
        const rows = this.rows?.count ?? 0;
        const keys = (this.keyLabels ?? []).map(({ label, type }) => constantColumn(label, type, this.key.get(label)?.value ?? null, rows));
        const cells = [...this.cells].map(([label, column]) => column.finish(label, rows));
        // The value column is lost where it is a row key as well.
        const rowColumns = (this.rows?.finish() ?? []).filter(({ label }) => label !== this.options.valueColumn);
        const place = (column: Column): number => this.labels.indexOf(column.label);
        const fixed = [...rowColumns, ...keys].sort((a, b) => place(a) - place(b));
        return { key: this.key, columns: [...fixed, ...cells], rows };
    }
}

function labelOf(column: Column, row: number): string {
    const value = cellAt(column, row);
    if (value === null) {
        return "null";
    }
    if (column.type === "float") {
        return exponential(value as number, "E");
    }
    return column.type === "time" ? formatTimeNanos(value as bigint) : String(value);
}

export default transformation(["<-tables", "rowKey", "columnKey", "valueColumn"], (args) => {
    const options = { rowKey: args.strings("rowKey"), columnKey: args.strings("columnKey"), valueColumn: args.string("valueColumn") };
    for (const label of options.rowKey) {
        if (options.columnKey.includes(label)) {
            throw new FluxError("invalid", `column name found in both rowKey and colKey: ${label}`);
        }
    }
    return gather(
        [args.stream("tables")],
        "pivot",
        ([tables = []]) => {
            const pivots = new Map<string, Pivot>();
            for (const table of tables) {
                const key = pivotKey(table, options);
                let pivot = pivots.get(key.id);
                if (pivot === undefined) {
                    pivot = new Pivot(key, options);
                    pivots.set(key.id, pivot);
                }
                pivot.add(table);
            }
            return [...pivots.values()].map((pivot) => pivot.finish());
        },
        { order: "sorted" },
    );
});
