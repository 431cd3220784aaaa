import type { Column, ColumnType } from "@flux-scripts/tables";
import { selector } from "../../execution/aggregates.ts";
import type { Node } from "../../execution/node.ts";
import { FluxError } from "../../values/error.ts";

const IMPLEMENTED: ReadonlySet<ColumnType> = new Set(["int", "uint", "float", "time"]);

/** The step of min or max: the first row with the smallest or largest value. */
export function extreme(input: Node, name: "min" | "max", label: string): Node {
    return selector(input, name, label, (column) => {
        const row = extremeRow(column, 0, column.data.length, name);
        return row < 0 ? [] : [row];
    });
}

/** The row of the smallest or largest value between two rows, -1 when all are null. A NaN first stays; a later one is passed over. */
function extremeRow(column: Column, start: number, end: number, name: "min" | "max"): number {
    if (!IMPLEMENTED.has(column.type)) {
        const title = name === "min" ? "Min" : "Max";
        throw new FluxError(
            "failed precondition",
            `invalid use of function: *universe.${title}Selector has no implementation for type ${column.type}`,
        );
    }
    const data = column.data as { readonly [row: number]: number };
    const { nulls } = column;
    let best = -1;
    for (let row = start; row < end; row += 1) {
        if (nulls !== undefined && nulls[row] === 1) {
            continue;
        }
        const value = data[row] as number;
        if (best < 0 || (name === "min" ? value < (data[best] as number) : value > (data[best] as number))) {
            best = row;
        }
    }
    return best;
}
