import { Temporal } from "temporal-polyfill";
import type { Duration } from "./duration.ts";
import { SECOND_NS } from "./civil.ts";

/** A place's clock: an IANA zone plus a fixed offset, as the record `{zone, offset}` of Flux says. */
export interface Location {
    /** The clock's time (as ns that read like UTC) of an instant. */
    toLocal(ns: bigint): bigint;
    /** The instant of a clock time: the first of two when the clock repeats, the transition when the clock skips it. */
    toInstant(local: bigint): bigint;
    /** Whether clock and instant are always the same. */
    readonly isUtc: boolean;
}

/** A span of constant offset: from ≤ t < to (ns), offset in ns. */
interface Span {
    readonly from: bigint;
    readonly to: bigint;
    readonly offset: bigint;
}

const MIN = -(2n ** 80n);
const MAX = 2n ** 80n;
const spansByZone = new Map<string, ZoneSpans | undefined>();

/** Transitions of one zone, asked for once a span and kept. */
class ZoneSpans {
    private last: Span | undefined;
    private readonly spans: Span[] = [];

    constructor(private readonly zone: string) {}

    at(ns: bigint): Span {
        const last = this.last;
        if (last !== undefined && ns >= last.from && ns < last.to) {
            return last;
        }
        const found = this.search(ns) ?? this.load(ns);
        this.last = found;
        return found;
    }

    private search(ns: bigint): Span | undefined {
        let low = 0;
        let high = this.spans.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            const span = this.spans[middle] as Span;
            if (ns < span.from) {
                high = middle;
            } else if (ns >= span.to) {
                low = middle + 1;
            } else {
                return span;
            }
        }
        return undefined;
    }

    private load(ns: bigint): Span {
        const zoned = Temporal.Instant.fromEpochNanoseconds(ns).toZonedDateTimeISO(this.zone);
        // "previous" is strictly before its argument, so a transition at this very instant needs the step of one nanosecond.
        const previous = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
        const next = zoned.getTimeZoneTransition("next");
        const span = {
            from: previous?.epochNanoseconds ?? MIN,
            to: next?.epochNanoseconds ?? MAX,
            offset: BigInt(zoned.offsetNanoseconds),
        };
        const at = this.spans.findIndex((other) => other.from > span.from);
        this.spans.splice(at < 0 ? this.spans.length : at, 0, span);
        return span;
    }
}

function zoneSpans(zone: string): ZoneSpans | undefined {
    if (spansByZone.has(zone)) {
        return spansByZone.get(zone);
    }
    let spans: ZoneSpans | undefined;
    try {
        spans = new ZoneSpans(zone);
        spans.at(0n);
    } catch {
        spans = undefined;
    }
    spansByZone.set(zone, spans);
    return spans;
}

/** Whether the name is a zone of the IANA database; the empty name is UTC. */
export function isZone(name: string): boolean {
    return isUtcName(name) || (/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) && zoneSpans(name) !== undefined);
}

function isUtcName(name: string): boolean {
    return name === "" || name === "UTC";
}

class FixedLocation implements Location {
    readonly isUtc: boolean;

    constructor(private readonly offset: bigint) {
        this.isUtc = offset === 0n;
    }

    toLocal(ns: bigint): bigint {
        return ns + this.offset;
    }

    toInstant(local: bigint): bigint {
        return local - this.offset;
    }
}

class ZonedLocation implements Location {
    readonly isUtc = false;

    constructor(
        private readonly spans: ZoneSpans,
        private readonly offset: bigint,
    ) {}

    toLocal(ns: bigint): bigint {
        return ns + this.spans.at(ns).offset + this.offset;
    }

    toInstant(local: bigint): bigint {
        const clock = local - this.offset;
        // No offset exceeds a day, so the span a day earlier is the first that can hold this clock time.
        let span = this.spans.at(clock - 86400n * SECOND_NS);
        for (;;) {
            const instant = clock - span.offset;
            if (instant < span.to) {
                return instant < span.from ? span.from : instant;
            }
            span = this.spans.at(span.to);
        }
    }
}

export const UTC: Location = new FixedLocation(0n);

/**
 * The clock of `{zone, offset}`. The offset is added on top of the zone's own. Gives `undefined` for a zone that the database lacks.
 */
export function locationOf(zone: string, offset: Duration): Location | undefined {
    if (isUtcName(zone)) {
        return offset.ns === 0n ? UTC : new FixedLocation(offset.ns);
    }
    const spans = isZone(zone) ? zoneSpans(zone) : undefined;
    return spans === undefined ? undefined : new ZonedLocation(spans, offset.ns);
}
