// What a benchmark script would be as a plain loop over typed arrays: the bar for what this machine can do now.

const rows = 1_000_000;

/** generate-map-mean: n * n % 1009, scaled, split in two groups, their means. */
export function generateMapMean() {
    const values = new Float64Array(rows);
    for (let i = 0; i < rows; i++) values[i] = (i * i) % 1009;
    let sumHigh = 0;
    let sumLow = 0;
    let high = 0;
    for (let i = 0; i < rows; i++) {
        const value = values[i];
        const scaled = value * 1.8 + 32;
        if (value > 500) {
            sumHigh += scaled;
            high++;
        } else sumLow += scaled;
    }
    return [sumHigh / high, sumLow / (rows - high)];
}

/** filter-count: n * 7919 % 10007, those in a range counted. */
export function filterCount() {
    const values = new Float64Array(rows);
    for (let i = 0; i < rows; i++) values[i] = (i * 7919) % 10007;
    let count = 0;
    for (let i = 0; i < rows; i++) {
        const value = values[i];
        if ((value > 1000 && value < 9000) || value === 42) count++;
    }
    return count;
}

/** sort-limit: the ten largest of n * 7919 % 1000003, by sorting all. */
export function sortLimit() {
    const values = new Float64Array(rows);
    for (let i = 0; i < rows; i++) values[i] = (i * 7919) % 1000003;
    values.sort();
    return values.subarray(rows - 10);
}
