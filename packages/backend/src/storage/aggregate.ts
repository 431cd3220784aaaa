/** Aggregates of one series, whole or per window, over stored columns. Window ends are searched, not tested row by row. */
import type { ReadAggregate, ReadRequest, TimeBounds } from "@flux-scripts/engine";
import { ServiceError } from "../errors.ts";
import type { Points } from "./codec/chunk.ts";
import { type FieldType, newValues, type Values } from "./codec/values.ts";
import { lowerBound, part } from "./points.ts";

type Window = NonNullable<ReadRequest["window"]>;

/**
 * One row per window that has points, or one for the whole bounds; none without points. The time is the window's stop
 * (clipped to the bounds) for count, sum and mean, the point's own for the others.
 */
export function* aggregateSeries(
    rows: Iterable<Points>,
    aggregate: ReadAggregate,
    bounds: TimeBounds,
    window: Window | undefined,
): Generator<Points, void, undefined> {
    let accumulator: Accumulator | undefined;
    let end = window === undefined ? bounds.stop : bounds.start;
    for (const points of rows) {
        const { times } = points;
        accumulator ??= new Accumulator(aggregate, points.type);
        for (let from = 0; from < times.length; ) {
            const first = times[from] as bigint;
            if (first >= end && window !== undefined) {
                accumulator.close(end);
                end = windowEnd(first, window, bounds);
            }
            const to = gallop(times, end, from);
            accumulator.add(points, from, to);
            from = to;
        }
    }
    if (accumulator === undefined) return;
    accumulator.close(end);
    const result = accumulator.result();
    if (result.times.length > 0) yield result;
}

function windowEnd(time: bigint, { everyNs, offsetNs }: Window, bounds: TimeBounds): bigint {
    const since = time - offsetNs;
    const rest = ((since % everyNs) + everyNs) % everyNs;
    const stop = time - rest + everyNs;
    return stop < bounds.stop ? stop : bounds.stop;
}

/** The first index at or after `from` whose time is not before `end`; short distances are found first. */
function gallop(times: BigInt64Array, end: bigint, from: number): number {
    const { length } = times;
    let step = 1;
    let low = from;
    while (low + step < length && (times[low + step] as bigint) < end) {
        low += step;
        step *= 2;
    }
    return lowerBound(times, end, low, Math.min(length, low + step + 1));
}

/** Gathers the rows of one window, then the rows of the answer. */
class Accumulator {
    private readonly aggregate: ReadAggregate;
    private readonly type: FieldType;
    private count = 0;
    private float = 0;
    private integer = 0n;
    private time = 0n;
    private value: unknown;
    private readonly times: bigint[] = [];
    private readonly values: unknown[] = [];

    constructor(aggregate: ReadAggregate, type: FieldType) {
        const numeric = type === "float" || type === "integer" || type === "unsigned";
        if (!numeric && aggregate !== "count" && aggregate !== "first" && aggregate !== "last") {
            throw new ServiceError("invalid", `unsupported input type for ${aggregate} aggregate: ${type}`);
        }
        this.aggregate = aggregate;
        this.type = type;
    }

    add(points: Points, from: number, to: number): void {
        const { times, values } = points;
        const begins = this.count === 0;
        this.count += to - from;
        switch (this.aggregate) {
            case "count":
                return;
            case "first":
                if (begins) this.keep(times, values, from);
                return;
            case "last":
                this.keep(times, values, to - 1);
                return;
            case "sum":
            case "mean":
                this.sum(values, from, to);
                return;
            case "min":
            case "max":
                this.extreme(times, values, from, to, begins);
        }
    }

    private keep(times: BigInt64Array, values: Values, at: number): void {
        this.time = times[at] as bigint;
        this.value = values[at];
    }

    private sum(values: Values, from: number, to: number): void {
        if (values instanceof Float64Array) {
            let sum = this.float;
            for (let i = from; i < to; i++) sum += values[i] as number;
            this.float = sum;
        } else if (values instanceof BigInt64Array) {
            let sum = this.integer;
            for (let i = from; i < to; i++) sum = BigInt.asIntN(64, sum + (values[i] as bigint));
            this.integer = sum;
        } else {
            let sum = this.integer;
            for (let i = from; i < to; i++) sum = BigInt.asUintN(64, sum + (values[i] as bigint));
            this.integer = sum;
        }
    }

    private extreme(times: BigInt64Array, values: Values, from: number, to: number, begins: boolean): void {
        let at = from;
        if (values instanceof Float64Array) {
            let best = values[from] as number;
            if (this.aggregate === "min") {
                for (let i = from + 1; i < to; i++) if ((values[i] as number) < best) best = values[(at = i)] as number;
            } else {
                for (let i = from + 1; i < to; i++) if ((values[i] as number) > best) best = values[(at = i)] as number;
            }
        } else {
            let best = values[from] as bigint;
            for (let i = from + 1; i < to; i++) {
                const value = values[i] as bigint;
                if (this.aggregate === "min" ? value < best : value > best) best = values[(at = i)] as bigint;
            }
        }
        const found = values[at] as number | bigint;
        const old = this.value as number | bigint;
        if (begins || (this.aggregate === "min" ? found < old : found > old)) this.keep(times, values, at);
    }

    /** Ends the window at hand, whose stop is given. */
    close(stop: bigint): void {
        if (this.count === 0) return;
        const own = this.aggregate === "first" || this.aggregate === "last" || this.aggregate === "min" || this.aggregate === "max";
        this.times.push(own ? this.time : stop);
        this.values.push(own ? this.value : this.total());
        this.count = 0;
        this.float = 0;
        this.integer = 0n;
    }

    private total(): unknown {
        if (this.aggregate === "count") return BigInt(this.count);
        const sum = this.type === "float" ? this.float : this.integer;
        return this.aggregate === "sum" ? sum : Number(sum) / this.count;
    }

    result(): Points {
        const type = this.aggregate === "count" ? "integer" : this.aggregate === "mean" ? "float" : this.type;
        const values = newValues(type, this.values.length);
        this.values.forEach((value, i) => {
            (values as unknown[])[i] = value;
        });
        return { type, times: BigInt64Array.from(this.times), values: part(values, 0, this.values.length) };
    }
}
