/**
 * Moving statistics over one column. Input: a value a row, with `nulls[row]` 1 where there is none. Output: the values of the last
 * `values.length` rows of the input, in order; what comes before is dropped.
 */
export interface Tail {
    readonly values: Float64Array;
    readonly nulls: Uint8Array;
}

export interface Input {
    readonly values: ArrayLike<number>;
    readonly nulls: ArrayLike<number>;
}

class TailBuilder {
    private values = new Float64Array(64);
    private nulls = new Uint8Array(64);
    private size = 0;

    add(value: number | undefined): void {
        if (this.size === this.values.length) {
            const values = new Float64Array(this.size * 2);
            values.set(this.values);
            this.values = values;
            const nulls = new Uint8Array(this.size * 2);
            nulls.set(this.nulls);
            this.nulls = nulls;
        }
        this.values[this.size] = value ?? 0;
        this.nulls[this.size] = value === undefined ? 1 : 0;
        this.size += 1;
    }

    build(): Tail {
        return { values: this.values.subarray(0, this.size), nulls: this.nulls.subarray(0, this.size) };
    }
}

const valueAt = (input: Input, row: number): number | undefined => (input.nulls[row] === 1 ? undefined : (input.values[row] as number));

/** The mean of the values that are there in rows from…to (exclusive). */
function meanOf(input: Input, from: number, to: number): number | undefined {
    let sum = 0;
    let count = 0;
    for (let row = from; row < to; row += 1) {
        const value = valueAt(input, row);
        if (value !== undefined) {
            sum += value;
            count += 1;
        }
    }
    return count === 0 ? undefined : sum / count;
}

/** Mean of the last n rows, nulls passed over. Fewer than n - 1 rows give one value, the mean of all; exactly n - 1 give none. */
export function movingAverage(input: Input, n: number): Tail {
    const rows = input.values.length;
    const out = new TailBuilder();
    if (rows > 0 && rows < n - 1) {
        out.add(meanOf(input, 0, rows));
        return out.build();
    }
    if (n <= LONGEST_RING) {
        ringMeans(input, n, out);
    } else {
        runningMeans(input, n, out);
    }
    return out.build();
}

/** Up to this length every mean is summed anew; beyond, the work would grow with n. */
const LONGEST_RING = 2048;

/** Sums each window in the order of a ring's slots (row modulo n), as the reference does: the last digit depends on it. */
function ringMeans(input: Input, n: number, out: TailBuilder): void {
    const ring = new Float64Array(n);
    const empty = new Uint8Array(n).fill(1);
    for (let row = 0; row < input.values.length; row += 1) {
        const value = valueAt(input, row);
        ring[row % n] = value ?? 0;
        empty[row % n] = value === undefined ? 1 : 0;
        if (row >= n - 1) {
            let sum = 0;
            let count = 0;
            for (let slot = 0; slot < n; slot += 1) {
                if (empty[slot] === 0) {
                    sum += ring[slot] as number;
                    count += 1;
                }
            }
            out.add(count === 0 ? undefined : sum / count);
        }
    }
}

function runningMeans(input: Input, n: number, out: TailBuilder): void {
    let sum = 0;
    let count = 0;
    for (let row = 0; row < input.values.length; row += 1) {
        const value = valueAt(input, row);
        sum += value ?? 0;
        count += value === undefined ? 0 : 1;
        if (row >= n) {
            const leaving = valueAt(input, row - n);
            sum -= leaving ?? 0;
            count -= leaving === undefined ? 0 : 1;
        }
        if (row >= n - 1) {
            out.add(count === 0 ? undefined : sum / count);
        }
    }
}

/** Exponential mean, begun with the mean of the first n rows; a null repeats the last value. Fewer than n rows give one value. */
export function exponentialMovingAverage(input: Input, n: number): Tail {
    const rows = input.values.length;
    const out = new TailBuilder();
    if (rows === 0) {
        return out.build();
    }
    const first = Math.min(n, rows);
    const alpha = 2 / (n + 1);
    let current = meanOf(input, 0, first);
    out.add(current);
    for (let row = first; row < rows; row += 1) {
        const value = valueAt(input, row);
        if (value !== undefined) {
            current = current === undefined ? value : value * alpha + current * (1 - alpha);
        }
        out.add(current);
    }
    return out.build();
}

/** Percent change of the triple exponential mean from row to row; empty when there are fewer than 3n - 1 rows. */
export function tripleExponentialDerivative(input: Input, n: number): Tail {
    const rows = input.values.length;
    const out = new TailBuilder();
    if (rows < 3 * n - 1) {
        return out.build();
    }
    const smooth = exponentialMovingAverage(exponentialMovingAverage(exponentialMovingAverage(input, n), n), n);
    for (let row = 1; row < smooth.values.length; row += 1) {
        const before = valueAt(smooth, row - 1);
        const now = valueAt(smooth, row);
        out.add(before === undefined || now === undefined ? undefined : (now / before - 1) * 100);
    }
    return out.build();
}

/**
 * Relative strength index with Wilder's smoothing; the first row counts as a change from zero, nulls are passed over. Up to n rows
 * give one value.
 */
export function relativeStrengthIndex(input: Input, n: number): Tail {
    const rows = input.values.length;
    const out = new TailBuilder();
    let up = 0;
    let down = 0;
    let seen = 0;
    let previous = 0;
    const ratio = (): number => 100 - 100 / (1 + up / down);
    for (let row = 0; row < rows; row += 1) {
        const value = valueAt(input, row);
        if (value !== undefined) {
            const gain = Math.max(value - previous, 0);
            const loss = Math.max(previous - value, 0);
            previous = value;
            seen += 1;
            if (row < n) {
                up += gain;
                down += loss;
            } else {
                up = (up * (n - 1) + gain) / n;
                down = (down * (n - 1) + loss) / n;
            }
        }
        if (row === Math.min(n, rows) - 1 && seen > 0) {
            up /= seen;
            down /= seen;
        }
        if (row >= n || (rows <= n && row === rows - 1)) {
            out.add(ratio());
        }
    }
    return out.build();
}

/** Chande's momentum: 100 · (gains - losses) / (gains + losses) over the last n changes; a null counts as 0. */
export function chandeMomentumOscillator(input: Input, n: number): Tail {
    const rows = input.values.length;
    const out = new TailBuilder();
    const change = (row: number): number => (valueAt(input, row) ?? 0) - (valueAt(input, row - 1) ?? 0);
    let gains = 0;
    let losses = 0;
    for (let row = 1; row < rows; row += 1) {
        const step = change(row);
        gains += Math.max(step, 0);
        losses += Math.max(-step, 0);
        if (row > n) {
            const leaving = change(row - n);
            gains -= Math.max(leaving, 0);
            losses -= Math.max(-leaving, 0);
        }
        if (row >= n) {
            out.add((100 * (gains - losses)) / (gains + losses));
        }
    }
    return out.build();
}

/** The smoothing constants of 2 and of 30 rows: 2/31, and 2/3 - 2/31 as one quotient (the difference of the two rounds otherwise). */
const SLOWEST = 2 / 31;
const SPAN = 56 / 93;

/** Kaufman's adaptive mean over n rows. Rows up to n are dropped; the mean begins at the value of row n - 1. */
export function kaufmansAma(input: Input, n: number): Tail {
    const rows = input.values.length;
    const out = new TailBuilder();
    const at = (row: number): number => valueAt(input, row) ?? 0;
    let volatility = 0;
    let mean = rows >= n ? at(n - 1) : 0;
    for (let row = 1; row < rows; row += 1) {
        volatility += Math.abs(at(row) - at(row - 1));
        if (row > n) {
            volatility -= Math.abs(at(row - n) - at(row - n - 1));
        }
        if (row >= n) {
            const efficiency = Math.abs(at(row) - at(row - n)) / volatility;
            const constant = (efficiency * SPAN + SLOWEST) ** 2;
            mean += constant * (at(row) - mean);
            out.add(mean);
        }
    }
    return out.build();
}
