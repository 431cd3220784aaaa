import type { PackageDoc } from "../../types.ts";

const region =
    "A record: `{lat, lon, radius}` for a circle, `{minLat, maxLat, minLon, maxLon}` for a box, or `{points: [{lat, lon}, …]}` for a polygon.";
const geometry = 'A record: `{lat, lon}` for a point, or `{linestring: "lon lat, lon lat"}` for a line.';
const units = "Record with the unit of `distance`: `m`, `km` or `mile`; the option `units` by default.";
const tables = "Tables from the pipe.";
const minSize = "Fewest grid cells that cover the region.";
const maxSize = "Most grid cells that cover the region; -1 for no limit.";
const level = "S2 level of the grid's cells, 0 to 30; -1 to choose one.";
const s2cellIDLevel = "Level of the tokens in `s2_cell_id`; -1 to see it from the data.";
const km = '{distance: "km"}';
const use = (body: string): string => `import "array"\nimport "experimental/geo"\n\n${body}\n`;
const value = (call: string): string => use(`array.from(rows: [{x: geo.${call}}])`);
const circle = "{lat: 40.7, lon: -73.9, radius: 20.0}";
const point = "{lat: 40.72, lon: -73.98}";
const rows = (rest: string): string =>
    use(
        `array.from(\n    rows: [\n        {_time: 2024-03-01T00:00:00Z, id: "a", lat: 40.72, lon: -73.98, s2_cell_id: "89c25991"},\n        {_time: 2024-03-01T00:01:00Z, id: "a", lat: 40.75, lon: -73.95, s2_cell_id: "89c2592b"},\n    ],\n)\n    |> geo.${rest}`,
    );

const geo: PackageDoc = {
    summary: "Points, lines and regions on the earth, with the cells of the S2 grid as an index.",
    exports: {
        units: { summary: 'Option with the unit of distances: a record like `{distance: "km"}`.' },
        shapeData: {
            summary: "Turns fields with latitude and longitude into columns `lat` and `lon`, and adds the S2 cell as `s2_cell_id`.",
            arguments: {
                tables,
                latField: "Field that holds the latitude.",
                lonField: "Field that holds the longitude.",
                level: "S2 level of the tokens.",
            },
            example:
                'import "experimental/geo"\n\nfrom(bucket: "bikes")\n    |> range(start: -1h)\n    |> geo.shapeData(latField: "latitude", lonField: "longitude", level: 10)\n',
        },
        toRows: {
            summary: "Makes a row of all fields of one time: a pivot by `_time`.",
            arguments: { tables },
            example: 'import "experimental/geo"\n\nfrom(bucket: "bikes")\n    |> range(start: -1h)\n    |> geo.toRows()\n',
        },
        filterRows: {
            summary: "Keeps rows with a point in a region: first by grid cells, then exactly.",
            arguments: {
                tables,
                region,
                minSize,
                maxSize,
                level,
                s2cellIDLevel,
                strict: "Whether to test each point exactly; without, all of a cell at the border counts.",
            },
            example: rows(`filterRows(region: ${circle})`),
        },
        gridFilter: {
            summary: "Keeps rows whose grid cell touches a region. Quick, and a little too wide.",
            arguments: { tables, region, minSize, maxSize, level, s2cellIDLevel, units },
            example: rows(`gridFilter(region: ${circle})`),
        },
        strictFilter: {
            summary: "Keeps rows whose point is in a region, exactly.",
            arguments: { tables, region },
            example: rows(`strictFilter(region: ${circle})`),
        },
        getGrid: {
            summary: "The grid cells that cover a region: a record with their tokens as `set` and their `level`.",
            arguments: { region, units, minSize, maxSize, level, maxLevel: "Finest level to choose." },
            example: use(`grid = geo.getGrid(region: ${circle}, units: ${km}, minSize: 4)\n\narray.from(rows: [{level: grid.level}])`),
        },
        getLevel: {
            summary: "The level of a cell by its token.",
            arguments: { token: "An S2 cell's token." },
            example: value('getLevel(token: "89c25991")'),
        },
        s2CellIDToken: {
            summary: "The token of the cell that holds a point, or of the larger cell around another one.",
            arguments: { level: "Level of the cell wanted.", point: "A record `{lat, lon}`.", token: "A cell's token." },
            example: value(`s2CellIDToken(point: ${point}, level: 10)`),
        },
        s2CellLatLon: {
            summary: "The centre of a cell, as a record with `lat` and `lon`.",
            arguments: { token: "An S2 cell's token." },
            example: use('centre = geo.s2CellLatLon(token: "89c25991")\n\narray.from(rows: [{lat: centre.lat, lon: centre.lon}])'),
        },
        groupByArea: {
            summary: "Groups rows by larger cells, whose tokens go into a new column.",
            arguments: { tables, newColumn: "Name of the column with the tokens.", level: "Level of the larger cells.", s2cellIDLevel },
            example: rows('groupByArea(newColumn: "area", level: 6)'),
        },
        asTracks: {
            summary: "Groups points into tracks, and sorts each by time.",
            arguments: { tables, groupBy: "Columns that tell tracks apart.", orderBy: "Columns to sort a track by." },
            example: rows('asTracks(groupBy: ["id"])'),
        },
        totalDistance: {
            summary: "The way along the points of each table, added up.",
            arguments: { tables, outputColumn: "Column for the sum." },
            example: rows('totalDistance(outputColumn: "distance")'),
        },
        ST_LineString: {
            summary: "Makes one line of the points of each table, as a text in `st_linestring`.",
            arguments: { tables },
            example: rows("ST_LineString()"),
        },
        ST_Contains: {
            summary: "Whether a region holds a geometry whole.",
            arguments: { region, geometry, units },
            example: value(`ST_Contains(region: ${circle}, geometry: ${point}, units: ${km})`),
        },
        ST_DWithin: {
            summary: "Whether a geometry is nearer to a region than a distance.",
            arguments: { region, geometry, distance: "The distance, in the unit.", units },
            example: value(`ST_DWithin(region: ${circle}, geometry: ${point}, distance: 5.0, units: ${km})`),
        },
        ST_Distance: {
            summary: "The distance between a geometry and a region; 0 where they touch.",
            arguments: { region, geometry, units },
            example: value(`ST_Distance(region: ${circle}, geometry: ${point}, units: ${km})`),
        },
        ST_Intersects: {
            summary: "Whether a geometry and a region have a point in common.",
            arguments: { region, geometry, units },
            example: value(`ST_Intersects(region: ${circle}, geometry: ${point}, units: ${km})`),
        },
        ST_Length: {
            summary: "The length of a line; 0 for a point.",
            arguments: { geometry, units },
            example: value(`ST_Length(geometry: {linestring: "-73.98 40.72, -73.95 40.75"}, units: ${km})`),
        },
        stContains: { summary: "What `ST_Contains` is made of, with the unit always given.", arguments: { region, geometry, units } },
        stDistance: { summary: "What `ST_Distance` is made of, with the unit always given.", arguments: { region, geometry, units } },
        stLength: { summary: "What `ST_Length` is made of, with the unit always given.", arguments: { geometry, units } },
    },
};

export default geo;
