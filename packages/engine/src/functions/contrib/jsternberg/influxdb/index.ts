import { definePackage, flux } from "../../../../registry.ts";

const from = flux(`import "influxdata/influxdb"

        (bucket, start, stop=now(), org="", host="", token="") =>
            (if host == "" then influxdb.from(bucket: bucket) else influxdb.from(bucket: bucket, host: host, org: org, token: token))
                |> range(start: start, stop: stop)`);

export default definePackage("contrib/jsternberg/influxdb", {
    _from: from,
    _mask: flux(`(columns, tables=<-) => tables |> drop(columns: columns)`),
    from,
    select: flux(`(from, start, stop=now(), m, fields=[], org="", host="", token="", where=(r) => true) =>
        _from(
            bucket: from,
            start: start,
            stop: stop,
            org: org,
            host: host,
            token: token,
        )
            |> filter(fn: (r) => r._measurement == m)
            |> filter(fn: where)
            |> filter(fn: if length(arr: fields) == 0 then (r) => true else (r) => contains(value: r._field, set: fields))
            |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
            |> _mask(columns: ["_measurement", "_start", "_stop"])`),
});
