/** Runs a graph of plan steps: makes an operator per step, feeds them from the sources, each source once. */
import type { Table } from "@flux-scripts/tables";
import type { TableChunk } from "../api.ts";
import { FluxError } from "../values/error.ts";
import { type Node, type Operator, type Sink, SourceNode, StepNode } from "./node.ts";
import { countStreams, orderReads } from "./read.ts";
import { Attempts, MustWaitInRow } from "./attempts.ts";
import type { Run } from "./run.ts";
import { joined } from "./output.ts";

/** A stream whose tables are wanted, and who wants them. */
export interface Root {
    readonly node: Node;
    readonly sink: Sink;
}

interface Feed {
    readonly node: SourceNode;
    readonly sink: Sink;
}

/** Operators joined to one another, and the sources that feed them in a fixed order. */
export function connect(roots: readonly Root[], run: Run): readonly Feed[] {
    const wanted = new Map<Node, Sink[]>();
    for (const { node, sink } of roots) {
        push(wanted, node, sink);
    }
    const feeds: Feed[] = [];
    // Consumers come before what feeds them: a node's sinks are all known when its operator is made.
    const ends = roots.map((root) => root.node);
    const order = consumersFirst(ends);
    countStreams(ends, order);
    orderReads(ends, order);
    for (const node of order) {
        const sinks = wanted.get(node) ?? [];
        const out = sinks.length === 1 ? (sinks[0] as Sink) : fanOut(sinks);
        const sink = run.profile?.output(node, out) ?? out;
        if (node instanceof SourceNode) {
            feeds.push({ node, sink });
            continue;
        }
        const operator = node instanceof StepNode ? guarded(node, measured(node, node.make(sink, run), run), run) : passing(sink);
        for (const [port, input] of node.inputs.entries()) {
            push(wanted, input, portSink(operator, port));
        }
    }
    return feeds.sort((a, b) => a.node.id - b.node.id);
}

function push(map: Map<Node, Sink[]>, node: Node, sink: Sink): void {
    const list = map.get(node);
    if (list === undefined) {
        map.set(node, [sink]);
    } else {
        list.push(sink);
    }
}

/** Every node reached, each after all nodes that it feeds. */
function consumersFirst(roots: readonly Node[]): readonly Node[] {
    const done = new Set<Node>();
    const order: Node[] = [];
    // A long pipeline must not exhaust the stack: depth first with a stack of our own.
    for (const root of roots) {
        const stack: { readonly node: Node; at: number }[] = [{ node: root, at: 0 }];
        while (stack.length > 0) {
            const top = stack[stack.length - 1] as { readonly node: Node; at: number };
            const input = top.node.inputs[top.at];
            if (done.has(top.node) || input === undefined) {
                if (!done.has(top.node)) {
                    done.add(top.node);
                    order.push(top.node);
                }
                stack.pop();
            } else {
                top.at += 1;
                if (!done.has(input)) {
                    stack.push({ node: input, at: 0 });
                }
            }
        }
    }
    return order.reverse();
}

function passing(sink: Sink): Operator {
    return {
        chunk: (table, more) => sink.chunk(table, more),
        end: () => sink.end(),
        get full() {
            return sink.full;
        },
    };
}

function portSink(operator: Operator, port: number): Sink {
    return {
        chunk: (table, more) => operator.chunk(table, more, port),
        end: () => operator.end(port),
        get full() {
            return operator.full ?? false;
        },
    };
}

function fanOut(sinks: readonly Sink[]): Sink {
    return {
        chunk: (table, more) => {
            for (const sink of sinks) {
                sink.chunk(table, more);
            }
        },
        end: () => {
            for (const sink of sinks) {
                sink.end();
            }
        },
        get full() {
            return sinks.every((sink) => sink.full);
        },
    };
}

function measured(node: StepNode, operator: Operator, { profile }: Run): Operator {
    return profile === undefined ? operator : profile.measured(node, operator);
}

/** Puts the step's name and place on the errors that it throws itself, and lets it wait for answers. */
function guarded(node: StepNode, operator: Operator, run: Run): Operator {
    const placed = (error: unknown): unknown => {
        if (!(error instanceof FluxError) || error.start !== undefined || error.code === "canceled" || error.code === "deadline exceeded") {
            return error;
        }
        const place = node.start === undefined || node.end === undefined ? "" : ` ${run.placeText(node.start, node.end)}`;
        const result = error.prefixed(`runtime error${place.trimEnd()}: ${node.name}: `);
        result.start = node.start ?? 0;
        result.end = node.end ?? 0;
        return result;
    };
    const attempts = new Attempts(run, placed);
    return {
        chunk: (table, more, port) => attempts.do(() => operator.chunk(table, more, port)),
        end: (port) => attempts.do(() => operator.end(port)),
        get full() {
            return operator.full ?? false;
        },
    };
}

/** How long a run goes on without a pause in which the thread's other events are handled. */
const REST_MS = 15;

/** Reads the sources one after another; pauses after each chunk so that the consumer can take what has come out. */
export async function* pump(feeds: readonly Feed[], run: Run): AsyncGenerator<void> {
    let rested = Date.now();
    await run.settled();
    for (const { node, sink } of feeds) {
        let asked = performance.now();
        for await (const { table, more } of opened(node, run)) {
            run.profile?.waited(node, performance.now() - asked);
            run.poll();
            sink.chunk(table, more);
            await run.settled();
            yield;
            if (Date.now() - rested > REST_MS) {
                // Waiting for promises alone would keep timers, signals and messages of the thread from their turn.
                await new Promise<void>((resolve) => setTimeout(resolve, 0));
                rested = Date.now();
            }
            if (sink.full) {
                break;
            }
            asked = performance.now();
        }
        sink.end();
        await run.settled();
        yield;
    }
}

/** Thrown when a stream can only be run asynchronously. */
export class MustWait extends Error {}

/** Like {@link pump}, for sources that need no waiting; runs to the end. */
function pumpNow(feeds: readonly Feed[], run: Run): void {
    for (const { node, sink } of feeds) {
        const chunks = opened(node, run);
        if (!(Symbol.iterator in chunks)) {
            throw new MustWait();
        }
        for (const { table, more } of chunks) {
            run.poll();
            sink.chunk(table, more);
            if (sink.full) {
                break;
            }
        }
        sink.end();
    }
}

function opened(node: SourceNode, run: Run): Iterable<TableChunk> | AsyncIterable<TableChunk> {
    try {
        return node.open(run);
    } catch (error) {
        if (error instanceof FluxError && error.start === undefined) {
            error.start = node.start ?? 0;
            error.end = node.end ?? 0;
        }
        throw error;
    }
}

/** Gathers whole tables. */
export class Collector implements Sink {
    readonly tables: Table[] = [];
    readonly full = false;
    private parts: Table[] = [];

    chunk(table: Table, more: boolean): void {
        this.parts.push(table);
        if (!more) {
            const filled = this.parts.filter((part) => part.rows > 0);
            this.tables.push(joined(table.key, filled.length > 0 ? filled : this.parts.slice(0, 1)));
            this.parts = [];
        }
    }

    end(): void {}
}

/** All tables of a stream whose sources need no waiting. */
export function collectNow(node: Node, run: Run): readonly Table[] {
    const collector = new Collector();
    const before = run.cannotWait;
    run.cannotWait = true;
    try {
        pumpNow(connect([{ node, sink: collector }], run), run);
    } catch (error) {
        throw error instanceof MustWaitInRow ? new MustWait() : error;
    } finally {
        run.cannotWait = before;
    }
    return collector.tables;
}

/** All tables of a stream. */
export async function collect(node: Node, run: Run): Promise<readonly Table[]> {
    const collector = new Collector();
    for await (const _ of pump(connect([{ node, sink: collector }], run), run)) {
        run.poll();
    }
    return collector.tables;
}
