import { definePackage, flux } from "../../../../registry.ts";

/** Aggregates with `fn` and gives the result another name. */
const select = flux(`(column="_value", fn=(column, tables=<-) => tables, as, tables=<-) => {
        from = column

        return
            tables
                |> fn(column: from)
                |> rename(fn: (column) => if column == from then as else column)
    }`);

export default definePackage("contrib/bonitoo-io/tickscript", {
    defineCheck: flux(`(id, name, type="custom") => ({_check_id: id, _check_name: name, _type: type, tags: {}})`),
    select,
    compute: select,
    selectWindow: flux(`(column="_value", fn, as, every, defaultValue, tables=<-) => {
        from = column

        return
            tables
                |> aggregateWindow(every: every, fn: fn, column: from, createEmpty: true)
                |> fill(column: from, value: defaultValue)
                |> rename(fn: (column) => if column == from then as else column)
    }`),
    groupBy: flux(`import "experimental"

        (columns, tables=<-) =>
            tables
                |> group(columns: ["_measurement"])
                |> experimental.group(mode: "extend", columns: columns)`),
    join: flux(`import "experimental"
        import "universe"

        (tables, on=["_time"], measurement) =>
            universe.join(tables: tables, on: on)
                |> map(fn: (r) => ({r with _measurement: measurement}))
                |> experimental.group(mode: "extend", columns: ["_measurement"])`),
    alert: flux(`import "experimental"
        import "influxdata/influxdb/monitor"

        (
            check,
            id=(r) => "\${r._check_id}",
            details=(r) => "",
            message=(r) => "Threshold Check: \${r._check_name} is: \${r._level}",
            crit=(r) => false,
            warn=(r) => false,
            info=(r) => false,
            ok=(r) => true,
            topic="",
            tables=<-,
        ) => {
            withTopic = (tables=<-) =>
                if topic == "" then
                    tables
                else
                    tables
                        |> set(key: "_topic", value: topic)
                        |> experimental.group(mode: "extend", columns: ["_topic"])

            return
                tables
                    |> drop(columns: ["_start", "_stop"])
                    |> map(fn: (r) => ({r with _check_id: check._check_id, _check_name: check._check_name}))
                    |> map(fn: (r) => ({r with id: id(r: r)}))
                    |> map(fn: (r) => ({r with details: details(r: r)}))
                    |> withTopic()
                    |> monitor.check(
                        crit: crit,
                        warn: warn,
                        info: info,
                        ok: ok,
                        messageFn: message,
                        data: check,
                    )
        }`),
    /** A stream without any table is one that is dead. */
    deadman: flux(`import "array"

        (
            check,
            measurement,
            threshold=0,
            id=(r) => "\${r._check_id}",
            message=(r) => "Deadman Check: \${r._check_name} is: " + (if r.dead then "dead" else "alive"),
            topic="",
            tables=<-,
        ) => {
            counts =
                tables
                    |> reduce(fn: (r, accumulator) => ({__rows: accumulator.__rows + 1}), identity: {__rows: 0})
            found = counts |> findColumn(fn: (key) => true, column: "__rows")
            all = if length(arr: found) > 0 then counts else array.from(rows: [{__rows: 0}])

            return
                all
                    |> map(fn: (r) => ({r with _time: now(), _measurement: measurement, dead: r.__rows <= threshold}))
                    |> drop(columns: ["__rows"])
                    |> alert(
                        check: check,
                        id: id,
                        message: message,
                        crit: (r) => r.dead,
                        topic: topic,
                    )
        }`),
});
