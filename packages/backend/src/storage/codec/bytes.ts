/** Growing byte buffer and its reader: varints of whole numbers up to 2^53, raw bytes, UTF-8. */

const two53 = 9_007_199_254_740_992;

export class ByteWriter {
    private bytes: Uint8Array;
    private length = 0;

    constructor(capacity = 256) {
        this.bytes = new Uint8Array(capacity);
    }

    private reserve(more: number): void {
        if (this.length + more <= this.bytes.length) return;
        const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
        grown.set(this.bytes.subarray(0, this.length));
        this.bytes = grown;
    }

    byte(value: number): void {
        this.reserve(1);
        this.bytes[this.length++] = value;
    }

    /** A whole number of 0 to 2^53 - 1, 7 bits a byte. */
    varint(value: number): void {
        this.reserve(8);
        let rest = value;
        while (rest >= 0x8000_0000) {
            this.bytes[this.length++] = (rest % 128) | 128;
            rest = Math.floor(rest / 128);
        }
        while (rest >= 128) {
            this.bytes[this.length++] = (rest & 127) | 128;
            rest >>>= 7;
        }
        this.bytes[this.length++] = rest;
    }

    /** A whole number between -2^52 and 2^52. */
    zigzag(value: number): void {
        this.varint(value < 0 ? -value * 2 - 1 : value * 2);
    }

    raw(bytes: Uint8Array): void {
        this.reserve(bytes.length);
        this.bytes.set(bytes, this.length);
        this.length += bytes.length;
    }

    /** Length first, then the bytes. */
    block(bytes: Uint8Array): void {
        this.varint(bytes.length);
        this.raw(bytes);
    }

    /** What was written; a copy. */
    finish(): Uint8Array {
        return this.bytes.slice(0, this.length);
    }
}

/** Reads what `ByteWriter` wrote; throws a `CorruptError` where bytes are missing. */
export class ByteReader {
    private readonly bytes: Uint8Array;
    at: number;

    constructor(bytes: Uint8Array, at = 0) {
        this.bytes = bytes;
        this.at = at;
    }

    get done(): boolean {
        return this.at >= this.bytes.length;
    }

    byte(): number {
        const value = this.bytes[this.at++];
        if (value === undefined) throw new CorruptError();
        return value;
    }

    varint(): number {
        const { bytes } = this;
        let byte = bytes[this.at++];
        if (byte === undefined) throw new CorruptError();
        if (byte < 128) return byte;
        let value = byte & 127;
        let scale = 128;
        do {
            byte = bytes[this.at++];
            if (byte === undefined || scale > two53) throw new CorruptError();
            value += (byte & 127) * scale;
            scale *= 128;
        } while (byte >= 128);
        return value;
    }

    zigzag(): number {
        const value = this.varint();
        return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }

    raw(length: number): Uint8Array {
        if (this.at + length > this.bytes.length) throw new CorruptError();
        const slice = this.bytes.subarray(this.at, this.at + length);
        this.at += length;
        return slice;
    }

    block(): Uint8Array {
        return this.raw(this.varint());
    }
}

/** Stored bytes that are not what was written. */
export class CorruptError extends Error {
    override readonly name = "CorruptError";
    constructor() {
        super("the stored data is damaged");
    }
}
