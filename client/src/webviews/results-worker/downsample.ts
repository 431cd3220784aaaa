/** A series with more points than pixels, as one bucket a pixel: nothing of its shape is lost that could be seen. */

/** One entry a pixel. Where `count` is 0, the other arrays hold NaN. */
export interface Downsampled {
    /** The middle of each bucket, in the unit of the times given. */
    readonly t: Float64Array;
    /** Least value of the bucket: with `max` the band that keeps every peak. */
    readonly min: Float64Array;
    readonly max: Float64Array;
    readonly mean: Float64Array;
    /** Value of the earliest and of the latest point, which the lines to the neighbours begin and end at. */
    readonly first: Float64Array;
    readonly last: Float64Array;
    /** Points with a value. */
    readonly count: Int32Array;
    /** 1: there are points, all of them null (or not finite): the line has a gap. 0 with `count` 0: no points, the line goes through. */
    readonly gap: Uint8Array;
}

export interface TimeSpan {
    /** Points before and after are left out; both ends count. */
    readonly from: number;
    readonly to: number;
}

/** Takes a series piece by piece; times may come in any order. */
export class Downsampler {
    /** Points so far, nulls included. */
    points = 0;
    private readonly scale: number;
    private readonly sums: Float64Array;
    private readonly min: Float64Array;
    private readonly max: Float64Array;
    private readonly first: Float64Array;
    private readonly last: Float64Array;
    private readonly firstTime: Float64Array;
    private readonly lastTime: Float64Array;
    private readonly count: Int32Array;
    private readonly nulls: Int32Array;

    constructor(
        private readonly pixels: number,
        private readonly span: TimeSpan,
    ) {
        this.scale = pixels / (span.to - span.from || 1);
        const filled = (value: number): Float64Array => new Float64Array(pixels).fill(value);
        this.sums = filled(0);
        this.min = filled(Number.POSITIVE_INFINITY);
        this.max = filled(Number.NEGATIVE_INFINITY);
        this.first = filled(Number.NaN);
        this.last = filled(Number.NaN);
        this.firstTime = filled(Number.POSITIVE_INFINITY);
        this.lastTime = filled(Number.NEGATIVE_INFINITY);
        this.count = new Int32Array(pixels);
        this.nulls = new Int32Array(pixels);
    }

    /** Adds points: the first `rows` of `times` and `values`; `nulls` has a 1 for a value that is null. */
    add(times: Float64Array, values: Float64Array, nulls?: Uint8Array, rows = times.length): void {
        const { scale, sums, min, max, first, last, firstTime, lastTime, count } = this;
        const { from, to } = this.span;
        const end = this.pixels - 1;
        for (let row = 0; row < rows; row++) {
            const time = times[row] as number;
            if (!(time >= from && time <= to)) continue;
            this.points++;
            const place = Math.min(end, Math.floor((time - from) * scale));
            const value = values[row] as number;
            if ((nulls !== undefined && nulls[row] === 1) || value - value !== 0) {
                this.nulls[place] = (this.nulls[place] as number) + 1;
                continue;
            }
            count[place] = (count[place] as number) + 1;
            sums[place] = (sums[place] as number) + value;
            if (value < (min[place] as number)) min[place] = value;
            if (value > (max[place] as number)) max[place] = value;
            if (time < (firstTime[place] as number)) {
                firstTime[place] = time;
                first[place] = value;
            }
            if (time >= (lastTime[place] as number)) {
                lastTime[place] = time;
                last[place] = value;
            }
        }
    }

    result(): Downsampled {
        const { pixels, count, min, max, first, last } = this;
        const t = new Float64Array(pixels);
        const mean = new Float64Array(pixels);
        const gap = new Uint8Array(pixels);
        for (let place = 0; place < pixels; place++) {
            const points = count[place] as number;
            t[place] = this.span.from + (place + 0.5) / this.scale;
            // Rounding of the sum must not lead out of the band.
            mean[place] = Math.min(Math.max((this.sums[place] as number) / points, min[place] as number), max[place] as number);
            if (points > 0) continue;
            min[place] = max[place] = mean[place] = Number.NaN;
            gap[place] = (this.nulls[place] as number) > 0 ? 1 : 0;
        }
        return { t, min, max, mean, first, last, count, gap };
    }
}

/**
 * A whole series at once, from its first to its last time where no span is given. Values that are NaN or infinite count as null.
 */
export function downsample(
    times: Float64Array,
    values: Float64Array,
    pixels: number,
    options: { readonly nulls?: Uint8Array; readonly span?: TimeSpan } = {},
): Downsampled {
    const sampler = new Downsampler(pixels, options.span ?? spanOf(times));
    sampler.add(times, values, options.nulls);
    return sampler.result();
}

function spanOf(times: Float64Array): TimeSpan {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const time of times) {
        if (time < from) from = time;
        if (time > to) to = time;
    }
    return from <= to ? { from, to } : { from: 0, to: 0 };
}
