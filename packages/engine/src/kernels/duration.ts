/**
 * A Flux duration: calendar months and nanoseconds apart. Both parts carry the sign (never of opposite signs in values that Flux can make).
 */
export interface Duration {
    readonly months: number;
    readonly ns: bigint;
}

/** Nanoseconds of an average month (30.4375 days), used where a duration must be one number: relative ranges, `int(v: 1mo)`, derivative units. */
const MONTH_NS = 2629800n * 1000000000n;

const UNITS: ReadonlyArray<readonly [string, bigint]> = [
    ["w", 604800000000000n],
    ["d", 86400000000000n],
    ["h", 3600000000000n],
    ["m", 60000000000n],
    ["s", 1000000000n],
    ["ms", 1000000n],
    ["us", 1000n],
    ["ns", 1n],
];

const UNIT_NS = new Map<string, bigint>([...UNITS, ["µs", 1000n], ["μs", 1000n]]);

/**
 * Reads a duration as `duration(v:)` does: an optional sign, then magnitudes with units (`1mo2d`). The empty text is zero.
 * Gives `undefined` when the text is not a duration; the caller words the error.
 */
export function parseDuration(text: string): Duration | undefined {
    let rest = text;
    let sign = 1;
    if (rest.startsWith("-") || rest.startsWith("+")) {
        sign = rest.startsWith("-") ? -1 : 1;
        rest = rest.slice(1);
        if (rest === "") {
            return undefined;
        }
    }
    let months = 0;
    let ns = 0n;
    while (rest !== "") {
        const match = /^(\d+)(y|mo|w|d|h|ms|m|s|us|µs|μs|ns)/.exec(rest);
        if (match === null) {
            return undefined;
        }
        const magnitude = match[1] ?? "0";
        const unit = match[2] ?? "";
        if (BigInt(magnitude) > 0x7fffffffffffffffn) {
            return undefined;
        }
        if (unit === "y") {
            months += Number(magnitude) * 12;
        } else if (unit === "mo") {
            months += Number(magnitude);
        } else {
            ns += BigInt(magnitude) * (UNIT_NS.get(unit) ?? 0n);
        }
        rest = rest.slice(match[0].length);
    }
    ns = BigInt.asIntN(64, ns);
    return sign < 0 ? { months: months === 0 ? 0 : -months, ns: -ns } : { months, ns };
}

/** Prints a duration with normalised units (`24h` is `1d`, `12mo` is `1y`), the sign in front of everything; zero is `0ns`. */
export function formatDuration(value: Duration): string {
    let { months, ns } = value;
    if (months === 0 && ns === 0n) {
        return "0ns";
    }
    let text = "";
    if (isNegative(value)) {
        text = "-";
        months = -months;
        ns = -ns;
    }
    const years = Math.trunc(months / 12);
    if (years !== 0) {
        text += `${years}y`;
    }
    if (months % 12 !== 0) {
        text += `${months % 12}mo`;
    }
    for (const [unit, size] of UNITS) {
        const amount = ns / size;
        if (amount !== 0n) {
            text += `${amount}${unit}`;
            ns -= amount * size;
        }
    }
    return text;
}

/** Prints a duration as Go's `time.Duration` does (`1h30m0s`, `1.5ms`), the form that some error messages use. */
export function formatGoDuration(value: bigint): string {
    if (value === 0n) {
        return "0s";
    }
    const sign = value < 0n ? "-" : "";
    const ns = value < 0n ? -value : value;
    if (ns < 1000000000n) {
        const [unit, size] = ns < 1000n ? (["ns", 1n] as const) : ns < 1000000n ? (["µs", 1000n] as const) : (["ms", 1000000n] as const);
        return `${sign}${fraction(ns, size)}${unit}`;
    }
    const seconds = ns / 1000000000n;
    const hours = seconds / 3600n;
    const minutes = (seconds / 60n) % 60n;
    let text = sign;
    if (hours > 0n) {
        text += `${hours}h`;
    }
    if (hours > 0n || minutes > 0n) {
        text += `${minutes}m`;
    }
    return `${text}${fraction(ns % 60000000000n, 1000000000n)}s`;
}

function fraction(ns: bigint, unit: bigint): string {
    const whole = ns / unit;
    const rest = ns % unit;
    if (rest === 0n) {
        return `${whole}`;
    }
    const digits = rest
        .toString()
        .padStart(unit.toString().length - 1, "0")
        .replace(/0+$/, "");
    return `${whole}.${digits}`;
}

/** Whether the duration goes backwards. */
export function isNegative(value: Duration): boolean {
    return value.months < 0 || (value.months === 0 && value.ns < 0n);
}

/** Whether both parts are zero. */
export function isZero(value: Duration): boolean {
    return value.months === 0 && value.ns === 0n;
}

/** The duration with the other sign. */
export function negate(value: Duration): Duration {
    return { months: value.months === 0 ? 0 : -value.months, ns: BigInt.asIntN(64, -value.ns) };
}

/** The duration times a whole number (64-bit wrap-around). */
export function scaleDuration(value: Duration, factor: bigint): Duration {
    return { months: Number(BigInt.asIntN(64, BigInt(value.months) * factor)), ns: BigInt.asIntN(64, value.ns * factor) };
}

/** The duration as one number of nanoseconds, months counted as 30.4375 days; wraps at 64 bits. */
export function approximateNs(value: Duration): bigint {
    return BigInt.asIntN(64, BigInt(value.months) * MONTH_NS + value.ns);
}
