/** Text of durations and times to exact values, as Flux reads them, and back. */

/** Calendar months and nanoseconds, kept apart; a negative duration has both signs negative. */
export interface DurationParts {
    readonly months: bigint;
    readonly nanoseconds: bigint;
}

const MONTHS: Readonly<Record<string, bigint>> = { y: 12n, mo: 1n };
const NANOSECONDS: Readonly<Record<string, bigint>> = {
    w: 604_800_000_000_000n,
    d: 86_400_000_000_000n,
    h: 3_600_000_000_000n,
    m: 60_000_000_000n,
    s: 1_000_000_000n,
    ms: 1_000_000n,
    us: 1000n,
    µs: 1000n,
    μs: 1000n,
    ns: 1n,
};

const MAX_INT64 = 9_223_372_036_854_775_807n;
const MIN_INT64 = -9_223_372_036_854_775_808n;
const MAX_UINT64 = 18_446_744_073_709_551_615n;

export function fitsInt64(value: bigint): boolean {
    return value >= MIN_INT64 && value <= MAX_INT64;
}

export function fitsUint64(value: bigint): boolean {
    return value >= 0n && value <= MAX_UINT64;
}

/** Reads `1h30m`, `-1mo`, `2w`; undefined when it is no duration or beyond 64 bits. */
export function readDuration(text: string): DurationParts | undefined {
    const match = /^(-?)((?:[0-9]+(?:y|mo|w|d|h|ms|us|µs|μs|ns|m|s))+)$/.exec(text);
    if (match === null) {
        return undefined;
    }
    let months = 0n;
    let nanoseconds = 0n;
    for (const part of (match[2] ?? "").matchAll(/([0-9]+)(mo|ms|us|µs|μs|ns|[ywdhms])/g)) {
        const magnitude = BigInt(part[1] ?? "0");
        const unit = part[2] ?? "";
        months += magnitude * (MONTHS[unit] ?? 0n);
        nanoseconds += magnitude * (NANOSECONDS[unit] ?? 0n);
    }
    if (!fitsInt64(months) || !fitsInt64(nanoseconds)) {
        return undefined;
    }
    return match[1] === "-" ? { months: -months, nanoseconds: -nanoseconds } : { months, nanoseconds };
}

/** Writes a duration in its largest units (`1y2mo3w4d5h`); `0ns` for nothing. */
export function writeDuration(duration: DurationParts): string {
    const negative = duration.months < 0n || duration.nanoseconds < 0n;
    let months = duration.months < 0n ? -duration.months : duration.months;
    let rest = duration.nanoseconds < 0n ? -duration.nanoseconds : duration.nanoseconds;
    let out = "";
    if (months >= 12n) {
        out += `${months / 12n}y`;
        months %= 12n;
    }
    if (months > 0n) {
        out += `${months}mo`;
    }
    for (const unit of ["w", "d", "h", "m", "s", "ms", "us", "ns"]) {
        const size = NANOSECONDS[unit] ?? 1n;
        if (rest >= size) {
            out += `${rest / size}${unit}`;
            rest %= size;
        }
    }
    return out === "" ? "0ns" : (negative ? "-" : "") + out;
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads an RFC 3339 time (up to nine digits of a second) or a date alone (midnight UTC).
 * @returns ns since epoch; undefined when it is no time or not within int64 nanoseconds (1677 to 2262).
 */
export function readTime(text: string): bigint | undefined {
    const match = TIME.exec(text);
    if (match === null) {
        return undefined;
    }
    const part = (index: number): number => Number(match[index] ?? 0);
    const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
        return undefined;
    }
    const zone = match[8] ?? "Z";
    let offset = 0;
    if (zone !== "Z") {
        const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
        if (hours > 23 || minutes > 59) {
            return undefined;
        }
        offset = (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
    }
    const seconds = BigInt(date.getTime() / 1000) + BigInt(hour * 3600 + (minute - offset) * 60 + second);
    const nanoseconds = seconds * 1_000_000_000n + BigInt((match[7] ?? "").padEnd(9, "0"));
    return fitsInt64(nanoseconds) ? nanoseconds : undefined;
}

/** Writes ns since epoch as RFC 3339 in UTC with as many digits of the second as it has. */
export function writeTime(nanoseconds: bigint): string {
    let seconds = nanoseconds / 1_000_000_000n;
    let fraction = nanoseconds % 1_000_000_000n;
    if (fraction < 0n) {
        fraction += 1_000_000_000n;
        seconds -= 1n;
    }
    const base = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
    const digits = fraction === 0n ? "" : `.${fraction.toString().padStart(9, "0").replace(/0+$/, "")}`;
    return `${base}${digits}Z`;
}
