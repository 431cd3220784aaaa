import fc from "fast-check";
import { expect, it } from "vitest";
import { type WatchFacts, watchObstacle } from "./watchGate.ts";

const fine: WatchFacts = { trusted: true, connection: "local", errors: 0, effects: [], missing: [], busy: false };

it("runs a text without faults and effects on the local backend of a trusted workspace", () => {
    expect(watchObstacle(fine)).toBeUndefined();
});

it("says what stands against it", () => {
    const kind = (facts: Partial<WatchFacts>): unknown => watchObstacle({ ...fine, ...facts });
    expect(kind({ trusted: false })).toEqual({ kind: "untrusted" });
    expect(kind({ connection: "cloud" })).toEqual({ kind: "connection" });
    expect(kind({ connection: undefined })).toEqual({ kind: "connection" });
    expect(kind({ errors: 1 })).toEqual({ kind: "errors" });
    expect(kind({ effects: undefined })).toEqual({ kind: "unknown" });
    const to = { function: "influxdata/influxdb.to" };
    expect(kind({ effects: [to, to] })).toEqual({ kind: "effects", names: ["influxdb.to"] });
    expect(kind({ missing: ["room"] })).toEqual({ kind: "params", names: ["room"] });
    expect(kind({ busy: true })).toEqual({ kind: "busy" });
});

it("never runs without trust, or what may change something, whatever else holds", () => {
    const facts = fc.record({
        trusted: fc.boolean(),
        connection: fc.constantFrom("local" as const, "cloud" as const, "oss" as const, undefined),
        errors: fc.nat(2),
        effects: fc.constantFrom([], [{ function: "http.post" }], undefined),
        missing: fc.constantFrom([], ["a"]),
        busy: fc.boolean(),
    });
    fc.assert(
        fc.property(facts, (given) => {
            const runs = watchObstacle(given) === undefined;
            return !runs || (given.trusted && given.connection === "local" && given.effects?.length === 0 && given.errors === 0);
        }),
    );
});
