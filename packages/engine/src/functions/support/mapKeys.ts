import type { Column } from "@flux-scripts/tables";

/** What stands for a cell as the key of a Map or Set: equal for equal cells of one column only. A NaN equals NaN here, 0 equals -0. */
export type MapKey = string | number | bigint | null;

/** Whole numbers up to this size are kept as doubles: a Map finds them faster than big integers. */
const SAFE = 2n ** 53n;

/** Reads a column's cells as keys of a Map or Set. */
export function mapKeys(column: Column): (row: number) => MapKey {
    const { nulls } = column;
    const read = reader(column);
    return nulls === undefined ? read : (row) => (nulls[row] === 1 ? null : read(row));
}

function reader(column: Column): (row: number) => MapKey {
    switch (column.type) {
        case "string": {
            const { data } = column;
            return (row) => data[row] as string;
        }
        case "float":
        case "bool": {
            const { data } = column;
            return (row) => data[row] as number;
        }
        case "time": {
            // Times lie beyond what doubles hold exactly: those a double gives back are read as one.
            const { data } = column;
            return (row) => wide(data[row] as bigint);
        }
        default: {
            const data = column.data as BigInt64Array;
            return (row) => {
                const value = data[row] as bigint;
                return value < SAFE && value > -SAFE ? Number(value) : value;
            };
        }
    }
}

/** A big integer, or the double that is exactly it. */
function wide(value: bigint): number | bigint {
    const double = Number(value);
    return BigInt(double) === value ? double : value;
}
