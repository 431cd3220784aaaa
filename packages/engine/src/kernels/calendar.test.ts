import { describe, expect, it } from "vitest";
import { addDuration, addDurationAt, datePart, truncate } from "./calendar.ts";
import { parseDuration, formatDuration, formatGoDuration, approximateNs, type Duration } from "./duration.ts";
import { clip, Windows } from "./window.ts";
import { isZone, locationOf, UTC, type Location } from "./zone.ts";

const ns = (text: string): bigint => BigInt(Date.parse(text)) * 1000000n;
const iso = (value: bigint): string => new Date(Number(value / 1000000n)).toISOString().replace(".000", "");
const span = (text: string): Duration => parseDuration(text) as Duration;
const zone = (name: string, offset = "0s"): Location => locationOf(name, span(offset)) as Location;

describe("durations", () => {
    it.each([
        ["90m", "1h30m"],
        ["24h", "1d"],
        ["1y2mo3w4d5h6m7s8ms9us10ns", "1y2mo3w4d5h6m7s8ms9us10ns"],
        ["-1mo2d", "-1mo2d"],
        ["0mo", "0ns"],
        ["100d", "14w2d"],
        ["1m1h", "1h1m"],
        ["", "0ns"],
    ])("prints %s as %s", (text, printed) => {
        expect(formatDuration(span(text))).toBe(printed);
    });

    it.each(["5", "1.5h", "h", "-", "1 h"])("refuses %j", (text) => {
        expect(parseDuration(text)).toBeUndefined();
    });

    it("counts a month as 30.4375 days and prints Go's form", () => {
        expect(approximateNs(span("1mo"))).toBe(2629800000000000n);
        expect(formatGoDuration(5400000000000n)).toBe("1h30m0s");
        expect(formatGoDuration(-1500000n)).toBe("-1.5ms");
    });
});

describe("calendar", () => {
    it.each([
        ["2024-01-31T00:00:00Z", "1mo", "2024-02-29T00:00:00Z"],
        ["2024-02-29T00:00:00Z", "1y", "2025-02-28T00:00:00Z"],
        ["2024-03-31T01:00:00Z", "-1mo1d", "2024-02-28T01:00:00Z"],
    ])("%s plus %s", (from, by, to) => {
        expect(iso(addDuration(ns(from), span(by)))).toBe(to);
    });

    it("adds on the clock of a place: a skipped hour becomes the transition, a repeated one the first", () => {
        const newYork = zone("America/New_York");
        expect(iso(addDurationAt(ns("2024-03-09T07:30:00Z"), span("1d"), newYork))).toBe("2024-03-10T07:00:00Z");
        expect(iso(addDurationAt(ns("2024-11-02T05:30:00Z"), span("1d"), newYork))).toBe("2024-11-03T05:30:00Z");
        expect(iso(addDurationAt(ns("2024-11-02T05:30:00Z"), span("25h"), newYork))).toBe("2024-11-03T07:30:00Z");
    });

    it("truncates to units from the epoch, weeks on Thursday, and on a clock with a fixed offset beside the zone", () => {
        expect(iso(truncate(ns("2024-03-01T12:00:00Z"), span("1w"), UTC))).toBe("2024-02-29T00:00:00Z");
        expect(iso(truncate(ns("1969-12-31T23:59:00Z"), span("1h"), UTC))).toBe("1969-12-31T23:00:00Z");
        expect(iso(truncate(ns("2024-07-01T12:00:00Z"), span("1d"), zone("America/New_York", "-1h")))).toBe("2024-07-01T05:00:00Z");
        expect(iso(truncate(ns("2024-07-01T12:00:00Z"), span("1d"), zone("UTC", "5h")))).toBe("2024-06-30T19:00:00Z");
        expect(iso(truncate(ns("2024-07-01T12:00:00Z"), span("3mo"), UTC))).toBe("2024-07-01T00:00:00Z");
    });

    it("knows local mean time, rules past 2037, and a day without midnight", () => {
        const newYork = zone("America/New_York");
        expect(datePart("minute", newYork.toLocal(ns("1880-01-01T12:00:00Z")))).toBe(3);
        expect(datePart("hour", newYork.toLocal(ns("2050-07-01T12:00:00Z")))).toBe(8);
        expect(iso(truncate(ns("2018-11-04T12:00:00Z"), span("1d"), zone("America/Sao_Paulo")))).toBe("2018-11-04T03:00:00Z");
    });

    it("gives ISO weeks and week days", () => {
        expect(datePart("week", ns("2021-01-03T00:00:00Z"))).toBe(53);
        expect(datePart("weekDay", ns("2024-03-01T00:00:00Z"))).toBe(5);
        expect(datePart("yearDay", ns("2024-12-31T00:00:00Z"))).toBe(366);
        expect(datePart("quarter", ns("2024-12-31T00:00:00Z"))).toBe(4);
    });

    it("tells zones from other names", () => {
        expect(isZone("Europe/Berlin")).toBe(true);
        expect(isZone("")).toBe(true);
        expect(isZone("Mars/Olympus")).toBe(false);
    });
});

describe("windows", () => {
    const boundsAt = (windows: Windows, at: string): string[] =>
        windows.containing(ns(at)).map((index) => `${iso(windows.bounds(index).start)}/${iso(windows.bounds(index).stop)}`);

    it("repeats no window in the repeated hour", () => {
        const windows = new Windows(span("1h"), span("1h"), span("0s"), zone("Europe/Berlin"));
        expect(boundsAt(windows, "2024-10-27T01:30:00Z")).toEqual(["2024-10-27T00:00:00Z/2024-10-27T02:00:00Z"]);
    });

    it("gives a day of 23 hours, shifted by the location's offset", () => {
        const windows = new Windows(span("1d"), span("1d"), span("0s"), zone("America/New_York", "2h"));
        expect(boundsAt(windows, "2024-03-10T08:00:00Z")).toEqual(["2024-03-10T03:00:00Z/2024-03-11T02:00:00Z"]);
    });

    it("goes from month end to month end with an offset of -1d", () => {
        const windows = new Windows(span("1mo"), span("1mo"), span("-1d"), UTC);
        expect(boundsAt(windows, "2023-04-01T00:00:00Z")).toEqual(["2023-03-31T00:00:00Z/2023-04-30T00:00:00Z"]);
        expect(boundsAt(windows, "2022-02-15T00:00:00Z")).toEqual(["2022-01-31T00:00:00Z/2022-02-28T00:00:00Z"]);
    });

    it("lists every window that overlaps a range when the period is longer", () => {
        const windows = new Windows(span("1m"), span("3m"), span("0s"), UTC);
        const range = { start: ns("2024-02-10T08:00:00Z"), stop: ns("2024-02-10T08:04:00Z") };
        const found = [...windows.overlapping(range.start, range.stop)].map((index) => clip(windows.bounds(index), range));
        expect(found.map((bounds) => `${iso(bounds.start).slice(14, 16)}-${iso(bounds.stop).slice(14, 16)}`)).toEqual([
            "00-01",
            "00-02",
            "00-03",
            "01-04",
            "02-04",
            "03-04",
        ]);
    });
});
