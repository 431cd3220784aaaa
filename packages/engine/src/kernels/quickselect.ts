import { exactMeanQuantile } from "./moments.ts";

/** {@link exactMeanQuantile} of values in any order, which are moved about. Linear instead of sorting; NaN counts as the largest. */
export function selectQuantile(values: Float64Array, q: number): number {
    for (let i = 0; i < values.length; i += 1) {
        const value = values[i] as number;
        if (value !== value) {
            return exactMeanQuantile(values.sort(), q);
        }
    }
    const x = q * (values.length - 1);
    const low = Math.floor(x);
    const high = Math.ceil(x);
    const lower = select(values, low);
    if (low === high) {
        return lower;
    }
    // All that stands behind the selected value is not smaller: the next one is the smallest of them.
    let upper = values[high] as number;
    for (let i = high + 1; i < values.length; i += 1) {
        const value = values[i] as number;
        upper = value < upper ? value : upper;
    }
    return lower * (high - x) + upper * (x - low);
}

/** Moves values so that the k-th smallest stands at k, none larger before it and none smaller behind it. */
function select(values: Float64Array, k: number): number {
    let left = 0;
    let right = values.length - 1;
    let rounds = 0;
    while (left < right) {
        rounds += 1;
        if (rounds > 200) {
            // Values that were laid out against the choice of pivots.
            values.subarray(left, right + 1).sort();
            break;
        }
        const pivot = middle(values[left] as number, values[(left + right) >>> 1] as number, values[right] as number);
        let i = left;
        let j = right;
        while (i <= j) {
            while ((values[i] as number) < pivot) {
                i += 1;
            }
            while ((values[j] as number) > pivot) {
                j -= 1;
            }
            if (i <= j) {
                const value = values[i] as number;
                values[i] = values[j] as number;
                values[j] = value;
                i += 1;
                j -= 1;
            }
        }
        if (k <= j) {
            right = j;
        } else if (k >= i) {
            left = i;
        } else {
            break;
        }
    }
    return values[k] as number;
}

function middle(a: number, b: number, c: number): number {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
