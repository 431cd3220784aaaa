/** CityHash64 in its version 1.0.2, the one that ClickHouse and its tools keep. */

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;
const K3 = 0xc949d7c7509e6557n;
const MUL = 0x9ddfea08eb382d69n;

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, n: number): bigint => (n === 0 ? u64(x) : u64((u64(x) >> BigInt(n)) | (u64(x) << BigInt(64 - n))));
const mix = (x: bigint): bigint => u64(x) ^ (u64(x) >> 47n);

function hash16(u: bigint, v: bigint): bigint {
    const a = mix((u64(u) ^ u64(v)) * MUL);
    return u64(mix((u64(v) ^ a) * MUL) * MUL);
}

/** Little-endian numbers at a position. */
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

function upTo16(s: Reader, size: number): bigint {
    const length = BigInt(size);
    if (size > 8) {
        const a = s.f64(0);
        const b = s.f64(size - 8);
        return hash16(a, rotate(b + length, size)) ^ b;
    }
    if (size >= 4) {
        return hash16(length + (s.f32(0) << 3n), s.f32(size - 4));
    }
    if (size > 0) {
        const y = s.byte(0) + (s.byte(size >> 1) << 8n);
        const z = length + (s.byte(size - 1) << 2n);
        return u64(mix((y * K2) ^ (z * K3)) * K2);
    }
    return K2;
}

function upTo32(s: Reader, size: number): bigint {
    const a = s.f64(0) * K1;
    const b = s.f64(8);
    const c = s.f64(size - 8) * K2;
    const d = s.f64(size - 16) * K0;
    return hash16(rotate(a - b, 43) + rotate(c, 30) + d, a + rotate(b ^ K3, 20) - c + BigInt(size));
}

/** Two sums over 32 bytes, with `tail` the last 8 of them. */
function half(a: bigint, z: bigint, second: bigint, third: bigint): readonly [bigint, bigint] {
    const b = rotate(a + z, 52);
    const c = rotate(a, 37) + rotate(a + second, 7);
    const sum = a + second + third;
    return [u64(sum + z), u64(b + rotate(sum, 31) + c)];
}

function upTo64(s: Reader, size: number): bigint {
    const v = half(u64(s.f64(0) + (BigInt(size) + s.f64(size - 16)) * K0), s.f64(24), s.f64(8), s.f64(16));
    const w = half(u64(s.f64(16) + s.f64(size - 32)), s.f64(size - 8), s.f64(size - 24), s.f64(size - 16));
    const r = mix((v[0] + w[1]) * K2 + (w[0] + v[1]) * K0);
    return u64(mix(r * K0 + v[1]) * K2);
}

function weak(s: Reader, at: number, first: bigint, second: bigint): readonly [bigint, bigint] {
    const a = first + s.f64(at);
    const b = rotate(second + a + s.f64(at + 24), 21);
    const sum = a + s.f64(at + 8) + s.f64(at + 16);
    return [u64(sum + s.f64(at + 24)), u64(b + rotate(sum, 44) + a)];
}

/** The 64-bit hash of bytes. */
export function cityhash64(bytes: Uint8Array): bigint {
    const size = bytes.length;
    const s = new Reader(bytes);
    if (size <= 16) {
        return upTo16(s, size);
    }
    if (size <= 32) {
        return upTo32(s, size);
    }
    if (size <= 64) {
        return upTo64(s, size);
    }
    const length = BigInt(size);
    let x = s.f64(0);
    let y = s.f64(size - 16) ^ K1;
    let z = s.f64(size - 56) ^ K0;
    let v = weak(s, size - 64, length, y);
    let w = weak(s, size - 32, u64(length * K1), K0);
    z = u64(z + mix(v[1]) * K1);
    x = u64(rotate(z + x, 39) * K1);
    y = u64(rotate(y, 33) * K1);
    for (let at = 0, left = (size - 1) & ~63; left !== 0; at += 64, left -= 64) {
        x = u64(rotate(x + y + v[0] + s.f64(at + 16), 37) * K1) ^ w[1];
        y = u64(rotate(y + v[1] + s.f64(at + 48), 42) * K1) ^ v[0];
        z = rotate(z ^ w[0], 33);
        v = weak(s, at, u64(v[1] * K1), u64(x + w[0]));
        w = weak(s, at + 32, u64(z + w[1]), y);
        [z, x] = [x, z];
    }
    return hash16(hash16(v[0], w[0]) + mix(y) * K1 + z, hash16(v[1], w[1]) + x);
}
