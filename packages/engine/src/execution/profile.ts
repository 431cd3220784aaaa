import type { ProfileEvent } from "../api.ts";
import type { Node, Operator } from "./node.ts";

/** Rows that reached each step, and the time it took for itself. */
export class Profile {
    private readonly steps = new Map<Node, { rows: number; ms: number }>();
    /** Time spent inside the steps that the running one calls, for each level of calls. */
    private readonly inner: number[] = [0];
    private readonly started = performance.now();
    private compiledAt = this.started;

    /** The script is evaluated; running begins. */
    compiled(): void {
        this.compiledAt = performance.now();
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
        return { kind: "profile", steps, compileMs: this.compiledAt - this.started, totalMs: performance.now() - this.started };
    }
}
