/** Points of a series as doubles: offsets from a base time, which are exact where they matter (within 104 days), and values. */
import type { Column } from "@flux-scripts/tables";

/** Offsets from `base` in ns of the rows of a time column; NaN for a null. */
export function offsets(times: BigInt64Array, nulls: Uint8Array | undefined, base: bigint): Float64Array {
    const words = new Uint32Array(times.buffer, times.byteOffset, times.length * 2);
    const baseLow = Number(BigInt.asUintN(32, base));
    const baseHigh = Number(base >> 32n);
    const result = new Float64Array(times.length);
    for (let row = 0; row < times.length; row++) {
        const high = ((words[2 * row + 1] as number) | 0) - baseHigh;
        result[row] = high * 4294967296 + ((words[2 * row] as number) - baseLow);
        if (nulls !== undefined && nulls[row] === 1) result[row] = Number.NaN;
    }
    return result;
}

/** Values of a column of numbers. */
export function numbers(column: Column): Float64Array {
    if (column.type === "float") return column.data;
    const { data } = column;
    const result = new Float64Array(data.length);
    if (column.type === "int" || column.type === "uint") {
        const words = new Uint32Array(column.data.buffer, column.data.byteOffset, data.length * 2);
        const isSigned = column.type === "int";
        for (let row = 0; row < result.length; row++) {
            const high = words[2 * row + 1] as number;
            result[row] = (isSigned ? high | 0 : high) * 4294967296 + (words[2 * row] as number);
        }
        return result;
    }
    return result.map((_zero, row) => Number(data[row]));
}

/** Least and greatest time of some columns, nulls left out. */
export function timeBounds(
    pieces: Iterable<{ readonly time: BigInt64Array; readonly timeNulls: Uint8Array | undefined }>,
): { readonly from: bigint; readonly to: bigint } | undefined {
    let base: bigint | undefined;
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    let from = 0n;
    let to = 0n;
    for (const { time, timeNulls } of pieces) {
        if (time.length === 0) continue;
        base ??= time[0] as bigint;
        const all = offsets(time, timeNulls, base);
        for (let row = 0; row < all.length; row++) {
            const offset = all[row] as number;
            if (offset < least) {
                least = offset;
                from = time[row] as bigint;
            }
            if (offset > greatest) {
                greatest = offset;
                to = time[row] as bigint;
            }
        }
    }
    return least <= greatest ? { from, to } : undefined;
}
