import { constant, definePackage, flux, option } from "../../../../registry.ts";
import stateChanges from "./stateChanges.ts";

export default definePackage("influxdata/influxdb/monitor", {
    bucket: constant("_monitoring"),
    levelOK: constant("ok"),
    levelInfo: constant("info"),
    levelWarn: constant("warn"),
    levelCrit: constant("crit"),
    levelUnknown: constant("unknown"),
    write: option(`import "experimental"

        (tables=<-) => tables |> experimental.to(bucket: "_monitoring")`),
    log: option(`import "experimental"

        (tables=<-) => tables |> experimental.to(bucket: "_monitoring")`),
    from: flux(`import "influxdata/influxdb"
        import "influxdata/influxdb/v1"

        (start, stop=now(), fn=(r) => true) =>
            influxdb.from(bucket: bucket)
                |> range(start: start, stop: stop)
                |> filter(fn: (r) => r._measurement == "statuses")
                |> filter(fn: fn)
                |> v1.fieldsAsCols()`),
    logs: flux(`import "influxdata/influxdb"
        import "influxdata/influxdb/v1"

        (start, stop=now(), fn) =>
            influxdb.from(bucket: bucket)
                |> range(start: start, stop: stop)
                |> filter(fn: (r) => r._measurement == "notifications")
                |> filter(fn: fn)
                |> v1.fieldsAsCols()`),
    /** The last row of each series, with whether it lies before a time. */
    deadman: flux(`(t, tables=<-) =>
        tables
            |> max(column: "_time")
            |> map(fn: (r) => ({r with dead: r._time < t}))`),
    /** Gives every row the first level whose test it passes, with the check's names and a message. */
    check: flux(`import "experimental"

        (data, messageFn, crit=(r) => false, warn=(r) => false, info=(r) => false, ok=(r) => true, tables=<-) => {
            level = (r) =>
                if crit(r: r) then
                    levelCrit
                else if warn(r: r) then
                    levelWarn
                else if info(r: r) then
                    levelInfo
                else if ok(r: r) then
                    levelOK
                else
                    levelUnknown

            return
                tables
                    |> experimental.set(o: data.tags)
                    |> experimental.group(mode: "extend", columns: experimental.objectKeys(o: data.tags))
                    |> map(
                        fn: (r) =>
                            ({r with
                                _measurement: "statuses",
                                _source_measurement: r._measurement,
                                _type: data._type,
                                _check_id: data._check_id,
                                _check_name: data._check_name,
                                _level: level(r: r),
                                _source_timestamp: int(v: r._time),
                                _time: now(),
                            }),
                    )
                    |> map(fn: (r) => ({r with _message: messageFn(r: r)}))
                    |> experimental.group(
                        mode: "extend",
                        columns: ["_source_measurement", "_type", "_check_id", "_check_name", "_level"],
                    )
                    |> write()
        }`),
    /** Sends every row by an endpoint and logs what was sent. */
    notify: flux(`import "experimental"

        (data, endpoint, tables=<-) =>
            tables
                |> experimental.set(o: data)
                |> experimental.group(mode: "extend", columns: experimental.objectKeys(o: data))
                |> map(
                    fn: (r) =>
                        ({r with _measurement: "notifications", _status_timestamp: int(v: r._time), _time: now()}),
                )
                |> endpoint()
                |> experimental.group(mode: "extend", columns: ["_sent"])
                |> log()`),
    _stateChanges: stateChanges,
    stateChanges: flux(`(fromLevel="any", toLevel="any", tables=<-) =>
        if fromLevel == toLevel and fromLevel != "any" then
            tables |> filter(fn: (r) => false)
        else
            tables |> _stateChanges(fromLevel: fromLevel, toLevel: toLevel)`),
    stateChangesOnly: flux(`(tables=<-) => tables |> _stateChanges(fromLevel: "any", toLevel: "any")`),
});
