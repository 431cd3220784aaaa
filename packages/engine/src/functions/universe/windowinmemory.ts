/**
 * Windows, an aggregate of each and all windows in one table again, for aggregates that no storage makes (aggregateWindow with median,
 * spread, stddev …): what the three steps give one after another, in one pass and without a table for each window.
 */
import { type Column, ColumnBuilder, columnOf, constantColumn, makeTable, type Table } from "@flux-scripts/tables";
import type { TimeBounds } from "../../api.ts";
import { type Accumulator, accumulatorFor, type AggregateNode } from "../../execution/aggregates.ts";
import { type Node, type Operator, type Sink, StepNode } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import { ReadNode } from "../../execution/read.ts";
import type { Run } from "../../execution/run.ts";
import { GroupingNode } from "../../execution/storedgroup.ts";
import { clip, Windows } from "../../kernels/window.ts";
import { boundsOf, checkWindows, type WindowNode, type WindowOptions } from "./_window.ts";

interface Work {
    readonly window: WindowNode;
    readonly aggregate: AggregateNode;
    readonly useStop: boolean;
}

/** The step that is all three; undefined where the steps by themselves may give something else. */
export function windowsInMemory(window: WindowNode, aggregate: AggregateNode, useStop: boolean): StepNode | undefined {
    const [input] = window.inputs;
    const { every, period, offset, location } = window.options;
    const follow = every.ns === period.ns && every.months === period.months && offset.months === 0 && location.isUtc;
    if (input === undefined || !follow || !keepsSeries(input)) {
        return undefined;
    }
    const work = { window, aggregate, useStop };
    return new StepNode(aggregate.name, [input], (out, run) => operator(input, work, out, run), { order: "sorted" });
}

/** Whether all tables are of stored series, whole or grouped: no two of them differ in their bounds alone. */
function keepsSeries(node: Node): boolean {
    for (let at: Node | undefined = node; at !== undefined; [at] = at.inputs) {
        if (at instanceof ReadNode) {
            return true;
        }
        if (!(at instanceof GroupingNode) && at.onOrder === undefined) {
            return false;
        }
    }
    return false;
}

function operator(input: Node, work: Work, out: Sink, run: Run): Operator {
    const range = boundsOf(input, work.window.options);
    const keyed = new KeyedTables(run);
    let current: TableWindows | undefined;
    return {
        chunk: (part, more) => {
            run.poll();
            current ??= new TableWindows(part, range, work, run);
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

interface Slot {
    readonly bounds: TimeBounds;
    readonly accumulator: Accumulator;
}

/** The windows of one table. */
class TableWindows {
    private readonly options: WindowOptions;
    private readonly windows: Windows;
    private readonly slots = new Map<string, Slot>();
    private readonly column: string;

    constructor(
        private readonly first: Table,
        private readonly range: TimeBounds,
        private readonly work: Work,
        private readonly run: Run,
    ) {
        this.options = work.window.options;
        const { every, period, offset, location, createEmpty } = this.options;
        this.windows = new Windows(every, period, offset, location);
        this.column = work.aggregate.columns[0] as string;
        if (createEmpty) {
            for (const index of this.windows.overlapping(range.start, range.stop)) {
                this.slot(clip(this.windows.bounds(index), range));
            }
        }
    }

    private slot(bounds: TimeBounds): Slot {
        const id = `${bounds.start},${bounds.stop}`;
        let slot = this.slots.get(id);
        if (slot === undefined) {
            slot = { bounds, accumulator: accumulatorFor(this.first, this.column, this.work.aggregate.accumulator) };
            this.slots.set(id, slot);
            if ((this.slots.size & 1023) === 0) {
                this.run.poll();
                checkWindows(this.slots.size);
            }
        }
        return slot;
    }

    add(chunk: Table): void {
        if (chunk.rows === 0) {
            return;
        }
        const time = columnOf(chunk, "_time");
        if (time === undefined) {
            throw this.work.window.missingTime(this.run);
        }
        const value = columnOf(chunk, this.column);
        const add = (slot: Slot, from: number, to: number): void => {
            if (value !== undefined) {
                slot.accumulator.add(value, from, to);
            }
        };
        if (time.type !== "time") {
            add(this.slot(this.range), 0, chunk.rows);
            return;
        }
        const { data, nulls } = time;
        const { start, stop } = this.range;
        // Rows of one window mostly stand together: they go to its accumulator in one piece.
        for (let row = 0; row < chunk.rows; ) {
            const t = data[row] as bigint;
            let next = row + 1;
            if ((nulls !== undefined && nulls[row] === 1) || t < start || t >= stop) {
                add(this.slot(this.range), row, next);
                row = next;
                continue;
            }
            const bounds = clip(this.windows.latestBounds(t), this.range);
            while (
                next < chunk.rows &&
                (data[next] as bigint) >= bounds.start &&
                (data[next] as bigint) < bounds.stop &&
                (nulls === undefined || nulls[next] === 0)
            ) {
                next += 1;
            }
            add(this.slot(bounds), row, next);
            row = next;
        }
    }

    /** A row for each window, the earliest first; undefined where there is none. */
    finish(): Table | undefined {
        if (this.slots.size === 0) {
            return undefined;
        }
        const slots = [...this.slots.values()].sort(
            (a, b) => compare(a.bounds.start, b.bounds.start) || compare(a.bounds.stop, b.bounds.stop),
        );
        const rows = slots.length;
        const times = new BigInt64Array(rows);
        const { type } = accumulatorFor(this.first, this.column, this.work.aggregate.accumulator);
        const values = new ColumnBuilder(this.column, type, rows);
        for (const [row, { bounds, accumulator }] of slots.entries()) {
            times[row] = this.work.useStop ? bounds.stop : bounds.start;
            values.push(accumulator.value());
        }
        const key = this.first.key.with("_start", "time", this.range.start).with("_stop", "time", this.range.stop);
        const labels = new Set([...this.first.columns.map(({ label }) => label), "_start", "_stop"]);
        const columns: Column[] = [];
        for (const label of labels) {
            const entry = key.get(label);
            if (entry !== undefined) {
                columns.push(constantColumn(label, entry.type, entry.value, rows));
            }
        }
        columns.push(values.finish(), { label: "_time", type: "time", data: times, nulls: undefined });
        return makeTable(key, columns, rows);
    }
}

function compare(a: bigint, b: bigint): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
