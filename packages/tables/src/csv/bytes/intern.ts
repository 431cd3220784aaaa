/** Texts by their bytes: a text that was seen before is found without being made again. */

/** More distinct texts, or more bytes of them, than this don't repeat enough to be worth keeping. */
const MOST_TEXTS = 1 << 16;
const MOST_BYTES = 1 << 22;
/** After so many look-ups most must have been found, else the column's texts are taken as distinct. */
const TRIAL = 4096;

export class Interner {
    private slots = new Int32Array(64);
    private hashes = new Int32Array(32);
    private starts = new Int32Array(33);
    private arena = new Uint8Array(512);
    private readonly texts: string[] = [];
    private lookups = 0;
    /** False once texts hardly ever repeat: then each is to be decoded by itself. */
    isWorth = true;

    /** The text of `bytes` from `start` to `end` whose hash is `hash` (equal for equal bytes); `decode` makes one that is new. */
    get(bytes: Uint8Array, start: number, end: number, hash: number, decode: (start: number, end: number) => string): string {
        const { slots, hashes, starts, arena, texts } = this;
        const length = end - start;
        const mask = slots.length - 1;
        let slot = (hash ^ (hash >>> 15)) & mask;
        this.lookups += 1;
        for (let index = slots[slot] as number; index > 0; index = slots[slot] as number) {
            const from = starts[index - 1] as number;
            if (hashes[index - 1] === hash && (starts[index] as number) - from === length) {
                let at = 0;
                while (at < length && arena[from + at] === bytes[start + at]) {
                    at += 1;
                }
                if (at === length) {
                    return texts[index - 1] as string;
                }
            }
            slot = (slot + 1) & mask;
        }
        const text = decode(start, end);
        this.add(bytes, start, end, hash, slot, text);
        return text;
    }

    private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number, text: string): void {
        const index = this.texts.length;
        const from = this.starts[index] as number;
        const to = from + end - start;
        if (index >= MOST_TEXTS || to > MOST_BYTES || (this.lookups > TRIAL && index * 2 > this.lookups)) {
            this.isWorth = false;
            return;
        }
        if (index === this.hashes.length) {
            this.hashes = wider(this.hashes, index * 2);
            this.starts = wider(this.starts, index * 2 + 1);
        }
        if (to > this.arena.length) {
            const arena = new Uint8Array(Math.max(to, this.arena.length * 2));
            arena.set(this.arena);
            this.arena = arena;
        }
        this.arena.set(bytes.subarray(start, end), from);
        this.texts.push(text);
        this.hashes[index] = hash;
        this.starts[index + 1] = to;
        this.slots[slot] = index + 1;
        if (this.texts.length * 2 > this.slots.length) {
            this.rehash();
        }
    }

    private rehash(): void {
        const slots = new Int32Array(this.slots.length * 4);
        const mask = slots.length - 1;
        for (let index = 0; index < this.texts.length; index += 1) {
            const hash = this.hashes[index] as number;
            let slot = (hash ^ (hash >>> 15)) & mask;
            while (slots[slot] !== 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = index + 1;
        }
        this.slots = slots;
    }
}

function wider(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
    const array = new Int32Array(length);
    array.set(from);
    return array;
}
