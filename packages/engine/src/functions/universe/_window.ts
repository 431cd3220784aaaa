import { type Column, columnOf, constantColumn, emptyLike, makeTable, sliceTable, type Table, takeTable } from "@flux-scripts/tables";
import type { TimeBounds } from "../../api.ts";
import type { Node, Operator, Sink } from "../../execution/node.ts";
import { KeyedTables } from "../../execution/output.ts";
import { Chunks } from "../../execution/steps.ts";
import { pickedWindows, WindowingNode } from "../../execution/storedwindow.ts";
import type { Run } from "../../execution/run.ts";
import { approximateNs } from "../../kernels/duration.ts";
import { clip, Windows, windowProblem } from "../../kernels/window.ts";
import type { Location } from "../../kernels/zone.ts";
import { transformation } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import type { DurationValue } from "../../values/value.ts";
import { DuplicateNode } from "./duplicate.ts";
import { fused } from "./windowaggregate.ts";

const INFINITE = 9223372036854775807n;

/** The windows of a step, as its arguments say. */
export interface WindowOptions {
    readonly every: DurationValue;
    readonly period: DurationValue;
    readonly offset: DurationValue;
    readonly location: Location;
    readonly timeColumn: string;
    readonly startColumn: string;
    readonly stopColumn: string;
    readonly createEmpty: boolean;
}

/** A step that puts rows into windows. */
export class WindowNode extends WindowingNode {
    constructor(
        input: Node,
        readonly options: WindowOptions,
    ) {
        super("window", [input], (out, run) => operator(this, input, out, run), {
            // Windows put together again may turn out to be the storage's.
            order: input instanceof DuplicateNode ? "kept" : "sorted",
        });
    }

    get isInfinite(): boolean {
        return this.options.every.ns === INFINITE;
    }

    get isPlain(): boolean {
        const { every, period, offset, location, timeColumn, startColumn, stopColumn } = this.options;
        const follows = every.ns === period.ns && every.months === period.months;
        const named = timeColumn === "_time" && startColumn === "_start" && stopColumn === "_stop";
        return named && (this.isInfinite || (follows && offset.months === 0 && location.isUtc));
    }

    get makesEmpty(): boolean {
        return this.options.createEmpty && !this.isInfinite;
    }

    /** The error of this step for a table without its time column, with the step's place. */
    missingTime(run: Run): FluxError {
        const { start, end } = this;
        const place = start === undefined || end === undefined ? "" : ` ${run.placeText(start, end)}`.trimEnd();
        const error = missingTime(this.options.timeColumn).prefixed(`runtime error${place}: window: `);
        error.start = start ?? 0;
        error.end = end ?? 0;
        return error;
    }
}

/** `_window(…)`: rows by windows of time; the window's bounds, cut to the range, become `_start` and `_stop` and join the key. */
export default transformation(
    ["<-tables", "every", "period", "offset", "location", "timeColumn", "startColumn", "stopColumn", "createEmpty"],
    (args) => {
        const every = args.duration("every");
        const period = args.duration("period");
        const node = new WindowNode(args.stream("tables"), {
            every,
            period,
            offset: args.duration("offset"),
            location: args.context.location(args.record("location")),
            timeColumn: args.string("timeColumn"),
            startColumn: args.string("startColumn"),
            stopColumn: args.string("stopColumn"),
            createEmpty: args.bool("createEmpty"),
        });
        return fused(node) ?? node;
    },
);

/** The bounds a window step works in. Throws where there is no range before it or the durations make no windows. */
export function boundsOf(input: Node, { every, period, createEmpty }: WindowOptions): TimeBounds {
    if (input.bounds === undefined) {
        throw new FluxError(
            "invalid",
            "failed to initialize execute state: nil bounds passed to window; use range to set the window range",
        );
    }
    const problem = windowProblem(every, period);
    if (problem !== undefined) {
        throw new FluxError("invalid", `failed to initialize execute state: ${problem}`);
    }
    const { start, stop } = input.bounds;
    const length = approximateNs(period);
    // Windows longer than their steps overlap: so many of them hold one instant.
    checkWindows(Number((length < 0n ? -length : length) / approximateNs(every)));
    if (createEmpty && every.ns > 0n && every.ns !== INFINITE) {
        checkWindows(Number((stop - start) / every.ns), ", or createEmpty: false");
    }
    return input.bounds;
}

function operator(node: WindowNode, input: Node, out: Sink, run: Run): Operator {
    const { options, isStored } = node;
    const bounds = boundsOf(input, options);
    const chunks = new Chunks(run);
    const duplicate = node.inputs[0];
    const again = node.isInfinite && duplicate instanceof DuplicateNode && duplicate.as === options.timeColumn;
    const picked = again ? pickedWindows(duplicate.inputs[0]) : undefined;
    // With the time in its own column all of it is the storage's, and the series keep their order; in another it stands alone.
    const inTime = options.timeColumn === "_time";
    const timeless = picked?.makesEmpty === true && !inTime;
    const keyed = new KeyedTables(run, picked !== undefined && inTime);
    return {
        chunk: (part, more) => {
            const table = chunks.add(part, more);
            if (table === undefined) {
                return;
            }
            for (const window of windowed(table, bounds, options, run)) {
                if (isStored) {
                    out.chunk(window, false);
                } else {
                    keyed.add(timeless ? { ...window, columns: window.columns.filter(({ label }) => label !== "_time") } : window);
                }
            }
        },
        end: () => {
            keyed.flush(out);
            out.end();
        },
    };
}

function missingTime(label: string): FluxError {
    return new FluxError("failed precondition", `missing time column "${label}"`);
}

/** The tables of a table's windows. */
function* windowed(table: Table, range: TimeBounds, options: WindowOptions, run: Run): Generator<Table> {
    const time = columnOf(table, options.timeColumn);
    if (time === undefined) {
        throw missingTime(options.timeColumn);
    }
    const put = (rows: Table, bounds: TimeBounds): Table => withBounds(rows, bounds, options);
    if (options.every.ns === INFINITE) {
        if (table.rows > 0) {
            yield put(table, range);
        }
        return;
    }
    if (time.type !== "time") {
        yield put(table, range);
        return;
    }
    const windows = new Windows(options.every, options.period, options.offset, options.location);
    const found = new Map<string, { readonly bounds: TimeBounds; readonly rows: number[] }>();
    const groupOf = (bounds: TimeBounds): { readonly rows: number[] } => {
        const id = `${bounds.start},${bounds.stop}`;
        let group = found.get(id);
        if (group === undefined) {
            group = { bounds, rows: [] };
            found.set(id, group);
            if ((found.size & 1023) === 0) {
                run.poll();
                checkWindows(found.size);
            }
        }
        return group;
    };
    if (options.createEmpty) {
        for (const index of windows.overlapping(range.start, range.stop)) {
            const window = clip(windows.bounds(index), range);
            // A window that the clock skips has no time in it: the reference makes an empty table over the whole range of it.
            groupOf(window.start < window.stop ? window : range);
        }
    }
    const { data, nulls } = time;
    let last: TimeBounds | undefined;
    let lastRows: number[] = [];
    let assigned = 0;
    for (let row = 0; row < table.rows; row += 1) {
        const t = data[row] as bigint;
        if ((nulls !== undefined && nulls[row] === 1) || t < range.start || t >= range.stop) {
            groupOf(range).rows.push(row);
            continue;
        }
        if (windows.isPartition) {
            const bounds = windows.latestBounds(t);
            if (bounds !== last) {
                last = bounds;
                lastRows = groupOf(clip(bounds, range)).rows;
            }
            lastRows.push(row);
            continue;
        }
        const holding = windows.containing(t);
        assigned += holding.length;
        checkAssigned(assigned);
        run.poll();
        for (const index of holding) {
            groupOf(clip(windows.bounds(index), range)).rows.push(row);
        }
    }
    for (const { bounds, rows } of found.values()) {
        yield put(rowsOf(table, rows), bounds);
    }
}

/** Throws when there are more windows than a run should ever make. */
export function checkWindows(count: number, orElse = ""): void {
    if (count > 5_000_000) {
        const advice = `choose longer windows or a shorter range${orElse}`;
        throw new FluxError("resource exhausted", `the range holds more than 5000000 windows: ${advice}`);
    }
}

/** Throws when overlapping windows repeat the rows more often than a run should ever do. */
function checkAssigned(rows: number): void {
    if (rows > 50_000_000) {
        throw new FluxError("resource exhausted", "the windows repeat their rows more than 50000000 times: choose shorter periods");
    }
}

function rowsOf(table: Table, rows: readonly number[]): Table {
    const first = rows[0];
    if (first === undefined) {
        return emptyLike(table);
    }
    return (rows[rows.length - 1] as number) - first === rows.length - 1 && isRun(rows)
        ? sliceTable(table, first, first + rows.length)
        : takeTable(table, rows);
}

function isRun(rows: readonly number[]): boolean {
    for (let at = 1; at < rows.length; at += 1) {
        if (rows[at] !== (rows[at - 1] as number) + 1) {
            return false;
        }
    }
    return true;
}

/** Puts bounds on a table: in place of columns that are there, otherwise at the end. */
function withBounds(table: Table, bounds: TimeBounds, { startColumn, stopColumn }: WindowOptions): Table {
    const values: readonly (readonly [string, bigint])[] = [
        [startColumn, bounds.start],
        [stopColumn, bounds.stop],
    ];
    const columns: Column[] = [...table.columns];
    let { key } = table;
    for (const [label, value] of values) {
        const column = constantColumn(label, "time", value, table.rows);
        const at = columns.findIndex((other) => other.label === label);
        if (at < 0) {
            columns.push(column);
        } else {
            columns[at] = column;
        }
        key = key.with(label, "time", value);
    }
    return makeTable(key, columns, table.rows);
}
