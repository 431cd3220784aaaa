/** The text of one top-level statement while it is formatted: its comments, and places that the tree doesn't hold. */
import type { Chunk, Expression } from "../syntax/ast.ts";
import { Scanner } from "../syntax/scanner.ts";
import { apart, type CommentMap, commentsOf, stacked, startOf } from "./comments.ts";
import { type Doc, NIL } from "./doc.ts";

/** All offsets are relative to the statement's chunk. */
export class ChunkSource {
    readonly text: string;
    private readonly comments: CommentMap | undefined;
    /** Comments that have not been given out yet. */
    private readonly left: Set<number>;
    /** Whether all comments stand before the first token, or there are none: then no other place is asked for. */
    private readonly isPlain: boolean;
    private readonly scanner: Scanner;

    constructor(text: string, item: Chunk["item"] | undefined) {
        this.text = text;
        this.comments = commentsOf(text, item);
        this.left = new Set(this.comments?.keys());
        this.isPlain = this.comments === undefined || (this.comments.size === 1 && this.comments.has(startOf(item) ?? -1));
        this.scanner = new Scanner(text);
    }

    hasComments(offset: number): boolean {
        return this.comments?.has(offset) ?? false;
    }

    /** Whether comments stand before a token from `start` on and before `end`. */
    hasCommentsIn(start: number, end: number): boolean {
        return this.comments !== undefined && [...this.comments.keys()].some((offset) => offset >= start && offset < end);
    }

    /** The comments before the token at `offset`, each followed by a line break. */
    commentsAt(offset: number): Doc {
        return this.left.size === 0 ? NIL : stacked(this.take(offset));
    }

    /** The comments before the token at `offset`, on lines of their own and indented. */
    apartAt(offset: number): Doc {
        return this.left.size === 0 ? NIL : apart(this.take(offset));
    }

    /** Comments that found no place. */
    lost(): readonly string[] {
        return [...this.left].sort((a, b) => a - b).flatMap((offset) => this.comments?.get(offset) ?? []);
    }

    /** Start of the first token at or after `offset`, which is behind some token. Only comments need it, so without any it answers at once. */
    startAfter(offset: number): number {
        if (this.isPlain) {
            return offset;
        }
        this.scanner.scan(offset);
        return this.scanner.start;
    }

    charAt(offset: number): string {
        return this.text.charAt(offset);
    }

    slice(start: number, end: number): string {
        return this.text.slice(start, end);
    }

    spansLines(start: number, end: number): boolean {
        const at = this.text.indexOf("\n", start);
        return at >= 0 && at < end;
    }

    /** Whether the parentheses around an expression, if any, hold no comments. */
    canStrip(expression: Expression): boolean {
        let inner = expression;
        while (inner.kind === "ParenExpression") {
            if (this.hasComments(inner.start) || this.hasComments(this.startAfter(inner.expression.end))) {
                return false;
            }
            inner = inner.expression;
        }
        return true;
    }

    /** Each comment is given once: several nodes may begin at the same token, the outermost asks first. */
    private take(offset: number): readonly string[] | undefined {
        return this.left.delete(offset) ? this.comments?.get(offset) : undefined;
    }
}
