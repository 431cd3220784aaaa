import type { DurationLiteral, DurationUnit } from "@flux-scripts/flux";
import type { Duration } from "../kernels/duration.ts";

const MONTHS: Readonly<Partial<Record<DurationUnit, number>>> = { y: 12, mo: 1 };
const NANOS: Readonly<Partial<Record<DurationUnit, bigint>>> = {
    w: 604800000000000n,
    d: 86400000000000n,
    h: 3600000000000n,
    m: 60000000000n,
    s: 1000000000n,
    ms: 1000000n,
    us: 1000n,
    µs: 1000n,
    ns: 1n,
};

/** The months and nanoseconds of a duration literal. */
export function durationOf(node: DurationLiteral): Duration {
    let months = 0;
    let ns = 0n;
    for (const { magnitude, unit } of node.values) {
        months += Number(magnitude) * (MONTHS[unit] ?? 0);
        ns += magnitude * (NANOS[unit] ?? 0n);
    }
    return { months, ns: BigInt.asIntN(64, ns) };
}
