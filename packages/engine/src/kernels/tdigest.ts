/** One cluster of a digest. */
interface Centroid {
    mean: number;
    weight: number;
}

/**
 * A merging t-digest (Dunning and Ertl) with the arcsine scale function. Values are gathered and merged in batches of 8 × compression,
 * so the estimate depends on their order only beyond that number.
 */
export class TDigest {
    private merged: Centroid[] = [];
    private pending: Centroid[] = [];
    private mergedWeight = 0;
    private pendingWeight = 0;
    private min = Number.POSITIVE_INFINITY;
    private max = Number.NEGATIVE_INFINITY;
    private readonly maxMerged: number;
    private readonly maxPending: number;

    constructor(private readonly compression: number) {
        this.maxMerged = Math.trunc(2 * Math.ceil(compression));
        this.maxPending = Math.trunc(8 * Math.ceil(compression));
    }

    /** Adds one value; NaN and an empty weight are passed over. */
    add(value: number, weight = 1): void {
        if (Number.isNaN(value) || weight <= 0 || Number.isNaN(weight) || !Number.isFinite(weight)) {
            return;
        }
        this.pending.push({ mean: value, weight });
        this.pendingWeight += weight;
        if (this.merged.length > this.maxMerged || this.pending.length > this.maxPending) {
            this.merge();
        }
    }

    /** The estimated value at 0 ≤ q ≤ 1; NaN outside of it or without values. */
    quantile(q: number): number {
        this.merge();
        const last = this.merged.at(-1);
        const first = this.merged[0];
        if (!(q >= 0 && q <= 1) || last === undefined || first === undefined) {
            return Number.NaN;
        }
        if (this.merged.length === 1) {
            return first.mean;
        }
        const index = q * this.mergedWeight;
        if (index <= first.weight / 2) {
            return this.min + ((2 * index) / first.weight) * (first.mean - this.min);
        }
        const cumulative = this.cumulative();
        let lower = cumulative.findIndex((weight) => weight >= index);
        lower = lower < 0 ? cumulative.length : lower;
        const before = this.merged[lower - 1] as Centroid;
        if (lower + 1 < cumulative.length) {
            const after = this.merged[lower] as Centroid;
            return between(before.mean, (cumulative[lower] as number) - index, after.mean, index - (cumulative[lower - 1] as number));
        }
        const z1 = index - this.mergedWeight - last.weight / 2;
        return between(last.mean, z1, this.max, last.weight / 2 - z1);
    }

    private cumulative(): number[] {
        let sum = 0;
        const found = this.merged.map(({ weight }) => {
            const middle = sum + weight / 2;
            sum += weight;
            return middle;
        });
        return [...found, sum];
    }

    private merge(): void {
        if (this.pending.length === 0 && this.merged.length <= this.maxMerged) {
            return;
        }
        const all = [...this.pending, ...this.merged].sort((a, b) => a.mean - b.mean);
        this.mergedWeight += this.pendingWeight;
        this.pendingWeight = 0;
        this.pending = [];
        let current = { ...(all[0] as Centroid) };
        this.merged = [current];
        let soFar = current.weight;
        let limit = this.mergedWeight * this.integratedQ(1);
        for (const centroid of all.slice(1)) {
            if (soFar + centroid.weight <= limit) {
                soFar += centroid.weight;
                current.weight += centroid.weight;
                current.mean += (centroid.weight * (centroid.mean - current.mean)) / current.weight;
            } else {
                const k = this.integratedLocation(soFar / this.mergedWeight);
                limit = this.mergedWeight * this.integratedQ(k + 1);
                soFar += centroid.weight;
                current = { ...centroid };
                this.merged.push(current);
            }
        }
        this.min = Math.min(this.min, (this.merged[0] as Centroid).mean);
        this.max = Math.max(this.max, current.mean);
    }

    private integratedQ(k: number): number {
        return (Math.sin((Math.min(k, this.compression) * Math.PI) / this.compression - Math.PI / 2) + 1) / 2;
    }

    private integratedLocation(q: number): number {
        return (this.compression * (Math.asin(2 * q - 1) + Math.PI / 2)) / Math.PI;
    }
}

function between(x1: number, w1: number, x2: number, w2: number): number {
    const [a, wa, b, wb] = x1 <= x2 ? [x1, w1, x2, w2] : [x2, w2, x1, w1];
    return Math.max(a, Math.min((a * wa + b * wb) / (wa + wb), b));
}
