import { expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

it("reads parts of times, relative ones by the calendar", async () => {
    const expressions = [
        "date.month(t: -1mo)",
        "date.week(t: 2021-01-03T00:00:00Z)",
        "date.yearDay(t: now())",
        "date.millisecond(t: 2024-01-01T00:00:00.123456789Z)",
        "date.monthDay(t: 2024-02-29T23:00:00Z, location: timezone.fixed(offset: 2h))",
        "date.Friday",
        "date.scale(d: 1mo2h, n: -3)",
        "date.add(d: 1mo, to: 2024-01-31T00:00:00Z)",
        'date.truncate(t: 2024-10-27T01:30:00Z, unit: 1h, location: timezone.location(name: "Europe/Berlin"))',
    ];
    expect(await values(["date", "timezone"], expressions)).toEqual([
        "2",
        "53",
        "61",
        "123",
        "1",
        "5",
        "-3mo6h",
        "2024-02-29T00:00:00.000000000Z",
        "2024-10-27T00:00:00.000000000Z",
    ]);
});

it("obeys option location", async () => {
    const found = await outcome(
        `import "array"\nimport "date"\nimport "timezone"\noption location = timezone.location(name: "Asia/Kathmandu")\narray.from(rows: [{h: date.hour(t: 2024-01-01T00:00:00Z), d: today()}])`,
    );
    expect(found).toEqual(["h d", "5 2024-02-29T18:15:00Z"]);
});

it("refuses a unit of months and days, one below zero, and an unknown zone", async () => {
    const [unit] = await values(["date"], ["date.truncate(t: now(), unit: 1mo1d)"]);
    expect(unit).toMatch(
        /^invalid: error calling function "truncate".*: duration used as an interval cannot mix month and nanosecond units$/,
    );
    const [negative] = await values(["date"], ["date.truncate(t: now(), unit: -1h)"]);
    expect(negative).toMatch(/: duration used as an interval cannot be negative$/);
    const [zone] = await values(["timezone"], ['timezone.location(name: "Mars/Olympus")']);
    expect(zone).toMatch(/^invalid: error calling function "location".*: unknown time zone Mars\/Olympus$/);
});
