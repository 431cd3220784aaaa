/** Columns of values by type: floats as scaled decimals or XOR bytes, strings by dictionary, booleans as bits. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ByteReader, ByteWriter, CorruptError } from "./bytes.ts";
import { readIntegers, writeIntegers } from "./integers.ts";

export type FieldType = "float" | "integer" | "unsigned" | "boolean" | "string";

/** The values of one field; booleans are bytes 0 and 1. */
export type Values = Float64Array | BigInt64Array | BigUint64Array | Uint8Array | string[];

/** Makes the memory of a column, of so many bytes. */
export type Memory = (bytes: number) => ArrayBufferLike;

/** Memory of one thread: what is sent to another is copied or handed over. */
const own: Memory = (bytes) => new ArrayBuffer(bytes);

/** Memory that all threads see, for what never changes once it is filled. */
export const shared: Memory = (bytes) => new SharedArrayBuffer(bytes);

export function newValues(type: FieldType, count: number, memory = own): Values {
    switch (type) {
        case "float":
            return new Float64Array(memory(count * 8));
        case "integer":
            return new BigInt64Array(memory(count * 8));
        case "unsigned":
            return new BigUint64Array(memory(count * 8));
        case "boolean":
            return new Uint8Array(memory(count));
        case "string":
            return new Array<string>(count).fill("");
    }
}

export function writeValues(out: ByteWriter, values: Values): void {
    if (values instanceof Float64Array) writeFloats(out, values);
    else if (values instanceof BigInt64Array || values instanceof BigUint64Array) writeIntegers(out, values, 1);
    else if (values instanceof Uint8Array) writeBooleans(out, values);
    else writeStrings(out, values);
}

export function readValues(input: ByteReader, type: FieldType, count: number, memory?: Memory): Values {
    const values = newValues(type, count, memory);
    if (values instanceof Float64Array) readFloats(input, values);
    else if (values instanceof BigInt64Array || values instanceof BigUint64Array) readIntegers(input, values, 1);
    else if (values instanceof Uint8Array) readBooleans(input, values);
    else readStrings(input, values);
    return values;
}

const xored = 255;
const maxDecimals = 9;
const decimalLimit = 2 ** 51;

/** Measured values have few decimals: as whole numbers of their last decimal they take a byte or two. */
function writeFloats(out: ByteWriter, values: Float64Array): void {
    const decimals = decimalsOf(values);
    if (decimals === undefined) {
        out.byte(xored);
        out.block(deflateRawSync(shuffle(values), { level: 1 }));
        return;
    }
    const factor = 10 ** decimals;
    out.byte(decimals);
    let last = 0;
    let zeros = 0;
    for (let i = 0; i < values.length; i++) {
        const whole = Math.round((values[i] ?? 0) * factor);
        const delta = whole - last;
        last = whole;
        if (delta === 0) {
            zeros++;
            continue;
        }
        if (zeros > 0) {
            out.varint(0);
            out.varint(zeros);
            zeros = 0;
        }
        out.zigzag(delta);
    }
    if (zeros > 0) {
        out.varint(0);
        out.varint(zeros);
    }
}

function readFloats(input: ByteReader, values: Float64Array): void {
    const decimals = input.byte();
    const count = values.length;
    if (decimals === xored) {
        unshuffle(inflateRawSync(input.block()), values);
        return;
    }
    if (decimals > maxDecimals) throw new CorruptError();
    const factor = 10 ** decimals;
    let whole = 0;
    let i = 0;
    while (i < count) {
        const delta = input.zigzag();
        if (delta === 0) {
            const run = input.varint();
            if (run < 1 || i + run > count) throw new CorruptError();
            values.fill(whole / factor, i, i + run);
            i += run;
            continue;
        }
        whole += delta;
        values[i++] = whole / factor;
    }
}

/** The decimals that give every value back exactly; undefined where there are too many, or a -0, NaN or infinity. */
function decimalsOf(values: Float64Array): number | undefined {
    let decimals = 0;
    let factor = 1;
    for (let i = 0; i < values.length; i++) {
        const value = values[i] ?? 0;
        for (;;) {
            const whole = Math.round(value * factor);
            if (whole / factor === value && Math.abs(whole) < decimalLimit && !Object.is(value, -0)) break;
            if (decimals === maxDecimals || !Number.isFinite(value) || Object.is(value, -0)) return undefined;
            decimals++;
            factor = 10 ** decimals;
        }
    }
    // More decimals than an early value needs can still spoil that value.
    return values.every((value) => Math.round(value * factor) / factor === value && Math.abs(value * factor) < decimalLimit)
        ? decimals
        : undefined;
}

/** Each value XORed with the one before, the n-th bytes of all side by side: long runs of equal bytes. */
function shuffle(values: Float64Array): Uint8Array {
    const count = values.length;
    const words = new Uint32Array(values.buffer, values.byteOffset, count * 2);
    const out = new Uint8Array(count * 8);
    let low = 0;
    let high = 0;
    for (let i = 0; i < count; i++) {
        const nextLow = words[2 * i] ?? 0;
        const nextHigh = words[2 * i + 1] ?? 0;
        const a = nextLow ^ low;
        const b = nextHigh ^ high;
        for (let k = 0; k < 4; k++) {
            out[k * count + i] = (a >>> (8 * k)) & 255;
            out[(k + 4) * count + i] = (b >>> (8 * k)) & 255;
        }
        low = nextLow;
        high = nextHigh;
    }
    return out;
}

function unshuffle(bytes: Uint8Array, values: Float64Array): void {
    const count = values.length;
    if (bytes.length !== count * 8) throw new CorruptError();
    const words = new Uint32Array(values.buffer, values.byteOffset, count * 2);
    let low = 0;
    let high = 0;
    for (let i = 0; i < count; i++) {
        let a = 0;
        let b = 0;
        for (let k = 0; k < 4; k++) {
            a |= (bytes[k * count + i] ?? 0) << (8 * k);
            b |= (bytes[(k + 4) * count + i] ?? 0) << (8 * k);
        }
        low ^= a;
        high ^= b;
        words[2 * i] = low;
        words[2 * i + 1] = high;
    }
}

function writeBooleans(out: ByteWriter, values: Uint8Array): void {
    const bits = new Uint8Array(Math.ceil(values.length / 8));
    values.forEach((value, i) => {
        if (value !== 0) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
    });
    out.raw(bits);
}

function readBooleans(input: ByteReader, values: Uint8Array): void {
    const bits = input.raw(Math.ceil(values.length / 8));
    for (let i = 0; i < values.length; i++) values[i] = ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
}

function writeStrings(out: ByteWriter, values: string[]): void {
    const codes = new Map<string, number>();
    const body = new ByteWriter(values.length * 8);
    const texts = new ByteWriter();
    for (const value of values) {
        let code = codes.get(value);
        if (code === undefined) {
            code = codes.size;
            codes.set(value, code);
            // Two bytes a code unit where UTF-8 can't hold it (a lone surrogate).
            const utf8 = !/\p{Surrogate}/u.test(value);
            texts.byte(utf8 ? 0 : 1);
            texts.block(Buffer.from(value, utf8 ? "utf8" : "utf16le"));
        }
        body.varint(code);
    }
    out.varint(codes.size);
    out.block(deflateRawSync(texts.finish(), { level: 6 }));
    out.block(deflateRawSync(body.finish(), { level: 1 }));
}

function readStrings(input: ByteReader, values: string[]): void {
    const size = input.varint();
    const texts = new ByteReader(inflateRawSync(input.block()));
    const codes = new ByteReader(inflateRawSync(input.block()));
    const dictionary: string[] = [];
    for (let i = 0; i < size; i++) {
        const encoding = texts.byte() === 0 ? "utf8" : "utf16le";
        dictionary.push(Buffer.from(texts.block()).toString(encoding));
    }
    for (let i = 0; i < values.length; i++) {
        const value = dictionary[codes.varint()];
        if (value === undefined) throw new CorruptError();
        values[i] = value;
    }
}
