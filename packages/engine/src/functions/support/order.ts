import { type Cell, cellAt, columnOf, compareCells, compareText, type Column, type Table } from "@flux-scripts/tables";

type Comparison = (a: number, b: number) => number;

/** Compares two rows of a column: null first, then by value (strings by bytes, NaN equal to everything). */
function comparison(column: Column, descending: boolean): Comparison {
    const sign = descending ? -1 : 1;
    const { nulls } = column;
    const ofValues = valueComparison(column);
    if (nulls === undefined) {
        return descending ? (a, b) => -ofValues(a, b) : ofValues;
    }
    return (a, b) => {
        const x = nulls[a] === 1;
        const y = nulls[b] === 1;
        // Null rows come first both ways.
        return x || y ? (x === y ? 0 : x ? -1 : 1) : sign * ofValues(a, b);
    };
}

function valueComparison(column: Column): Comparison {
    if (column.type === "string") {
        const { data } = column;
        return (a, b) => compareText(data[a] as string, data[b] as string);
    }
    const data = column.data as ArrayLike<number | bigint>;
    return (a, b) => {
        const x = data[a] as number | bigint;
        const y = data[b] as number | bigint;
        return x < y ? -1 : x > y ? 1 : 0;
    };
}

/** Row numbers in the order of the columns named (those that the table lacks are passed over); equal rows keep their order. */
export function sortedRows(table: Table, labels: readonly string[], descending: boolean): number[] {
    const comparisons = labels.flatMap((label) => {
        const column = columnOf(table, label);
        return column === undefined ? [] : [comparison(column, descending)];
    });
    const rows = Array.from({ length: table.rows }, (_, row) => row);
    const [first, ...rest] = comparisons;
    if (first === undefined) {
        return rows;
    }
    return rows.sort((a, b) => {
        let order = first(a, b);
        for (let i = 0; order === 0 && i < rest.length; i += 1) {
            order = (rest[i] as Comparison)(a, b);
        }
        return order;
    });
}

/** Order of rows of two tables by columns of the same labels and types. */
export function compareRows(left: readonly Column[], a: number, right: readonly Column[], b: number): number {
    for (let i = 0; i < left.length; i += 1) {
        const order = compareCells(cellAt(left[i] as Column, a) as Cell, cellAt(right[i] as Column, b) as Cell);
        if (order !== 0) {
            return order;
        }
    }
    return 0;
}
