/** One pixel of a screenshot (8 bits, RGB or RGBA, not interlaced), without a library. */
import { inflateSync } from "node:zlib";

export function readPng(png: Uint8Array, x: number, y: number): number[] {
    const bytes = Buffer.from(png);
    const width = bytes.readUInt32BE(16);
    const channels = bytes[25] === 6 ? 4 : 3;
    const parts: Buffer[] = [];
    for (let at = 8; at < bytes.length; ) {
        const length = bytes.readUInt32BE(at);
        if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
        at += length + 12;
    }
    const raw = inflateSync(Buffer.concat(parts));
    const stride = width * channels;
    let before = Buffer.alloc(stride);
    for (let row = 0; row <= y; row++) {
        const start = row * (stride + 1);
        const filter = raw[start];
        const line = Buffer.from(raw.subarray(start + 1, start + 1 + stride));
        for (let at = 0; at < stride; at++) {
            const left = at < channels ? 0 : (line[at - channels] as number);
            const up = before[at] as number;
            const corner = at < channels ? 0 : (before[at - channels] as number);
            const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
            line[at] = ((line[at] as number) + guess) & 255;
        }
        before = line;
    }
    return [...before.subarray(x * channels, x * channels + 3)];
}

function paeth(left: number, up: number, corner: number): number {
    const guess = left + up - corner;
    const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
    return a <= b && a <= c ? left : b <= c ? up : corner;
}
