import { angleBetween, angleToArc, insidePolygon } from "../../../kernels/sphere.ts";
import type { LatLon } from "../../../kernels/s2.ts";
import { FluxError } from "../../../values/error.ts";
import { ArrayValue, RecordValue, type Value } from "../../../values/value.ts";

export const EARTH_KM = 6371.01;

const UNITS: Readonly<Record<string, number>> = { m: 1000, km: 1, mile: 1 / 1.609344 };

/** Kilometres to the distance unit of a record `{distance: "km"}`. */
export function unitFactor(units: RecordValue): number {
    const name = units.get("distance");
    const factor = typeof name === "string" ? UNITS[name] : undefined;
    if (factor === undefined) {
        throw new FluxError("invalid", `invalid units.distance value: must be "m", "km" or "mile"`);
    }
    return factor;
}

/** What a region or a geometry of the package is. */
export type Shape =
    | { readonly kind: "point"; readonly point: LatLon }
    | { readonly kind: "line"; readonly points: readonly LatLon[] }
    | { readonly kind: "circle"; readonly centre: LatLon; readonly radiusKm: number }
    | { readonly kind: "box"; readonly min: LatLon; readonly max: LatLon }
    | { readonly kind: "polygon"; readonly points: readonly LatLon[] };

function number(record: RecordValue, name: string): number | undefined {
    const value = record.get(name);
    return typeof value === "number" ? value : undefined;
}

function pointOf(record: RecordValue): LatLon | undefined {
    const lat = number(record, "lat");
    const lon = number(record, "lon");
    return lat === undefined || lon === undefined ? undefined : { lat, lon };
}

function lineOf(text: string): LatLon[] {
    return text.split(",").map((pair) => {
        const [lon = Number.NaN, lat = Number.NaN] = pair.trim().split(/\s+/).map(Number);
        if (Number.isNaN(lon) || Number.isNaN(lat)) {
            throw new FluxError("invalid", `invalid linestring: "${text}"`);
        }
        return { lat, lon };
    });
}

/** Reads a record as a shape. A radius is in the units given. */
export function shapeOf(value: RecordValue, factor: number): Shape {
    const point = pointOf(value);
    const radius = number(value, "radius");
    if (point !== undefined) {
        return radius === undefined ? { kind: "point", point } : { kind: "circle", centre: point, radiusKm: radius / factor };
    }
    const [minLat, maxLat, minLon, maxLon] = ["minLat", "maxLat", "minLon", "maxLon"].map((name) => number(value, name));
    if (minLat !== undefined && maxLat !== undefined && minLon !== undefined && maxLon !== undefined) {
        return { kind: "box", min: { lat: minLat, lon: minLon }, max: { lat: maxLat, lon: maxLon } };
    }
    const points = value.get("points");
    if (points instanceof ArrayValue) {
        const corners = points.elements.map((element: Value) => (element instanceof RecordValue ? pointOf(element) : undefined));
        if (corners.length >= 3 && corners.every((corner) => corner !== undefined)) {
            return { kind: "polygon", points: corners as LatLon[] };
        }
        throw new FluxError("invalid", "polygon must have at least 3 points");
    }
    const line = value.get("linestring");
    if (typeof line === "string") {
        return { kind: "line", points: lineOf(line) };
    }
    throw new FluxError("invalid", "unsupported geometry: a point, a linestring, a circle, a box or a polygon is expected");
}

const pointsOf = (shape: Shape): readonly LatLon[] | undefined =>
    shape.kind === "point" ? [shape.point] : shape.kind === "line" ? shape.points : undefined;

function containsPoint(region: Shape, point: LatLon): boolean {
    switch (region.kind) {
        case "point":
            return region.point.lat === point.lat && region.point.lon === point.lon;
        case "line":
            return region.points.some((other) => other.lat === point.lat && other.lon === point.lon);
        case "circle":
            return angleBetween(region.centre, point) * EARTH_KM <= region.radiusKm;
        case "box":
            return (
                point.lat >= region.min.lat && point.lat <= region.max.lat && betweenLongitudes(point.lon, region.min.lon, region.max.lon)
            );
        default:
            return insidePolygon(point, region.points);
    }
}

/** A box may go over the date line. */
const betweenLongitudes = (lon: number, min: number, max: number): boolean =>
    min <= max ? lon >= min && lon <= max : lon >= min || lon <= max;

/** Whether all of a geometry (a point or a line) lies in a region. */
export function contains(region: Shape, geometry: Shape): boolean {
    const points = pointsOf(geometry);
    if (points === undefined) {
        throw new FluxError("invalid", "unsupported geometry: only points and linestrings can be contained");
    }
    return points.every((point) => containsPoint(region, point));
}

function toLine(point: LatLon, line: readonly LatLon[]): number {
    const [first] = line;
    if (line.length === 1 && first !== undefined) {
        return angleBetween(point, first);
    }
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 1; i < line.length; i += 1) {
        nearest = Math.min(nearest, angleToArc(point, line[i - 1] as LatLon, line[i] as LatLon));
    }
    return nearest;
}

/** The smallest angle from one of some points to a line. */
const nearest = (points: readonly LatLon[], line: readonly LatLon[]): number =>
    points.reduce((least, point) => Math.min(least, toLine(point, line)), Number.POSITIVE_INFINITY);

/** The smallest distance between a region and a geometry, in kilometres. */
export function distanceKm(region: Shape, geometry: Shape): number {
    const points = pointsOf(geometry);
    if (points === undefined) {
        throw new FluxError("invalid", "unsupported geometry: distances are from points and linestrings");
    }
    switch (region.kind) {
        case "circle":
            return Math.max(0, toLine(region.centre, points) * EARTH_KM - region.radiusKm);
        case "point":
            return toLine(region.point, points) * EARTH_KM;
        case "box":
            throw new FluxError("unimplemented", "distances from a box are not supported");
        default: {
            if (region.kind === "polygon" && points.some((point) => containsPoint(region, point))) {
                return 0;
            }
            const edge = region.kind === "polygon" ? [...region.points, region.points[0] as LatLon] : region.points;
            const there = nearest(points, edge);
            const back = points.length > 1 ? nearest(edge, points) : there;
            return Math.min(there, back) * EARTH_KM;
        }
    }
}

/** The length of a line in kilometres; 0 for a point. */
export function lengthKm(geometry: Shape): number {
    const points = pointsOf(geometry) ?? [];
    let sum = 0;
    for (let i = 1; i < points.length; i += 1) {
        sum += angleBetween(points[i - 1] as LatLon, points[i] as LatLon);
    }
    return sum * EARTH_KM;
}
