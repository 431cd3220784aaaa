import { type Definition, flux } from "../../registry.ts";

const DEFAULTS = `predicate=(r) => true, start=-30d, stop=now()`;

/** Rows of a bucket that hold in a predicate. */
const SOURCE = `from(bucket: bucket) |> range(start: start, stop: stop) |> filter(fn: predicate)`;

/** The column of names or values, each once, in one table. */
const DISTINCT = `|> keep(columns: ["_value"]) |> group() |> distinct()`;

const IMPORT = `import "influxdata/influxdb"
`;

const listed = (parameters: string, body: string): Definition =>
    flux(`${IMPORT}
        (${parameters}) => influxdb.${body}`);

/** Functions that say what is in a bucket; those of `schema` and of `v1` have the same names. */
export const schemaFunctions: Readonly<Record<string, Definition>> = {
    fieldsAsCols: flux(`(tables=<-) => tables |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`),
    tagValues: listed(`bucket, tag, ${DEFAULTS}`, `${SOURCE} |> keep(columns: [tag]) |> group() |> distinct(column: tag)`),
    tagKeys: listed(`bucket, ${DEFAULTS}`, `${SOURCE} |> keys() ${DISTINCT}`),
    measurementTagValues: listed(
        `bucket, measurement, tag, start=-30d, stop=now()`,
        `from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> filter(fn: (r) => r._measurement == measurement)
            |> keep(columns: [tag])
            |> group()
            |> distinct(column: tag)`,
    ),
    measurementTagKeys: listed(
        `bucket, measurement, start=-30d, stop=now()`,
        `from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> filter(fn: (r) => r._measurement == measurement)
            |> keys()
            ${DISTINCT}`,
    ),
    fieldKeys: listed(`bucket, ${DEFAULTS}`, `${SOURCE} |> keep(columns: ["_field"]) |> group() |> distinct(column: "_field")`),
    measurementFieldKeys: listed(
        `bucket, measurement, start=-30d, stop=now()`,
        `from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> filter(fn: (r) => r._measurement == measurement)
            |> keep(columns: ["_field"])
            |> group()
            |> distinct(column: "_field")`,
    ),
    measurements: listed(
        `bucket, start=-30d, stop=now()`,
        `from(bucket: bucket)
            |> range(start: start, stop: stop)
            |> keep(columns: ["_measurement"])
            |> group()
            |> distinct(column: "_measurement")`,
    ),
};
