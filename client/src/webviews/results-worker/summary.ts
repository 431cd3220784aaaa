/** The summary of a selection, in steps: a million rows of eight columns take a while, and questions must not wait for them. */
import type { CellRange, RangeSummary } from "../results/protocol.ts";
import { Sums } from "./sums.ts";
import type { View } from "./view.ts";

/** Rows between two looks at the clock. */
const rowsAtOnce = 2000;

export class Summary {
    private readonly sums = new Sums();
    private readonly last: number;
    private at: number;

    constructor(
        private readonly view: View,
        private readonly range: CellRange,
    ) {
        this.at = range.fromRow;
        this.last = Math.min(range.toRow, view.rows - 1);
    }

    /** Adds up for about `ms`; undefined: not finished. */
    step(ms: number): RangeSummary | undefined {
        const { view, sums, last } = this;
        const { fromColumn, toColumn } = this.range;
        const until = Date.now() + ms;
        do {
            for (const end = Math.min(last, this.at + rowsAtOnce - 1); this.at <= end; this.at++) {
                const { columns, row } = view.place(this.at);
                for (let column = fromColumn; column <= toColumn && column < columns.length; column++) sums.add(columns[column], row);
            }
            if (this.at > last) return sums.summary();
        } while (Date.now() < until);
        return undefined;
    }
}
