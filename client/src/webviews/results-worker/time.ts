/** Times of int64 nanoseconds in a time zone, exact to the last digit. */

/** `UTC`, `local` or an IANA name. */
export function showTime(ns: bigint, zone: string, digits: number): string {
    const ms = Number(ns / 1_000_000n);
    let rest = ns % 1_000_000_000n;
    if (rest < 0n) rest += 1_000_000_000n;
    const shifted = new Date(floorToSecond(ns) + offsetMinutes(ms, zone) * 60_000);
    if (Number.isNaN(shifted.getTime())) return String(ns);
    const text = shifted.toISOString().slice(0, 19).replace("T", " ");
    const fraction = String(rest).padStart(9, "0").replace(/0+$/, "");
    if (digits === 0 && fraction === "") return text;
    return `${text}.${fraction.padEnd(digits, "0")}`;
}

function floorToSecond(ns: bigint): number {
    let rest = ns % 1_000_000_000n;
    if (rest < 0n) rest += 1_000_000_000n;
    return Number((ns - rest) / 1_000_000n);
}

/** Digits of the second that a time needs: 0, 3, 6 or 9. */
export function fractionDigits(ns: bigint): number {
    if (ns % 1_000_000_000n === 0n) return 0;
    if (ns % 1_000_000n === 0n) return 3;
    return ns % 1000n === 0n ? 6 : 9;
}

/** The zone's offset at a time: `+01:00`, `UTC` for none. */
export function offsetAt(ns: bigint, zone: string): string {
    const minutes = offsetMinutes(Number(ns / 1_000_000n), zone);
    if (zone === "UTC") return "UTC";
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
let hourAt = Number.NaN;
let hourZone = "";
let hourOffset = 0;

/** Minutes that the zone's clocks are ahead of UTC. */
function offsetMinutes(ms: number, zone: string): number {
    if (zone === "UTC") return 0;
    if (zone === "local") return -new Date(ms).getTimezoneOffset();
    // Neighbouring rows lie within one quarter of an hour, and zones change on such borders.
    const quarter = Math.floor(ms / 900_000);
    if (quarter === hourAt && zone === hourZone) return hourOffset;
    let formatter = formatters.get(zone);
    if (formatter === undefined) {
        formatter = new Intl.DateTimeFormat("en-US", {
            timeZone: zone,
            hourCycle: "h23",
            year: "numeric",
            month: "numeric",
            day: "numeric",
            hour: "numeric",
            minute: "numeric",
            second: "numeric",
        });
        formatters.set(zone, formatter);
    }
    const date = new Date(quarter * 900_000);
    if (Number.isNaN(date.getTime())) return 0;
    const parts = Object.fromEntries(formatter.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    const there = Date.UTC(parts["year"] ?? 0, (parts["month"] ?? 1) - 1, parts["day"], parts["hour"], parts["minute"], parts["second"]);
    [hourAt, hourZone, hourOffset] = [quarter, zone, Math.round((there - date.getTime()) / 60_000)];
    return hourOffset;
}

const timeForm = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * The stretch of time, ns since the epoch, that a time or the beginning of one names: `2024-03` is all of March. Without an offset of
 * its own it is a time in `zone`. Undefined for anything else.
 */
export function timeSpan(text: string, zone: string): { readonly from: bigint; readonly to: bigint } | undefined {
    const match = timeForm.exec(text.trim());
    if (match === null) return undefined;
    const [, ...fields] = match;
    const offset = fields.pop();
    const fraction = fields.pop();
    const given = fields.findIndex((field) => field === undefined);
    const last = (given < 0 ? fields.length : given) - 1;
    const numbers = fields.map((field, index) => (field === undefined ? (index < 3 ? 1 : 0) : Number(field)));
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers;
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
    const at = (step: number): bigint => {
        const parts = [year, month - 1, day, hour, minute, second];
        parts[last] = (parts[last] ?? 0) + step;
        const date = new Date(0);
        date.setUTCFullYear(parts[0] ?? 0, parts[1], parts[2]);
        date.setUTCHours(parts[3] ?? 0, parts[4], parts[5]);
        return BigInt(date.getTime() - offsetOf(date.getTime(), offset, zone)) * 1_000_000n;
    };
    if (fraction === undefined) return { from: at(0), to: at(1) };
    const nanos = 10n ** BigInt(9 - fraction.length);
    const from = at(0) + BigInt(fraction) * nanos;
    return { from, to: from + nanos };
}

/** ms that clocks showing `ms` are ahead of UTC. */
function offsetOf(ms: number, offset: string | undefined, zone: string): number {
    if (offset === undefined) {
        // The offset at that time by UTC is that of an hour or so beside it; asked again there it is right but within a change.
        const near = offsetMinutes(ms, zone) * 60_000;
        return offsetMinutes(ms - near, zone) * 60_000;
    }
    if (offset === "Z") return 0;
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
    return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}
