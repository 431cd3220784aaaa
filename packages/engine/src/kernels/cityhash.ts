/** CityHash64, version 1.1. */

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;
const MUL = 0x9ddfea08eb382d69n;

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, n: bigint): bigint => (n === 0n ? x : u64((x >> n) | (x << (64n - n))));
const mix = (x: bigint): bigint => x ^ (x >> 47n);

function swap(x: bigint): bigint {
    let result = 0n;
    for (let i = 0n; i < 8n; i += 1n) {
        result |= ((x >> (8n * i)) & 0xffn) << (56n - 8n * i);
    }
    return result;
}

function hash16(u: bigint, v: bigint, mul = MUL): bigint {
    const a = mix(u64((u ^ v) * mul));
    return u64(mix(u64((v ^ a) * mul)) * mul);
}

class Reader {
    private readonly view: DataView;

    constructor(bytes: Uint8Array) {
        this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }

    f64(at: number): bigint {
        return this.view.getBigUint64(at, true);
    }

    f32(at: number): bigint {
        return BigInt(this.view.getUint32(at, true));
    }

    byte(at: number): bigint {
        return BigInt(this.view.getUint8(at));
    }
}

function short(s: Reader, size: number): bigint {
    const length = BigInt(size);
    if (size >= 8) {
        const mul = u64(K2 + length * 2n);
        const a = u64(s.f64(0) + K2);
        const b = s.f64(size - 8);
        const c = u64(rotate(b, 37n) * mul + a);
        const d = u64((rotate(a, 25n) + b) * mul);
        return hash16(c, d, mul);
    }
    if (size >= 4) {
        const mul = u64(K2 + length * 2n);
        return hash16(u64(length + (s.f32(0) << 3n)), s.f32(size - 4), mul);
    }
    if (size > 0) {
        const y = s.byte(0) + (s.byte(size >> 1) << 8n);
        const z = length + (s.byte(size - 1) << 2n);
        return u64(mix(u64(y * K2) ^ u64(z * K0)) * K2);
    }
    return K2;
}

function upTo32(s: Reader, size: number): bigint {
    const mul = u64(K2 + BigInt(size) * 2n);
    const a = u64(s.f64(0) * K1);
    const b = s.f64(8);
    const c = u64(s.f64(size - 8) * mul);
    const d = u64(s.f64(size - 16) * K2);
    return hash16(u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d), u64(a + rotate(u64(b + K2), 18n) + c), mul);
}

function upTo64(s: Reader, size: number): bigint {
    const mul = u64(K2 + BigInt(size) * 2n);
    const a = u64(s.f64(0) * K2);
    const b = s.f64(8);
    const c = s.f64(size - 24);
    const d = s.f64(size - 32);
    const e = u64(s.f64(16) * K2);
    const f = u64(s.f64(24) * 9n);
    const g = s.f64(size - 8);
    const h = u64(s.f64(size - 16) * mul);
    const u = u64(rotate(u64(a + g), 43n) + (rotate(b, 30n) + c) * 9n);
    const v = u64((u64(a + g) ^ d) + f + 1n);
    const w = u64(swap(u64((u + v) * mul)) + h);
    const x = u64(rotate(u64(e + f), 42n) + c);
    const y = u64((swap(u64((v + w) * mul)) + g) * mul);
    const z = u64(e + f + c);
    const last = u64(swap(u64((x + z) * mul + y)) + b);
    return u64(mix(u64((z + last) * mul + d + h)) * mul + x);
}

function weak(s: Reader, at: number, first: bigint, second: bigint): [bigint, bigint] {
    const [w, x, y, z] = [s.f64(at), s.f64(at + 8), s.f64(at + 16), s.f64(at + 24)];
    let a = u64(first + w);
    let b = rotate(u64(second + a + z), 21n);
    const c = a;
    a = u64(a + x + y);
    b = u64(b + rotate(a, 44n));
    return [u64(a + z), u64(b + c)];
}

/** The 64-bit hash of bytes. */
export function cityhash64(bytes: Uint8Array): bigint {
    const size = bytes.length;
    const s = new Reader(bytes);
    if (size <= 16) {
        return short(s, size);
    }
    if (size <= 32) {
        return upTo32(s, size);
    }
    if (size <= 64) {
        return upTo64(s, size);
    }
    const length = BigInt(size);
    let x = s.f64(size - 40);
    let y = u64(s.f64(size - 16) + s.f64(size - 56));
    let z = hash16(u64(s.f64(size - 48) + length), s.f64(size - 24));
    let v = weak(s, size - 64, length, z);
    let w = weak(s, size - 32, u64(y + K1), x);
    x = u64(x * K1 + s.f64(0));
    for (let at = 0, left = (size - 1) & ~63; left !== 0; at += 64, left -= 64) {
        x = u64(rotate(u64(x + y + v[0] + s.f64(at + 8)), 37n) * K1);
        y = u64(rotate(u64(y + v[1] + s.f64(at + 48)), 42n) * K1);
        x ^= w[1];
        y = u64(y + v[0] + s.f64(at + 40));
        z = u64(rotate(u64(z + w[0]), 33n) * K1);
        v = weak(s, at, u64(v[1] * K1), u64(x + w[0]));
        w = weak(s, at + 32, u64(z + w[1]), u64(y + s.f64(at + 16)));
        [z, x] = [x, z];
    }
    return hash16(u64(hash16(v[0], w[0]) + u64(mix(y) * K1) + z), u64(hash16(v[1], w[1]) + x));
}
