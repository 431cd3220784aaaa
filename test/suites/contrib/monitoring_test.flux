package contrib_test


import "array"
import "contrib/bonitoo-io/hex"
import "contrib/bonitoo-io/tickscript"
import "contrib/qxip/hash"
import "contrib/rhajek/bigpanda"
import "contrib/sranka/opsgenie"
import "contrib/sranka/sensu"
import "contrib/tomhollingworth/events"
import "csv"
import "influxdata/influxdb/monitor"
import "influxdata/influxdb/schema"
import "influxdata/influxdb/v1"
import "pagerduty"
import "testing"

option now = () => 2024-03-01T00:00:00Z
option monitor.write = (tables=<-) => tables
option monitor.log = (tables=<-) => tables

data =
    csv.from(
        csv: "
#datatype,string,long,dateTime:RFC3339,string,string,string,double
#group,false,false,false,true,true,true,false
#default,_result,,,,,,
,result,table,_time,_measurement,_field,host,_value
,,0,2024-02-29T00:00:00Z,cpu,load,a,1.5
,,1,2024-02-29T00:00:00Z,cpu,load,b,80.5
,,2,2024-02-29T00:01:00Z,mem,free,b,12
",
    )

testcase checked {
    got =
        data
            |> v1.fieldsAsCols()
            |> monitor.check(
                crit: (r) => r.load > 50.0,
                ok: (r) => r.load < 10.0,
                messageFn: (r) => "${r.host} is ${r._level}",
                data: {_check_name: "load", _check_id: "1", _type: "threshold", tags: {}},
            )
            |> keep(columns: ["_level", "_message"])
            |> group()
            |> sort(columns: ["_message"])
    want =
        array.from(
            rows: [
                {_level: "ok", _message: "a is ok"},
                {_level: "crit", _message: "b is crit"},
                {_level: "unknown", _message: "b is unknown"},
            ],
        )

    testing.diff(got: got, want: want |> sort(columns: ["_message"]))
}

testcase dead {
    got =
        data
            |> monitor.deadman(t: 2024-02-29T00:00:30Z)
            |> filter(fn: (r) => r.dead)
            |> keep(columns: ["host"])
            |> group()
            |> sort(columns: ["host"])

    testing.diff(got: got, want: array.from(rows: [{host: "a"}, {host: "b"}]))
}

testcase schema_of_rows {
    option schema._from = (bucket) => data

    got = schema.measurementTagValues(bucket: "any", measurement: "cpu", tag: "host")

    testing.diff(got: got, want: array.from(rows: [{_value: "a"}, {_value: "b"}]))
}

testcase alerts {
    got =
        data
            |> filter(fn: (r) => r._measurement == "cpu")
            |> tickscript.alert(
                check: tickscript.defineCheck(id: "c", name: "Load"),
                crit: (r) => r._value > 50.0,
                message: (r) => "${r._check_name}: ${r._level}",
            )
            |> group()
            |> keep(columns: ["_message"])
            |> sort(columns: ["_message"])

    testing.diff(got: got, want: array.from(rows: [{_message: "Load: crit"}, {_message: "Load: ok"}]))
}

testcase texts {
    got =
        array.from(
            rows: [
                {
                    action: pagerduty.actionFromLevel(level: "ok"),
                    digest: hash.md5(v: "flux"),
                    hex: hex.string(v: 255),
                    responders: opsgenie.respondersToJSON(v: ["team:one"]),
                    sensu: sensu.toSensuName(v: "a b/c"),
                    status: bigpanda.statusFromLevel(level: "warn"),
                },
            ],
        )
    want =
        array.from(
            rows: [
                {
                    action: "resolve",
                    digest: "ab18b3e58a3b1bb5106ced208a8bd460",
                    hex: "ff",
                    responders: "[{\"type\":\"team\",\"name\":\"one\"}]",
                    sensu: "a_b_c",
                    status: "warning",
                },
            ],
        )

    testing.diff(got: got, want: want)
}

testcase durations_of_events {
    got =
        data
            |> group()
            |> sort(columns: ["_time"])
            |> events.duration(unit: 1s, stop: 2024-02-29T00:02:00Z)
            |> keep(columns: ["duration"])

    testing.diff(got: got, want: array.from(rows: [{duration: 0}, {duration: 60}, {duration: 60}]))
}
