import { type Definition, definePackage, flux, option } from "../../../../registry.ts";

const RANGE = `start=_startDefault, stop=_stopDefault`;
const DEFAULTS = `predicate=(r) => true, ${RANGE}`;

/** Rows of a bucket that hold in a predicate. */
const SOURCE = `_from(bucket: bucket) |> range(start: start, stop: stop) |> filter(fn: predicate)`;

/** Rows of a measurement. */
const MEASUREMENT = `_from(bucket: bucket) |> range(start: start, stop: stop) |> filter(fn: (r) => r._measurement == measurement)`;

const listed = (parameters: string, body: string): Definition => flux(`(${parameters}) => ${body}`);

/** Functions that say what is in a bucket. */
const schemaFunctions: Readonly<Record<string, Definition>> = {
    fieldsAsCols: flux(`(tables=<-) => tables |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`),
    tagValues: listed(`bucket, tag, ${DEFAULTS}`, `${SOURCE} |> _seriesValues(tag: tag)`),
    tagKeys: listed(`bucket, ${DEFAULTS}`, `${SOURCE} |> _seriesKeys()`),
    measurementTagValues: listed(`bucket, measurement, tag, ${RANGE}`, `${MEASUREMENT} |> _seriesValues(tag: tag)`),
    measurementTagKeys: listed(`bucket, measurement, ${RANGE}`, `${MEASUREMENT} |> _seriesKeys()`),
    fieldKeys: listed(`bucket, ${DEFAULTS}`, `${SOURCE} |> _seriesValues(tag: "_field")`),
    measurementFieldKeys: listed(`bucket, measurement, ${RANGE}`, `${MEASUREMENT} |> _seriesValues(tag: "_field")`),
    measurements: listed(
        `bucket, ${RANGE}`,
        `_from(bucket: bucket) |> range(start: start, stop: stop) |> _seriesValues(tag: "_measurement")`,
    ),
};

export default definePackage("influxdata/influxdb/schema", {
    ...schemaFunctions,
    /** Where the rows come from: a script may set it. */
    _from: option(`import "influxdata/influxdb"

        influxdb.from`),
    _startDefault: flux(`-30d`),
    /** `option now` of a script does not reach the reference's packages: their default is the run's own time. */
    _stopDefault: flux(`_startedAt()`),
});
