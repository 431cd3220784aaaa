/**
 * A merging t-digest (Dunning and Ertl) with the arcsine scale function. Values are gathered and merged in batches of 8 × compression,
 * so the estimate depends on their order only beyond that number.
 */
export class TDigest {
    /** Clusters in order of their means, and how many values each stands for. */
    private means = new Float64Array(0);
    private weights = new Float64Array(0);
    private clusters = 0;
    /** Values that are in no cluster yet. */
    private pending = new Float64Array(32);
    private pendingCount = 0;
    private mergedWeight = 0;
    private min = Number.POSITIVE_INFINITY;
    private max = Number.NEGATIVE_INFINITY;
    private readonly maxMerged: number;
    private readonly maxPending: number;

    constructor(private readonly compression: number) {
        this.maxMerged = Math.trunc(2 * Math.ceil(compression));
        this.maxPending = Math.trunc(8 * Math.ceil(compression));
    }

    /** Adds one value; NaN is passed over. */
    add(value: number): void {
        if (Number.isNaN(value)) {
            return;
        }
        if (this.pendingCount === this.pending.length) {
            const wider = new Float64Array(Math.min(this.pending.length * 4, this.maxPending + 1));
            wider.set(this.pending);
            this.pending = wider;
        }
        this.pending[this.pendingCount] = value;
        this.pendingCount += 1;
        if (this.clusters > this.maxMerged || this.pendingCount > this.maxPending) {
            this.merge();
        }
    }

    /** The estimated value at 0 ≤ q ≤ 1; NaN outside of it or without values. */
    quantile(q: number): number {
        this.merge();
        const { means, weights, clusters } = this;
        if (!(q >= 0 && q <= 1) || clusters === 0) {
            return Number.NaN;
        }
        const firstMean = means[0] as number;
        const firstWeight = weights[0] as number;
        if (clusters === 1) {
            return firstMean;
        }
        const index = q * this.mergedWeight;
        if (index <= firstWeight / 2) {
            return this.min + ((2 * index) / firstWeight) * (firstMean - this.min);
        }
        // The middles of the clusters on the scale of all weights, one after another, and behind them the end of the scale.
        let sum = 0;
        let before = 0;
        for (let at = 0; at < clusters; at += 1) {
            const weight = weights[at] as number;
            const middle = sum + weight / 2;
            if (middle >= index) {
                return between(means[at - 1] as number, middle - index, means[at] as number, index - before);
            }
            before = middle;
            sum += weight;
        }
        const lastWeight = weights[clusters - 1] as number;
        const z1 = index - this.mergedWeight - lastWeight / 2;
        return between(means[clusters - 1] as number, z1, this.max, lastWeight / 2 - z1);
    }

    private merge(): void {
        if (this.pendingCount === 0 && this.clusters <= this.maxMerged) {
            return;
        }
        const { means: oldMeans, weights: oldWeights, clusters: oldCount, pendingCount } = this;
        const values = this.pending.subarray(0, pendingCount).sort();
        const total = pendingCount + oldCount;
        const means = new Float64Array(total);
        const weights = new Float64Array(total);
        this.mergedWeight += pendingCount;
        let clusters = -1;
        let mean = 0;
        let weight = 0;
        let soFar = 0;
        let limit = this.mergedWeight * this.integratedQ(1);
        let value = 0;
        let old = 0;
        for (let taken = 0; taken < total; taken += 1) {
            // Of equal means the new values come first.
            const isNew = value < pendingCount && (old >= oldCount || (values[value] as number) <= (oldMeans[old] as number));
            const nextMean = (isNew ? values[value] : oldMeans[old]) as number;
            const nextWeight = isNew ? 1 : (oldWeights[old] as number);
            if (isNew) {
                value += 1;
            } else {
                old += 1;
            }
            if (clusters >= 0 && soFar + nextWeight <= limit) {
                soFar += nextWeight;
                weight += nextWeight;
                mean += (nextWeight * (nextMean - mean)) / weight;
            } else {
                if (clusters >= 0) {
                    limit = this.mergedWeight * this.integratedQ(this.integratedLocation(soFar / this.mergedWeight) + 1);
                }
                soFar += nextWeight;
                clusters += 1;
                mean = nextMean;
                weight = nextWeight;
            }
            means[clusters] = mean;
            weights[clusters] = weight;
        }
        this.clusters = clusters + 1;
        this.means = means;
        this.weights = weights;
        this.pendingCount = 0;
        if (this.clusters > 0) {
            this.min = Math.min(this.min, means[0] as number);
            this.max = Math.max(this.max, mean);
        }
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
