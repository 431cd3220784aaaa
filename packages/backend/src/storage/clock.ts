/** The clock's time, ns since epoch. */
export function nanoseconds(): bigint {
    return BigInt(Date.now()) * 1_000_000n;
}
