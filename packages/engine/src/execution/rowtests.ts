/** Tests of stored rows by tags and `_value`, as the storage of the reference makes them: two types that don't fit are no match. */
import { type Column, columnOf, type Table, takeTable } from "@flux-scripts/tables";
import { FluxRegexp } from "../values/regexp.ts";
import { UInt } from "../values/value.ts";

/** The value of a tag, `_measurement` or `_field` of the series at hand. */
export type TagOf = (label: string) => string | undefined;

/** 1 for each row that is let through. */
type Mask = (values: Column, rows: number) => Uint8Array;

/** What of a test is left for the rows of one series: all or none of them, or those of a mask. */
export type RowTest = (tag: TagOf) => boolean | Mask;

/** What a value can be compared with. */
export type Comparand = bigint | number | string | boolean | UInt | FluxRegexp;

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "=~" | "!~";

export function both(left: RowTest, right: RowTest): RowTest {
    return (tag) => {
        const a = left(tag);
        const b = a === false ? false : right(tag);
        return typeof a === "boolean" || typeof b === "boolean" ? (a === true ? b : b === true ? a : false) : joined(a, b, "and");
    };
}

export function either(left: RowTest, right: RowTest): RowTest {
    return (tag) => {
        const a = left(tag);
        const b = a === true ? true : right(tag);
        return typeof a === "boolean" || typeof b === "boolean" ? (a === false ? b : b === false ? a : true) : joined(a, b, "or");
    };
}

function joined(left: Mask, right: Mask, operator: "and" | "or"): Mask {
    return (values, rows) => {
        const mask = left(values, rows);
        const other = right(values, rows);
        for (let row = 0; row < rows; row += 1) {
            const a = mask[row] as number;
            const b = other[row] as number;
            mask[row] = operator === "and" ? a & b : a | b;
        }
        return mask;
    };
}

/** `r._value` compared with a constant. */
export function valueTest(operator: Comparison, constant: Comparand): RowTest {
    const mask: Mask = (values, rows) => {
        const result = new Uint8Array(rows);
        const passes = comparer(values.type, operator, constant);
        if (passes === undefined) {
            return result;
        }
        const data = values.data as { readonly [row: number]: number };
        for (let row = 0; row < rows; row += 1) {
            result[row] = passes(data[row] as number) ? 1 : 0;
        }
        return result;
    };
    return () => mask;
}

/** Takes a value of the column's type, whatever that is: TypeScript compares numbers only. */
type Passes = (value: number) => boolean;

/** How values of a type are compared with the constant; undefined where the types don't fit. */
function comparer(type: Column["type"], operator: Comparison, constant: Comparand): Passes | undefined {
    if (constant instanceof FluxRegexp) {
        const wanted = operator === "=~";
        return type === "string" ? (value) => constant.test(value as unknown as string) === wanted : undefined;
    }
    const other = constant instanceof UInt ? constant.value : constant;
    // A literal integer is no unsigned one for the storage.
    if (type === "uint" && typeof constant === "bigint") {
        return undefined;
    }
    const fits = type === "bool" ? typeof other === "boolean" : type === "string" ? typeof other === "string" : isNumber(other);
    return fits ? comparison(operator, other as number) : undefined;
}

function isNumber(value: unknown): boolean {
    return typeof value === "bigint" || typeof value === "number";
}

/** JavaScript compares bigints with numbers by their exact values. */
function comparison(operator: Comparison, other: number): Passes | undefined {
    switch (operator) {
        case "==":
            // An integer equals a float: 1n is neither above nor below 1.
            return (value) => value >= other && value <= other;
        case "!=":
            return (value) => !(value >= other && value <= other);
        case "<":
            return (value) => value < other;
        case "<=":
            return (value) => value <= other;
        case ">":
            return (value) => value > other;
        case ">=":
            return (value) => value >= other;
        default:
            return undefined;
    }
}

/** The tags of a series, by the key of its table. */
export function tagsOf({ key }: Table): TagOf {
    return (label) => {
        const value = key.get(label)?.value;
        return typeof value === "string" ? value : undefined;
    };
}

/** What a test lets through of a table's rows: all, none, or those of a mask. */
export function maskOf(test: RowTest, table: Table): boolean | Uint8Array {
    const result = test(tagsOf(table));
    if (typeof result === "boolean") {
        return result;
    }
    const values = columnOf(table, "_value");
    return values === undefined ? false : result(values, table.rows);
}

/** The rows whose byte in the mask is 1. */
export function masked(table: Table, mask: Uint8Array): Table {
    let count = 0;
    for (let row = 0; row < mask.length; row += 1) {
        count += mask[row] as number;
    }
    if (count === table.rows) {
        return table;
    }
    const rows = new Int32Array(count);
    let at = 0;
    for (let row = 0; row < mask.length; row += 1) {
        if (mask[row] === 1) {
            rows[at] = row;
            at += 1;
        }
    }
    return takeTable(table, rows);
}
