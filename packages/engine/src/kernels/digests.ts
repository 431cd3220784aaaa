/** Digests and hashes of bytes, in plain code so that they work wherever the engine does. */

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** The bytes as 32-bit words of whole blocks, with the padding of the MD family. */
function padded(bytes: Uint8Array, littleEndian: boolean): DataView {
    const blocks = Math.floor((bytes.length + 8) / 64) + 1;
    const data = new Uint8Array(blocks * 64);
    data.set(bytes);
    data[bytes.length] = 0x80;
    const view = new DataView(data.buffer);
    view.setBigUint64(data.length - 8, BigInt(bytes.length) * 8n, littleEndian);
    return view;
}

function digestOf(words: Uint32Array, littleEndian: boolean): Uint8Array {
    const out = new Uint8Array(words.length * 4);
    const view = new DataView(out.buffer);
    words.forEach((word, i) => view.setUint32(i * 4, word, littleEndian));
    return out;
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_CONSTANTS = Uint32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

export function md5(bytes: Uint8Array): Uint8Array {
    const view = padded(bytes, true);
    const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
    for (let block = 0; block < view.byteLength; block += 64) {
        let [a = 0, b = 0, c = 0, d = 0] = state;
        for (let i = 0; i < 64; i += 1) {
            const round = i >> 4;
            const [f, g] =
                round === 0
                    ? [(b & c) | (~b & d), i]
                    : round === 1
                      ? [(d & b) | (~d & c), (5 * i + 1) % 16]
                      : round === 2
                        ? [b ^ c ^ d, (3 * i + 5) % 16]
                        : [c ^ (b | ~d), (7 * i) % 16];
            const sum = (a + f + (MD5_CONSTANTS[i] as number) + view.getUint32(block + g * 4, true)) | 0;
            [a, d, c, b] = [d, c, b, (b + rotl(sum, MD5_SHIFTS[round * 4 + (i % 4)] as number)) | 0];
        }
        state.set([a, b, c, d].map((word, i) => word + (state[i] as number)));
    }
    return digestOf(state, true);
}

export function sha1(bytes: Uint8Array): Uint8Array {
    const view = padded(bytes, false);
    const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
    const w = new Int32Array(80);
    for (let block = 0; block < view.byteLength; block += 64) {
        for (let i = 0; i < 80; i += 1) {
            w[i] =
                i < 16
                    ? view.getInt32(block + i * 4)
                    : rotl((w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number), 1);
        }
        let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
        for (let i = 0; i < 80; i += 1) {
            const [f, k] =
                i < 20
                    ? [(b & c) | (~b & d), 0x5a827999]
                    : i < 40
                      ? [b ^ c ^ d, 0x6ed9eba1]
                      : i < 60
                        ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
                        : [b ^ c ^ d, 0xca62c1d6];
            const sum = (rotl(a, 5) + f + e + k + (w[i] as number)) | 0;
            [e, d, c, b, a] = [d, c, rotl(b, 30), a, sum];
        }
        state.set([a, b, c, d, e].map((word, i) => word + (state[i] as number)));
    }
    return digestOf(state, false);
}

const PRIMES = primes(64);

function primes(count: number): number[] {
    const found: number[] = [];
    for (let n = 2; found.length < count; n += 1) {
        if (found.every((prime) => n % prime !== 0)) {
            found.push(n);
        }
    }
    return found;
}

const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32);
const SHA_CONSTANTS = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const SHA_START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

export function sha256(bytes: Uint8Array): Uint8Array {
    const view = padded(bytes, false);
    const state = SHA_START.slice();
    const w = new Int32Array(64);
    for (let block = 0; block < view.byteLength; block += 64) {
        for (let i = 0; i < 64; i += 1) {
            if (i < 16) {
                w[i] = view.getInt32(block + i * 4);
            } else {
                const x = w[i - 15] as number;
                const y = w[i - 2] as number;
                const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
                const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
                w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
            }
        }
        let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
        for (let i = 0; i < 64; i += 1) {
            const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
            const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (SHA_CONSTANTS[i] as number) + (w[i] as number)) | 0;
            const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
            const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
        }
        state.set([a, b, c, d, e, f, g, h].map((word, i) => word + (state[i] as number)));
    }
    return digestOf(state, false);
}

/** HMAC with SHA-1. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
    const block = new Uint8Array(64);
    block.set(key.length > 64 ? sha1(key) : key);
    const pad = (byte: number, rest: Uint8Array): Uint8Array => {
        const joined = new Uint8Array(64 + rest.length);
        joined.set(block.map((value) => value ^ byte));
        joined.set(rest, 64);
        return joined;
    };
    return sha1(pad(0x5c, sha1(pad(0x36, message))));
}

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotl64 = (x: bigint, n: bigint): bigint => u64((x << n) | (x >> (64n - n)));
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const round = (acc: bigint, lane: bigint): bigint => u64(rotl64(u64(acc + lane * P2), 31n) * P1);

/** xxHash, 64 bits, seed 0. */
export function xxhash64(bytes: Uint8Array): bigint {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length;
    let at = 0;
    let hash: bigint;
    if (size >= 32) {
        const lanes = [u64(P1 + P2), P2, 0n, u64(-P1)];
        for (; at + 32 <= size; at += 32) {
            lanes.forEach((acc, i) => {
                lanes[i] = round(acc, view.getBigUint64(at + i * 8, true));
            });
        }
        const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
        hash = u64(rotl64(a, 1n) + rotl64(b, 7n) + rotl64(c, 12n) + rotl64(d, 18n));
        for (const lane of lanes) {
            hash = u64((hash ^ round(0n, lane)) * P1 + P4);
        }
    } else {
        hash = P5;
    }
    hash = u64(hash + BigInt(size));
    for (; at + 8 <= size; at += 8) {
        hash = u64(rotl64(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4);
    }
    if (at + 4 <= size) {
        hash = u64(rotl64(hash ^ u64(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
        at += 4;
    }
    for (; at < size; at += 1) {
        hash = u64(rotl64(hash ^ u64(BigInt(bytes[at] as number) * P5), 11n) * P1);
    }
    hash = u64((hash ^ (hash >> 33n)) * P2);
    hash = u64((hash ^ (hash >> 29n)) * P3);
    return hash ^ (hash >> 32n);
}
