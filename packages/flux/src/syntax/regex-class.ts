/** Character classes `[…]` of a pattern, nested ones and set operations included. */
import { type Escape, readEscape } from "./regex-escape.ts";
import { INVALID_UTF8, NO_UNICODE, type RegexReader } from "./regex-reader.ts";

const ASCII_CLASS = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;
const UNCLOSED = "unclosed character class";

type Item = (Escape | { readonly kind: "literal"; readonly point: number }) & { readonly start: number; readonly end: number };

export class ClassReader {
    private readonly r: RegexReader;
    /** Start and end of each open bracket with what belongs to it (`[^`, a first `]` or `-`). */
    private readonly open: (readonly [number, number])[] = [];

    constructor(reader: RegexReader) {
        this.r = reader;
    }

    /** Reads the class at the reader. */
    read(): void {
        const r = this.r;
        this.openBracket();
        while (this.open.length > 0) {
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
                    if (!r.isUnicode && ascii[0].startsWith("[:^")) {
                        r.note(start, r.pos, INVALID_UTF8);
                    }
                } else {
                    this.openBracket();
                }
            } else if (ch === "]") {
                const bracket = this.open.pop();
                r.bump();
                if (!r.isUnicode && bracket !== undefined && r.slice(bracket[0], bracket[0] + 2) === "[^") {
                    r.note(bracket[0], r.pos, INVALID_UTF8);
                }
            } else if ((ch === "&" || ch === "-" || ch === "~") && r.peek === ch) {
                r.takes(ch + ch);
            } else {
                this.range();
            }
        }
    }

    private unclosed(): void {
        const [start, end] = this.open.at(-1) ?? [0, 0];
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
        if (r.char() === "^" && !more()) {
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
        this.open.push([start, r.pos]);
    }

    private range(): void {
        const r = this.r;
        const from = this.item();
        r.skipSpace();
        if (r.failed) {
            return;
        }
        if (r.eof) {
            this.unclosed();
            return;
        }
        if (r.char() !== "-" || r.peek === "]" || r.peek === "-") {
            if (from.kind === "assertion") {
                r.fail(from.start, from.end, "invalid escape sequence found in character class");
            }
            return;
        }
        r.bump();
        r.skipSpace();
        if (r.eof) {
            this.unclosed();
            return;
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
