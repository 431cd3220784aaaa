/** From an offset in the file to tree nodes. */
import type { Node, SourceFile, Span } from "../syntax/ast.ts";
import type { TextRange } from "./api.ts";
import { forEachChild } from "../syntax/walk.ts";

/** Index of the chunk that holds an offset (its leading trivia included); the last one for what follows it; -1 without chunks. */
export function chunkAt(file: SourceFile, offset: number): number {
    let low = 0;
    let high = file.offsets.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((file.offsets[middle] ?? 0) <= offset) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    const found = Math.min(low, file.chunks.length - 1);
    return isBehindPrevious(file, found, offset) ? found - 1 : found;
}

/** An offset right behind a statement, whose blanks belong to the next one already, is still on the statement. */
function isBehindPrevious({ chunks, offsets }: SourceFile, index: number, offset: number): boolean {
    const before = chunks[index - 1];
    if (before === undefined || offsets[index] !== offset || chunks[index]?.item.start === 0) {
        return false;
    }
    return (offsets[index - 1] ?? 0) + before.item.end === offset;
}

export function absolute(file: SourceFile, chunk: number, span: Span): TextRange {
    const base = file.offsets[chunk] ?? 0;
    return { start: base + span.start, end: base + span.end };
}

/**
 * The nodes around an offset, outermost first. A node holds its own end as well, so that a cursor
 * right behind a name is on it; of two that touch, the later one is taken.
 */
export function pathAt(file: SourceFile, offset: number): { readonly chunk: number; readonly path: readonly Node[] } {
    const chunk = chunkAt(file, offset);
    const item = file.chunks[chunk]?.item;
    const path: Node[] = [];
    const at = offset - (file.offsets[chunk] ?? 0);
    let node: Node | undefined = item !== undefined && item.start <= at && at <= item.end ? item : undefined;
    while (node !== undefined) {
        path.push(node);
        let next: Node | undefined;
        forEachChild(node, (child) => {
            if (child.start <= at && at <= child.end) {
                next = child;
            }
        });
        node = next;
    }
    return { chunk, path };
}

/** Parents of all nodes of a chunk. */
export function parentsOf(root: Node): ReadonlyMap<Node, Node> {
    const parents = new Map<Node, Node>();
    const stack: Node[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        const parent = node;
        forEachChild(parent, (child) => {
            parents.set(child, parent);
            stack.push(child);
        });
    }
    return parents;
}
