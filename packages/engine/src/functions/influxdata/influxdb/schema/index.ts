import { type Definition, definePackage, flux, option } from "../../../../registry.ts";

const RANGE = `start=_startDefault, stop=_stopDefault`;
const DEFAULTS = `predicate=(r) => true, ${RANGE}`;

/** Rows of a bucket that hold in a predicate. */
const SOURCE = `_from(bucket: bucket) |> range(start: start, stop: stop) |> filter(fn: predicate)`;

/** The column of names or values, each once, in one table. */
const DISTINCT = `|> keep(columns: ["_value"]) |> group() |> distinct()`;

const listed = (parameters: string, body: string): Definition => flux(`(${parameters}) => ${body}`);

/** Functions that say what is in a bucket. */
const schemaFunctions: Readonly<Record<string, Definition>> = {
    fieldsAsCols: flux(`(tables=<-) => tables |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`),
    tagValues: listed(`bucket, tag, ${DEFAULTS}`, `${SOURCE} |> keep(columns: [tag]) |> group() |> distinct(column: tag)`),
    tagKeys: listed(`bucket, ${DEFAULTS}`, `${SOURCE} |> keys() ${DISTINCT}`),
    measurementTagValues: listed(
        `bucket, measurement, tag, ${RANGE}`,
        `_from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> filter(fn: (r) => r._measurement == measurement)
            |> keep(columns: [tag])
            |> group()
            |> distinct(column: tag)`,
    ),
    measurementTagKeys: listed(
        `bucket, measurement, ${RANGE}`,
        `_from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> filter(fn: (r) => r._measurement == measurement)
            |> keys()
            ${DISTINCT}`,
    ),
    fieldKeys: listed(`bucket, ${DEFAULTS}`, `${SOURCE} |> keep(columns: ["_field"]) |> group() |> distinct(column: "_field")`),
    measurementFieldKeys: listed(
        `bucket, measurement, ${RANGE}`,
        `_from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> filter(fn: (r) => r._measurement == measurement)
            |> keep(columns: ["_field"])
            |> group()
            |> distinct(column: "_field")`,
    ),
    measurements: listed(
        `bucket, ${RANGE}`,
        `_from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> keep(columns: ["_measurement"])
            |> group()
            |> distinct(column: "_measurement")`,
    ),
};

export default definePackage("influxdata/influxdb/schema", {
    ...schemaFunctions,
    /** Where the rows come from: a script may set it. */
    _from: option(`import "influxdata/influxdb"

        influxdb.from`),
    _startDefault: flux(`-30d`),
    _stopDefault: flux(`now()`),
});
