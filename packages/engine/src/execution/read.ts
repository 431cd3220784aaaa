/** Reads of stored points, and what the steps after them may leave to the storage. */
import { columnOf, constantColumn, makeTable, relabel, type Column, type Table } from "@flux-scripts/tables";
import type { ReadAggregate, ReadCapabilities, ReadPredicate, ReadRequest, TableChunk, TimeBounds } from "../api.ts";
import { FluxError } from "../values/error.ts";
import { type Node, SourceNode } from "./node.ts";
import type { Run } from "./run.ts";

type Wanted = Omit<ReadRequest, "bounds">;

/** A read of stored points that further steps can narrow. */
export class ReadNode extends SourceNode {
    constructor(
        readonly wanted: Wanted,
        readonly capabilities: ReadCapabilities | undefined,
        bounds?: TimeBounds,
    ) {
        super("from", (run) => read(run, wanted, bounds), { order: "sorted", bounds });
    }

    /** Nothing was asked for that makes other rows of the points. */
    get isPlain(): boolean {
        return this.wanted.aggregate === undefined && this.wanted.limit === undefined;
    }

    with(wanted: Partial<Wanted>, bounds: TimeBounds | undefined = this.bounds): ReadNode {
        const node = new ReadNode({ ...this.wanted, ...wanted }, this.capabilities, bounds);
        node.start = this.start;
        node.end = this.end;
        return node;
    }
}

function read(run: Run, wanted: Wanted, bounds: TimeBounds | undefined): Iterable<TableChunk> | AsyncIterable<TableChunk> {
    const { storage } = run.dependencies;
    if (storage === undefined) {
        throw new FluxError(
            "unavailable",
            "from() needs stored data, and this run has none: run the script on a backend or give a data folder",
        );
    }
    if (bounds === undefined) {
        const name = "name" in wanted.bucket ? wanted.bucket.name : wanted.bucket.id;
        throw new FluxError(
            "invalid",
            `error in building plan while starting program: cannot submit unbounded read to ${JSON.stringify(name)}; try bounding 'from' with a call to 'range'`,
        );
    }
    return storage.read({ ...wanted, bounds });
}

function plainRead(node: Node): ReadNode | undefined {
    return node instanceof ReadNode && node.isPlain && node.bounds !== undefined ? node : undefined;
}

/** The read with bounds put on it; undefined when the node is no plain read. */
export function pushBounds(node: Node, bounds: TimeBounds): Node | undefined {
    return node instanceof ReadNode && node.isPlain ? node.with({}, bounds) : undefined;
}

/** The read with those predicates that the storage can test; undefined when the node is no plain read. */
export function pushPredicates(
    node: Node,
    predicates: readonly ReadPredicate[],
): { readonly node: Node; readonly all: boolean } | undefined {
    const plain = plainRead(node);
    if (plain === undefined) {
        return undefined;
    }
    const able = predicates.filter(({ kind }) => plain.capabilities?.predicates.has(kind) === true);
    return { node: plain.with({ predicates: [...plain.wanted.predicates, ...able] }), all: able.length === predicates.length };
}

/** The read that gives the first rows of each series alone. */
export function pushLimit(node: Node, limit: number): Node | undefined {
    return plainRead(node)?.with({ limit });
}

function able(node: Node, aggregate: string, column: string): ReadNode | undefined {
    const plain = column === "_value" ? plainRead(node) : undefined;
    return plain?.capabilities?.aggregates.has(aggregate as ReadAggregate) === true ? plain : undefined;
}

/** The read that selects a row of each series (first, last, min, max). */
export function pushSelector(node: Node, name: string, column: string): Node | undefined {
    return able(node, name, column)?.with({ aggregate: name as ReadAggregate });
}

/** The read that gives an aggregate of each series; its rows still have a time, {@link withoutTime} takes it away. */
export function pushAggregate(node: Node, name: string, column: string): ReadNode | undefined {
    return able(node, name, column)?.with({ aggregate: name as ReadAggregate });
}

/** The read that gives an aggregate of each window of fixed length; undefined where the storage can't. */
export function pushWindows(node: Node, name: string, column: string, window: NonNullable<ReadRequest["window"]>): ReadNode | undefined {
    const plain = able(node, name, column);
    return plain?.capabilities?.windows === true ? plain.with({ aggregate: name as ReadAggregate, window }) : undefined;
}

/** An aggregate's table as the engine gives it: the key's columns in their order, then the value. */
export function withoutTime(table: Table, label: string): Table {
    const columns: Column[] = table.columns.filter((column) => table.key.has(column.label));
    const value = columnOf(table, "_value");
    if (value !== undefined) {
        columns.push(relabel(value, label));
    }
    return makeTable(table.key, columns, table.rows);
}

/** The key's columns of a table for so many rows, in the table's order. */
export function keyColumnsFor(table: Table, rows: number): Column[] {
    return table.columns.flatMap(({ label }) => {
        const entry = table.key.get(label);
        return entry === undefined ? [] : [constantColumn(label, entry.type, entry.value, rows)];
    });
}
