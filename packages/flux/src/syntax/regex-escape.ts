/** Escapes of regular expressions: characters, sets of characters, assertions. A fault moves the reader to the end of the pattern. */
import { knownProperty } from "./regex-properties.ts";
import { INVALID_UTF8, NO_UNICODE, type RegexReader } from "./regex-reader.ts";

/** What an escape means to a class: a literal with its code point, a set of characters, or neither. */
export type Escape =
    | { readonly kind: "literal"; readonly point: number }
    | { readonly kind: "set"; readonly beyondAscii: boolean }
    | { readonly kind: "assertion" };

const META = new Set("\\.+*?()|[]{}^$#&-~");
const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const INCOMPLETE = "incomplete escape sequence, reached end of pattern prematurely";

/** The escape at the reader. */
export function readEscape(r: RegexReader): Escape {
    const start = r.pos;
    const failed: Escape = { kind: "assertion" };
    r.bump();
    if (r.eof) {
        r.fail(start, r.pos, INCOMPLETE);
        return failed;
    }
    const ch = r.char();
    if (/[0-9]/.test(ch)) {
        r.fail(start, r.pos + 1, "backreferences are not supported");
        return failed;
    }
    if (ch === "x" || ch === "u" || ch === "U") {
        const point = readHex(r, ch === "x" ? 2 : ch === "u" ? 4 : 8);
        if (!r.isUnicode && point > 0x7f) {
            r.note(start, r.pos, NO_UNICODE);
        }
        return { kind: "literal", point };
    }
    if (ch === "p" || ch === "P") {
        readProperty(r, start);
        if (!r.isUnicode) {
            r.note(start, r.pos, NO_UNICODE);
        }
        return { kind: "set", beyondAscii: true };
    }
    r.bump();
    if (/[dswDSW]/.test(ch)) {
        return { kind: "set", beyondAscii: /[DSW]/.test(ch) };
    }
    if (META.has(ch) || (ch === " " && r.ignoreSpace)) {
        return { kind: "literal", point: ch.codePointAt(0) as number };
    }
    const control = CONTROL[ch];
    if (control !== undefined) {
        return { kind: "literal", point: control };
    }
    if (/[AzbB]/.test(ch)) {
        if (!r.isUnicode && ch === "B") {
            r.note(start, r.pos, INVALID_UTF8);
        }
        return { kind: "assertion" };
    }
    r.fail(start, r.pos, "unrecognized escape sequence");
    return failed;
}

function readHex(r: RegexReader, size: number): number {
    r.bump();
    r.skipSpace();
    if (r.eof) {
        r.fail(r.pos, r.pos, INCOMPLETE);
        return 0;
    }
    const open = r.pos;
    const brace = r.char() === "{";
    let digits = "";
    let start = open;
    if (brace) {
        start = open + 1;
        for (r.bump(), r.skipSpace(); !r.eof && r.char() !== "}"; r.bump(), r.skipSpace()) {
            if (!hexDigit(r)) {
                return 0;
            }
            digits += r.char();
        }
        if (r.eof) {
            r.fail(open, r.pos, INCOMPLETE);
            return 0;
        }
    } else {
        for (let i = 0; i < size; i++) {
            if (i > 0 && r.eof) {
                r.fail(r.pos, r.pos, INCOMPLETE);
                return 0;
            }
            if (!hexDigit(r)) {
                return 0;
            }
            digits += r.char();
            r.bump();
            r.skipSpace();
        }
    }
    const end = r.pos;
    if (brace) {
        r.bump();
        r.skipSpace();
    }
    if (digits === "") {
        r.fail(open, r.pos, "hexadecimal literal empty");
        return 0;
    }
    const point = Number.parseInt(digits, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
        r.fail(start, end, "hexadecimal literal is not a Unicode scalar value");
    }
    return point;
}

function hexDigit(r: RegexReader): boolean {
    if (/[0-9a-fA-F]/.test(r.char())) {
        return true;
    }
    r.fail(r.pos, r.pos + 1, "invalid hexadecimal digit");
    return false;
}

/** `\pL` or `\p{name}`; an unknown name is a fault only of a pattern that has no other. */
function readProperty(r: RegexReader, escape: number): void {
    r.bump();
    r.skipSpace();
    if (r.eof) {
        r.fail(r.pos, r.pos, INCOMPLETE);
        return;
    }
    let name = r.char();
    if (name === "{") {
        name = "";
        for (r.bump(), r.skipSpace(); !r.eof && r.char() !== "}"; r.bump(), r.skipSpace()) {
            name += r.char();
        }
        if (r.eof) {
            r.fail(r.pos, r.pos, INCOMPLETE);
            return;
        }
    } else if (name === "\\") {
        r.fail(r.pos, r.pos + 1, "invalid Unicode character class");
        return;
    }
    r.bump();
    const fault = knownProperty(name);
    if (fault !== undefined) {
        r.note(escape, r.pos, fault);
    }
}
