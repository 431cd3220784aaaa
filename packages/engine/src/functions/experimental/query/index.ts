import { definePackage, flux } from "../../../registry.ts";

export default definePackage("experimental/query", {
    fromRange: flux(`import "influxdata/influxdb"

        (bucket, start, stop=now()) => influxdb.from(bucket: bucket) |> range(start: start, stop: stop)`),
    filterMeasurement: flux(`(measurement, table=<-) => table |> filter(fn: (r) => r._measurement == measurement)`),
    filterFields: flux(`(table=<-, fields=[]) =>
        if length(arr: fields) == 0 then table else table |> filter(fn: (r) => contains(value: r._field, set: fields))`),
    inBucket: flux(`(bucket, measurement, start, stop=now(), fields=[], predicate=(r) => true) =>
        fromRange(bucket: bucket, start: start, stop: stop)
            |> filterMeasurement(measurement: measurement)
            |> filter(fn: predicate)
            |> filterFields(fields: fields)`),
});
