import { cellOf, childrenOf, cornersOf, FACES, type LatLon, levelOf, parentOf } from "../../../kernels/s2.ts";
import { angleToArc, arcsCross } from "../../../kernels/sphere.ts";
import { FluxError } from "../../../values/error.ts";
import { contains, EARTH_KM, type Shape } from "./geometry.ts";

/** Cells of a grid that is larger than anyone can use. */
const MAX_CELLS = 100_000;
/** Points on each edge of a box that stand for it: a box is bounded by parallels, not by arcs. */
const BOX_STEPS = 64;

export interface Grid {
    readonly level: number;
    /** Cells that the region lies in, wholly or in part, in order of their ids. */
    readonly cells: readonly bigint[];
}

type Edge = readonly [LatLon, LatLon];

function edgesOf(corners: readonly LatLon[], closed: boolean): Edge[] {
    const edges = corners.slice(1).map((corner, at): Edge => [corners[at] as LatLon, corner]);
    return closed ? [...edges, [corners.at(-1) as LatLon, corners[0] as LatLon]] : edges;
}

/** The outline of a box, as short arcs. */
function boxOutline({ min, max }: { readonly min: LatLon; readonly max: LatLon }): LatLon[] {
    const width = max.lon >= min.lon ? max.lon - min.lon : max.lon - min.lon + 360;
    const height = max.lat - min.lat;
    const at = (x: number, y: number): LatLon => ({ lat: min.lat + height * y, lon: min.lon + width * x });
    const points: LatLon[] = [];
    for (let step = 0; step < 4 * BOX_STEPS; step += 1) {
        const part = (step % BOX_STEPS) / BOX_STEPS;
        const side = Math.floor(step / BOX_STEPS);
        points.push(side === 0 ? at(part, 0) : side === 1 ? at(1, part) : side === 2 ? at(1 - part, 1) : at(0, 1 - part));
    }
    return points;
}

/** A test whether a cell and a region have a point in common. */
function touching(region: Shape): (cell: bigint) => boolean {
    const holds = (cell: bigint, point: LatLon): boolean => parentOf(cellOf(point), levelOf(cell)) === cell;
    if (region.kind === "point") {
        return (cell) => holds(cell, region.point);
    }
    if (region.kind === "circle") {
        const reach = region.radiusKm / EARTH_KM;
        return (cell) =>
            holds(cell, region.centre) || edgesOf(cornersOf(cell), true).some(([a, b]) => angleToArc(region.centre, a, b) <= reach);
    }
    const outline = region.kind === "box" ? boxOutline(region) : region.points;
    const edges = edgesOf(outline, region.kind !== "line");
    const inside = (point: LatLon): boolean => region.kind !== "line" && contains(region, { kind: "point", point });
    return (cell) => {
        const corners = cornersOf(cell);
        return (
            outline.some((point) => holds(cell, point)) ||
            corners.some(inside) ||
            edgesOf(corners, true).some(([a, b]) => edges.some(([c, d]) => arcsCross(a, b, c, d)))
        );
    };
}

/**
 * The cells of one level that cover a region: of `level`, or else of the coarsest that has `minSize` cells, but no finer than `maxLevel`
 * and with no more than `maxSize` cells (-1: no limit).
 */
export function gridOf(
    region: Shape,
    limits: { readonly level: number; readonly minSize: number; readonly maxSize: number; readonly maxLevel: number },
): Grid {
    const { level, minSize, maxSize, maxLevel } = limits;
    const touches = touching(region);
    let grid: Grid = { level: 0, cells: FACES.filter(touches) };
    while (level >= 0 ? grid.level < level : grid.level < maxLevel && grid.cells.length < minSize) {
        const finer = { level: grid.level + 1, cells: grid.cells.flatMap(childrenOf).filter(touches) };
        if (level < 0 && maxSize > 0 && finer.cells.length > maxSize) {
            break;
        }
        if (finer.cells.length > MAX_CELLS) {
            throw new FluxError("invalid", `the grid has more than ${MAX_CELLS} cells: choose a lower level`);
        }
        grid = finer;
    }
    return grid;
}
