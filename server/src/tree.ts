/** Walks over the syntax tree, with absolute offsets. */
import { type Chunk, childrenOf as childrenOfSyntax, type Node, type SourceFile } from "@flux-scripts/flux";

/** A node in the file: `base` is the absolute start of its chunk. */
export interface Placed<N extends Node = Node> {
    readonly node: N;
    readonly base: number;
}

export function absoluteRange({ node, base }: Placed): { start: number; end: number } {
    return { start: base + node.start, end: base + node.end };
}

/** The nodes directly below a node, its attributes first. */
export function childrenOf(node: Node): readonly Node[] {
    const children = childrenOfSyntax(node);
    return "attributes" in node && node.attributes !== undefined ? [...node.attributes, ...children] : children;
}

/** Every node of a chunk, parents before children. */
export function* nodesOf(chunk: Chunk): Generator<Node> {
    yield* below(chunk.item as Node);
}

function* below(node: Node): Generator<Node> {
    yield node;
    for (const child of childrenOf(node)) yield* below(child);
}

/** Top-level items with their places. */
export function* itemsOf(file: SourceFile): Generator<Placed & { readonly chunk: Chunk }> {
    for (const [at, chunk] of file.chunks.entries()) yield { node: chunk.item as Node, base: file.offsets[at] ?? 0, chunk };
}

/** Nodes around an absolute offset, outermost first; both ends of a node belong to it. */
export function pathTo(file: SourceFile, offset: number): Placed[] {
    const at = chunkAt(file, offset);
    const chunk = file.chunks[at];
    const base = file.offsets[at] ?? 0;
    const path: Placed[] = [];
    let node = chunk?.item as Node | undefined;
    while (node !== undefined && base + node.start <= offset && offset <= base + node.end) {
        path.push({ node, base });
        const inside: readonly Node[] = childrenOf(node).filter((child) => base + child.start <= offset && offset <= base + child.end);
        // At a border between two, the one that ends there was meant less often than the one that begins.
        node = inside.find((child) => base + child.start < offset && offset <= base + child.end) ?? inside.at(-1);
    }
    return path;
}

/** Index of the chunk that holds an offset (its leading comments included); right behind a statement it is the statement's. */
export function chunkAt({ chunks, offsets }: SourceFile, offset: number): number {
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((offsets[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
    }
    const before = chunks[low - 1];
    const isBehind =
        before !== undefined &&
        offsets[low] === offset &&
        chunks[low]?.item.start !== 0 &&
        (offsets[low - 1] ?? 0) + before.item.end === offset;
    return isBehind ? low - 1 : low;
}
