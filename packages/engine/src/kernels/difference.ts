/**
 * Differences of 64-bit integers as floats, rounded once. Reads the integers as pairs of 32-bit words, since making a BigInt of every
 * difference is what a loop over a million rows would spend its time on.
 */
export class Differences {
    private readonly low: Uint32Array;
    private readonly high: Int32Array;

    constructor(values: BigInt64Array) {
        this.low = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
        this.high = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    }

    /** `values[to] - values[from]`, not wrapped. */
    between(from: number, to: number): number {
        const high = (this.high[2 * to + 1] as number) - (this.high[2 * from + 1] as number);
        return high * 4294967296 + ((this.low[2 * to] as number) - (this.low[2 * from] as number));
    }
}
