import { cellAt, columnFrom, type Table } from "@flux-scripts/tables";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { kindOf } from "../../values/types.ts";
import { fromCell, isNullValue, RecordValue, toCell, type Value } from "../../values/value.ts";
import { keyColumns } from "../support/columns.ts";
import { compareText } from "../../kernels/text.ts";
import { eachTable } from "../../execution/steps.ts";
import { keyText } from "../../execution/aggregates.ts";

/** The record of a row; a null cell is a null of its column's type. */
export function rowRecord(table: Table, row: number): RecordValue {
    return new RecordValue(new Map(table.columns.map((column) => [column.label, fromCell(column.type, cellAt(column, row))])));
}

/** One row: the key's columns, then the accumulator's fields by name; a field named as a key column takes its place in the key. */
function accumulated(table: Table, accumulator: RecordValue): Table {
    const names = [...accumulator.properties.keys()].sort(compareText);
    let key = table.key;
    const cells = new Map(
        names.map((name) => {
            const value = accumulator.get(name) as Value;
            if (isNullValue(value)) {
                throw new FluxError("invalid", `null values are not supported for "${name}" in the reduce() function`);
            }
            const cell = toCell(value);
            if (cell === undefined) {
                throw new FluxError("invalid", `${kindOf(value)} is not a supported column type in the reduce() function`);
            }
            key = key.has(name) ? key.with(name, cell.type, cell.cell) : key;
            return [name, cell] as const;
        }),
    );
    const columns = keyColumns(table).map(({ label, type }) => {
        const cell = cells.get(label);
        return columnFrom(label, cell?.type ?? type, [cell === undefined ? (table.key.get(label)?.value ?? null) : cell.cell]);
    });
    for (const [name, { type, cell }] of cells) {
        if (!table.key.has(name)) {
            columns.push(columnFrom(name, type, [cell]));
        }
    }
    return { key, columns, rows: 1 };
}

export default transformation(["<-tables", "fn", "identity"], (args) => {
    const fn = args.fn("fn");
    const identity = args.record("identity");
    const fold = args.context.folder(fn, (name) => {
        throw new FluxError("invalid", `null values are not supported for "${name}" in the reduce() function`);
    });
    return eachTable(args.stream("tables"), "reduce", (table) => accumulated(table, fold(table, identity)), {
        order: "sorted",
        onDuplicate: (table) =>
            new FluxError("failed precondition", `two reducers writing result to the same table with key: ${keyText(table)}`),
    });
});
