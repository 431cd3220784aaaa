/** Character classes `[…]` of a pattern, nested ones and set operations included. */
import { type Escape, readEscape } from "./regex-escape.ts";
import { INVALID_UTF8, NO_UNICODE, type RegexReader } from "./regex-reader.ts";

const ASCII_CLASS = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;
const UNCLOSED = "unclosed character class";

type Item = Escape & { readonly start: number; readonly end: number };
type Operator = "&&" | "--" | "~~";

/** An open bracket, and of what it holds so far whether that matches bytes beyond ASCII: outside Unicode mode all of them, or none. */
interface Bracket {
    /** Start and end of what belongs to it: `[^`, a first `]` or `-`. */
    readonly start: number;
    readonly end: number;
    readonly isNegated: boolean;
    /** What stands before the last operator, and that operator. */
    left: boolean;
    operator: Operator | undefined;
    /** What stands behind it. */
    beyondAscii: boolean;
}

function combined({ left, operator, beyondAscii }: Bracket): boolean {
    switch (operator) {
        case "&&":
            return left && beyondAscii;
        case "--":
            return left && !beyondAscii;
        case "~~":
            return left !== beyondAscii;
        default:
            return beyondAscii;
    }
}

export class ClassReader {
    private readonly r: RegexReader;
    private readonly open: Bracket[] = [];

    constructor(reader: RegexReader) {
        this.r = reader;
    }

    /** Reads the class at the reader. */
    read(): void {
        const r = this.r;
        this.openBracket();
        for (let bracket = this.open.at(-1); bracket !== undefined; bracket = this.open.at(-1)) {
            r.skipSpace();
            if (r.eof) {
                this.unclosed();
                return;
            }
            const ch = r.char();
            if (ch === "[") {
                const ascii = ASCII_CLASS.exec(r.slice(r.pos, r.pos + 14));
                if (ascii !== null) {
                    const start = r.pos;
                    r.takes(ascii[0]);
                    this.add(start, ascii[0].startsWith("[:^"));
                } else {
                    this.openBracket();
                }
            } else if (ch === "]") {
                this.open.pop();
                r.bump();
                this.add(bracket.start, combined(bracket) !== bracket.isNegated);
            } else if ((ch === "&" || ch === "-" || ch === "~") && r.peek === ch) {
                bracket.left = combined(bracket);
                bracket.operator = `${ch}${ch}` as Operator;
                bracket.beyondAscii = false;
                r.takes(bracket.operator);
            } else {
                bracket.beyondAscii = this.range() || bracket.beyondAscii;
            }
        }
    }

    /** Adds a class that ends at the reader to the one around it. */
    private add(start: number, beyondAscii: boolean): void {
        const { r } = this;
        if (beyondAscii && !r.isUnicode) {
            r.note(start, r.pos, INVALID_UTF8);
        }
        const around = this.open.at(-1);
        if (around !== undefined) {
            around.beyondAscii ||= beyondAscii;
        }
    }

    private unclosed(): void {
        const { start, end } = this.open.at(-1) ?? { start: 0, end: 0 };
        this.r.fail(start, end, UNCLOSED);
    }

    private openBracket(): void {
        const r = this.r;
        const start = r.pos;
        const more = (): boolean => {
            r.bump();
            r.skipSpace();
            if (r.eof) {
                r.fail(start, r.pos, UNCLOSED);
            }
            return !r.failed;
        };
        if (!more()) {
            return;
        }
        const isNegated = r.char() === "^";
        if (isNegated && !more()) {
            return;
        }
        let first = true;
        while (r.char() === "-") {
            first = false;
            if (!more()) {
                return;
            }
        }
        if (first && r.char() === "]" && !more()) {
            return;
        }
        this.open.push({ start, end: r.pos, isNegated, left: false, operator: undefined, beyondAscii: false });
    }

    /** One item, or a range of two; whether it is a set that matches bytes beyond ASCII. */
    private range(): boolean {
        const r = this.r;
        const from = this.item();
        r.skipSpace();
        if (r.failed) {
            return false;
        }
        if (r.eof) {
            this.unclosed();
            return false;
        }
        if (r.char() !== "-" || r.peek === "]" || r.peek === "-") {
            if (from.kind === "assertion") {
                r.fail(from.start, from.end, "invalid escape sequence found in character class");
            }
            return from.kind === "set" && from.beyondAscii;
        }
        r.bump();
        r.skipSpace();
        if (r.eof) {
            this.unclosed();
            return false;
        }
        const to = this.item();
        for (const side of [from, to]) {
            if (side.kind !== "literal") {
                r.fail(side.start, side.end, "invalid range boundary, must be a literal");
            }
        }
        if (from.kind === "literal" && to.kind === "literal" && from.point > to.point) {
            r.fail(from.start, to.end, "invalid character class range, the start must be <= the end");
        }
        return false;
    }

    private item(): Item {
        const r = this.r;
        const start = r.pos;
        if (r.char() === "\\") {
            const escape = readEscape(r);
            return { ...escape, start, end: r.pos };
        }
        const point = r.char().codePointAt(0) ?? 0;
        if (!r.isUnicode && point > 0x7f) {
            r.note(start, start + 1, NO_UNICODE);
        }
        r.bump();
        return { kind: "literal", point, start, end: r.pos };
    }
}
