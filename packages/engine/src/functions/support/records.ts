import { type Column, ColumnBuilder, type GroupKey, type Table } from "@flux-scripts/tables";
import { compareText } from "../../kernels/text.ts";
import { FluxError } from "../../values/error.ts";
import { kindOf } from "../../values/types.ts";
import { RecordValue, toCell, type Value } from "../../values/value.ts";

/**
 * A table of records, one a row, its columns sorted by name. A property that a record lacks, or that is null without a type, is a null
 * cell; one that is so in every record is left out.
 */
export function tableOfRecords(key: GroupKey, records: readonly RecordValue[], name: string): Table {
    const builders = new Map<string, ColumnBuilder>();
    records.forEach((record, row) => {
        for (const [label, value] of record.properties) {
            push(builders, label, value, row, name);
        }
    });
    const columns: Column[] = [...builders.values()]
        .map((builder) => padded(builder, records.length).finish())
        .sort((a, b) => compareText(a.label, b.label));
    return { key, columns, rows: records.length };
}

function push(builders: Map<string, ColumnBuilder>, label: string, value: Value, row: number, name: string): void {
    const cell = toCell(value);
    if (cell === undefined) {
        if (value === null) {
            return;
        }
        throw new FluxError(
            "invalid",
            `${name} object property "${label}" is ${kindOf(value)} type which is not supported in a flux table`,
        );
    }
    let builder = builders.get(label);
    if (builder === undefined) {
        builder = new ColumnBuilder(label, cell.type);
        builders.set(label, builder);
    }
    if (builder.type !== cell.type) {
        throw new FluxError(
            "failed precondition",
            `schema collision detected: column "${label}" is both of type ${cell.type} and ${builder.type}`,
        );
    }
    padded(builder, row).push(cell.cell);
}

function padded(builder: ColumnBuilder, rows: number): ColumnBuilder {
    while (builder.length < rows) {
        builder.pushNull();
    }
    return builder;
}

/** The result of a function that must be a record. */
export function recordOf(value: Value, name: string): RecordValue {
    if (!(value instanceof RecordValue)) {
        throw new FluxError("invalid", `${name} function must return a record, got ${kindOf(value)}`);
    }
    return value;
}
