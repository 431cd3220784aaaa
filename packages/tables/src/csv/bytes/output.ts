/** Bytes that grow as they are written. */

const START = 1 << 12;
/** Longer texts are copied by the engine's own means, shorter ones byte by byte. */
const SHORT = 32;

export class ByteOutput {
    bytes = new Uint8Array(START);
    /** Bytes written so far. */
    length = 0;

    /** Makes room for `more` bytes behind those written. */
    reserve(more: number): void {
        if (this.length + more > this.bytes.length) {
            const wider = new Uint8Array(Math.max(this.length + more, this.bytes.length * 2));
            wider.set(this.bytes.subarray(0, this.length));
            this.bytes = wider;
        }
    }

    /** Appends a text in UTF-8. */
    text(text: string): void {
        this.reserve(text.length * 3);
        this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
    }

    copy(from: Uint8Array): void {
        const size = from.length;
        if (this.length + size > this.bytes.length) {
            this.reserve(size);
        }
        const { bytes, length } = this;
        if (size > SHORT) {
            bytes.set(from, length);
        } else {
            for (let at = 0; at < size; at += 1) {
                bytes[length + at] = from[at] as number;
            }
        }
        this.length = length + size;
    }

    /** What was written, in an array of its own; the output begins anew. */
    take(): Uint8Array<ArrayBuffer> {
        const taken = this.bytes.slice(0, this.length);
        this.length = 0;
        return taken;
    }
}

const encoder = new TextEncoder();
