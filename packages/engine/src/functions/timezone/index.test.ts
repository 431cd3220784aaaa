import { expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

it("makes locations of zones and of fixed offsets", async () => {
    const expressions = [
        `timezone.utc`,
        `timezone.location(name: "Europe/Berlin")`,
        `timezone.fixed(offset: -5h)`,
        `date.hour(t: 2024-07-01T12:00:00Z, location: timezone.location(name: "Asia/Kolkata"))`,
        `date.hour(t: 2024-01-01T12:00:00Z, location: timezone.location(name: "America/New_York"))`,
        `date.hour(t: 2024-07-01T12:00:00Z, location: timezone.location(name: "America/New_York"))`,
        `date.hour(t: 2024-07-01T12:00:00Z, location: timezone.fixed(offset: -5h))`,
    ];
    expect(await values(["timezone", "date"], expressions)).toEqual([
        "{offset: 0ns, zone: UTC}",
        "{offset: 0ns, zone: Europe/Berlin}",
        "{offset: -5h, zone: UTC}",
        "17",
        "7",
        "8",
        "7",
    ]);
});

it("refuses a zone that there is not, and counts windows by the option", async () => {
    expect((await values(["timezone"], [`timezone.location(name: "Mars/Base")`]))[0]).toMatch(/^not found|unknown time zone Mars\/Base/);
    expect(
        await outcome(`import "array"
import "timezone"
option location = timezone.location(name: "America/New_York")
array.from(rows: [{_time: 2024-03-10T06:00:00Z, _value: 1}])
    |> range(start: 2024-03-10T00:00:00Z, stop: 2024-03-12T00:00:00Z)
    |> window(every: 1d)
    |> count()`),
    ).toEqual(["_start* _stop* _value", "2024-03-10T05:00:00Z 2024-03-11T04:00:00Z 1"]);
});
