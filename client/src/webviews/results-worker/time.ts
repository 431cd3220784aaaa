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
