/**
 * Splits CSV text into records without copying it. Quotes are lazy: one in the midst of a bare field stands for itself.
 */
export class RecordReader {
    private text = "";
    private at = 0;
    private final = false;
    /** Number of the line on which the last record begins, from 1. */
    line = 1;
    private nextLine = 1;

    /** Number of the line on which the last record ends. */
    get lastLine(): number {
        return this.nextLine - 1;
    }
    /** Fields of the last record. */
    count = 0;
    private readonly starts: number[] = [];
    private readonly ends: number[] = [];
    /** 0 bare, 1 quoted, 2 quoted with escapes inside. */
    private readonly kinds: number[] = [];

    /** Adds text. `final` says that nothing follows. */
    push(text: string, final: boolean): void {
        this.text = this.at >= this.text.length ? text : this.text.slice(this.at) + text;
        this.at = 0;
        this.final = final;
    }

    /** Reads the next record that is not a blank line; false when there is none (yet). */
    next(): boolean {
        for (;;) {
            const start = this.at;
            const line = this.nextLine;
            if (!this.record()) {
                this.at = start;
                this.nextLine = line;
                return false;
            }
            this.line = line;
            if (this.count > 1 || this.kinds[0] !== 0 || this.starts[0] !== this.ends[0]) {
                return true;
            }
        }
    }

    private record(): boolean {
        const { text } = this;
        const size = text.length;
        let at = this.at;
        let count = 0;
        if (at >= size) {
            return false;
        }
        for (;;) {
            if (text.charCodeAt(at) === 34) {
                const end = this.quoted(at, count);
                if (end < 0) {
                    return false;
                }
                at = end;
            } else {
                this.starts[count] = at;
                this.kinds[count] = 0;
                for (;;) {
                    const code = text.charCodeAt(at);
                    if (code === 44 || code === 10 || at >= size) {
                        break;
                    }
                    at += 1;
                }
                this.ends[count] = at;
            }
            count += 1;
            if (at >= size) {
                if (!this.final) {
                    return false;
                }
                break;
            }
            if (text.charCodeAt(at) === 10) {
                at += 1;
                this.nextLine += 1;
                break;
            }
            at += 1;
        }
        const last = count - 1;
        const end = this.ends[last] as number;
        if (this.kinds[last] === 0 && end > (this.starts[last] as number) && text.charCodeAt(end - 1) === 13) {
            this.ends[last] = end - 1;
        }
        this.count = count;
        this.at = at;
        return true;
    }

    /** Reads a quoted field; gives the position after it (a comma, a line end or the end of the text), -1 when more text is needed. */
    private quoted(start: number, field: number): number {
        const { text } = this;
        const size = text.length;
        let kind = 1;
        let at = start + 1;
        for (;;) {
            const quote = text.indexOf('"', at);
            if (quote < 0) {
                if (!this.final) {
                    return -1;
                }
                this.starts[field] = start + 1;
                this.ends[field] = size;
                this.kinds[field] = 2;
                return size;
            }
            const after = text.charCodeAt(quote + 1);
            if (after === 34) {
                kind = 2;
                at = quote + 2;
                continue;
            }
            if (quote + 1 >= size && !this.final) {
                return -1;
            }
            let next = quote + 1;
            if (after === 13 && (text.charCodeAt(quote + 2) === 10 || quote + 2 >= size)) {
                next = quote + 2;
            }
            const code = text.charCodeAt(next);
            if (next >= size || code === 44 || code === 10) {
                this.starts[field] = start + 1;
                this.ends[field] = quote;
                for (let line = text.indexOf("\n", start); line >= 0 && line < quote; line = text.indexOf("\n", line + 1)) {
                    this.nextLine += 1;
                    kind = 2;
                }
                this.kinds[field] = kind;
                return next;
            }
            // A lone quote inside: kept as it is.
            kind = 2;
            at = quote + 1;
        }
    }

    /** The text of a field of the last record. */
    field(index: number): string {
        const text = this.text.slice(this.starts[index], this.ends[index]);
        return this.kinds[index] === 2 ? text.replaceAll('""', '"').replaceAll("\r\n", "\n") : text;
    }

    isEmpty(index: number): boolean {
        return this.starts[index] === this.ends[index];
    }

    /** Whether a field is exactly this text. */
    equals(index: number, other: string): boolean {
        const start = this.starts[index] as number;
        const size = (this.ends[index] as number) - start;
        return this.kinds[index] === 2 ? this.field(index) === other : size === other.length && this.text.startsWith(other, start);
    }

    /** Whether the record begins with a `#`. */
    get isAnnotation(): boolean {
        return (
            this.kinds[0] === 0 &&
            this.text.charCodeAt(this.starts[0] as number) === 35 &&
            (this.starts[0] as number) < (this.ends[0] as number)
        );
    }

    /**
     * The value of a field of up to 15 digits with an optional sign, NaN when it is anything else (the caller then reads its text).
     */
    smallInt(index: number): number {
        const { text } = this;
        let at = this.starts[index] as number;
        const end = this.ends[index] as number;
        const negative = text.charCodeAt(at) === 45;
        if (negative) {
            at += 1;
        }
        if (end - at > 15 || at === end || this.kinds[index] === 2) {
            return Number.NaN;
        }
        let value = 0;
        for (; at < end; at += 1) {
            const digit = text.charCodeAt(at) - 48;
            if (digit < 0 || digit > 9) {
                return Number.NaN;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** ns after the second that {@link plainTime} read. */
    nanos = 0;
    private lastDate = "";
    private lastDay = 0;

    /**
     * Seconds since the epoch of a field like `2024-03-01T12:00:00Z` or `2024-03-01T12:00:00.5Z` with up to nine digits of a fraction
     * (which go to {@link nanos}), NaN when it is anything else, or out of the range of the type.
     */
    plainTime(index: number): number {
        const { text } = this;
        const at = this.starts[index] as number;
        const size = (this.ends[index] as number) - at;
        if (size < 20 || size > 30 || text.charCodeAt(at + size - 1) !== 90 || this.kinds[index] === 2) {
            return Number.NaN;
        }
        if (!text.startsWith(this.lastDate, at) || this.lastDate === "") {
            const date = text.slice(at, at + 10);
            const day = /^(1[7-9]|20|21)\d\d-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) / 86400000 : Number.NaN;
            if (day !== day || new Date(day * 86400000).toISOString().slice(0, 10) !== date) {
                return Number.NaN;
            }
            this.lastDate = date;
            this.lastDay = day;
        }
        const hour = this.pair(at + 11);
        const minute = this.pair(at + 14);
        const second = this.pair(at + 17);
        const marked = text.charCodeAt(at + 10) === 84 && text.charCodeAt(at + 13) === 58 && text.charCodeAt(at + 16) === 58;
        if (!marked || !(hour < 24 && minute < 60 && second < 60)) {
            return Number.NaN;
        }
        let nanos = 0;
        if (size > 20) {
            if (text.charCodeAt(at + 19) !== 46 || size === 21) {
                return Number.NaN;
            }
            for (let place = 0; place < 9; place += 1) {
                const digit = place < size - 21 ? text.charCodeAt(at + 20 + place) - 48 : 0;
                if (digit < 0 || digit > 9) {
                    return Number.NaN;
                }
                nanos = nanos * 10 + digit;
            }
        }
        this.nanos = nanos;
        return this.lastDay * 86400 + hour * 3600 + minute * 60 + second;
    }

    /** Two digits as a number, NaN when they are none. */
    private pair(at: number): number {
        const tens = this.text.charCodeAt(at) - 48;
        const ones = this.text.charCodeAt(at + 1) - 48;
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
    }

    /** The value of a decimal of up to 15 digits without an exponent, NaN when it is anything else. Exact. */
    smallFloat(index: number): number {
        const { text } = this;
        let at = this.starts[index] as number;
        const end = this.ends[index] as number;
        const negative = text.charCodeAt(at) === 45;
        if (negative) {
            at += 1;
        }
        if (end - at > 16 || at === end || this.kinds[index] === 2) {
            return Number.NaN;
        }
        let value = 0;
        let digits = 0;
        let scale = -1;
        for (; at < end; at += 1) {
            const code = text.charCodeAt(at);
            if (code === 46 && scale < 0) {
                scale = digits;
                continue;
            }
            const digit = code - 48;
            if (digit < 0 || digit > 9) {
                return Number.NaN;
            }
            value = value * 10 + digit;
            digits += 1;
        }
        if (digits === 0 || digits > 15 || scale === 0 || scale === digits) {
            return Number.NaN;
        }
        // Both are exact, so the quotient is rounded once.
        const result = scale < 0 ? value : value / (POWERS[digits - scale] as number);
        return negative ? -result : result;
    }
}

const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
