/** Rows of a table by the values of some columns. */
import { type Column, columnOf, constantColumn, GroupKey, keyOfRow, type Table, takeRows } from "@flux-scripts/tables";

/**
 * The rows of a table as tables keyed by these labels (those that the table has), in order of first appearance. Rows keep their order.
 * What is in the table's key is the same in all of them, and isn't looked at.
 */
export function groupRows(table: Table, labels: readonly string[]): Table[] {
    const columns = labels.map((label) => columnOf(table, label)).filter((column) => column !== undefined);
    if (table.rows === 0) {
        return [];
    }
    const present = columns.map((column) => column.label);
    const varying = columns.filter((column) => !table.key.has(column.label));
    const groups = numberGroups(varying, table.rows);
    if (groups.count === 1) {
        const key = columns.length === 0 ? GroupKey.empty : keyOfRow(table, present, 0);
        return [key.id === table.key.id ? table : { ...table, key }];
    }
    const { numbers, sizes } = groups;
    const starts = new Int32Array(groups.count + 1);
    for (let group = 0; group < groups.count; group += 1) {
        starts[group + 1] = (starts[group] as number) + (sizes[group] as number);
    }
    const next = starts.slice(0, groups.count);
    const rows = new Int32Array(table.rows);
    for (let row = 0; row < table.rows; row += 1) {
        const group = numbers[row] as number;
        rows[next[group] as number] = row;
        next[group] = (next[group] as number) + 1;
    }
    const tables: Table[] = [];
    for (let group = 0; group < groups.count; group += 1) {
        const own = rows.subarray(starts[group], starts[group + 1]);
        const key = keyOfRow(table, present, own[0] as number);
        // The texts of the key are all the same: they need not be looked up row by row.
        const taken = table.columns.map((column) =>
            column.type === "string" && key.has(column.label)
                ? constantColumn(column.label, "string", key.get(column.label)?.value ?? null, own.length)
                : takeRows(column, own),
        );
        tables.push({ key, columns: taken, rows: own.length });
    }
    return tables;
}

interface Numbered {
    /** The group of each row, numbered by first appearance. */
    readonly numbers: Int32Array;
    readonly sizes: readonly number[];
    readonly count: number;
}

/** Gives each row the number of the group that it belongs to by the values of the columns. */
export function numberGroups(columns: readonly Column[], rows: number): Numbered {
    let result: Numbered = { numbers: new Int32Array(rows), sizes: [rows], count: 1 };
    for (const column of columns) {
        result = refined(result, column, rows);
    }
    return result;
}

/** So many different values are looked for one by one; a map of them is slower. */
const FEW_VALUES = 6;

/** The numbers of a column that has no nulls and few different texts, where there is one group so far. */
function fewTexts(column: Column, rows: number): Numbered | undefined {
    if (column.type !== "string" || column.nulls !== undefined) {
        return undefined;
    }
    const { data } = column;
    const numbers = new Int32Array(rows);
    const texts: string[] = [];
    const counts = new Int32Array(FEW_VALUES);
    for (let row = 0; row < rows; row += 1) {
        const text = data[row] as string;
        let number = 0;
        while (number < texts.length && texts[number] !== text) {
            number += 1;
        }
        if (number === texts.length) {
            if (number === FEW_VALUES) {
                return undefined;
            }
            texts.push(text);
        }
        numbers[row] = number;
        counts[number] = (counts[number] as number) + 1;
    }
    return { numbers, sizes: [...counts.subarray(0, texts.length)], count: texts.length };
}

function refined(groups: Numbered, column: Column, rows: number): Numbered {
    const few = groups.count === 1 ? fewTexts(column, rows) : undefined;
    if (few !== undefined) {
        return few;
    }
    const numbers = new Int32Array(rows);
    const sizes: number[] = [];
    const found: Map<unknown, number>[] = [];
    const { nulls } = column;
    const data = column.data as { readonly [row: number]: unknown };
    const isFloat = column.type === "float";
    let lastValue: unknown;
    let lastGroup = -1;
    let lastNumber = 0;
    for (let row = 0; row < rows; row += 1) {
        const group = groups.numbers[row] as number;
        let value: unknown = nulls !== undefined && nulls[row] === 1 ? NULL : data[row];
        if (isFloat && value !== NULL) {
            value = floatId(value as number);
        }
        if (value !== lastValue || group !== lastGroup) {
            const map = (found[group] ??= new Map<unknown, number>());
            let number = map.get(value);
            if (number === undefined) {
                number = sizes.length;
                sizes.push(0);
                map.set(value, number);
            }
            lastValue = value;
            lastGroup = group;
            lastNumber = number;
        }
        numbers[row] = lastNumber;
        sizes[lastNumber] = (sizes[lastNumber] as number) + 1;
    }
    return { numbers, sizes, count: sizes.length };
}

const NULL = Symbol("null");

/** -0 is 0; every NaN is the same. */
function floatId(value: number): number {
    return value === 0 ? 0 : value;
}
