/**
 * The plan that the reference makes of windows, an aggregate of each and all windows in one table again (what aggregateWindow with
 * mean, sum or count is): one pass over the rows, and columns in an order of its own: the time, the group key's columns, the value.
 */
import { type Column, ColumnBuilder, columnOf, constantColumn, makeTable, type Table } from "@flux-scripts/tables";
import type { TimeBounds } from "../../api.ts";
import { type Accumulator, type AccumulatorMaker, AggregateNode } from "../../execution/aggregates.ts";
import { type Node, type Operator, type Sink, StepNode } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import { aloneRead, inReadOrder, keyColumnsFor, pushWindows, ReadNode } from "../../execution/read.ts";
import type { Run } from "../../execution/run.ts";
import { storedOrSorted } from "../../execution/steps.ts";
import { clip, Windows } from "../../kernels/window.ts";
import { boundsOf, checkWindows, type WindowNode, type WindowOptions } from "./_window.ts";
import { DuplicateNode } from "./duplicate.ts";
import { windowsInMemory } from "./windowinmemory.ts";
import { eachPiece, type Gathering, gatherWindows, WindowSlots } from "./windowslots.ts";

const FUSED: ReadonlySet<string> = new Set(["mean", "sum", "count"]);

/** The fused step that ends in this one, if the steps before it are of that kind. */
export function fused(last: WindowNode): StepNode | undefined {
    const duplicate = last.inputs[0];
    if (!last.isInfinite || !(duplicate instanceof DuplicateNode) || duplicate.as !== "_time" || last.options.timeColumn !== "_time") {
        return undefined;
    }
    const aggregate = duplicate.inputs[0];
    if (!(aggregate instanceof AggregateNode) || aggregate.columns.length !== 1) {
        return undefined;
    }
    const window = aggregate.inputs[0];
    if (!isWindow(window, last) || window.isInfinite || (duplicate.column !== "_stop" && duplicate.column !== "_start")) {
        return undefined;
    }
    const { options } = window;
    if (options.startColumn !== "_start" || options.stopColumn !== "_stop" || options.timeColumn !== "_time") {
        return undefined;
    }
    const input = window.inputs[0];
    if (input === undefined) {
        return undefined;
    }
    if (!FUSED.has(aggregate.name)) {
        return windowsInMemory(window, aggregate, duplicate.column === "_stop");
    }
    const pushed = pushedWindows(input, aggregate, options, duplicate.column === "_stop");
    if (pushed !== undefined) {
        return pushed;
    }
    const work: Work = {
        options,
        column: aggregate.columns[0] as string,
        make: aggregate.accumulator,
        useStop: duplicate.column === "_stop",
        isStored: storing(input, options),
    };
    const make = (out: Sink, run: Run): Operator => {
        const range = boundsOf(input, options);
        return gatherWindows(new KeyedTables(run, work.isStored()), out, run, (first) => new TableWindows(first, range, work, run));
    };
    return new StepNode(aggregate.name, [input], make, { order: input instanceof ReadNode ? "kept" : "sorted" });
}

/** Whether the reference leaves the windows to its storage: the series then keep their order, and the columns that of a read. */
function storing(input: Node, { every, period, offset, location }: WindowOptions): () => boolean {
    const able = every.ns === period.ns && every.months === period.months && offset.months === 0 && location.isUtc;
    return () => able && aloneRead(input) !== undefined;
}

/** Told by its class without an import of it, which would go round in a circle. */
function isWindow(node: unknown, like: WindowNode): node is WindowNode {
    return node instanceof like.constructor;
}

interface Work {
    readonly options: WindowOptions;
    readonly column: string;
    readonly make: AccumulatorMaker;
    readonly useStop: boolean;
    /** The reference leaves the windows to its storage. To be asked when the graph runs. */
    readonly isStored: () => boolean;
}

/** The windows of one table. */
class TableWindows implements Gathering {
    private readonly windows: Windows;
    private readonly slots: WindowSlots<bigint>;

    constructor(
        private readonly first: Table,
        private readonly range: TimeBounds,
        private readonly work: Work,
        run: Run,
    ) {
        const { every, period, offset, location, createEmpty } = work.options;
        this.windows = new Windows(every, period, offset, location);
        this.slots = new WindowSlots(first, work.column, work.make, run);
        if (createEmpty) {
            for (const index of this.windows.overlapping(range.start, range.stop)) {
                this.slot(index);
            }
        }
    }

    private slot(index: bigint): Accumulator {
        return this.slots.find(index) ?? this.slots.of(index, clip(this.windows.bounds(index), this.range));
    }

    add(chunk: Table): void {
        const time = columnOf(chunk, "_time");
        const value = columnOf(chunk, this.work.column);
        if (time === undefined || time.type !== "time" || value === undefined) {
            return;
        }
        if (this.windows.isPartition) {
            eachPiece(time, chunk.rows, this.windows, this.range, (bounds, from, to) => {
                if (bounds !== undefined) {
                    this.slots.of(this.windows.latest(time.data[from] as bigint), bounds).add(value, from, to);
                }
            });
            return;
        }
        const { data, nulls } = time;
        const { start, stop } = this.range;
        for (let row = 0; row < chunk.rows; row += 1) {
            const t = data[row] as bigint;
            if ((nulls !== undefined && nulls[row] === 1) || t < start || t >= stop) {
                continue;
            }
            for (const index of this.windows.containing(t)) {
                this.slot(index).add(value, row, row + 1);
            }
        }
    }

    finish(): Table | undefined {
        const { time, value, rows } = this.slots.finish(this.work.useStop);
        if (rows === 0) {
            return undefined;
        }
        const { start, stop } = this.range;
        const key = this.first.key.with("_start", "time", start).with("_stop", "time", stop);
        const columns: Column[] = [time];
        const labels = this.first.columns.map(({ label }) => label).filter((label) => this.first.key.has(label));
        for (const label of new Set([...labels, "_start", "_stop"])) {
            const entry = key.get(label);
            if (entry !== undefined) {
                columns.push(constantColumn(label, entry.type, entry.value, rows));
            }
        }
        columns.push(value);
        const table = makeTable(key, columns, rows);
        return this.work.isStored() ? inReadOrder(table) : table;
    }
}

/** Windows of fixed length on UTC's clock, aggregated by the storage; what is left is to add the empty ones. */
function pushedWindows(input: Node, aggregate: AggregateNode, options: WindowOptions, useStop: boolean): StepNode | undefined {
    const { every, period, offset, location, createEmpty } = options;
    const fixed = every.months === 0 && period.months === 0 && offset.months === 0 && every.ns === period.ns && every.ns > 0n;
    if (!fixed || !location.isUtc || !useStop) {
        return undefined;
    }
    const read = pushWindows(input, aggregate.name, aggregate.columns[0] as string, { everyNs: every.ns, offsetNs: offset.ns });
    const range = input.bounds;
    if (read === undefined || range === undefined) {
        return undefined;
    }
    const isStored = storing(input, options);
    const work = (table: Table): Table => {
        const result = createEmpty ? withEmptyWindows(table, range, options, aggregate.name) : timeFirst(table);
        return isStored() ? inReadOrder(result) : result;
    };
    return storedOrSorted(read, aggregate.name, isStored, work);
}

function timeFirst(table: Table): Table {
    const time = columnOf(table, "_time") as Column;
    const value = columnOf(table, "_value") as Column;
    return makeTable(table.key, [time, ...keyColumnsFor(table, table.rows), value], table.rows);
}

function withEmptyWindows(table: Table, range: TimeBounds, options: WindowOptions, name: string): Table {
    const windows = new Windows(options.every, options.period, options.offset, options.location);
    const time = columnOf(table, "_time") as Column;
    const value = columnOf(table, "_value") as Column;
    const times = new ColumnBuilder("_time", "time", table.rows);
    const values = new ColumnBuilder("_value", value.type, table.rows);
    let row = 0;
    for (const index of windows.overlapping(range.start, range.stop)) {
        const { stop } = clip(windows.bounds(index), range);
        times.push(stop);
        checkWindows(times.length);
        if (row < table.rows && time.data[row] === stop) {
            values.pushFrom(value, row);
            row += 1;
        } else if (name === "count") {
            values.push(0n);
        } else {
            values.pushNull();
        }
    }
    return makeTable(table.key, [times.finish(), ...keyColumnsFor(table, times.length), values.finish()], times.length);
}
