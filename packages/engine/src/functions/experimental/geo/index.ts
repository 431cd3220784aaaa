import { cellOf, cellOfToken, centreOf, levelOf, parentOf, tokenOf } from "../../../kernels/s2.ts";
import type { Args } from "../../../arguments.ts";
import { definePackage, flux, option, scalar } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { RecordValue } from "../../../values/value.ts";
import totalDistance from "./totalDistance.ts";
import { contains, distanceKm, lengthKm, type Shape, shapeOf, unitFactor } from "./geometry.ts";

function cell(token: string): bigint {
    const id = cellOfToken(token);
    if (id === undefined) {
        throw new FluxError("invalid", `invalid cell ID token: "${token}"`);
    }
    return id;
}

/** The two shapes of a call and the factor of its units. */
function shapes(args: Args): { readonly region: Shape; readonly geometry: Shape; readonly factor: number } {
    const factor = unitFactor(args.record("units"));
    return { region: shapeOf(args.record("region"), factor), geometry: shapeOf(args.record("geometry"), factor), factor };
}

function cellToken(args: Args): string {
    const level = args.count("level");
    if (level < 1 || level > 30) {
        throw new FluxError("invalid", "level value must be [1, 30]");
    }
    if (args.has("token")) {
        const id = cell(args.string("token"));
        if (levelOf(id) < level) {
            throw new FluxError("invalid", `requested level greater then current level ${levelOf(id)}`);
        }
        return tokenOf(parentOf(id, level));
    }
    const point = args.record("point");
    const [lat, lon] = [point.get("lat"), point.get("lon")];
    if (typeof lat !== "number" || typeof lon !== "number") {
        throw new FluxError("invalid", "invalid point specification - must have lat, lon fields");
    }
    return tokenOf(parentOf(cellOf({ lat, lon }), level));
}

export default definePackage("experimental/geo", {
    units: option(`{distance: "km"}`),
    getLevel: scalar(["token"], (args) => BigInt(levelOf(cell(args.string("token"))))),
    s2CellIDToken: scalar(["?point", "?token", "level"], cellToken),
    s2CellLatLon: scalar(["token"], (args) => RecordValue.of({ ...centreOf(cell(args.string("token"))) })),
    stContains: scalar(["region", "geometry", "units"], (args) => {
        const { region, geometry } = shapes(args);
        return contains(region, geometry);
    }),
    stDistance: scalar(["region", "geometry", "units"], (args) => {
        const { region, geometry, factor } = shapes(args);
        return distanceKm(region, geometry) * factor;
    }),
    stLength: scalar(["geometry", "units"], (args) => {
        const factor = unitFactor(args.record("units"));
        return lengthKm(shapeOf(args.record("geometry"), factor)) * factor;
    }),
    ST_Contains: flux(`(region, geometry, units=units) => stContains(region: region, geometry: geometry, units: units)`),
    ST_Distance: flux(`(region, geometry, units=units) => stDistance(region: region, geometry: geometry, units: units)`),
    ST_DWithin: flux(`(region, geometry, distance, units=units) =>
        stDistance(region: region, geometry: geometry, units: units) <= distance`),
    ST_Intersects: flux(`(region, geometry, units=units) => stDistance(region: region, geometry: geometry, units: units) <= 0.0`),
    ST_Length: flux(`(geometry, units=units) => stLength(geometry: geometry, units: units)`),
    ST_LineString: flux(`(tables=<-) =>
        tables
            |> reduce(
                fn: (r, accumulator) =>
                    ({
                        __count: accumulator.__count + 1,
                        st_linestring:
                            accumulator.st_linestring + (if accumulator.__count > 0 then ", " else "") + string(v: r.lon) + " "
                                +
                                string(v: r.lat),
                    }),
                identity: {st_linestring: "", __count: 0},
            )
            |> drop(columns: ["__count"])`),
    toRows: flux(`(tables=<-) => tables |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`),
    shapeData: flux(`import "experimental"

        (latField, lonField, level, tables=<-) =>
            tables
                |> map(
                    fn: (r) =>
                        ({r with _field: if r._field == latField then "lat" else if r._field == lonField then "lon" else r._field}),
                )
                |> toRows()
                |> map(fn: (r) => ({r with s2_cell_id: s2CellIDToken(point: {lat: r.lat, lon: r.lon}, level: level)}))
                |> experimental.group(columns: ["s2_cell_id"], mode: "extend")`),
    strictFilter: flux(`(region, tables=<-) =>
        tables |> filter(fn: (r) => ST_Contains(region: region, geometry: {lat: r.lat, lon: r.lon}))`),
    // The grid only narrows what the exact test sees: its result is the same without.
    filterRows: flux(`(region, minSize=24, maxSize=-1, level=-1, s2cellIDLevel=-1, strict=true, tables=<-) =>
        if strict then
            tables |> strictFilter(region: region)
        else
            die(msg: "geo.filterRows without strict needs a grid, which is not available in this engine")`),
    totalDistance,
    asTracks: flux(`(groupBy=["id", "tid"], orderBy=["_time"], tables=<-) =>
        tables
            |> group(columns: groupBy)
            |> sort(columns: orderBy)`),
    groupByArea: flux(`import "experimental"

        (newColumn, level, s2cellIDLevel=-1, tables=<-) =>
            tables
                |> map(fn: (r) => ({r with _s2_area: s2CellIDToken(point: {lat: r.lat, lon: r.lon}, level: level)}))
                |> rename(fn: (column) => if column == "_s2_area" then newColumn else column)
                |> experimental.group(columns: [newColumn], mode: "extend")`),
});
