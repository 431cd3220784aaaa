import { type Column, columnOf, sliceTable, type Table, takeTable } from "@flux-scripts/tables";
import { type Node, StepNode } from "../../execution/node.ts";
import { eachTable } from "../../execution/steps.ts";
import { compareText } from "../../kernels/text.ts";
import { stableSort } from "../../kernels/stablesort.ts";
import { transformation } from "../../registry.ts";

/** `sort(columns: ["_value"], desc: false)`: each table's rows in order, stable, nulls first either way. Missing columns are passed over. */
export default transformation(["<-tables", "?columns", "?desc"], (args) => {
    const labels = args.strings("columns", ["_value"]);
    const desc = args.bool("desc", false);
    return sortStep(args.stream("tables"), labels, desc);
});

/** The step of a sort. */
export class SortNode extends StepNode {
    constructor(
        input: Node,
        readonly labels: readonly string[],
        readonly desc: boolean,
    ) {
        super("sort", [input], eachTable(input, "sort", (table, run) => sorted(table, labels, desc, run.poll), { keepsKey: true }).make, {
            order: input.order,
            onOrder: "passes",
        });
    }
}

/** A step that sorts each table's rows. */
export function sortStep(input: Node, labels: readonly string[], desc: boolean): SortNode {
    return new SortNode(input, labels, desc);
}

/** The rows of a table in the order of some columns. */
export function sorted(table: Table, labels: readonly string[], desc: boolean, poll?: () => void): Table {
    const columns = labels.map((label) => columnOf(table, label)).filter((column) => column !== undefined);
    if (columns.length === 0 || table.rows < 2) {
        return table;
    }
    return takeTable(table, sortedRows(table.rows, columns, desc, poll));
}

/** Row numbers in the order of some columns; rows that are equal keep their order. */
function sortedRows(rows: number, columns: readonly Column[], desc: boolean, poll: () => void = () => {}): Int32Array {
    const order = new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) {
        order[row] = row;
    }
    const compare = columns.map((column) => comparer(column, desc));
    if (columns.some(hasNaN)) {
        // NaN equals everything, so the order depends on the algorithm: that of the reference.
        stableSort(order, (a, b) => firstDifference(compare, a, b) < 0);
        return order;
    }
    const [first] = compare;
    if (compare.length === 1 && first !== undefined) {
        let compared = 0;
        return order.sort((a, b) => {
            compared += 1;
            if ((compared & 65535) === 0) {
                poll();
            }
            return first(a, b) || a - b;
        });
    }
    let compared = 0;
    return order.sort((a, b) => {
        compared += 1;
        if ((compared & 65535) === 0) {
            poll();
        }
        return firstDifference(compare, a, b) || a - b;
    });
}

type Compare = (a: number, b: number) => number;

function firstDifference(compare: readonly Compare[], a: number, b: number): number {
    for (const one of compare) {
        const result = one(a, b);
        if (result !== 0) {
            return result;
        }
    }
    return 0;
}

function hasNaN(column: Column): boolean {
    return column.type === "float" && column.data.some((value) => value !== value);
}

function comparer(column: Column, desc: boolean): (a: number, b: number) => number {
    const plain = plainComparer(column);
    const { nulls } = column;
    const directed = desc ? (a: number, b: number) => plain(b, a) : plain;
    if (nulls === undefined) {
        return directed;
    }
    return (a, b) => {
        const x = nulls[a] as number;
        const y = nulls[b] as number;
        return x === 1 || y === 1 ? y - x : directed(a, b);
    };
}

function plainComparer(column: Column): (a: number, b: number) => number {
    if (column.type === "string") {
        const { data } = column;
        return (a, b) => compareText(data[a] as string, data[b] as string);
    }
    const data = column.data as { readonly [row: number]: number | bigint };
    return (a, b) => {
        const x = data[a] as number | bigint;
        const y = data[b] as number | bigint;
        return x < y ? -1 : x > y ? 1 : 0;
    };
}

/** The first `count` rows of a table in the order of some columns; the same as a sort's first rows, without sorting the rest. */
export function firstSorted(table: Table, labels: readonly string[], desc: boolean, count: number, poll: () => void): Table {
    const columns = labels.map((label) => columnOf(table, label)).filter((column) => column !== undefined);
    if (columns.length === 0 || table.rows <= count || columns.some(hasNaN)) {
        return sliceTable(sorted(table, labels, desc, poll), 0, count);
    }
    const compare = columns.map((column) => comparer(column, desc));
    const after = (a: number, b: number): boolean => (firstDifference(compare, a, b) || a - b) > 0;
    // A heap of the best rows so far, the last of them at its top.
    const heap = new Int32Array(count);
    let size = 0;
    for (let row = 0; row < table.rows; row += 1) {
        if ((row & 65535) === 0) {
            poll();
        }
        if (size < count) {
            heap[size] = row;
            size += 1;
            siftUp(heap, size - 1, after);
        } else if (after(heap[0] as number, row)) {
            heap[0] = row;
            siftDown(heap, size, after);
        }
    }
    return takeTable(
        table,
        heap.sort((a, b) => firstDifference(compare, a, b) || a - b),
    );
}

type After = (a: number, b: number) => boolean;

function siftUp(heap: Int32Array, from: number, after: After): void {
    let at = from;
    while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!after(heap[at] as number, heap[parent] as number)) {
            return;
        }
        exchange(heap, at, parent);
        at = parent;
    }
}

function siftDown(heap: Int32Array, size: number, after: After): void {
    let at = 0;
    for (;;) {
        let last = at;
        for (const child of [2 * at + 1, 2 * at + 2]) {
            if (child < size && after(heap[child] as number, heap[last] as number)) {
                last = child;
            }
        }
        if (last === at) {
            return;
        }
        exchange(heap, at, last);
        at = last;
    }
}

function exchange(heap: Int32Array, a: number, b: number): void {
    const row = heap[a] as number;
    heap[a] = heap[b] as number;
    heap[b] = row;
}
