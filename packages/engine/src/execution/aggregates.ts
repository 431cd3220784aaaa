/** Steps that make one row of a table (aggregates) or pick rows of it (selectors). */
import {
    type Cell,
    type Column,
    columnOf,
    type ColumnType,
    columnFrom,
    emptyLike,
    type GroupKey,
    makeTable,
    type Table,
    takeTable,
} from "@flux-scripts/tables";
import { FluxError } from "../values/error.ts";
import { type Node, type Operator, type Sink, StepNode } from "./node.ts";
import { KeyedTables } from "./output.ts";
import { aloneRead, inReadOrder, pushAggregate, pushSelector, ReadNode, type Selector } from "./read.ts";
import type { Run } from "./run.ts";
import { aloneGroup, GroupingNode, withGroupColumns } from "./storedgroup.ts";
import { followWindows, storedWindows, WindowingNode } from "./storedwindow.ts";
import { keyColumns, storedOrSorted } from "./steps.ts";

/** Takes a column chunk by chunk and gives one value. */
export interface Accumulator {
    readonly type: ColumnType;
    /** Rows `start` to `end` (exclusive) of a column of the type it was made for. */
    add(column: Column, start: number, end: number): void;
    value(): Cell;
    /** Forgets what it has seen, for the next window. */
    reset(): void;
}

/** Makes an accumulator for a column's type, or undefined when the aggregate can't take it. */
export type AccumulatorMaker = (type: ColumnType) => Accumulator | undefined;

/**
 * One row per table: the group key's columns in the table's order, then the aggregated columns under their own names.
 * Errors as the reference: a missing column, one of the group key, an unsupported type, two tables of one key.
 */
export function aggregate(input: Node, name: string, columns: readonly string[], make: AccumulatorMaker): StepNode {
    const pushed = columns.length === 1 ? pushAggregate(input, name, columns[0] as string) : undefined;
    if (pushed !== undefined) {
        const work = (table: Table): Table =>
            aggregateOf(input, name, [...keyColumns(table, 1), columnOf(table, "_value") as Column], table.key);
        return storedOrSorted(pushed, name, () => aloneRead(input) !== undefined, work);
    }
    followWindows(input, name, columns);
    return new AggregateNode(name, input, columns, make);
}

/** One row of the key's columns and the aggregates, as the reference orders them for this input. */
function aggregateOf(input: Node, name: string, columns: readonly Column[], key: GroupKey): Table {
    const table = makeTable(key, columns, 1);
    const group = storedGroup(input, name);
    if (group !== undefined) {
        return withGroupColumns(table, group);
    }
    return isStored(input, name) ? inReadOrder(table) : table;
}

/** The group before, when the reference leaves an aggregate of it to its storage. */
function storedGroup(input: Node, name: string): GroupingNode | undefined {
    return name === "count" || name === "sum" ? aloneGroup(input) : undefined;
}

/** Whether the reference leaves an aggregate to its storage. To be asked when the graph runs. */
function isStored(input: Node, name: string): boolean {
    if (!STORED.has(name)) {
        return false;
    }
    return aloneRead(input) !== undefined || storedWindows(input) !== undefined || storedGroup(input, name) !== undefined;
}

/** Whether it may turn out, when the graph runs, that the reference leaves a step to its storage. */
function mayBeStored(input: Node): boolean {
    return input instanceof ReadNode || input instanceof GroupingNode || input instanceof WindowingNode;
}

/** The aggregates that the reference leaves to its storage. */
const STORED: ReadonlySet<string> = new Set(["count", "sum", "mean"]);

/** The step of an aggregate, which says what it aggregates. */
export class AggregateNode extends StepNode {
    constructor(
        name: string,
        input: Node,
        readonly columns: readonly string[],
        readonly accumulator: AccumulatorMaker,
    ) {
        super(name, [input], aggregateOperator(input, name, columns, accumulator), {
            // What the reference leaves to its storage comes in the order of the read.
            ...(STORED.has(name) ? { order: mayBeStored(input) ? "kept" : "sorted" } : { order: "sorted", onOrder: "sorts" }),
        });
    }
}

function aggregateOperator(input: Node, name: string, columns: readonly string[], make: AccumulatorMaker): StepNode["make"] {
    return (out: Sink, run: Run): Operator => {
        const keyed = isStored(input, name) || input.comesSorted ? undefined : new KeyedTables(run);
        let accumulators: Accumulator[] | undefined;
        return {
            chunk: (part, more) => {
                run.poll();
                accumulators ??= columns.map((label) => accumulatorFor(part, label, make));
                for (const [index, accumulator] of accumulators.entries()) {
                    const column = columnOf(part, columns[index] as string);
                    if (column !== undefined && part.rows > 0) {
                        accumulator.add(column, 0, part.rows);
                    }
                }
                if (more) {
                    return;
                }
                const results = accumulators.map((accumulator, index) =>
                    columnFrom(columns[index] as string, accumulator.type, [accumulator.value()]),
                );
                accumulators = undefined;
                const table = aggregateOf(input, name, [...keyColumns(part, 1), ...results], part.key);
                if (keyed === undefined) {
                    out.chunk(table, false);
                    return;
                }
                if (keyed.has(table.key)) {
                    throw new FluxError("failed precondition", `aggregate found duplicate table with key: ${keyText(table)}`);
                }
                keyed.add(table);
            },
            end: () => {
                keyed?.flush(out);
                out.end();
            },
        };
    };
}

/** Checks that a column can be aggregated and makes its accumulator. */
export function accumulatorFor(table: Table, label: string, make: AccumulatorMaker): Accumulator {
    const column = columnOf(table, label);
    if (column === undefined) {
        throw new FluxError("failed precondition", `column "${label}" does not exist`);
    }
    if (table.key.has(label)) {
        throw new FluxError("failed precondition", "cannot aggregate columns that are part of the group key");
    }
    const accumulator = make(column.type);
    if (accumulator === undefined) {
        throw new FluxError("failed precondition", `unsupported aggregate column type ${column.type}`);
    }
    return accumulator;
}

/** A key as messages show it: `{_field=a,host=b}`. */
export function keyText(table: Table): string {
    return `{${table.key.entries.map(({ label, value }) => `${label}=${value ?? ""}`).join(",")}}`;
}

/**
 * Rows picked from each table, all columns in the table's order. `pick` gives row numbers; a table without a picked row goes on empty.
 * Errors as the reference: a missing column.
 */
export function selector(input: Node, name: string, label: string, pick: (column: Column, table: Table) => readonly number[]): Node {
    const pushed = pushSelector(input, name, label);
    if (pushed !== undefined) {
        return pushed;
    }
    followWindows(input, name, [label]);
    const isStored = (): boolean =>
        isSelector(name) && (aloneRead(input) !== undefined || storedWindows(input) !== undefined || aloneGroup(input) !== undefined);
    const picked = (table: Table): Table => {
        const column = columnOf(table, label);
        if (column === undefined) {
            throw new FluxError("failed precondition", `no column "${label}" exists`);
        }
        const rows = aloneGroup(input) !== undefined && isByTime(name) ? byTime(name, table) : pick(column, table);
        return rows.length === 0 ? emptyLike(table) : takeTable(table, rows);
    };
    // Of the rows picked of parts the same is picked as of all: the rest of a part need not be kept. But for a NaN, which stays only
    // where it comes first of all.
    const part = (table: Table): Table => {
        const found = table.rows === 0 ? table : picked(table);
        return found.rows === 1 && Number.isNaN(columnOf(found, label)?.data[0]) ? table : found;
    };
    const step = storedOrSorted(input, name, isStored, picked, isSelector(name) ? { part } : {});
    const make: StepNode["make"] = (out, run) => {
        if (input instanceof GroupingNode && label === "_value" && isSelector(name)) {
            input.followedBy(name);
        }
        return step.make(out, run);
    };
    return new StepNode(name, [input], make, { order: mayBeStored(input) ? "kept" : "sorted", bounds: step.bounds, single: step.single });
}

function isSelector(name: string): name is Selector {
    return isByTime(name) || name === "min" || name === "max";
}

function isByTime(name: string): name is "first" | "last" {
    return name === "first" || name === "last";
}

/** The earliest or latest row of a table whose rows stand series after series: the first of the earliest, the last of the latest. */
function byTime(name: "first" | "last", table: Table): readonly number[] {
    const time = columnOf(table, "_time");
    if (time?.type !== "time" || table.rows === 0) {
        return [];
    }
    const { data } = time;
    let found = 0;
    for (let row = 1; row < table.rows; row += 1) {
        const at = data[row] as bigint;
        const best = data[found] as bigint;
        if (name === "first" ? at < best : at >= best) {
            found = row;
        }
    }
    return [found];
}
