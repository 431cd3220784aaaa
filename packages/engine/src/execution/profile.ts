import { cellAt, type Column, formatCell, type Table } from "@flux-scripts/tables";
import type { CallProfile, ProfileEvent } from "../api.ts";
import type { StreamCall } from "../interpreter/interpreter.ts";
import type { Node, Operator, Sink } from "./node.ts";

/** First rows and columns that are kept of a call's tables. */
const sampleRows = 5;
const sampleColumns = 12;
/** Characters that are kept of a cell. */
const sampleCharacters = 200;

interface Step {
    /** That came in. */
    rows: number;
    ms: number;
}

/** What came out of a node. */
interface Output {
    tables: number;
    rows: number;
    columns: CallProfile["columns"];
    readonly sample: (readonly (string | null)[])[];
}

interface Call extends StreamCall {
    readonly input: Node | undefined;
    readonly result: Node;
}

/** Rows that reached each step, and the time it took for itself; what came out of each call of the script. */
export class Profile {
    private readonly steps = new Map<Node, Step>();
    private readonly outputs = new Map<Node, Output>();
    private calls: Call[] = [];
    private readonly waits = new Map<Node, number>();
    /** Time spent inside the steps that the running one calls, for each level of calls. */
    private readonly inner: number[] = [0];
    private readonly started = performance.now();
    private compiledAt = this.started;

    /** The script is evaluated; running begins. */
    compiled(): void {
        this.compiledAt = performance.now();
    }

    /** An evaluation begins: calls of one before it, which had to wait, are forgotten. */
    evaluates(): void {
        this.calls = [];
    }

    /** A call gave a stream. */
    readonly called = (call: StreamCall, input: Node | undefined, result: Node): void => {
        this.calls.push({ ...call, input, result });
    };

    /** Counts what comes out of a node. */
    output(node: Node, sink: Sink): Sink {
        const output: Output = { tables: 0, rows: 0, columns: [], sample: [] };
        this.outputs.set(node, output);
        return {
            chunk: (table, more) => {
                output.rows += table.rows;
                if (!more) output.tables += 1;
                if (output.sample.length === 0) takeSample(output, table);
                sink.chunk(table, more);
            },
            end: () => sink.end(),
            get full() {
                return sink.full;
            },
        };
    }

    /** A source took so long to give a chunk, ms. */
    waited(node: Node, ms: number): void {
        this.waits.set(node, (this.waits.get(node) ?? 0) + ms);
    }

    /** The operator of a step, measured. */
    measured(node: Node, operator: Operator): Operator {
        const step = { rows: 0, ms: 0 };
        this.steps.set(node, step);
        const timed = (work: () => void): void => {
            const start = performance.now();
            this.inner.push(0);
            try {
                work();
            } finally {
                const total = performance.now() - start;
                step.ms += total - (this.inner.pop() ?? 0);
                this.inner[this.inner.length - 1] = (this.inner[this.inner.length - 1] ?? 0) + total;
            }
        };
        return {
            chunk: (table, more, port) => {
                step.rows += table.rows;
                timed(() => operator.chunk(table, more, port));
            },
            end: (port) => timed(() => operator.end(port)),
            get full() {
                return operator.full ?? false;
            },
        };
    }

    event(): ProfileEvent {
        const steps = [...this.steps].sort(([a], [b]) => a.id - b.id).map(([{ name }, { rows, ms }]) => ({ name, rows, ms }));
        const totalMs = performance.now() - this.started;
        return { kind: "profile", steps, compileMs: this.compiledAt - this.started, totalMs, calls: this.profiledCalls() };
    }

    /** The calls by their places; one that ran several times (within a function) once. */
    private profiledCalls(): CallProfile[] {
        const places = new Map<string, CallProfile>();
        const live = new Set<Node>(this.outputs.keys());
        // What a call takes in was made before it: from the last call back, its input lives where it does.
        for (const { input, result } of this.calls.toReversed()) if (input !== undefined && live.has(result)) live.add(input);
        for (const { name, whole, start, end, input, result } of this.calls) {
            const output = this.outputs.get(result);
            const call: CallProfile = {
                name,
                whole,
                start,
                end,
                piped: input !== undefined,
                state: output !== undefined ? "measured" : live.has(result) ? "merged" : "unused",
                tables: output?.tables ?? 0,
                rows: output?.rows ?? 0,
                ms: (this.steps.get(result)?.ms ?? 0) + (this.waits.get(result) ?? 0),
                columns: output?.columns ?? [],
                sample: output?.sample ?? [],
            };
            const place = `${start}:${end}`;
            const other = places.get(place);
            places.set(place, other === undefined ? call : joined(other, call));
        }
        return [...places.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    }
}

const ranks = { measured: 2, merged: 1, unused: 0 };

function joined(a: CallProfile, b: CallProfile): CallProfile {
    const { columns, sample } = a.sample.length > 0 ? a : b;
    const state = ranks[a.state] >= ranks[b.state] ? a.state : b.state;
    return { ...a, state, tables: a.tables + b.tables, rows: a.rows + b.rows, ms: a.ms + b.ms, columns, sample };
}

function takeSample(output: Output, table: Table): void {
    const shown = table.columns.slice(0, sampleColumns);
    output.columns = shown.map(({ label, type }) => ({ label, type, key: table.key.get(label) !== undefined }));
    for (let row = 0; row < Math.min(table.rows, sampleRows); row++) output.sample.push(shown.map((column) => textOf(column, row)));
}

function textOf(column: Column, row: number): string | null {
    const value = cellAt(column, row);
    if (value === null) return null;
    const text = formatCell(column.type, value);
    return text.length > sampleCharacters ? `${text.slice(0, sampleCharacters)}…` : text;
}
