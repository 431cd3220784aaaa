import { transformation } from "../../registry.ts";
import { inPlace } from "../support/perTable.ts";
import { eachTable } from "../../execution/steps.ts";
import { toCell } from "../../values/value.ts";
import { kindOf } from "../../values/types.ts";
import type { Args } from "../../arguments.ts";
import type { Node } from "../../execution/node.ts";
import { type Cell, type Column, ColumnBuilder, columnOf, type ColumnType, constantColumn, type Table } from "@flux-scripts/tables";
import { FluxError } from "../../values/error.ts";
import { withColumn } from "../support/columns.ts";

/** Puts a value in place of nulls. A missing column is added, a null value of the group key is filled there, too. */
function fillValue(table: Table, label: string, type: ColumnType, value: Cell): Table {
    const column = columnOf(table, label);
    if (column === undefined) {
        return withColumn(table, constantColumn(label, type, value, table.rows));
    }
    if (column.type !== type) {
        throw new FluxError("failed precondition", `fill column type mismatch: ${column.type}/${type}`);
    }
    const entry = table.key.get(label);
    const key = entry !== undefined && entry.value === null ? table.key.with(label, type, value) : table.key;
    return {
        ...withColumn(
            table,
            filled(column, () => value),
        ),
        key,
    };
}

/** Repeats the last value that is not null; nulls before the first one stay. A missing column changes nothing. */
function fillPrevious(table: Table, label: string): Table {
    const column = columnOf(table, label);
    if (column === undefined) {
        return table;
    }
    return withColumn(
        table,
        filled(column, (previous) => previous),
    );
}

function filled(column: Column, replacement: (previous: Cell) => Cell): Column {
    const { nulls } = column;
    if (nulls === undefined) {
        return column;
    }
    const builder = new ColumnBuilder(column.label, column.type, column.data.length);
    let last = -1;
    for (let row = 0; row < column.data.length; row += 1) {
        if (nulls[row] !== 1) {
            last = row;
            builder.pushFrom(column, row);
        } else {
            const previous = last < 0 ? null : column.data[last];
            builder.push(replacement(column.type === "bool" && previous !== null ? previous === 1 : (previous ?? null)));
        }
    }
    return builder.finish();
}

/** The step of a call with `value` or `usePrevious`; also that of `experimental.fill`. */
export function fillStep(args: Args, label: string): Node {
    const value = args.optional("value");
    const previous = args.bool("usePrevious", false);
    if ((value !== undefined) === previous) {
        throw new FluxError("invalid", "fill requires exactly one of value or usePrevious");
    }
    if (value === undefined) {
        return inPlace(args, "fill", (table) => fillPrevious(table, label));
    }
    const cell = toCell(value);
    if (cell === undefined) {
        throw new FluxError("invalid", `value type "${kindOf(value)}" is not a valid type for a column`);
    }
    return eachTable(args.stream("tables"), "fill", (table) => fillValue(table, label, cell.type, cell.cell));
}

export default transformation(["<-tables", "?column", "?value", "?usePrevious"], (args) => fillStep(args, args.string("column", "_value")));
