import fc from "fast-check";
import { expect, it } from "vitest";
import { cellOf, parentOf } from "../../../kernels/s2.ts";
import { contains, type Shape } from "./geometry.ts";
import { gridOf } from "./grid.ts";

const REGIONS: readonly Shape[] = [
    { kind: "circle", centre: { lat: 40.7, lon: -73.3 }, radiusKm: 20 },
    { kind: "circle", centre: { lat: -0.05, lon: 179.95 }, radiusKm: 30 },
    { kind: "box", min: { lat: 51.3, lon: -0.5 }, max: { lat: 51.7, lon: 0.3 } },
    {
        kind: "polygon",
        points: [
            { lat: 46, lon: 5.9 },
            { lat: 46, lon: 6.5 },
            { lat: 46.5, lon: 6.2 },
        ],
    },
];
const ANY = { level: -1, minSize: 24, maxSize: -1, maxLevel: 30 };

it.each(REGIONS)("has the cell of every place in the region: $kind", (region) => {
    const centre = region.kind === "circle" ? region.centre : region.kind === "box" ? { lat: 51.5, lon: -0.1 } : { lat: 46.2, lon: 6.2 };
    for (const limits of [ANY, { ...ANY, level: 9 }]) {
        const { level, cells } = gridOf(region, limits);
        const grid = new Set(cells);
        fc.assert(
            fc.property(fc.double({ min: -0.6, max: 0.6, noNaN: true }), fc.double({ min: -0.6, max: 0.6, noNaN: true }), (up, right) => {
                const lon = centre.lon + right;
                const point = { lat: centre.lat + up, lon: lon > 180 ? lon - 360 : lon };
                if (contains(region, { kind: "point", point })) {
                    expect(grid.has(parentOf(cellOf(point), level))).toBe(true);
                }
            }),
            { numRuns: 500 },
        );
    }
});

it("is as coarse as the number of cells allows, and no finer than its cells", () => {
    const region = REGIONS[0] as Shape;
    const found = gridOf(region, ANY);
    expect(found.cells.length).toBeGreaterThanOrEqual(24);
    expect(gridOf(region, { ...ANY, level: found.level - 1 }).cells.length).toBeLessThan(24);
    expect(gridOf(region, { ...ANY, maxLevel: 5 }).level).toBe(5);
    expect(gridOf(region, { ...ANY, maxSize: 10 }).cells.length).toBeLessThanOrEqual(10);
    expect(gridOf({ kind: "point", point: { lat: 1, lon: 2 } }, { ...ANY, level: 12 }).cells).toHaveLength(1);
    expect(() => gridOf({ kind: "circle", centre: { lat: 0, lon: 0 }, radiusKm: 5000 }, { ...ANY, level: 25 })).toThrow(
        /more than 100000 cells/,
    );
});
