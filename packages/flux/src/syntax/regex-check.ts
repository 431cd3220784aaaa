/**
 * Whether a pattern is a regular expression in the syntax of the reference's engine (RE2-like: no
 * look-around, no backreferences), and if not, where and why, in that engine's words.
 *
 * A recursive-descent reader without values: only the first fault counts. A fault moves the reader to the
 * end of the pattern, where every loop stops.
 */
import { ClassReader } from "./regex-class.ts";
import { readEscape } from "./regex-escape.ts";
import { INVALID_UTF8, NO_UNICODE, RegexReader } from "./regex-reader.ts";
import { itemSize, PatternSize } from "./regex-size.ts";

/** The message of the reference for a faulty pattern; undefined for a good one. */
export function regexFault(pattern: string): string | undefined {
    const parser = new PatternParser(pattern);
    parser.parse();
    return parser.reader.message() ?? (parser.size.isTooBig ? "compiled too big" : undefined);
}

/** An open group, with the flags that hold again behind it. */
interface Group {
    /** Start of the opening parenthesis. */
    readonly start: number;
    readonly ignoreSpace: boolean;
    readonly isUnicode: boolean;
    readonly isCapturing: boolean;
}

class PatternParser {
    readonly reader: RegexReader;
    readonly size = new PatternSize();
    private readonly groups: Group[] = [];
    /** Start and end of each group's name. */
    private readonly names = new Map<string, readonly [number, number]>();
    /** Whether the item before the reader can be repeated. */
    private repeatable = false;

    constructor(pattern: string) {
        this.reader = new RegexReader(pattern);
    }

    parse(): void {
        const r = this.reader;
        for (;;) {
            r.skipSpace();
            if (r.eof) {
                break;
            }
            switch (r.char()) {
                case "(":
                    this.openGroup();
                    break;
                case ")":
                    this.closeGroup();
                    break;
                case "|":
                    r.bump();
                    this.size.branch();
                    this.repeatable = false;
                    break;
                case "[":
                    this.item(() => new ClassReader(r).read());
                    break;
                case "?":
                case "*":
                case "+":
                    this.uncounted();
                    break;
                case "{":
                    this.counted();
                    break;
                default:
                    this.item(() => readItem(r));
            }
        }
        const open = this.groups.pop();
        if (open !== undefined) {
            r.fail(open.start, open.start + 1, "unclosed group");
        }
        r.reportNote();
    }

    private item(read: () => void): void {
        const r = this.reader;
        const start = r.pos;
        read();
        this.size.item(itemSize(r.slice(start, r.pos), r.isUnicode));
        this.repeatable = true;
    }

    private openGroup(): void {
        const r = this.reader;
        const start = r.pos;
        r.bump();
        r.skipSpace();
        if (r.takes("?=") || r.takes("?!") || r.takes("?<=") || r.takes("?<!")) {
            r.fail(start, r.pos, "look-around, including look-ahead and look-behind, is not supported");
            return;
        }
        const inner = r.pos;
        const { ignoreSpace, isUnicode } = r;
        let isCapturing = true;
        if (r.takes("?P<")) {
            this.groupName();
        } else if (r.takes("?")) {
            isCapturing = false;
            if (r.eof) {
                r.fail(start, start + 1, "unclosed group");
                return;
            }
            const flags = readFlags(r);
            if (r.failed) {
                return;
            }
            const close = r.char() === ")";
            r.bump();
            r.ignoreSpace = flags.space ?? r.ignoreSpace;
            r.isUnicode = flags.unicode ?? r.isUnicode;
            if (close) {
                if (flags.count === 0) {
                    r.fail(inner, inner + 1, "repetition operator missing expression");
                }
                this.repeatable = false;
                return;
            }
        }
        this.groups.push({ start, ignoreSpace, isUnicode, isCapturing });
        this.size.open();
        this.repeatable = false;
    }

    private closeGroup(): void {
        const r = this.reader;
        const group = this.groups.pop();
        if (group === undefined) {
            r.fail(r.pos, r.pos + 1, "unopened group");
            return;
        }
        r.ignoreSpace = group.ignoreSpace;
        r.isUnicode = group.isUnicode;
        this.size.close(group.isCapturing);
        r.bump();
        this.repeatable = true;
    }

    private groupName(): void {
        const r = this.reader;
        const start = r.pos;
        while (!r.eof && r.char() !== ">") {
            if (!(r.pos === start ? /[A-Za-z_]/ : /[A-Za-z0-9_.[\]]/).test(r.char())) {
                r.fail(r.pos, r.pos + 1, "invalid capture group character");
                return;
            }
            r.bump();
        }
        if (r.eof) {
            r.fail(r.pos, r.pos, "unclosed capture group name");
            return;
        }
        const name = r.slice(start, r.pos);
        if (name === "") {
            r.fail(start, start, "empty capture group name");
            return;
        }
        const first = this.names.get(name);
        if (first !== undefined) {
            r.fail(start, r.pos, "duplicate capture group name", first);
            return;
        }
        this.names.set(name, [start, r.pos]);
        r.bump();
    }

    private uncounted(): void {
        const r = this.reader;
        if (!this.repeatable) {
            r.fail(r.pos, r.pos, "repetition operator missing expression");
            return;
        }
        r.bump();
        r.takes("?");
        this.size.repeat(1);
    }

    private counted(): void {
        const r = this.reader;
        const start = r.pos;
        if (!this.repeatable) {
            r.fail(start, start, "repetition operator missing expression");
            return;
        }
        const unclosed = "unclosed counted repetition";
        r.bump();
        r.skipSpace();
        if (r.eof) {
            r.fail(start, r.pos, unclosed);
            return;
        }
        const low = readDecimal(r);
        if (r.failed) {
            return;
        }
        let high = low;
        if (!r.eof && r.char() === ",") {
            r.bump();
            r.skipSpace();
            if (r.eof) {
                r.fail(start, r.pos, unclosed);
                return;
            }
            high = r.char() === "}" ? Number.POSITIVE_INFINITY : readDecimal(r);
            if (r.failed) {
                return;
            }
        }
        if (r.eof || r.char() !== "}") {
            r.fail(start, r.pos, unclosed);
            return;
        }
        r.bump();
        r.skipSpace();
        r.takes("?");
        if (low > high) {
            r.fail(start, r.pos, "invalid repetition count range, the start must be <= the end");
        }
        this.size.repeat(Number.isFinite(high) ? high : low + 1);
    }
}

function readDecimal(r: RegexReader): number {
    r.skipBlanks();
    const start = r.pos;
    while (!r.eof && /[0-9]/.test(r.char())) {
        r.bump();
        r.skipSpace();
    }
    const digits = r.slice(start, r.pos);
    const end = r.pos;
    r.skipBlanks();
    if (digits === "") {
        r.fail(start, end, "repetition quantifier expects a valid decimal");
    } else if (Number(digits) > 0xffffffff) {
        r.fail(start, end, "decimal literal invalid");
    }
    return Number(digits);
}

/** Flags up to `:` or `)`, which stays. */
function readFlags(r: RegexReader): { count: number; space: boolean | undefined; unicode: boolean | undefined } {
    const seen = new Map<string, readonly [number, number]>();
    let negated = false;
    let dangling: readonly [number, number] | undefined;
    let space: boolean | undefined;
    let unicode: boolean | undefined;
    while (r.char() !== ":" && r.char() !== ")") {
        const at = [r.pos, r.pos + 1] as const;
        const flag = r.char();
        const first = seen.get(flag);
        if (flag !== "-" && !"imsUux".includes(flag)) {
            r.fail(...at, "unrecognized flag");
            break;
        }
        if (first !== undefined) {
            r.fail(...at, flag === "-" ? "flag negation operator repeated" : "duplicate flag", first);
            break;
        }
        seen.set(flag, at);
        dangling = undefined;
        if (flag === "-") {
            negated = true;
            dangling = at;
        } else if (flag === "x") {
            space = !negated;
        } else if (flag === "u") {
            unicode = !negated;
        }
        r.bump();
        if (r.eof) {
            r.fail(r.pos, r.pos, "expected flag but got end of regex");
            break;
        }
    }
    if (dangling !== undefined) {
        r.fail(...dangling, "dangling flag negation operator");
    }
    return { count: seen.size, space, unicode };
}

/** One literal, dot, anchor or escape outside a class. */
function readItem(r: RegexReader): void {
    if (r.char() === "\\") {
        readEscape(r);
    } else {
        if (!r.isUnicode && r.char() === ".") {
            r.note(r.pos, r.pos + 1, INVALID_UTF8);
        } else if (!r.isUnicode && r.char() > "\x7f") {
            r.note(r.pos, r.pos + 1, NO_UNICODE);
        }
        r.bump();
    }
}
