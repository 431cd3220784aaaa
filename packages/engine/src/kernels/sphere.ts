import { type LatLon, type Vector, vectorOf } from "./s2.ts";

/** Distances and containment on the sphere. Angles in radians unless said otherwise. */

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const length = (a: Vector): number => Math.hypot(a[0], a[1], a[2]);

function angle(a: Vector, b: Vector): number {
    return Math.atan2(length(cross(a, b)), dot(a, b));
}

/** The angle between two places. */
export function angleBetween(a: LatLon, b: LatLon): number {
    return angle(vectorOf(a), vectorOf(b));
}

/** The angle from a place to the nearest point of the great-circle arc from a to b. */
export function angleToArc(place: LatLon, a: LatLon, b: LatLon): number {
    const [p, from, to] = [vectorOf(place), vectorOf(a), vectorOf(b)];
    const normal = cross(from, to);
    const size = length(normal);
    if (size > 0) {
        const inside = dot(cross(normal, from), p) >= 0 && dot(cross(to, normal), p) >= 0;
        if (inside) {
            return Math.abs(Math.PI / 2 - angle(p, normal));
        }
    }
    return Math.min(angle(p, from), angle(p, to));
}

/** Whether a place lies inside a polygon whose corners go around a part of the sphere smaller than half of it. */
export function insidePolygon(place: LatLon, corners: readonly LatLon[]): boolean {
    const p = vectorOf(place);
    let turned = 0;
    for (let i = 0; i < corners.length; i += 1) {
        const a = vectorOf(corners[i] as LatLon);
        const b = vectorOf(corners[(i + 1) % corners.length] as LatLon);
        // The angle at the place between the directions of two corners, with its sign.
        const u = cross(p, a);
        const v = cross(p, b);
        turned += Math.atan2(dot(p, cross(u, v)), dot(u, v));
    }
    return Math.abs(turned) > Math.PI;
}

/** Whether the great-circle arcs from a to b and from c to d, each shorter than half a circle, cross. */
export function arcsCross(a: LatLon, b: LatLon, c: LatLon, d: LatLon): boolean {
    const [p, q, r, s] = [vectorOf(a), vectorOf(b), vectorOf(c), vectorOf(d)];
    const first = cross(p, q);
    const second = cross(r, s);
    const meets = cross(first, second);
    const onBoth = (point: Vector): boolean =>
        dot(cross(first, p), point) >= 0 &&
        dot(cross(q, first), point) >= 0 &&
        dot(cross(second, r), point) >= 0 &&
        dot(cross(s, second), point) >= 0;
    return onBoth(meets) || onBoth([-meets[0], -meets[1], -meets[2]]);
}
