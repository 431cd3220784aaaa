import { ColumnBuilder, type Column, GroupKey, makeTable } from "@flux-scripts/tables";
import { source } from "../../execution/steps.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { typeName } from "../../values/types.ts";
import { isNullValue, RecordValue, toCell, type Value } from "../../values/value.ts";

/** `array.from(rows:)`: one table of the records, columns in the order of the first record. */
export default transformation(["<-rows"], (args) => {
    const rows = args.array("rows");
    if (rows.length === 0) {
        throw new FluxError("invalid", "rows must be non-empty");
    }
    const records = rows.map((row) => {
        if (!(row instanceof RecordValue)) {
            throw new FluxError("invalid", `expected rows to be records, got ${typeName(row)}`);
        }
        return row;
    });
    const labels = [...(records[0] as RecordValue).properties.keys()];
    const columns = labels.map((label) => columnOfRecords(label, records));
    return source("from", () => [{ table: makeTable(GroupKey.empty, columns, columns.length === 0 ? 0 : rows.length), more: false }], {
        order: "sorted",
    });
});

function columnOfRecords(label: string, records: readonly RecordValue[]): Column {
    let builder: ColumnBuilder | undefined;
    let nulls = 0;
    for (const record of records) {
        const value: Value = record.get(label) ?? null;
        if (value === null) {
            builder?.pushNull();
            nulls += builder === undefined ? 1 : 0;
            continue;
        }
        const cell = toCell(value);
        if (cell === undefined) {
            throw new FluxError("invalid", `cannot represent the type ${typeName(value)} as column data`);
        }
        if (builder === undefined) {
            builder = new ColumnBuilder(label, cell.type, records.length);
            for (let i = 0; i < nulls; i += 1) {
                builder.pushNull();
            }
        }
        if (builder.type !== cell.type && !isNullValue(value)) {
            throw new FluxError("invalid", `type conflict: ${builder.type} != ${cell.type}`);
        }
        builder.push(cell.cell);
    }
    if (builder === undefined) {
        throw new FluxError("invalid", "cannot represent the type null as column data");
    }
    return builder.finish();
}
