/** Splits CSV bytes (UTF-8) into records. Quotes are lazy: one in the midst of a bare field stands for itself. */

/** Bytes behind the end of the text that may be read: a line feed, then whatever. */
const SLACK = 8;
const COMMA = 44;
const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;

/** A record of more bytes than this is looked at again only when a quarter more came, so that its length counts once. */
const LARGE = 1 << 20;

/** Bytes that are given piece by piece, and where the next record begins in them. */
export class ByteRecords {
    /** The bytes at hand, a line feed behind them: a scan for the end of a field needs no other check. */
    bytes = new Uint8Array(SLACK).fill(LINE_FEED, 0, 1);
    view = new DataView(this.bytes.buffer);
    size = 0;
    /** Where the next record begins; the next field, while one is read. */
    at = 0;
    /** Line ends within quotes that the readers of fields met. */
    lines = 0;
    final = false;
    /** Number of the line on which the last record begins, from 1. */
    line = 1;
    nextLine = 1;
    /** Where the last record that {@link next} read begins. */
    start = 0;
    /** Its fields. */
    count = 0;
    private readonly starts: number[] = [];
    private readonly ends: number[] = [];
    /** 0 bare, 1 quoted, 2 quoted with escapes inside. */
    private readonly kinds: number[] = [];
    /** Size at which a record that was cut off is worth another look. */
    private worthFrom = 0;
    private readonly utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

    /** Adds bytes; they are copied. `final` says that nothing follows. */
    push(piece: Uint8Array, final: boolean): void {
        this.room(piece.length);
        this.bytes.set(piece, this.size);
        this.grown(piece.length, final);
    }

    /** Adds text in UTF-8. */
    pushText(text: string): void {
        this.room(text.length * 3);
        const { written } = encoder.encodeInto(text, this.bytes.subarray(this.size));
        this.grown(written, false);
    }

    private room(more: number): void {
        const kept = this.size - this.at;
        if (kept + more + SLACK > this.bytes.length) {
            const wider = new Uint8Array(Math.max(kept + more + SLACK, Math.min(this.bytes.length * 2, 1 << 24), 1 << 16));
            wider.set(this.bytes.subarray(this.at, this.size));
            this.bytes = wider;
            this.view = new DataView(wider.buffer);
        } else if (this.at > 0) this.bytes.copyWithin(0, this.at, this.size);
        this.worthFrom -= this.at;
        this.size = kept;
        this.at = 0;
    }

    private grown(by: number, final: boolean): void {
        this.size += by;
        this.bytes[this.size] = LINE_FEED;
        this.final = final;
    }

    /** Whether there may be a whole record. */
    get isReady(): boolean {
        return this.at < this.size && (this.final || this.size >= this.worthFrom);
    }

    /** Says that the record at hand is cut off. */
    wait(): void {
        const length = this.size - this.at;
        this.worthFrom = length > LARGE ? this.size + (length >> 2) : 0;
    }

    /** Reads the next record that is not a blank line; false when there is none (yet). */
    next(): boolean {
        for (;;) {
            const start = this.at;
            const line = this.nextLine;
            if (!this.isReady || !this.record()) {
                this.at = start;
                this.nextLine = line;
                return false;
            }
            this.line = line;
            this.start = start;
            if (this.count > 1 || this.kinds[0] !== 0 || this.starts[0] !== this.ends[0]) {
                return true;
            }
        }
    }

    private record(): boolean {
        const { bytes, size } = this;
        let at = this.at;
        let count = 0;
        for (;;) {
            if (bytes[at] === QUOTE && at < size) {
                const end = this.quoted(at, count);
                if (end < 0) {
                    this.wait();
                    return false;
                }
                at = end;
            } else {
                this.starts[count] = at;
                this.kinds[count] = 0;
                while (bytes[at] !== COMMA && bytes[at] !== LINE_FEED) {
                    at += 1;
                }
                this.ends[count] = at;
            }
            count += 1;
            if (at >= size) {
                if (!this.final) {
                    this.wait();
                    return false;
                }
                at = size;
                break;
            }
            at += 1;
            if (bytes[at - 1] === LINE_FEED) {
                this.nextLine += 1;
                break;
            }
        }
        const last = count - 1;
        const end = this.ends[last] as number;
        if (this.kinds[last] === 0 && end > (this.starts[last] as number) && bytes[end - 1] === RETURN) {
            this.ends[last] = end - 1;
        }
        this.count = count;
        this.at = at;
        return true;
    }

    /** Reads a quoted field; gives the position after it (a comma, a line end or the end of the text), -1 when more is needed. */
    private quoted(start: number, field: number): number {
        const { bytes, size, final } = this;
        let kind = 1;
        let lines = 0;
        let at = start + 1;
        for (; ; at += 1) {
            if (at >= size) {
                if (!final) {
                    return -1;
                }
                this.starts[field] = start + 1;
                this.ends[field] = size;
                this.kinds[field] = 2;
                return size;
            }
            if (bytes[at] === LINE_FEED) {
                lines += 1;
                kind = 2;
                continue;
            }
            if (bytes[at] !== QUOTE) {
                continue;
            }
            if (bytes[at + 1] === QUOTE && at + 1 < size) {
                kind = 2;
                at += 1;
                continue;
            }
            if (at + 1 >= size && !final) {
                return -1;
            }
            let next = at + 1;
            if (next < size && bytes[next] === RETURN && bytes[next + 1] === LINE_FEED) {
                next += 1;
            }
            if (next >= size || bytes[next] === COMMA || bytes[next] === LINE_FEED) {
                this.starts[field] = start + 1;
                this.ends[field] = at;
                this.kinds[field] = kind;
                this.nextLine += lines;
                return next;
            }
            // A lone quote inside: kept as it is.
            kind = 2;
        }
    }

    /** The text of a field of the last record. */
    field(index: number): string {
        const text = this.text(this.starts[index] as number, this.ends[index] as number);
        return this.kinds[index] === 2 ? text.replaceAll('""', '"').replaceAll("\r\n", "\n") : text;
    }

    /** Bytes `start` to `end` (exclusive) as text. */
    text(start: number, end: number): string {
        return start === end ? "" : this.utf8.decode(this.bytes.subarray(start, end));
    }

    /** Bytes of the last record before a field, its quote not counted; -1 when there is no such field, or a line end among them. */
    lengthBefore(index: number): number {
        if (index >= this.count) {
            return -1;
        }
        const end = (this.starts[index] as number) - (this.kinds[index] === 0 ? 0 : 1);
        return this.bytes.subarray(this.start, end).includes(LINE_FEED) ? -1 : end - this.start;
    }

    isEmpty(index: number): boolean {
        return this.starts[index] === this.ends[index];
    }

    isQuoted(index: number): boolean {
        return this.kinds[index] !== 0;
    }

    /** Whether the last record begins with a `#`. */
    get isAnnotation(): boolean {
        const start = this.starts[0] as number;
        return this.kinds[0] === 0 && this.bytes[start] === 35 && start < (this.ends[0] as number);
    }
}

const encoder = new TextEncoder();
