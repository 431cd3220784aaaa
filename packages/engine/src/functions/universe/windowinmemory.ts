/**
 * Windows, an aggregate of each and all windows in one table again, for aggregates that no storage makes (aggregateWindow with median,
 * spread, stddev …): what the three steps give one after another, in one pass and without a table for each window.
 */
import { type Column, columnOf, constantColumn, makeTable, type Table } from "@flux-scripts/tables";
import type { TimeBounds } from "../../api.ts";
import type { Accumulator, AggregateNode } from "../../execution/aggregates.ts";
import { type Node, type Operator, type Sink, StepNode } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import { ReadNode } from "../../execution/read.ts";
import type { Run } from "../../execution/run.ts";
import { GroupingNode } from "../../execution/storedgroup.ts";
import { clip, Windows } from "../../kernels/window.ts";
import { boundsOf, type WindowNode } from "./_window.ts";
import { eachPiece, type Gathering, gatherWindows, WindowSlots } from "./windowslots.ts";

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
    const make = (out: Sink, run: Run): Operator => {
        const range = boundsOf(input, window.options);
        return gatherWindows(new KeyedTables(run), out, run, (first) => new TableWindows(first, range, work, run));
    };
    return new StepNode(aggregate.name, [input], make, { order: "sorted" });
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

/** The windows of one table. */
class TableWindows implements Gathering {
    private readonly windows: Windows;
    private readonly slots: WindowSlots<string>;
    private readonly column: string;

    constructor(
        private readonly first: Table,
        private readonly range: TimeBounds,
        private readonly work: Work,
        private readonly run: Run,
    ) {
        const { every, period, offset, location, createEmpty } = work.window.options;
        this.windows = new Windows(every, period, offset, location);
        this.column = work.aggregate.columns[0] as string;
        this.slots = new WindowSlots(first, this.column, work.aggregate.accumulator, run);
        if (createEmpty) {
            for (const index of this.windows.overlapping(range.start, range.stop)) {
                this.slot(clip(this.windows.bounds(index), range));
            }
        }
    }

    private slot(bounds: TimeBounds): Accumulator {
        return this.slots.of(`${bounds.start},${bounds.stop}`, bounds);
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
        // Rows without a window of their own are those of one that is as long as the range.
        const add = (bounds: TimeBounds | undefined, from: number, to: number): void => {
            const accumulator = this.slot(bounds ?? this.range);
            if (value !== undefined) {
                accumulator.add(value, from, to);
            }
        };
        if (time.type === "time") {
            eachPiece(time, chunk.rows, this.windows, this.range, add);
        } else {
            add(undefined, 0, chunk.rows);
        }
    }

    /** A row for each window; undefined where there is none. */
    finish(): Table | undefined {
        const { time, value, rows } = this.slots.finish(this.work.useStop);
        if (rows === 0) {
            return undefined;
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
        return makeTable(key, [...columns, value, time], rows);
    }
}
