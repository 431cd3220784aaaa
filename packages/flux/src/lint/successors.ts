/** What took the place of deprecated functions, where a call stays as it is but for the name. */

export interface Successor {
    readonly path: string;
    readonly name: string;
}

/** `package.name` → the export that takes the same arguments and gives the same; a type test holds them to that. */
export const SUCCESSORS: ReadonlyMap<string, Successor> = new Map([
    ["experimental.addDuration", { path: "date", name: "add" }],
    ["experimental.subDuration", { path: "date", name: "sub" }],
    ["experimental.to", { path: "influxdata/influxdb", name: "wideTo" }],
    // The types of both are the same, and the documentation names this one as the package to use.
    ...same("date/boundaries", "experimental/date/boundaries", [
        "friday",
        "monday",
        "month",
        "saturday",
        "sunday",
        "thursday",
        "tuesday",
        "wednesday",
        "week",
        "yesterday",
    ]),
    ...same("experimental/array", "array", ["concat", "filter", "from", "map"]),
    ...same("influxdata/influxdb/v1", "influxdata/influxdb/schema", [
        "fieldKeys",
        "fieldsAsCols",
        "measurementFieldKeys",
        "measurementTagKeys",
        "measurementTagValues",
        "measurements",
        "tagKeys",
        "tagValues",
    ]),
]);

function same(from: string, path: string, names: readonly string[]): (readonly [string, Successor])[] {
    return names.map((name) => [`${from}.${name}`, { path, name }] as const);
}
