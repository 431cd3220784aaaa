import { addDuration } from "./calendar.ts";
import { floorDiv, monthIndex } from "./civil.ts";
import { type Duration, isNegative, isZero, scaleDuration } from "./duration.ts";
import type { Location } from "./zone.ts";

/** A window: start ≤ t < stop, ns since the epoch. */
export interface Bounds {
    readonly start: bigint;
    readonly stop: bigint;
}

/** Why a pair of every and period makes no window; `undefined` when it does. */
export function windowProblem(every: Duration, period: Duration): string | undefined {
    if (isZero(every)) {
        return "duration used as an interval cannot be zero";
    }
    if (every.months !== 0 && every.ns !== 0n) {
        return "duration used as an interval cannot mix month and nanosecond units";
    }
    if (isNegative(every)) {
        return "duration used as an interval cannot be negative";
    }
    return isZero(period) ? "duration used as an interval cannot be zero" : undefined;
}

/**
 * The windows of `every`, `period` and `offset` on a location's clock. Window number i begins at (1970-01-01 + offset) + i·every of
 * clock time and lasts one period of clock time, so days and months follow the calendar.
 */
export class Windows {
    private readonly zero: bigint;
    private cachedIndex = 0n;
    private cached: Bounds | undefined;
    private cachedNextStart = 0n;

    constructor(
        private readonly every: Duration,
        private readonly period: Duration,
        private readonly offset: Duration,
        private readonly location: Location,
    ) {
        this.zero = addDuration(0n, offset);
    }

    /** The bounds of a window by number; those of a negative period end where the others begin. */
    bounds(index: bigint): Bounds {
        const local = this.localStart(index);
        const start = this.location.toInstant(local);
        const stop = this.location.toInstant(addDuration(local, this.period));
        return stop < start ? { start: stop, stop: start } : { start, stop };
    }

    private localStart(index: bigint): bigint {
        return addDuration(this.zero, scaleDuration(this.every, index));
    }

    /** The number of the last window that begins at or before the instant. */
    latest(t: bigint): bigint {
        if (this.cached !== undefined && t >= this.cached.start && t < this.cachedNextStart) {
            return this.cachedIndex;
        }
        const local = this.location.toLocal(t);
        let index: bigint;
        if (this.every.months !== 0) {
            index = BigInt(Math.floor((monthIndex(local) - monthIndex(this.zero)) / this.every.months));
        } else {
            index = floorDiv(local - this.zero, this.every.ns);
        }
        // The guess is off by one or two where months are clamped or the clock changes; the bound keeps wrapped times from looping.
        for (let tries = 0; tries < 3 && this.startOf(index) > t; tries += 1) {
            index -= 1n;
        }
        for (let tries = 0; tries < 3 && this.startOf(index + 1n) <= t; tries += 1) {
            index += 1n;
        }
        return index;
    }

    private startOf(index: bigint): bigint {
        return this.location.toInstant(this.localStart(index));
    }

    /** The window that begins last at or before the instant, remembered for the next call; the usual case of one window a row. */
    latestBounds(t: bigint): Bounds {
        const cached = this.cached;
        if (cached !== undefined && t >= cached.start && t < this.cachedNextStart) {
            return cached;
        }
        const index = this.latest(t);
        const found = this.bounds(index);
        this.cachedIndex = index;
        this.cached = found;
        this.cachedNextStart = this.startOf(index + 1n);
        return found;
    }

    /** Whether every instant lies in exactly one window. */
    get isPartition(): boolean {
        return this.every.months === this.period.months && this.every.ns === this.period.ns && this.offset.months === 0;
    }

    /** Numbers of the windows that hold the instant, the earliest first. */
    containing(t: bigint): bigint[] {
        const found: bigint[] = [];
        let index = this.latest(t);
        if (isNegative(this.period)) {
            for (let next = index + 1n; this.bounds(next).start <= t; next += 1n) {
                if (t < this.bounds(next).stop) {
                    found.push(next);
                }
            }
            return found;
        }
        for (; this.bounds(index).stop > t; index -= 1n) {
            found.push(index);
        }
        return found.reverse();
    }

    /**
     * Numbers of the windows that overlap start ≤ t < stop, the earliest first, one at a time: a range may hold more of them than memory
     * does, and the caller counts them against its limit.
     */
    *overlapping(start: bigint, stop: bigint): Generator<bigint> {
        let first = this.latest(start);
        const backwards = isNegative(this.period);
        if (!backwards) {
            while (this.bounds(first - 1n).stop > start) {
                first -= 1n;
            }
        }
        for (let index = first; ; index += 1n) {
            const bounds = this.bounds(index);
            if (bounds.start >= stop) {
                return;
            }
            if (bounds.stop > start) {
                yield index;
            }
        }
    }
}

/** The part of a window that lies in a range. */
export function clip(bounds: Bounds, range: Bounds): Bounds {
    return {
        start: bounds.start < range.start ? range.start : bounds.start,
        stop: bounds.stop > range.stop ? range.stop : bounds.stop,
    };
}
