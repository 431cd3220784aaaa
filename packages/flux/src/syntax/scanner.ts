/**
 * The scanner: one token at a time, into fields instead of objects, so that scanning allocates nothing.
 *
 * The language's tokens depend on the place: a slash begins a regular expression only where a value is
 * expected, and after a quote comes text until `${`. The parser therefore asks for the mode.
 *
 * `reach` is the highest offset that any decision so far has looked at (exclusive); text from there on
 * could change without changing what was scanned. Incremental parsing rests on it.
 */
import { CLASS, DIGIT, IDENT_START, isDigit, isHex, letterSize, SPACE } from "./characters.ts";
import { timeEnd, unitSize } from "./literal-shapes.ts";
import { T, type TokenKind, wordKind } from "./tokens.ts";

/** Tokens of one character that begin no longer token. */
const SINGLE = new Uint8Array(128);
SINGLE[0x28] = T.LPAREN;
SINGLE[0x29] = T.RPAREN;
SINGLE[0x5b] = T.LBRACK;
SINGLE[0x5d] = T.RBRACK;
SINGLE[0x7b] = T.LBRACE;
SINGLE[0x7d] = T.RBRACE;
SINGLE[0x2c] = T.COMMA;
SINGLE[0x3a] = T.COLON;
SINGLE[0x3f] = T.QUESTION_MARK;
SINGLE[0x2b] = T.ADD;
SINGLE[0x2d] = T.SUB;
SINGLE[0x2a] = T.MUL;
SINGLE[0x2f] = T.DIV;
SINGLE[0x25] = T.MOD;
SINGLE[0x5e] = T.POW;

export class Scanner {
    readonly text: string;
    /** The current token. */
    kind: TokenKind = T.EOF;
    start = 0;
    end = 0;
    reach = 0;

    constructor(text: string) {
        this.text = text;
    }

    /** The current token's text. */
    get literal(): string {
        return this.text.slice(this.start, this.end);
    }

    /** Scans the token at or after `pos`, white space and comments skipped. */
    scan(pos: number): void {
        const text = this.text;
        const length = text.length;
        let ch = 0;
        for (;;) {
            if (pos >= length) {
                this.set(T.EOF, length, length, length + 1);
                return;
            }
            ch = text.charCodeAt(pos);
            if (ch < 128) {
                if (CLASS[ch] === SPACE) {
                    pos++;
                    continue;
                }
                if (ch === 0x2f && text.charCodeAt(pos + 1) === 0x2f) {
                    const line = text.indexOf("\n", pos + 2);
                    pos = line < 0 ? length : line + 1;
                    continue;
                }
            }
            break;
        }
        if (ch >= 128) {
            this.scanWide(pos, ch);
            return;
        }
        const cls = CLASS[ch];
        if (cls === IDENT_START) {
            this.scanIdentifier(pos);
            return;
        }
        if (cls === DIGIT) {
            this.scanNumber(pos);
            return;
        }
        const single = SINGLE[ch] as number;
        if (single !== 0) {
            this.set(single, pos, pos + 1, pos + 2);
            return;
        }
        this.scanPunctuation(pos, ch);
    }

    /**
     * Looks at the current token again where a value may stand: a slash becomes a regular expression if
     * another slash closes it. A slash behind a backslash closes only when no other one follows.
     */
    rescanRegex(): void {
        const text = this.text;
        let end = 0;
        let pos = text.indexOf("/", this.start + 1);
        while (pos >= 0) {
            end = pos + 1;
            if (text.charCodeAt(pos - 1) !== 0x5c) {
                this.set(T.REGEX, this.start, end, end + 1);
                return;
            }
            pos = text.indexOf("/", end);
        }
        if (end > 0) {
            this.set(T.REGEX, this.start, end, end);
        }
        this.touch(text.length + 1);
    }

    /** Scans one token of a string after its opening quote, or after the brace that closes a `${`. */
    scanString(pos: number): void {
        const text = this.text;
        const length = text.length;
        if (pos >= length) {
            this.set(T.EOF, length, length, length + 1);
            return;
        }
        const first = text.charCodeAt(pos);
        if (first === 0x22) {
            this.set(T.QUOTE, pos, pos + 1, pos + 2);
            return;
        }
        if (first === 0x24 && text.charCodeAt(pos + 1) === 0x7b) {
            this.set(T.STRINGEXPR, pos, pos + 2, pos + 3);
            return;
        }
        const end = this.textEnd(pos);
        if (end === pos) {
            this.set(T.ILLEGAL, pos, pos + 1, pos + 8);
        } else {
            this.set(T.TEXT, pos, end, end + 8);
        }
    }

    private set(kind: TokenKind, start: number, end: number, reach: number): void {
        this.kind = kind;
        this.start = start;
        this.end = end;
        if (reach > this.reach) {
            this.reach = reach;
        }
    }

    private touch(reach: number): void {
        if (reach > this.reach) {
            this.reach = reach;
        }
    }

    /**
     * End of the run of string text from `pos`: before a quote, a `${`, an escape that is none, or the end
     * of input. A `$` takes the character after it along (so `$${x}` holds no expression).
     */
    private textEnd(pos: number): number {
        const text = this.text;
        const length = text.length;
        while (pos < length) {
            const ch = text.charCodeAt(pos);
            if (ch === 0x22) {
                return pos;
            }
            if (ch === 0x24) {
                const next = text.charCodeAt(pos + 1);
                if (next === 0x7b) {
                    return pos;
                }
                pos += next === 0x22 || pos + 1 >= length ? 1 : 2;
            } else if (ch === 0x5c) {
                const size = this.escapeSize(pos);
                if (size === 0) {
                    return pos;
                }
                pos += size;
            } else {
                pos++;
            }
        }
        return length;
    }

    /** Length of the escape at a backslash; 0 when it is none. */
    private escapeSize(pos: number): number {
        const text = this.text;
        switch (text.charCodeAt(pos + 1)) {
            case 0x6e: // n
            case 0x72: // r
            case 0x74: // t
            case 0x22:
            case 0x5c:
                return 2;
            case 0x24:
                return text.charCodeAt(pos + 2) === 0x7b ? 3 : 0;
            case 0x78: // x
                return isHex(text.charCodeAt(pos + 2)) && isHex(text.charCodeAt(pos + 3)) ? 4 : 0;
            default:
                return 0;
        }
    }

    private scanIdentifier(pos: number): void {
        const end = this.identifierEnd(pos + 1);
        this.set(wordKind(this.text, pos, end), pos, end, end + 2);
    }

    private identifierEnd(pos: number): number {
        const text = this.text;
        for (;;) {
            const ch = text.charCodeAt(pos);
            if (ch < 128) {
                if ((CLASS[ch] ?? 0) === 0 || CLASS[ch] === SPACE) {
                    return pos;
                }
                pos++;
            } else if (ch >= 128) {
                const size = letterSize(text, pos);
                if (size === 0) {
                    return pos;
                }
                pos += size;
            } else {
                return pos;
            }
        }
    }

    private scanWide(pos: number, ch: number): void {
        if (letterSize(this.text, pos) > 0) {
            this.scanIdentifier(pos + (ch >= 0xd800 && ch <= 0xdbff ? 1 : 0));
            this.start = pos;
            return;
        }
        const wide = (this.text.codePointAt(pos) ?? 0) > 0xffff;
        this.set(T.ILLEGAL, pos, pos + (wide ? 2 : 1), pos + 3);
    }

    private scanNumber(pos: number): void {
        const text = this.text;
        let end = pos + 1;
        while (isDigit(text.charCodeAt(end))) {
            end++;
        }
        const next = text.charCodeAt(end);
        if (next === 0x2e) {
            end++;
            while (isDigit(text.charCodeAt(end))) {
                end++;
            }
            this.set(T.FLOAT, pos, end, end + 1);
            return;
        }
        if (next === 0x2d && end - pos === 4) {
            const time = timeEnd(text, pos);
            if (time > 0) {
                this.set(T.TIME, pos, time, time + 32);
                return;
            }
            this.touch(end + 8);
        }
        let unit = unitSize(text, end);
        if (unit === 0) {
            this.set(T.INT, pos, end, end + 3);
            return;
        }
        for (;;) {
            end += unit;
            let digits = end;
            while (isDigit(text.charCodeAt(digits))) {
                digits++;
            }
            unit = digits === end ? 0 : unitSize(text, digits);
            this.touch(digits + 3);
            if (unit === 0) {
                break;
            }
            unit += digits - end;
        }
        this.set(T.DURATION, pos, end, end + 3);
    }

    private scanPunctuation(pos: number, ch: number): void {
        const text = this.text;
        const next = text.charCodeAt(pos + 1);
        let kind: TokenKind = T.ILLEGAL;
        let size = 1;
        switch (ch) {
            case 0x22:
                this.scanQuote(pos);
                return;
            case 0x2e:
                if (isDigit(next)) {
                    let end = pos + 2;
                    while (isDigit(text.charCodeAt(end))) {
                        end++;
                    }
                    this.set(T.FLOAT, pos, end, end + 1);
                    return;
                }
                kind = T.DOT;
                break;
            case 0x3d: // =
                kind = next === 0x3d ? T.EQ : next === 0x7e ? T.REGEXEQ : next === 0x3e ? T.ARROW : T.ASSIGN;
                size = kind === T.ASSIGN ? 1 : 2;
                break;
            case 0x3c: // <
                kind = next === 0x3d ? T.LTE : next === 0x2d ? T.PIPE_RECEIVE : T.LT;
                size = kind === T.LT ? 1 : 2;
                break;
            case 0x3e: // >
                kind = next === 0x3d ? T.GTE : T.GT;
                size = kind === T.GT ? 1 : 2;
                break;
            case 0x21: // !
                kind = next === 0x3d ? T.NEQ : next === 0x7e ? T.REGEXNEQ : T.ILLEGAL;
                size = kind === T.ILLEGAL ? 1 : 2;
                break;
            case 0x7c: // |
                kind = next === 0x3e ? T.PIPE_FORWARD : T.ILLEGAL;
                size = kind === T.ILLEGAL ? 1 : 2;
                break;
            case 0x40: {
                // @
                const first = next < 128 ? (CLASS[next] === IDENT_START ? 1 : 0) : letterSize(text, pos + 1);
                if (first > 0) {
                    const end = this.identifierEnd(pos + 1 + first);
                    this.set(T.ATTRIBUTE, pos, end, end + 2);
                    return;
                }
                break;
            }
        }
        if (kind === T.ILLEGAL && pos + 1 === text.length && (ch === 0x21 || ch === 0x7c || ch === 0x40)) {
            // The first half of a longer token at the very end of input counts as the end.
            this.set(T.EOF, text.length, text.length, text.length + 1);
            return;
        }
        this.set(kind, pos, pos + size, pos + size + 2);
    }

    /** A whole string without expressions is one token; anything else begins with a QUOTE. */
    private scanQuote(pos: number): void {
        const end = this.textEnd(pos + 1);
        if (this.text.charCodeAt(end) === 0x22) {
            this.set(T.STRING, pos, end + 1, end + 2);
        } else {
            this.set(T.QUOTE, pos, pos + 1, end + 8);
        }
    }
}
