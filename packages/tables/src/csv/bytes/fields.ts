/** Columns that read their fields straight from bytes into typed arrays, by type. */
import type { ColumnType } from "../../column.ts";
import { BoolColumn } from "./boolColumn.ts";
import type { Field, FieldColumn } from "./field.ts";
import { FloatColumn } from "./floatColumn.ts";
import { IntegerColumn } from "./integerColumn.ts";
import { TextColumn } from "./textColumn.ts";
import { TimeColumn } from "./timeColumn.ts";

const kinds: { readonly [T in ColumnType]: new (field: Field, capacity: number) => FieldColumn } = {
    bool: BoolColumn,
    int: IntegerColumn,
    uint: IntegerColumn,
    float: FloatColumn,
    string: TextColumn,
    time: TimeColumn,
};

/** A column for the fields of one place. Call `renew` before the first row. */
export function fieldColumn(field: Field): FieldColumn {
    return new kinds[field.type](field, 0);
}
