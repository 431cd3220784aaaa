import { transformation } from "../../registry.ts";
import { perTable } from "../support/perTable.ts";
import { type Column, type ColumnType, makeColumn, sliceTable, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { nullsOf } from "../support/columns.ts";

interface DifferenceOptions {
    readonly columns: readonly string[];
    readonly nonNegative: boolean;
    readonly keepFirst: boolean;
    readonly initialZero: boolean;
}

/**
 * The change from the last value that is not null, row by row; the first row is dropped unless `keepFirst`. uint gives int, sums wrap.
 * `nonNegative` makes a fall null, with `initialZero` the value itself.
 */
function difference(table: Table, options: DifferenceOptions): Table {
    const columns = table.columns.map((column) => (options.columns.includes(column.label) ? differenceColumn(column, options) : column));
    const changed = { key: table.key, columns, rows: table.rows };
    return options.keepFirst ? changed : sliceTable(changed, 1, table.rows);
}

function differenceColumn(column: Column, options: DifferenceOptions): Column {
    if (column.type === "time") {
        throw new FluxError("failed precondition", "difference does not support time columns. Try the elapsed function");
    }
    if (column.type === "string" || column.type === "bool") {
        throw new FluxError("invalid", `difference does not support column "${column.label}" of type "${column.type}"`);
    }
    const rows = column.data.length;
    const out = new Uint8Array(rows);
    const type: ColumnType = column.type === "float" ? "float" : "int";
    const data = type === "float" ? new Float64Array(rows) : new BigInt64Array(rows);
    const write = data as { [row: number]: number | bigint };
    const nulls = nullsOf(column);
    const source = column.data as ArrayLike<number | bigint>;
    const zero = column.type === "float" ? 0 : 0n;
    let last: number | bigint | undefined;
    for (let row = 0; row < rows; row += 1) {
        if (nulls[row] === 1) {
            out[row] = 1;
            continue;
        }
        const value = source[row] as number | bigint;
        if (last === undefined) {
            if (options.nonNegative && options.initialZero) {
                write[row] = zero;
            } else {
                out[row] = 1;
            }
        } else if (options.nonNegative && value < last) {
            if (options.initialZero) {
                write[row] = value;
            } else {
                out[row] = 1;
            }
        } else {
            write[row] = (value as number) - (last as number);
        }
        last = value;
    }
    return makeColumn(column.label, type, data, out);
}

export default transformation(["<-tables", "?nonNegative", "?columns", "?keepFirst", "?initialZero"], (args) => {
    const options = {
        columns: args.strings("columns", ["_value"]),
        nonNegative: args.bool("nonNegative", false),
        keepFirst: args.bool("keepFirst", false),
        initialZero: args.bool("initialZero", false),
    };
    return perTable(args, "difference", (table) => difference(table, options));
});
