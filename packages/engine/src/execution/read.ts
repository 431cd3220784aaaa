/** Reads of stored points, and what the steps after them may leave to the storage. */
import { columnOf, constantColumn, emptyLike, makeTable, type Column, type Table } from "@flux-scripts/tables";
import type { ReadAggregate, ReadCapabilities, ReadPredicate, ReadRequest, TableChunk, TimeBounds } from "../api.ts";
import { FluxError } from "../values/error.ts";
import { type Node, SourceNode } from "./node.ts";
import { masked, maskOf, type RowTest, type TagOf, tagsOf } from "./rowtests.ts";
import type { Run } from "./run.ts";

type Wanted = Omit<ReadRequest, "bounds">;

/**
 * Whether a series is let through, by its tags. `stored` says who asks: a series without the tag differs from every text for the
 * storage, and compares with nothing (so is left out) where rows are filtered in memory.
 */
export type SeriesTest = (tag: (label: string) => string | undefined, stored: boolean) => boolean;

/** A test on rows: as the storage of the reference makes it, and as it is made in memory. */
export interface RowFilter {
    readonly stored: RowTest;
    /** The mask of a table's rows. */
    readonly inMemory: (table: Table) => Uint8Array;
}

/** Picks one row of a table by `_value` or by the rows' order; of the rows picked of parts of a table it picks the same as of all. */
export type Selector = Extract<ReadAggregate, "first" | "last" | "min" | "max">;

/** A read of stored points that further steps can narrow. */
export class ReadNode extends SourceNode {
    constructor(
        readonly wanted: Wanted,
        readonly capabilities: ReadCapabilities | undefined,
        bounds?: TimeBounds,
        /** The read that this one narrows, if that is a complete read itself. */
        readonly origin?: ReadNode,
        /** Tests that the engine makes on each series, the origin's among them. */
        readonly tests: readonly SeriesTest[] = [],
        /** Tests that the engine makes on each row, the origin's among them. */
        readonly filters: readonly RowFilter[] = [],
    ) {
        super("from", (run) => this.read(run), { order: "sorted", bounds });
    }

    /** Nothing was asked for that makes other rows of the points. */
    get isPlain(): boolean {
        return this.wanted.aggregate === undefined && this.wanted.limit === undefined;
    }

    /**
     * Several streams go on from this read or one that it narrows. The reference then leaves nothing after it to its storage, which
     * shows in the order of columns, in group keys and in what a missing tag is.
     */
    get isShared(): boolean {
        return this.streams > 1 || this.origin?.isShared === true;
    }

    with(
        wanted: Partial<Wanted>,
        bounds: TimeBounds | undefined = this.bounds,
        tests: readonly SeriesTest[] = [],
        filters: readonly RowFilter[] = [],
    ): ReadNode {
        const origin = this.bounds === undefined ? undefined : this;
        const node = new ReadNode(
            { ...this.wanted, ...wanted },
            this.capabilities,
            bounds,
            origin,
            [...this.tests, ...tests],
            [...this.filters, ...filters],
        );
        node.start = this.start;
        node.end = this.end;
        return node;
    }

    /** Series come sorted by group key. Set when the graph is made. */
    byKey = false;

    override get comesSorted(): boolean {
        return this.byKey;
    }

    private selector: Selector | undefined;

    /** Told by the only steps after it, when the graph is made: this one row of each series is enough. */
    narrow(selector: Selector): void {
        this.selector = selector;
    }

    private read(run: Run): Iterable<TableChunk> | AsyncIterable<TableChunk> {
        const { selector } = this;
        this.selector = undefined;
        const enough =
            selector !== undefined &&
            this.streams === 1 &&
            this.isPlain &&
            this.filters.length === 0 &&
            this.capabilities?.aggregates.has(selector) === true;
        const wanted: Wanted = {
            ...this.wanted,
            ...(enough ? { aggregate: selector } : {}),
            ...(this.byKey ? { order: "key" } : {}),
        };
        const chunks = read(run, wanted, this.bounds);
        if (this.tests.length === 0 && this.filters.length === 0) {
            return chunks;
        }
        const stored = this.storedTests();
        const storedFilters = this.storedFilters();
        let sent = false;
        /** What is left of a chunk; a table that has given rows ends with a chunk, even if that has none. */
        const left = ({ table, more }: TableChunk): TableChunk | undefined => {
            const tag = tagsOf(table);
            if (!this.tests.every((test, index) => test(tag, index < stored))) {
                return undefined;
            }
            let rest = table;
            for (const [index, filter] of this.filters.entries()) {
                if (rest.rows > 0) {
                    rest = maskedBy(rest, index < storedFilters ? maskOf(filter.stored, rest) : filter.inMemory(rest));
                }
            }
            const chunk = rest.rows > 0 || (sent && !more) ? { table: rest, more } : undefined;
            sent = more && (sent || rest.rows > 0);
            return chunk;
        };
        return Symbol.iterator in chunks ? passing(chunks, left) : passingLater(chunks, left);
    }

    /** Whether the read takes a series with these tags. */
    matches(tag: TagOf): boolean {
        return this.tests.every((test) => test(tag, true));
    }

    /** How many of the tests the reference leaves to its storage: those before the stream is shared. */
    private storedTests(): number {
        const { origin } = this;
        return origin?.isShared === true ? origin.storedTests() : this.tests.length;
    }

    private storedFilters(): number {
        const { origin } = this;
        return origin?.isShared === true ? origin.storedFilters() : this.filters.length;
    }
}

function* passing(chunks: Iterable<TableChunk>, left: (chunk: TableChunk) => TableChunk | undefined): Generator<TableChunk> {
    for (const chunk of chunks) {
        const rest = left(chunk);
        if (rest !== undefined) {
            yield rest;
        }
    }
}

async function* passingLater(
    chunks: AsyncIterable<TableChunk>,
    left: (chunk: TableChunk) => TableChunk | undefined,
): AsyncGenerator<TableChunk> {
    for await (const chunk of chunks) {
        const rest = left(chunk);
        if (rest !== undefined) {
            yield rest;
        }
    }
}

function maskedBy(table: Table, mask: boolean | Uint8Array): Table {
    if (typeof mask === "boolean") {
        return mask ? table : emptyLike(table);
    }
    return masked(table, mask);
}

/** Tells the reads of a graph whether all that follows gives its tables sorted by key, so that they may come so from the storage. */
export function orderReads(ends: readonly Node[], nodes: readonly Node[]): void {
    const followers = new Map<Node, Node[]>();
    for (const node of nodes) {
        for (const input of node.inputs) {
            followers.set(input, [...(followers.get(input) ?? []), node]);
        }
    }
    const sorted = (node: Node): boolean => {
        const all = followers.get(node) ?? [];
        return (
            !ends.includes(node) &&
            all.length > 0 &&
            all.every((follower) => follower.onOrder === "sorts" || (follower.onOrder === "passes" && sorted(follower)))
        );
    };
    for (const node of nodes) {
        if (node instanceof ReadNode) {
            node.byKey = node.wanted.aggregate === undefined && node.capabilities?.keyOrder === true && sorted(node);
        }
    }
}

/** Tells each node of a graph how many streams go on from it. `ends` are the nodes whose tables are results. */
export function countStreams(ends: readonly Node[], nodes: readonly Node[]): void {
    const seen = new Set<Node>();
    const count = (node: Node): void => {
        if (seen.has(node)) {
            node.streams += 1;
            return;
        }
        seen.add(node);
        node.streams = 1;
        // A read that was narrowed is no node of the graph, but the stream comes from it.
        if (node instanceof ReadNode && node.origin !== undefined) {
            count(node.origin);
        }
    };
    for (const node of [...ends, ...nodes.flatMap(({ inputs }) => inputs)]) {
        count(node);
    }
}

/** The plain read before a step, when the reference would leave the step to its storage. To be asked when the graph runs. */
export function aloneRead(node: Node): ReadNode | undefined {
    const plain = plainRead(node);
    return plain?.isShared === false ? plain : undefined;
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

/** The read with those predicates that the storage can test, and with tests of its own; undefined when the node is no plain read. */
export function pushPredicates(
    node: Node,
    predicates: readonly ReadPredicate[],
    tests: readonly SeriesTest[],
    filters: readonly RowFilter[] = [],
): Node | undefined {
    const plain = plainRead(node);
    const able = predicates.filter(({ kind }) => plain?.capabilities?.predicates.has(kind) === true);
    return plain?.with({ predicates: [...plain.wanted.predicates, ...able] }, plain.bounds, tests, filters);
}

/** The read that gives the first rows of each series alone. */
export function pushLimit(node: Node, limit: number): Node | undefined {
    return unfiltered(plainRead(node))?.with({ limit });
}

/** A read of all rows of its series: the storage makes no tests on rows. */
function unfiltered(plain: ReadNode | undefined): ReadNode | undefined {
    return plain?.filters.length === 0 ? plain : undefined;
}

function able(node: Node, aggregate: string, column: string): ReadNode | undefined {
    const plain = column === "_value" ? unfiltered(plainRead(node)) : undefined;
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

/** The table with its columns in the order of a read: steps that the reference leaves to its storage keep it. */
export function inReadOrder(table: Table): Table {
    const first = ["_start", "_stop", "_time", "_value"].map((label) => columnOf(table, label)).filter((column) => column !== undefined);
    return makeTable(table.key, [...first, ...table.columns.filter((column) => !first.includes(column))], table.rows);
}

/** The key's columns of a table for so many rows, in the table's order. */
export function keyColumnsFor(table: Table, rows: number): Column[] {
    return table.columns.flatMap(({ label }) => {
        const entry = table.key.get(label);
        return entry === undefined ? [] : [constantColumn(label, entry.type, entry.value, rows)];
    });
}
