/** How far the literals reach that are more than digits: durations and times. */
import { isDigit } from "./characters.ts";

/** Length of the duration unit at `pos`, 0 when there is none; the longest one counts. */
export function unitSize(text: string, pos: number): number {
    const next = text.charCodeAt(pos + 1);
    switch (text.charCodeAt(pos)) {
        case 0x6d: // m, mo, ms
            return next === 0x6f || next === 0x73 ? 2 : 1;
        case 0x79: // y
        case 0x77: // w
        case 0x64: // d
        case 0x68: // h
        case 0x73: // s
            return 1;
        case 0x75: // us
        case 0xb5: // µs
        case 0x6e: // ns
            return next === 0x73 ? 2 : 0;
        default:
            return 0;
    }
}

/** End of a time literal `YYYY-MM-DD[THH:MM:SS[.f][Z|±HH:MM]]`, 0 when there is none. */
export function timeEnd(text: string, pos: number): number {
    if (!hasShape(text, pos + 4, "-00-00")) {
        return 0;
    }
    const date = pos + 10;
    if (!hasShape(text, date, "T00:00:00")) {
        return date;
    }
    let end = date + 9;
    if (text.charCodeAt(end) === 0x2e) {
        end++;
        while (isDigit(text.charCodeAt(end))) {
            end++;
        }
    }
    const ch = text.charCodeAt(end);
    if (ch === 0x5a) {
        return end + 1;
    }
    if ((ch === 0x2b || ch === 0x2d) && hasShape(text, end + 1, "00:00")) {
        return end + 6;
    }
    return end;
}

/** Whether the text at `pos` has the shape of `pattern`, in which `0` stands for any digit. */
function hasShape(text: string, pos: number, pattern: string): boolean {
    for (let i = 0; i < pattern.length; i++) {
        const want = pattern.charCodeAt(i);
        const have = text.charCodeAt(pos + i);
        if (want === 0x30 ? !isDigit(have) : want !== have) {
            return false;
        }
    }
    return true;
}
