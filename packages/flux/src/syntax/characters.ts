/** Classes of characters. */
const LETTER = /^\p{L}/u;
export const IDENT_START = 1;
export const DIGIT = 2;
export const SPACE = 4;

/** Character classes of ASCII. */
export const CLASS = new Uint8Array(128);
for (const ch of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") {
    CLASS[ch.charCodeAt(0)] = IDENT_START;
}
for (const ch of "0123456789") {
    CLASS[ch.charCodeAt(0)] = DIGIT;
}
for (const ch of " \t\n\v\f\r") {
    CLASS[ch.charCodeAt(0)] = SPACE;
}

export function isDigit(ch: number): boolean {
    return ch >= 0x30 && ch <= 0x39;
}

export function isHex(ch: number): boolean {
    return isDigit(ch) || (ch >= 0x41 && ch <= 0x46) || (ch >= 0x61 && ch <= 0x66);
}

/** Length in UTF-16 units of the letter at `pos`, 0 when there is none. */
export function letterSize(text: string, pos: number): number {
    const point = text.codePointAt(pos);
    if (point === undefined || !LETTER.test(String.fromCodePoint(point))) {
        return 0;
    }
    return point > 0xffff ? 2 : 1;
}
