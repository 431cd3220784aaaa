/** Makers of plan steps: what most transformations of the library are written with. */
import { type Column, constantColumn, emptyLike, type Table } from "@flux-scripts/tables";
import type { TableChunk, TimeBounds } from "../api.ts";
import { type Node, type Operator, type Order, type Sink, SourceNode, StepNode } from "./node.ts";
import { joined, KeyedTables } from "./output.ts";
import type { Run } from "./run.ts";

export interface StepOptions {
    /**
     * `kept` (the default): tables go on in the order they come. `sorted`: they go on sorted by group key, and tables of one key
     * become one, as the reference does wherever it builds tables anew.
     */
    readonly order?: Order;
    /** Each result has the key of the table it comes from: sorted input then needs no collecting. For `sorted` only. */
    readonly keepsKey?: boolean;
    /** The work may see a table chunk by chunk: what it gives for the chunks is joined. For `sorted` without `keepsKey` only. */
    readonly byChunk?: boolean;
    /** What of a chunk is enough for the work on the whole table: its rows, or some of them. */
    readonly part?: (chunk: Table) => Table;
    /** Bounds of the rows' time where the step changes them. */
    readonly bounds?: TimeBounds | undefined;
    /** What two results of one key are, in a `sorted` step: one table (the default), or this error. */
    readonly onDuplicate?: (table: Table) => Error;
}

/** Sends tables on at once, or collects and sorts them, as the options say. */
class Output {
    private readonly keyed: KeyedTables | undefined;

    constructor(
        private readonly out: Sink,
        run: Run,
        input: Node,
        private readonly options: StepOptions,
    ) {
        const streams = options.order !== "sorted" || (options.keepsKey === true && input.comesSorted);
        this.keyed = streams ? undefined : new KeyedTables(run);
    }

    send(table: Table, more: boolean): void {
        if (this.keyed === undefined) {
            this.out.chunk(table, more);
            return;
        }
        if (this.options.onDuplicate !== undefined && this.keyed.has(table.key)) {
            throw this.options.onDuplicate(table);
        }
        this.keyed.add(table);
    }

    end(): void {
        this.keyed?.flush(this.out);
        this.out.end();
    }
}

/** Joins the chunks of a table. */
export class Chunks {
    private parts: Table[] = [];

    constructor(private readonly run: Run) {}

    /** No chunk of the next table has come. */
    get isEmpty(): boolean {
        return this.parts.length === 0;
    }

    /** The whole table once its last chunk has come. */
    add(table: Table, more: boolean): Table | undefined {
        this.run.hold(table);
        if (this.parts.length === 0 && !more) {
            this.run.release(table);
            return table;
        }
        if (table.rows > 0 || this.parts.length === 0) {
            this.parts.push(table);
        }
        if (more) {
            return undefined;
        }
        const parts = this.parts;
        this.parts = [];
        for (const part of parts) {
            this.run.release(part);
        }
        const filled = parts.filter((part) => part.rows > 0);
        return joined(table.key, filled.length > 0 ? filled : parts.slice(0, 1));
    }
}

/** A step from whole tables to a table, several, or none each. */
export function eachTable(
    input: Node,
    name: string,
    work: (table: Table, run: Run) => Table | readonly Table[] | undefined,
    options: StepOptions = {},
): StepNode {
    const make = (out: Sink, run: Run): Operator => {
        const output = new Output(out, run, input, options);
        const chunks = new Chunks(run);
        // Kept for another try where the work has to wait for an answer.
        let table: Table | undefined;
        return {
            chunk: (part, more) => {
                // A table that comes whole is looked at once.
                const kept = options.part === undefined || (!more && chunks.isEmpty) ? part : options.part(part);
                table ??= options.byChunk === true ? part : chunks.add(kept, more);
                if (table === undefined) {
                    return;
                }
                run.poll();
                const result = work(table, run);
                table = undefined;
                for (const each of result === undefined ? [] : isTables(result) ? result : [result]) {
                    run.checkRows(each.rows);
                    output.send(each, false);
                }
            },
            end: () => output.end(),
        };
    };
    return new StepNode(name, [input], make, nodeOptions(input, options));
}

/**
 * A step from table to table of the same key. The tables keep the order in which they come where the reference leaves the step to its
 * storage, which is asked when the graph runs; otherwise they are sorted by key.
 */
export function storedOrSorted(
    input: Node,
    name: string,
    isStored: () => boolean,
    work: (table: Table, run: Run) => Table,
    options: Pick<StepOptions, "part"> = {},
): StepNode {
    const kept = eachTable(input, name, work, options);
    const sorted = eachTable(input, name, work, { ...options, order: "sorted", keepsKey: true });
    return new StepNode(name, [input], (out, run) => (isStored() ? kept : sorted).make(out, run));
}

function isTables(result: Table | readonly Table[]): result is readonly Table[] {
    return Array.isArray(result);
}

function nodeOptions(input: Node, options: StepOptions): Pick<StepNode, "order" | "onOrder"> & Partial<Pick<StepNode, "bounds">> {
    const order = options.order ?? (options.keepsKey === true ? input.order : "kept");
    const onOrder = options.keepsKey !== true ? undefined : options.order === "sorted" ? "sorts" : "passes";
    return "bounds" in options ? { order, onOrder, bounds: options.bounds } : { order, onOrder };
}

/** What a step does with the chunks of a table, in order; made anew for every table. A chunk may become smaller, down to no rows. */
export interface ChunkWork {
    (chunk: Table, more: boolean): Table;
    /** Nothing more of this table is wanted. */
    readonly enough?: () => boolean;
}

export interface ChunkOptions extends StepOptions {
    /** Whether a table that ends up without rows goes on as an empty table (the default) or not at all. */
    readonly emptyTables?: "keep" | "drop";
}

/** A step that works chunk by chunk, for what needs only one row at a time, or a little state. */
export function eachChunk(input: Node, name: string, start: (first: Table, run: Run) => ChunkWork, options: ChunkOptions = {}): StepNode {
    const make = (out: Sink, run: Run): Operator => {
        const output = new Output(out, run, input, options);
        let work: ChunkWork | undefined;
        let sent = false;
        let last: Table | undefined;
        return {
            chunk: (part, more) => {
                run.poll();
                work ??= start(part, run);
                const result = work(part, more);
                last = more ? result : undefined;
                if (result.rows > 0) {
                    output.send(result, more);
                    sent = true;
                } else if (!more && (sent || options.emptyTables !== "drop")) {
                    output.send(result, false);
                }
                if (!more) {
                    work = undefined;
                    sent = false;
                }
            },
            end: () => {
                // What feeds the step may have stopped within a table, when no more of it was wanted.
                if (last !== undefined && (sent || options.emptyTables !== "drop")) {
                    output.send(emptyLike(last), false);
                }
                output.end();
            },
            get full() {
                return out.full || (input.single && work?.enough?.() === true);
            },
        };
    };
    return new StepNode(name, [input], make, { ...nodeOptions(input, options), single: input.single });
}

/** A step that sees all tables of its inputs at once: `tables[i]` are those of input i, whole, in their order. */
export function gather(
    inputs: readonly Node[],
    name: string,
    work: (tables: readonly (readonly Table[])[], run: Run) => Iterable<Table>,
    options: StepOptions = {},
): StepNode {
    const make = (out: Sink, run: Run): Operator => {
        const tables: Table[][] = inputs.map(() => []);
        const chunks = inputs.map(() => new Chunks(run));
        let open = inputs.length;
        return {
            chunk: (part, more, port) => {
                const table = chunks[port]?.add(part, more);
                if (table !== undefined) {
                    run.hold(table);
                    tables[port]?.push(table);
                }
            },
            end: () => {
                if (open > 1) {
                    open -= 1;
                    return;
                }
                run.poll();
                const results = work(tables, run);
                if (options.order === "sorted") {
                    const keyed = new KeyedTables(run);
                    for (const table of results) {
                        keyed.add(table);
                    }
                    keyed.flush(out);
                } else {
                    for (const table of results) {
                        out.chunk(table, false);
                    }
                }
                out.end();
            },
        };
    };
    const bounds = "bounds" in options ? options.bounds : inputs.length === 1 ? inputs[0]?.bounds : hull(inputs);
    return new StepNode(name, inputs, make, { order: options.order ?? "kept", bounds });
}

/** The bounds that hold the rows of all inputs; none when one of them has none. */
export function hull(inputs: readonly Node[]): TimeBounds | undefined {
    let bounds: TimeBounds | undefined;
    for (const input of inputs) {
        if (input.bounds === undefined) {
            return undefined;
        }
        const { start, stop } = input.bounds;
        bounds =
            bounds === undefined
                ? input.bounds
                : { start: start < bounds.start ? start : bounds.start, stop: stop > bounds.stop ? stop : bounds.stop };
    }
    return bounds;
}

/** Tables that a function makes by itself. */
export function source(
    name: string,
    open: (run: Run) => Iterable<TableChunk>,
    options: { readonly order?: Order; readonly single?: boolean } = {},
): SourceNode {
    return new SourceNode(name, open, options);
}

/** The columns of a table's group key, in the table's order, cut to so many rows (0 or 1). */
export function keyColumns(table: Table, rows: 0 | 1): Column[] {
    const columns: Column[] = [];
    for (const column of table.columns) {
        const entry = table.key.get(column.label);
        if (entry !== undefined) {
            columns.push(constantColumn(entry.label, entry.type, entry.value, rows));
        }
    }
    return columns;
}
