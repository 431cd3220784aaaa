/** Points of a series as doubles: offsets from a base time, which are exact where they matter (within 104 days), and values. */
import type { Column } from "@flux-scripts/tables";

/** First and last time, ns. */
export interface Range {
    readonly from: bigint;
    readonly to: bigint;
}

/** Rows that are turned into doubles at once: few enough to stay in the processor's cache. */
const block = 4096;

/** The times of a stretch of rows, and what makes looking for some of them quick. */
export class Times {
    /** First and last; undefined where there is no time that is not null. */
    readonly bounds: Range | undefined;
    /** In order, none null. */
    private readonly isSorted: boolean;
    private readonly words: Int32Array;

    constructor(
        private readonly data: BigInt64Array,
        private readonly nulls: Uint8Array | undefined,
    ) {
        this.words = new Int32Array(data.buffer, data.byteOffset, data.length * 2);
        const { words } = this;
        let least = -1;
        let greatest = -1;
        let isSorted = true;
        for (let row = 0; row < data.length; row++) {
            if (nulls !== undefined && nulls[row] === 1) {
                isSorted = false;
                continue;
            }
            if (greatest < 0) least = greatest = row;
            else if (isBefore(words, row, greatest)) {
                isSorted = false;
                if (isBefore(words, row, least)) least = row;
            } else greatest = row;
        }
        this.isSorted = isSorted;
        this.bounds = greatest < 0 ? undefined : { from: data[least] as bigint, to: data[greatest] as bigint };
    }

    get rows(): number {
        return this.data.length;
    }

    /** Rows that may lie in a range, `[start, end)`; where the times are in order, exactly those that do. */
    rowsOf({ from, to }: Range): readonly [start: number, end: number] {
        const { bounds, data } = this;
        if (bounds === undefined || bounds.to < from || bounds.from > to) return [0, 0];
        return this.isSorted ? [this.firstFrom(from), this.firstFrom(to + 1n)] : [0, data.length];
    }

    /** The last row before `from` and the first after `to`; -1 where there is none. */
    neighbours({ from, to }: Range): readonly [before: number, after: number] {
        const { data, nulls } = this;
        if (this.isSorted) {
            const after = this.firstFrom(to + 1n);
            return [this.firstFrom(from) - 1, after === data.length ? -1 : after];
        }
        let [before, after] = [-1, -1];
        for (let row = 0; row < data.length; row++) {
            if (nulls?.[row] === 1) continue;
            const at = data[row] as bigint;
            if (at < from && (before < 0 || at > (data[before] as bigint))) before = row;
            if (at > to && (after < 0 || at < (data[after] as bigint))) after = row;
        }
        return [before, after];
    }

    /** The row with the latest time among those that `isGood` takes; -1 where there is none. */
    latest(isGood: (row: number) => boolean): number {
        let found = -1;
        for (let row = this.data.length - 1; row >= 0; row--) {
            if (this.nulls?.[row] === 1 || !isGood(row)) continue;
            if (this.isSorted) return row;
            if (found < 0 || isBefore(this.words, found, row)) found = row;
        }
        return found;
    }

    at(row: number): bigint {
        return this.data[row] as bigint;
    }

    /** Offsets of rows `start` to `end` from `base` in ns, into the beginning of `into`; NaN for a null. */
    offsets(base: bigint, start: number, end: number, into: Float64Array): void {
        const { words, nulls } = this;
        const baseLow = Number(BigInt.asUintN(32, base));
        const baseHigh = Number(base >> 32n);
        for (let row = start, place = 0; row < end; row++, place++) {
            const high = (words[2 * row + 1] as number) - baseHigh;
            into[place] = high * 4294967296 + (((words[2 * row] as number) >>> 0) - baseLow);
            if (nulls !== undefined && nulls[row] === 1) into[place] = Number.NaN;
        }
    }

    /** Number of the first row at `ns` or later. */
    private firstFrom(ns: bigint): number {
        let [low, high] = [0, this.data.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.data[middle] as bigint) < ns) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

/** Whether the time of a row is before that of another, read as two halves: no BigInt is made. */
function isBefore(words: Int32Array, row: number, other: number): boolean {
    const high = words[2 * row + 1] as number;
    const otherHigh = words[2 * other + 1] as number;
    return high !== otherHigh ? high < otherHigh : (words[2 * row] as number) >>> 0 < (words[2 * other] as number) >>> 0;
}

const known = new WeakMap<BigInt64Array, Times>();

/** The times of a column; made once for each. */
export function timesOf(data: BigInt64Array, nulls: Uint8Array | undefined): Times {
    const found = known.get(data);
    if (found !== undefined) return found;
    const times = new Times(data, nulls);
    known.set(data, times);
    return times;
}

/** Values of rows `start` to `end` of a column of numbers; the array may be the column's own, or is `into`. */
function numbers(column: Column, start: number, end: number, into: Float64Array): Float64Array {
    if (column.type === "float") return column.data.subarray(start, end);
    if (column.type === "int" || column.type === "uint") {
        const words = new Int32Array(column.data.buffer, column.data.byteOffset, column.data.length * 2);
        const isSigned = column.type === "int";
        for (let row = start, place = 0; row < end; row++, place++) {
            const high = words[2 * row + 1] as number;
            into[place] = (isSigned ? high : high >>> 0) * 4294967296 + ((words[2 * row] as number) >>> 0);
        }
        return into;
    }
    for (let row = start; row < end; row++) into[row - start] = Number(column.data[row]);
    return into;
}

/** Points of a series, some at a time: the first `count` of each array. */
export interface PointBlock {
    /** ns after the base. */
    readonly offsets: Float64Array;
    readonly values: Float64Array;
    /** 1 for a value that is null. */
    readonly nulls: Uint8Array | undefined;
    readonly count: number;
    /** Row of the first one. */
    readonly row: number;
}

const offsetsBlock = new Float64Array(block);
const valuesBlock = new Float64Array(block);

/** Rows of a column that may lie in a range, as points. The arrays are written over by the next block. */
export function* pointBlocks(times: Times, value: Column, range: Range, base: bigint): Generator<PointBlock> {
    const [first, last] = times.rowsOf(range);
    for (let row = first; row < last; row += block) {
        const end = Math.min(last, row + block);
        times.offsets(base, row, end, offsetsBlock);
        const values = numbers(value, row, end, valuesBlock);
        yield { offsets: offsetsBlock, values, nulls: value.nulls?.subarray(row, end), count: end - row, row };
    }
}
