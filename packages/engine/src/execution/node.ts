/**
 * Steps of a plan. Evaluating a script only joins nodes to a graph; running it pushes tables through operators made from the nodes.
 */
import type { Table } from "@flux-scripts/tables";
import type { TableChunk, TimeBounds } from "../api.ts";
import type { Run } from "./run.ts";

/** Where chunks of tables go. Chunks of one table follow one another; `more` is false on its last. */
export interface Sink {
    chunk(table: Table, more: boolean): void;
    /** No more tables. Called once. */
    end(): void;
    /** Nothing more is wanted: what feeds the sink may stop early (`end` is still called). */
    readonly full: boolean;
}

/** The running form of a step. `port` tells the inputs apart. */
export interface Operator {
    chunk(table: Table, more: boolean, port: number): void;
    end(port: number): void;
    readonly full?: boolean;
}

export type Order =
    /** Tables come sorted by group key, each key once. */
    | "sorted"
    /** Tables come in an order of their own. */
    | "kept";

/** What a step makes of the order in which its tables come. */
export type OnOrder =
    /** Tables go on in the order they come. */
    | "passes"
    /** Each table becomes one of the same key, and the reference gives them sorted by key: they may as well come so. */
    | "sorts";

interface NodeOptions {
    /** Bounds of the rows' time, from `range`; `window` needs them. */
    readonly bounds?: TimeBounds | undefined;
    readonly order?: Order;
    /** There is one table at most. */
    readonly single?: boolean;
    readonly onOrder?: OnOrder;
}

export abstract class Node {
    readonly id: number;
    bounds: TimeBounds | undefined;
    order: Order;
    readonly single: boolean;
    readonly onOrder: OnOrder | undefined;
    /** Offsets of the call in the script, for errors. */
    start: number | undefined;
    end: number | undefined;
    /** The streams that the script's call was given, where they may be other nodes than the inputs: the node may have taken them in. */
    calledOn: readonly Node[] | undefined;
    /** How many streams go on from here in the graph that runs. */
    streams = 0;
    private static count = 0;

    constructor(
        /** The function's name, for errors and profiles. */
        readonly name: string,
        readonly inputs: readonly Node[],
        options: NodeOptions = {},
    ) {
        Node.count += 1;
        this.id = Node.count;
        this.bounds = "bounds" in options ? options.bounds : inputs.length === 1 ? inputs[0]?.bounds : undefined;
        this.order = options.order ?? "kept";
        this.single = options.single ?? false;
        this.onOrder = options.onOrder;
    }

    /** Tables come sorted by group key, each key once. To be asked when the graph runs. */
    get comesSorted(): boolean {
        const [input] = this.inputs;
        return this.onOrder === "passes" && input !== undefined ? input.comesSorted : this.order === "sorted";
    }
}

/** A node that brings tables in from outside or makes them. */
export class SourceNode extends Node {
    constructor(
        name: string,
        readonly open: (run: Run) => Iterable<TableChunk> | AsyncIterable<TableChunk>,
        options: NodeOptions = {},
    ) {
        super(name, [], options);
    }
}

/** A node that changes what its inputs bring. `make` is called once per run. */
export class StepNode extends Node {
    constructor(
        name: string,
        inputs: readonly Node[],
        readonly make: (out: Sink, run: Run) => Operator,
        options: NodeOptions = {},
    ) {
        super(name, inputs, options);
    }
}

/** A result's name on a stream. Passes its tables on. */
export class YieldNode extends Node {
    constructor(
        readonly result: string,
        input: Node,
    ) {
        super("yield", [input], { order: input.order, onOrder: "passes" });
    }
}
