import { expect, it } from "vitest";
import { scriptZone } from "./zone.ts";

it.each([
    ['import "timezone"\noption location = timezone.location(name: "Europe/Berlin")\n', "Europe/Berlin"],
    ["option location = timezone.fixed(offset: -5h30m)", "-05:30"],
    ["option location = timezone.fixed(offset: 2h)", "+02:00"],
    ["option location = timezone.utc", undefined],
    ['// option location = timezone.location(name: "Europe/Berlin")', undefined],
    ['option location = timezone.location(name: "Nowhere/None")', undefined],
    ["", undefined],
])("%j is in %s", (text, zone) => {
    expect(scriptZone(text)).toBe(zone);
});
