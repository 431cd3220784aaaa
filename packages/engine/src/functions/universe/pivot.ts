import { transformation } from "../../registry.ts";
import { gather } from "../../execution/steps.ts";
import {
    type Cell,
    cellAt,
    cellId,
    type Column,
    ColumnBuilder,
    columnOf,
    type ColumnType,
    constantColumn,
    formatTimeNanos,
    type GroupKey,
    type Table,
} from "@flux-scripts/tables";
import { type MapKey, mapKeys } from "../support/mapKeys.ts";
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

/** The cells of a new column, by row. */
interface CellColumn {
    readonly type: ColumnType;
    readonly values: Cell[];
}

/**
 * Gathers tables of one {@link pivotKey}: a row per row key, a column per column key, both in order of first appearance; the last value
 * of a cell wins. Columns of the row key and of the group key keep the order of the first table.
 */
class Pivot {
    private readonly rows = new Map<MapKey, number>();
    private readonly rowColumns: ColumnBuilder[] = [];
    private labels: readonly string[] = [];
    private readonly cells = new Map<string, CellColumn>();
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
        this.begin(table, rowColumns);
        const rowKeyOf = joinedKeys(rowColumns);
        const columnKeyOf = joinedKeys(columnColumns);
        const columns = new Map<MapKey, CellColumn>();
        for (let row = 0; row < table.rows; row += 1) {
            const columnKey = columnKeyOf(row);
            let column = columns.get(columnKey);
            if (column === undefined) {
                const label = columnColumns.map((each) => labelOf(each, row)).join("_");
                column = this.columnOf(label, values.type);
                columns.set(columnKey, column);
            }
            column.values[this.rowOf(rowKeyOf(row), rowColumns, row)] = cellAt(values, row);
        }
    }

    private find(table: Table, label: string, words: string): Column {
        const column = columnOf(table, label);
        if (column === undefined) {
            throw new FluxError("invalid", words);
        }
        return column;
    }

    private begin(table: Table, rowColumns: readonly Column[]): void {
        if (this.keyLabels === undefined) {
            const rowLabels = new Set(this.options.rowKey);
            this.keyLabels = table.columns.filter(({ label }) => this.key.has(label) && !rowLabels.has(label));
            this.labels = table.columns.map(({ label }) => label);
            this.rowColumns.push(...rowColumns.map(({ label, type }) => new ColumnBuilder(label, type)));
        }
        rowColumns.forEach((column, i) => {
            const known = this.rowColumns[i] as ColumnBuilder;
            if (known.type !== column.type) {
                throw new FluxError(
                    "failed precondition",
                    `schema collision detected: column "${column.label}" is both of type ${column.type} and ${known.type}`,
                );
            }
        });
    }

    private rowOf(id: MapKey, rowColumns: readonly Column[], row: number): number {
        let at = this.rows.get(id);
        if (at === undefined) {
            at = this.rows.size;
            this.rows.set(id, at);
            rowColumns.forEach((column, i) => (this.rowColumns[i] as ColumnBuilder).pushFrom(column, row));
        }
        return at;
    }

    private columnOf(label: string, type: ColumnType): CellColumn {
        let column = this.cells.get(label);
        if (column === undefined) {
            column = { type, values: [] };
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
        const rows = this.rows.size;
        const keys = (this.keyLabels ?? []).map(({ label, type }) => constantColumn(label, type, this.key.get(label)?.value ?? null, rows));
        const cells = [...this.cells].map(([label, { type, values }]) => {
            const builder = new ColumnBuilder(label, type, rows);
            for (let row = 0; row < rows; row += 1) {
                builder.push(values[row] ?? null);
            }
            return builder.finish();
        });
        // The value column is lost where it is a row key as well.
        const rowColumns = this.rowColumns.map((column) => column.finish()).filter(({ label }) => label !== this.options.valueColumn);
        const place = (column: Column): number => this.labels.indexOf(column.label);
        const fixed = [...rowColumns, ...keys].sort((a, b) => place(a) - place(b));
        return { key: this.key, columns: [...fixed, ...cells], rows };
    }
}

/** Keys of rows by several columns: of one column as it is, of more as one text. */
function joinedKeys(columns: readonly Column[]): (row: number) => MapKey {
    const [only] = columns;
    if (only !== undefined && columns.length === 1) {
        return mapKeys(only);
    }
    return (row) => {
        let id = "";
        for (const column of columns) {
            id += cellId(cellAt(column, row));
        }
        return id;
    };
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
