/**
 * What the parser's functions share: the scanner, open brackets, nesting depth, and the errors that wait
 * for the node to which they belong.
 *
 * Recovery follows the reference: an error is remembered when found and is attached to the next node
 * that is finished, which need not be the one that a reader would choose; later errors depend on it.
 */
import type { Span, SyntaxFault } from "./ast.ts";
import { Scanner } from "./scanner.ts";
import { TRAIT } from "./traits.ts";
import { T, TOKEN_NAMES, type TokenKind } from "./tokens.ts";

/** Statements and expressions may nest this deep. */
const MAX_DEPTH = 80;

export const TOO_DEEP = "Program is nested too deep";

export class ParseState {
    readonly scanner: Scanner;
    readonly text: string;
    /** Absolute start of the chunk that is being parsed; nodes are relative to it. */
    base = 0;
    /** End (absolute) of the last token taken. */
    taken = 0;
    depth = 0;
    /** Bits of {@link TRAIT} of the chunk that is being parsed. */
    traits = 0;
    /** Pipe literals that are no parameter's default, as far as is known. */
    loosePipes = 0;
    /** At most so many levels of operators, calls and members are in the expression that is being parsed … */
    levels = 0;
    /** … and so many in all are in the deepest one nested in it. */
    nested = 0;
    /** Errors that wait for a node. */
    pending: SyntaxFault[] | undefined;
    /** How many brackets of each closing kind are open. */
    private readonly open = new Uint32Array(TOKEN_NAMES.length);

    constructor(text: string) {
        this.text = text;
        this.scanner = new Scanner(text);
    }

    /** Kind of the token ahead. */
    get kind(): TokenKind {
        return this.scanner.kind;
    }

    /** Start of the token ahead, relative to the chunk. */
    get start(): number {
        return this.scanner.start - this.base;
    }

    /** End of the token ahead, relative to the chunk. */
    get end(): number {
        return this.scanner.end - this.base;
    }

    get literal(): string {
        return this.scanner.literal;
    }

    /** Takes the token ahead. */
    next(): void {
        const end = this.scanner.end;
        this.taken = end;
        this.scanner.scan(end);
    }

    /** Text of the chunk between relative offsets. */
    slice(start: number, end: number): string {
        return this.text.slice(this.base + start, this.base + end);
    }

    // ------------------------------------------------------------ errors

    fault(message: string, at?: Span, rest?: string): void {
        this.traits |= TRAIT.SUSPECT;
        (this.pending ??= []).push({ message, at, rest });
    }

    /** The errors that wait, handed to the node that is being finished. */
    faults(): readonly SyntaxFault[] | undefined {
        const pending = this.pending;
        if (pending !== undefined) {
            this.pending = undefined;
        }
        return pending;
    }

    /** "expected WANTED, got …", with the token's text and place unless it is the end of input. */
    unexpected(wanted: string): void {
        if (this.kind === T.EOF) {
            this.fault(`expected ${wanted}, got EOF`);
        } else {
            const at = { start: this.start, end: this.end };
            this.fault(`expected ${wanted}, got ${TOKEN_NAMES[this.kind]} (${this.literal}) at `, at);
        }
    }

    // ------------------------------------------------------------ taking what is wanted

    /** Takes the token ahead in any case; an error unless it is `kind`. Gives its end. */
    expect(kind: TokenKind): number {
        if (this.kind !== kind) {
            this.unexpected(TOKEN_NAMES[kind] as string);
        }
        const end = this.end;
        this.next();
        return end;
    }

    /** Takes the token ahead only if it is `kind`; otherwise an error. */
    accept(kind: TokenKind): boolean {
        if (this.kind === kind) {
            this.next();
            return true;
        }
        this.unexpected(TOKEN_NAMES[kind] as string);
        return false;
    }

    /** Takes an opening bracket, whatever stands there, and waits for `close`. */
    enter(open: TokenKind, close: TokenKind): void {
        this.open[close] = (this.open[close] as number) + 1;
        this.expect(open);
    }

    /** Takes the closing bracket; when another token stands there it stays, but counts as the end. Gives the end. */
    leave(close: TokenKind): number {
        this.open[close] = (this.open[close] as number) - 1;
        const end = this.end;
        if (this.kind === close) {
            this.next();
        } else {
            this.fault(`expected ${TOKEN_NAMES[close]}, got ${TOKEN_NAMES[this.kind]}`);
        }
        return end;
    }

    /** Whether the bracket that was opened last may hold more: neither the end of input nor a bracket that closes an open one is ahead. */
    more(): boolean {
        return this.kind !== T.EOF && this.open[this.kind] === 0;
    }

    // ------------------------------------------------------------ depth

    /** Goes one level deeper; false when that is too deep. {@link ascend} follows in any case. */
    descend(): boolean {
        return ++this.depth <= MAX_DEPTH;
    }

    ascend(): void {
        this.depth--;
    }
}
