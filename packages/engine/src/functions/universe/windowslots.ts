/** Aggregates of a table's windows, gathered in one pass over its rows. */
import { type Column, ColumnBuilder, type Table, type TimeColumn } from "@flux-scripts/tables";
import type { TimeBounds } from "../../api.ts";
import { type Accumulator, accumulatorFor, type AccumulatorMaker } from "../../execution/aggregates.ts";
import type { Operator, Sink } from "../../execution/node.ts";
import type { KeyedTables } from "../../execution/output.ts";
import type { Run } from "../../execution/run.ts";
import { clip, type Windows } from "../../kernels/window.ts";
import { checkWindows } from "./_window.ts";

interface Slot {
    readonly bounds: TimeBounds;
    readonly accumulator: Accumulator;
}

/** The windows of one table as they are gathered. */
export interface Gathering {
    add(chunk: Table): void;
    /** The table of them; undefined where there is none. */
    finish(): Table | undefined;
}

/** Gathers the windows of one table after another; `begin` is given a table's first chunk, which is added as well. */
export function gatherWindows(keyed: KeyedTables, out: Sink, run: Run, begin: (first: Table) => Gathering): Operator {
    let current: Gathering | undefined;
    return {
        chunk: (part, more) => {
            run.poll();
            current ??= begin(part);
            current.add(part);
            if (!more) {
                const result = current.finish();
                current = undefined;
                if (result !== undefined) {
                    keyed.add(result);
                }
            }
        },
        end: () => {
            keyed.flush(out);
            out.end();
        },
    };
}

/** An accumulator for each window of a table; what tells windows apart is the caller's. */
export class WindowSlots<Id> {
    private readonly slots = new Map<Id, Slot>();

    /** `first` is the table, or its first chunk. */
    constructor(
        private readonly first: Table,
        private readonly column: string,
        private readonly make: AccumulatorMaker,
        private readonly run: Run,
    ) {}

    /** The accumulator of a window that was there before. */
    find(id: Id): Accumulator | undefined {
        return this.slots.get(id)?.accumulator;
    }

    /** The accumulator of a window, which is made where it is new. */
    of(id: Id, bounds: TimeBounds): Accumulator {
        let slot = this.slots.get(id);
        if (slot === undefined) {
            slot = { bounds, accumulator: accumulatorFor(this.first, this.column, this.make) };
            this.slots.set(id, slot);
            if ((this.slots.size & 1023) === 0) {
                this.run.poll();
                checkWindows(this.slots.size);
            }
        }
        return slot.accumulator;
    }

    /** A row for each window, the earliest first: its start or stop as `_time`, and its aggregate. */
    finish(useStop: boolean): { readonly time: Column; readonly value: Column; readonly rows: number } {
        const slots = [...this.slots.values()].sort(
            (a, b) => compare(a.bounds.start, b.bounds.start) || compare(a.bounds.stop, b.bounds.stop),
        );
        const rows = slots.length;
        const times = new BigInt64Array(rows);
        const { type } = accumulatorFor(this.first, this.column, this.make);
        const values = new ColumnBuilder(this.column, type, rows);
        for (const [row, { bounds, accumulator }] of slots.entries()) {
            times[row] = useStop ? bounds.stop : bounds.start;
            values.push(accumulator.value());
        }
        return { time: { label: "_time", type: "time", data: times, nulls: undefined }, value: values.finish(), rows };
    }
}

function compare(a: bigint, b: bigint): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Rows of windows that follow one another. Those of one window mostly stand together: they are told in one piece, with the window's
 * bounds cut to the range; a row without a time, or outside of the range, is told alone and without bounds.
 */
export function eachPiece(
    { data, nulls }: TimeColumn,
    rows: number,
    windows: Windows,
    range: TimeBounds,
    piece: (bounds: TimeBounds | undefined, from: number, to: number) => void,
): void {
    const { start, stop } = range;
    for (let row = 0; row < rows; ) {
        const time = data[row] as bigint;
        let next = row + 1;
        if ((nulls !== undefined && nulls[row] === 1) || time < start || time >= stop) {
            piece(undefined, row, next);
            row = next;
            continue;
        }
        const bounds = clip(windows.latestBounds(time), range);
        while (
            next < rows &&
            (data[next] as bigint) >= bounds.start &&
            (data[next] as bigint) < bounds.stop &&
            (nulls === undefined || nulls[next] === 0)
        ) {
            next += 1;
        }
        piece(bounds, row, next);
        row = next;
    }
}
