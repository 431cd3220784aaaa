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

    /** Whether the record begins with a `#`. */
    get isAnnotation(): boolean {
        return (
            this.kinds[0] === 0 &&
            this.text.charCodeAt(this.starts[0] as number) === 35 &&
            (this.starts[0] as number) < (this.ends[0] as number)
        );
    }
}
