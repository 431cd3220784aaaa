/** Functions over text that count and compare as UTF-8 bytes and code points do, not as UTF-16 units. */
export { compareText } from "@flux-scripts/tables";

const encoder = new TextEncoder();

/** UTF-8 length. */
export function byteLength(text: string): number {
    let length = 0;
    for (let i = 0; i < text.length; i += 1) {
        const unit = text.charCodeAt(i);
        length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
    }
    return length;
}

/** The UTF-8 byte offset of a UTF-16 index; -1 stays -1. */
export function byteOffset(text: string, index: number): number {
    return index < 0 ? -1 : byteLength(text.slice(0, index));
}

/** Number of code points. */
export function runeCount(text: string): number {
    let count = 0;
    for (let i = 0; i < text.length; i += 1) {
        const unit = text.charCodeAt(i);
        count += unit >= 0xdc00 && unit < 0xe000 ? 0 : 1;
    }
    return count;
}

function isAscii(text: string): boolean {
    for (let i = 0; i < text.length; i += 1) {
        if (text.charCodeAt(i) > 0x7f) {
            return false;
        }
    }
    return true;
}

/** UTF-8 bytes of the text. */
export function utf8(text: string): Uint8Array {
    return encoder.encode(text);
}

const GREEK_SUBSCRIPTS = /[\u1f80-\u1f87\u1f90-\u1f97\u1fa0-\u1fa7]/u;
const SINGLE_SUBSCRIPTS = new Map([
    ["\u1fb3", "\u1fbc"],
    ["\u1fc3", "\u1fcc"],
    ["\u1ff3", "\u1ffc"],
]);
const DIGRAPHS: ReadonlyArray<readonly [string, string, string]> = [
    ["Ǆ", "ǅ", "ǆ"],
    ["Ǉ", "ǈ", "ǉ"],
    ["Ǌ", "ǋ", "ǌ"],
    ["Ǳ", "ǲ", "ǳ"],
];
const TITLES = new Map(DIGRAPHS.flatMap(([upper, title, lower]) => [upper, title, lower].map((form) => [form, title] as const)));

function upperRune(rune: string): string {
    if (GREEK_SUBSCRIPTS.test(rune)) {
        return String.fromCodePoint((rune.codePointAt(0) ?? 0) + 8);
    }
    const upper = SINGLE_SUBSCRIPTS.get(rune) ?? rune.toUpperCase();
    return runeCount(upper) === 1 ? upper : rune;
}

function lowerRune(rune: string): string {
    if (rune === "İ") {
        return "i";
    }
    const lower = rune.toLowerCase();
    return runeCount(lower) === 1 ? lower : rune;
}

function titleRune(rune: string): string {
    return TITLES.get(rune) ?? upperRune(rune);
}

const mapRunes = (text: string, change: (rune: string) => string): string => Array.from(text, change).join("");

/** Upper case, code point by code point (ß stays). */
export const toUpper = (text: string): string => (isAscii(text) ? text.toUpperCase() : mapRunes(text, upperRune));

/** Lower case, code point by code point. */
export const toLower = (text: string): string => (isAscii(text) ? text.toLowerCase() : mapRunes(text, lowerRune));

/** Title case of every code point: upper case but for the digraphs. */
export const toTitle = (text: string): string => mapRunes(text, titleRune);

/** Title case of the first letter of every word; letters, digits and `_` do not end a word, other ASCII does, beyond it only spaces. */
export function title(text: string): string {
    let previous = " ";
    return mapRunes(text, (rune) => {
        const first = separates(previous);
        previous = rune;
        return first ? titleRune(rune) : rune;
    });
}

function separates(rune: string): boolean {
    if (/^[A-Za-z0-9_]$/.test(rune)) {
        return false;
    }
    return (rune.codePointAt(0) ?? 0) < 0x80 || (!/^[\p{L}\p{Nd}]$/u.test(rune) && isSpace(rune));
}

function isSpace(rune: string): boolean {
    return /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/u.test(rune);
}

/** Whether both are equal when case is folded code point by code point. */
export function equalFold(a: string, b: string): boolean {
    const pattern = a.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return runeCount(a) === runeCount(b) && new RegExp(`^(?:${pattern})$`, "isu").test(b);
}

/** Without leading and trailing code points that `drop` accepts. */
function trimRunes(text: string, drop: (rune: string) => boolean, left: boolean, right: boolean): string {
    const runes = Array.from(text);
    let start = 0;
    let end = runes.length;
    while (left && start < end && drop(runes[start] as string)) {
        start += 1;
    }
    while (right && end > start && drop(runes[end - 1] as string)) {
        end -= 1;
    }
    return runes.slice(start, end).join("");
}

/** Without the code points of `cutset` at the ends asked for. */
export function trim(text: string, cutset: string, side: "both" | "left" | "right"): string {
    const set = new Set(cutset);
    return trimRunes(text, (rune) => set.has(rune), side !== "right", side !== "left");
}

/** Without white space at both ends (no-break and ideographic space included, zero-width space and byte order mark not). */
export function trimSpace(text: string): string {
    return trimRunes(text, isSpace, true, true);
}

/** How often `part` occurs without overlap; the empty part once more than there are code points. */
export function countText(text: string, part: string): number {
    return part === "" ? runeCount(text) + 1 : text.split(part).length - 1;
}

/** Replaces the first `limit` occurrences (all when negative); the empty pattern stands before every code point and at the end. */
export function replaceText(text: string, from: string, to: string, limit: number): string {
    if (limit === 0) {
        return text;
    }
    const pieces = from === "" ? ["", ...Array.from(text), ""] : text.split(from);
    if (from === "") {
        const runes = Array.from(text);
        const times = limit < 0 ? runes.length + 1 : Math.min(limit, runes.length + 1);
        return runes.map((rune, i) => (i < times ? to + rune : rune)).join("") + (times > runes.length ? to : "");
    }
    const times = limit < 0 ? pieces.length - 1 : Math.min(limit, pieces.length - 1);
    return [pieces.slice(0, times + 1).join(to), ...pieces.slice(times + 1)].join(from);
}

/** Splits into at most `limit` pieces (all when negative, none when 0); the empty separator splits code points. */
export function splitText(text: string, separator: string, limit: number, keepSeparator: boolean): string[] {
    if (limit === 0) {
        return [];
    }
    const join = keepSeparator ? separator : "";
    const pieces = separator === "" ? Array.from(text) : text.split(separator);
    const count = limit < 0 ? pieces.length : Math.min(limit, pieces.length);
    const found = pieces.slice(0, count);
    const rest = pieces.slice(count);
    return found.map((piece, i) => {
        if (i < count - 1) {
            return piece + join;
        }
        return [piece, ...rest].join(separator);
    });
}

/** The code points from start to before end; bounds outside the text are moved in, an empty text when they cross. */
export function substring(text: string, start: number, end: number): string {
    if (start > end) {
        return "";
    }
    return Array.from(text).slice(Math.max(0, start), Math.max(0, end)).join("");
}

/** Byte offset of the first (or last) code point of the text that is in `chars`, or -1. */
export function indexAny(text: string, chars: string, last: boolean): number {
    const set = new Set(chars);
    const runes = Array.from(text);
    const at = last ? runes.findLastIndex((rune) => set.has(rune)) : runes.findIndex((rune) => set.has(rune));
    return at < 0 ? -1 : byteLength(runes.slice(0, at).join(""));
}
