/** Windows of nothing but stored points that an aggregate or selector follows: the reference leaves both to its storage. */
import { type Node, StepNode } from "./node.ts";
import { aloneRead } from "./read.ts";

/** A step that puts rows into windows. */
export abstract class WindowingNode extends StepNode {
    private leads = false;

    /** Whether the windows are of a kind that the storage of the reference makes: on UTC's clock, one after another. */
    abstract readonly isPlain: boolean;
    /** Windows without rows are made, too. */
    abstract readonly makesEmpty: boolean;

    /** Told by a step after it that makes or picks one row of each window. */
    lead(): void {
        this.leads = true;
    }

    /**
     * Tables come by series, then window, with the columns in the order of a read; otherwise by window, then series. To be asked when
     * the graph runs.
     */
    get isStored(): boolean {
        const [input] = this.inputs;
        return this.leads && this.isPlain && this.streams === 1 && input !== undefined && aloneRead(input) !== undefined;
    }
}

const ABLE: ReadonlySet<string> = new Set(["count", "sum", "mean", "min", "max", "first", "last"]);

/** Says to windows before a step that it makes or picks one row of each. */
export function followWindows(node: Node, name: string, columns: readonly string[]): void {
    if (node instanceof WindowingNode && ABLE.has(name) && columns.length === 1 && columns[0] === "_value") {
        node.lead();
    }
}

/** The windows before a step, when the reference would leave them to its storage. To be asked when the graph runs. */
export function storedWindows(node: Node): WindowingNode | undefined {
    return node instanceof WindowingNode && node.isStored ? node : undefined;
}

/** The stored windows of which the step before makes or picks one row each (rows of empty ones may be filled in between). */
export function pickedWindows(node: Node | undefined): WindowingNode | undefined {
    const picked = node?.name === "fill" ? node.inputs[0] : node;
    const windows = picked?.inputs[0];
    return windows === undefined ? undefined : storedWindows(windows);
}
