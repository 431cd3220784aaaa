/** Growing columns of points as they are written: any order, equal times allowed; put in order when they are read. */
import type { FieldType, Values } from "./codec/values.ts";
import { newValues } from "./codec/values.ts";
import type { Points } from "./codec/chunk.ts";

const two32 = 4_294_967_296;

/** Points of one series, in the order of arrival. Of equal times the last one holds. */
export class PointBuffer {
    readonly type: FieldType;
    count = 0;
    private times: BigInt64Array;
    private halves: Int32Array;
    private values: Values;
    /** The values' memory as 32-bit halves, for integers only. */
    private valueHalves: Int32Array | undefined;
    /** Every time is later than the one before. */
    private ordered = true;
    private lastHigh = Number.NEGATIVE_INFINITY;
    private lastLow = 0;

    constructor(type: FieldType, capacity = 16) {
        this.type = type;
        this.times = new BigInt64Array(capacity);
        this.halves = new Int32Array(this.times.buffer);
        this.values = newValues(type, type === "string" ? 0 : capacity);
        this.valueHalves = halvesOf(this.values);
    }

    /** Adds a point's time as ns since epoch in two halves of 32 bits; its value comes by one of the `set` methods. */
    addTime(high: number, low: number): number {
        const at = this.count;
        if (at === this.times.length) this.grow(at * 2);
        this.halves[2 * at] = low;
        this.halves[2 * at + 1] = high;
        if (high < this.lastHigh || (high === this.lastHigh && low <= this.lastLow)) this.ordered = false;
        this.lastHigh = high;
        this.lastLow = low;
        this.count = at + 1;
        return at;
    }

    setNumber(at: number, value: number): void {
        (this.values as Float64Array | Uint8Array)[at] = value;
    }

    setInteger(at: number, high: number, low: number): void {
        const halves = this.valueHalves as Int32Array;
        halves[2 * at] = low;
        halves[2 * at + 1] = high;
    }

    setString(at: number, value: string): void {
        (this.values as string[])[at] = value;
    }

    /** Adds many points of the same type. */
    append(points: Points): void {
        const more = points.times.length;
        if (more === 0) return;
        if (this.count + more > this.times.length) this.grow(Math.max(this.times.length * 2, this.count + more));
        this.times.set(points.times, this.count);
        if (Array.isArray(this.values)) for (const value of points.values as string[]) this.values.push(value);
        else this.values.set(points.values as never, this.count);
        for (let i = this.count; i < this.count + more; i++) {
            const high = this.halves[2 * i + 1] ?? 0;
            const low = (this.halves[2 * i] ?? 0) >>> 0;
            if (high < this.lastHigh || (high === this.lastHigh && low <= this.lastLow)) this.ordered = false;
            this.lastHigh = high;
            this.lastLow = low;
        }
        this.count += more;
    }

    /** The points as they came; shares memory with the buffer. */
    raw(): Points {
        return { type: this.type, times: this.times.subarray(0, this.count), values: part(this.values, 0, this.count) };
    }

    /** The points in time order, each time once; shares memory with the buffer, valid until the next change. */
    sorted(): Points {
        if (!this.ordered) this.sort();
        return this.raw();
    }

    private sort(): void {
        const { times, count } = this;
        const order = new Uint32Array(count);
        for (let i = 0; i < count; i++) order[i] = i;
        // Doubles compare fast; equal ones are told apart by the exact times, then by arrival.
        const keys = new Float64Array(count);
        for (let i = 0; i < count; i++) keys[i] = (this.halves[2 * i + 1] ?? 0) * two32 + ((this.halves[2 * i] ?? 0) >>> 0);
        order.sort((a, b) => {
            const rough = (keys[a] ?? 0) - (keys[b] ?? 0);
            if (rough !== 0) return rough;
            const x = times[a] ?? 0n;
            const y = times[b] ?? 0n;
            return x < y ? -1 : x > y ? 1 : a - b;
        });
        let kept = 0;
        for (let i = 0; i < count; i++) {
            const next = order[i + 1];
            if (next !== undefined && times[next] === times[order[i] as number]) continue;
            order[kept++] = order[i] as number;
        }
        const newTimes = new BigInt64Array(Math.max(16, kept));
        const newOnes = newValues(this.type, this.type === "string" ? kept : newTimes.length);
        for (let i = 0; i < kept; i++) {
            const from = order[i] as number;
            newTimes[i] = times[from] as bigint;
            (newOnes as unknown[])[i] = this.values[from];
        }
        this.times = newTimes;
        this.halves = new Int32Array(newTimes.buffer);
        this.values = newOnes;
        this.valueHalves = halvesOf(newOnes);
        this.count = kept;
        this.ordered = true;
        if (kept > 0) {
            this.lastHigh = this.halves[2 * kept - 1] ?? 0;
            this.lastLow = (this.halves[2 * kept - 2] ?? 0) >>> 0;
        }
    }

    private grow(capacity: number): void {
        const times = new BigInt64Array(Math.max(16, capacity));
        times.set(this.times.subarray(0, this.count));
        this.times = times;
        this.halves = new Int32Array(times.buffer);
        if (Array.isArray(this.values)) return;
        const values = newValues(this.type, times.length);
        (values as Float64Array).set(this.values.subarray(0, this.count) as never);
        this.values = values;
        this.valueHalves = halvesOf(values);
    }
}

function halvesOf(values: Values): Int32Array | undefined {
    return values instanceof BigInt64Array || values instanceof BigUint64Array ? new Int32Array(values.buffer) : undefined;
}

export function part(values: Values, from: number, to: number): Values {
    return Array.isArray(values) ? values.slice(from, to) : values.subarray(from, to);
}

/** `from` to `to` (exclusive) of some points; shares memory. */
export function slicePoints(points: Points, from: number, to: number): Points {
    if (from === 0 && to === points.times.length) return points;
    return { type: points.type, times: points.times.subarray(from, to), values: part(points.values, from, to) };
}

/** Index of the first time at or after `time` in an ordered column, from `low` on. */
export function lowerBound(times: BigInt64Array, time: bigint, low = 0, high = times.length): number {
    let from = low;
    let to = high;
    while (from < to) {
        const middle = (from + to) >>> 1;
        if ((times[middle] as bigint) < time) from = middle + 1;
        else to = middle;
    }
    return from;
}

/** Two ordered columns of points as one; of equal times the newer's point holds. Fresh memory. */
export function mergePoints(older: Points, newer: Points): Points {
    if (older.times.length === 0) return newer;
    if (newer.times.length === 0) return older;
    const total = older.times.length + newer.times.length;
    const times = new BigInt64Array(total);
    const values = newValues(older.type, total);
    let a = 0;
    let b = 0;
    let count = 0;
    const target = values as unknown[];
    while (a < older.times.length || b < newer.times.length) {
        const x = older.times[a];
        const y = newer.times[b];
        if (y === undefined || (x !== undefined && x < y)) {
            times[count] = x as bigint;
            target[count++] = older.values[a++];
        } else {
            if (x === y) a++;
            times[count] = y;
            target[count++] = newer.values[b++];
        }
    }
    return { type: older.type, times: times.subarray(0, count), values: part(values, 0, count) };
}
