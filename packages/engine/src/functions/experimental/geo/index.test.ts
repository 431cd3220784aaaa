import { expect, it } from "vitest";
import { outcome, values } from "../../support/script.ts";

it("gives cells of places and places of cells", async () => {
    const expressions = [
        "geo.s2CellIDToken(point: {lat: 46.2, lon: 6.15}, level: 20)",
        'geo.s2CellIDToken(token: "478c65", level: 5)',
        "geo.s2CellIDToken(point: {lat: -90.0, lon: 0.0}, level: 8)",
        'geo.getLevel(token: "478c65")',
        'geo.s2CellIDToken(token: "478c", level: 20)',
    ];
    expect(await values(["experimental/geo"], expressions.slice(0, 4))).toEqual(["478c652d98b", "478c", "b0001", "10"]);
    expect((await values(["experimental/geo"], expressions.slice(4)))[0]).toMatch(/greater then current level/);
});

it("tells what lies inside and how far apart things are", async () => {
    const region = "{points: [{lat: 46.0, lon: 5.9}, {lat: 46.0, lon: 6.5}, {lat: 46.5, lon: 6.2}]}";
    const expressions = [
        `geo.ST_Contains(region: ${region}, geometry: {lat: 46.2, lon: 6.2})`,
        `geo.ST_Contains(region: ${region}, geometry: {lat: 47.0, lon: 6.2})`,
        `geo.ST_Distance(region: ${region}, geometry: {lat: 46.2, lon: 6.2})`,
        `geo.ST_Intersects(region: {lat: 46.0, lon: 6.0, radius: 5.0}, geometry: {linestring: "5.9 46.0, 6.1 46.0"})`,
        `int(v: geo.ST_Length(geometry: {linestring: "0.0 0.0, 0.0 90.0"}))`,
    ];
    expect(await values(["experimental/geo"], expressions)).toEqual(["true", "false", "0", "true", "10007"]);
});

it("sums the way of a track", async () => {
    const found = await outcome(
        `import "array"\nimport "experimental/geo"\narray.from(rows: [{lat: 0.0, lon: 0.0}, {lat: 0.0, lon: 1.0}, {lat: 0.0, lon: 3.0}]) |> geo.totalDistance() |> map(fn: (r) => ({km: int(v: r._value)}))`,
    );
    expect(found).toEqual(["km", "333"]);
});
