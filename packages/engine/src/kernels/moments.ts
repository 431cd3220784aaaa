import { pow } from "./float-math.ts";

/** One-pass statistics over floats. Nulls are the caller's: only values that exist are added. */

/** Mean, spread of squares and of cubes of the values added. */
export class Moments {
    private n = 0;
    private mean = 0;
    private m2 = 0;
    private m3 = 0;

    add(value: number): void {
        const before = this.n;
        this.n += 1;
        const delta = value - this.mean;
        const deltaN = delta / this.n;
        const term = delta * deltaN * before;
        this.mean += deltaN;
        this.m3 += term * deltaN * (this.n - 2) - 3 * deltaN * this.m2;
        this.m2 += term;
    }

    get count(): number {
        return this.n;
    }

    /** Skewness; NaN below two values or when all are equal. */
    skew(): number {
        return this.n < 2 ? Number.NaN : (Math.sqrt(this.n) * this.m3) / pow(this.m2, 1.5);
    }
}

/** Standard deviation by Welford's recursion. */
export class Deviation {
    private n = 0;
    private mean = 0;
    private m2 = 0;

    add(value: number): void {
        this.n += 1;
        const delta = value - this.mean;
        this.mean += delta / this.n;
        this.m2 += delta * (value - this.mean);
    }

    get count(): number {
        return this.n;
    }

    /** Of a sample (divided by n - 1; NaN for one value) or of the whole population. */
    value(mode: "sample" | "population"): number {
        if (mode === "population") {
            return Math.sqrt(this.m2 / this.n);
        }
        return this.n < 2 ? Number.NaN : Math.sqrt(this.m2 / (this.n - 1));
    }
}

/** Covariance or Pearson's r of pairs. */
export class Covariance {
    private n = 0;
    private xMean = 0;
    private yMean = 0;
    private xSquares = 0;
    private ySquares = 0;
    private products = 0;

    add(x: number, y: number): void {
        this.n += 1;
        const dx = x - this.xMean;
        const dy = y - this.yMean;
        this.xMean += dx / this.n;
        this.yMean += dy / this.n;
        this.xSquares += dx * (x - this.xMean);
        this.ySquares += dy * (y - this.yMean);
        this.products += dx * (y - this.yMean);
    }

    /** Sample covariance (n - 1), or Pearson's r; NaN where there are too few pairs. */
    value(pearson: boolean): number {
        if (this.n < 2) {
            return Number.NaN;
        }
        return pearson ? this.products / Math.sqrt(this.xSquares * this.ySquares) : this.products / (this.n - 1);
    }
}

/** The value at q of sorted values, interpolated between neighbours. */
export function exactMeanQuantile(sorted: ArrayLike<number>, q: number): number {
    const x = q * (sorted.length - 1);
    const low = Math.floor(x);
    const high = Math.ceil(x);
    if (low === high) {
        return sorted[low] as number;
    }
    return (sorted[low] as number) * (high - x) + (sorted[high] as number) * (x - low);
}

/** The position of the value at q in a sorted list of `length`. */
export function exactSelectorIndex(length: number, q: number): number {
    return Math.max(0, Math.ceil(q * length) - 1);
}
