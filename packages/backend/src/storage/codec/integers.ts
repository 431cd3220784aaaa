/**
 * 64-bit integers as differences in varints, a run of equal differences in two of them. What does not fit doubles exactly
 * (a difference of 2^51 or more) is kept raw. All arithmetic is on halves of 32 bits: no BigInt is made.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type ByteReader, type ByteWriter, CorruptError } from "./bytes.ts";

const two32 = 4_294_967_296;
const limit = 2 ** 51;
const raw = 0;
const packed = 1;
const scales = [1_000_000_000, 1_000_000, 1000, 1] as const;

/** Writes `values`; with `order` 2 the differences of differences, which suits times. */
export function writeIntegers(out: ByteWriter, values: BigInt64Array | BigUint64Array, order: 1 | 2): void {
    const count = values.length;
    const halves = new Uint32Array(values.buffer, values.byteOffset, count * 2);
    const steps = new Float64Array(count);
    let fits = count > 0;
    for (let i = 1; i < count && fits; i++) {
        const step = difference(halves, i);
        steps[i] = step;
        fits = step < limit && step > -limit;
    }
    if (!fits) {
        out.byte(raw);
        out.block(deflateRawSync(new Uint8Array(values.buffer, values.byteOffset, count * 8), { level: 1 }));
        return;
    }
    const scale = commonScale(steps);
    out.byte(packed);
    out.raw(new Uint8Array(values.buffer, values.byteOffset, 8));
    out.varint(scale);
    let last = 0;
    let zeros = 0;
    for (let i = 1; i < count; i++) {
        const step = (steps[i] ?? 0) / scale;
        const delta = order === 2 ? step - last : step;
        last = step;
        if (delta === 0) {
            zeros++;
            continue;
        }
        if (zeros > 0) writeRun(out, zeros);
        zeros = 0;
        out.zigzag(delta);
    }
    if (zeros > 0) writeRun(out, zeros);
}

function writeRun(out: ByteWriter, length: number): void {
    out.varint(0);
    out.varint(length);
}

/** Reads `count` integers into `values`. */
export function readIntegers(input: ByteReader, values: BigInt64Array | BigUint64Array, order: 1 | 2): void {
    const count = values.length;
    if (input.byte() === raw) {
        const bytes = inflateRawSync(input.block());
        if (bytes.length !== count * 8) throw new CorruptError();
        new Uint8Array(values.buffer, values.byteOffset, count * 8).set(bytes);
        return;
    }
    const halves = new Uint32Array(values.buffer, values.byteOffset, count * 2);
    new Uint8Array(values.buffer, values.byteOffset, 8).set(input.raw(8));
    const scale = input.varint();
    let low = halves[0] ?? 0;
    let high = halves[1] ?? 0;
    let step = 0;
    let i = 1;
    while (i < count) {
        const delta = input.zigzag();
        let run = 1;
        if (delta === 0) {
            run = input.varint();
            if (run < 1 || i + run > count) throw new CorruptError();
        }
        for (; run > 0; run--) {
            step = order === 2 ? step + delta : delta;
            const sum = low + step * scale;
            const carry = Math.floor(sum / two32);
            low = sum - carry * two32;
            high += carry;
            halves[2 * i] = low;
            halves[2 * i + 1] = high;
            i++;
        }
    }
}

/** `values[i] - values[i - 1]`, exact below 2^53; the halves are little-endian. */
function difference(halves: Uint32Array, i: number): number {
    const low = (halves[2 * i] ?? 0) - (halves[2 * i - 2] ?? 0);
    // Two's complement: the difference of the high words, signed, whatever the sign of the numbers.
    const high = ((halves[2 * i + 1] ?? 0) - (halves[2 * i - 1] ?? 0)) | 0;
    return high * two32 + low;
}

function commonScale(steps: Float64Array): number {
    for (const scale of scales) {
        if (steps.every((step) => step % scale === 0)) return scale;
    }
    return 1;
}
