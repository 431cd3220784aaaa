import { cellOf, cellOfToken, centreOf, levelOf, parentOf, tokenOf } from "../../../kernels/s2.ts";
import type { Args } from "../../../arguments.ts";
import { definePackage, flux, option, scalar } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { ArrayValue, RecordValue } from "../../../values/value.ts";
import totalDistance from "./totalDistance.ts";
import { gridOf } from "./grid.ts";
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
    getGrid: scalar(["region", "?minSize", "?maxSize", "?level", "?maxLevel", "units"], (args) => {
        const region = shapeOf(args.record("region"), unitFactor(args.record("units")));
        const maxLevel = args.count("maxLevel", 30);
        const level = args.count("level", -1);
        if (level > 30 || (args.has("maxLevel") && maxLevel >= 0 && level > maxLevel)) {
            throw new FluxError("invalid", "level is greater than the level of the cells");
        }
        const grid = gridOf(region, {
            level,
            minSize: args.count("minSize", -1),
            maxSize: args.count("maxSize", -1),
            maxLevel: maxLevel < 0 ? 30 : maxLevel,
        });
        return RecordValue.of({ level: BigInt(grid.level), set: new ArrayValue(grid.cells.map(tokenOf)) });
    }),
    _detectLevel: flux(`(tables=<-) => {
        row = tables |> findRecord(fn: (key) => true, idx: 0)

        return if exists row.s2_cell_id then getLevel(token: row.s2_cell_id) else -1
    }`),
    gridFilter: flux(`(region, minSize=24, maxSize=-1, level=-1, s2cellIDLevel=-1, units=units, tables=<-) => {
        _cellLevel = if s2cellIDLevel == -1 then tables |> _detectLevel() else s2cellIDLevel
        _grid =
            getGrid(
                region: region,
                minSize: minSize,
                maxSize: maxSize,
                level: level,
                maxLevel: _cellLevel,
                units: units,
            )

        return
            if _grid.level == _cellLevel then
                tables |> filter(fn: (r) => contains(value: r.s2_cell_id, set: _grid.set))
            else
                tables
                    |> filter(fn: (r) => contains(value: s2CellIDToken(token: r.s2_cell_id, level: _grid.level), set: _grid.set))
    }`),
    filterRows: flux(`(region, minSize=24, maxSize=-1, level=-1, s2cellIDLevel=-1, strict=true, tables=<-) => {
        _rows =
            tables
                |> gridFilter(
                    region: region,
                    minSize: minSize,
                    maxSize: maxSize,
                    level: level,
                    s2cellIDLevel: s2cellIDLevel,
                )

        return if strict then _rows |> strictFilter(region: region) else _rows
    }`),
    totalDistance,
    asTracks: flux(`(groupBy=["id", "tid"], orderBy=["_time"], tables=<-) =>
        tables
            |> group(columns: groupBy)
            |> sort(columns: orderBy)`),
    groupByArea: flux(`(newColumn, level, s2cellIDLevel=-1, tables=<-) =>
        tables
            |> map(fn: (r) => ({r with _s2_area: s2CellIDToken(point: {lat: r.lat, lon: r.lon}, level: level)}))
            |> rename(fn: (column) => if column == "_s2_area" then newColumn else column)
            |> group(columns: [newColumn])`),
});
