/**
 * Comments of a chunk by the token they stand before. The tree holds none, so the chunk's text is gone
 * through once, token by token; strings and regular expressions are taken whole, as the tree knows them.
 */
import type { Chunk } from "../syntax/ast.ts";
import { Scanner } from "../syntax/scanner.ts";
import { T } from "../syntax/tokens.ts";
import { walk } from "../syntax/walk.ts";
import { concatAll, type Doc, HARDLINE, NIL, nest, concat } from "./doc.ts";

/** Comments before the token that starts at the key, each from its slashes to the end of its line. */
export type CommentMap = Map<number, readonly string[]>;

/** Comments of a chunk's text; undefined when there are none. */
export function commentsOf(source: string, item: Chunk["item"] | undefined): CommentMap | undefined {
    if (!source.includes("//")) {
        return undefined;
    }
    const first = startOf(item);
    if (first !== undefined && source.indexOf("//", first) < 0) {
        return new Map([[first, between(source, 0, first)]]);
    }
    const wholes = new Map<number, number>();
    if (item !== undefined) {
        walk(item, (node) => {
            if (node.kind === "RegexpLiteral" || node.kind === "TextPart" || node.kind === "StringLiteral") {
                wholes.set(node.start, node.end);
            } else if (node.kind === "InterpolatedString") {
                wholes.set(node.start, node.start + 1);
                wholes.set(node.end - 1, node.end);
            } else if (node.kind === "InterpolatedPart") {
                wholes.set(node.start, node.start + 2);
            }
        });
    }
    const scanner = new Scanner(source);
    const comments: CommentMap = new Map();
    for (let pos = 0; ; ) {
        // Inside of a string nothing is trivia.
        const inString = wholes.get(pos);
        if (inString !== undefined) {
            pos = inString;
            continue;
        }
        scanner.scan(pos);
        const found = between(source, pos, scanner.start);
        if (found.length > 0) {
            comments.set(scanner.start, found);
        }
        if (scanner.kind === T.EOF) {
            return comments;
        }
        pos = wholes.get(scanner.start) ?? scanner.end;
    }
}

/** Where the first token of an item is. */
export function startOf(item: Chunk["item"] | undefined): number | undefined {
    return item?.attributes?.[0]?.start ?? item?.start;
}

function between(text: string, start: number, end: number): string[] {
    const found: string[] = [];
    for (let at = text.indexOf("//", start); at >= 0 && at < end; at = text.indexOf("//", at)) {
        const line = text.indexOf("\n", at);
        const stop = line < 0 ? end : line + 1;
        found.push(text.slice(at, stop));
        at = stop;
    }
    return found;
}

/** Comments one under the other, the last with its line break (unless the file ends in it). */
export function stacked(comments: readonly string[] | undefined): Doc {
    if (comments === undefined) {
        return NIL;
    }
    return concatAll(comments.flatMap((comment) => (comment.endsWith("\n") ? [comment.trimEnd(), HARDLINE] : [comment.trimEnd()])));
}

/** As {@link stacked}, on lines of their own, indented; what follows is indented, too. */
export function apart(comments: readonly string[] | undefined): Doc {
    return comments === undefined ? NIL : nest(concat(HARDLINE, stacked(comments)));
}
