/** Walking trees by callbacks. */
import type { Node } from "../syntax/ast.ts";
import { childrenOf } from "../syntax/walk.ts";

/** Calls `visit` for each child of a node, in source order. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
    for (const child of childrenOf(node)) {
        if (child !== undefined) {
            visit(child);
        }
    }
}
