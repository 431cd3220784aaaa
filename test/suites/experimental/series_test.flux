package experimental_test


import "array"
import "csv"
import "experimental"
import "experimental/geo"
import "experimental/polyline"
import "experimental/table"
import "internal/promql"
import "join"
import "testing"

counters =
    csv.from(
        csv: "
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,string,double
#group,false,false,true,true,false,true,false
#default,_result,,,,,,
,result,table,_start,_stop,_time,host,_value
,,0,2024-01-01T00:00:00Z,2024-01-01T00:05:00Z,2024-01-01T00:00:30Z,a,10
,,0,2024-01-01T00:00:00Z,2024-01-01T00:05:00Z,2024-01-01T00:01:30Z,a,20
,,0,2024-01-01T00:00:00Z,2024-01-01T00:05:00Z,2024-01-01T00:02:30Z,a,5
,,0,2024-01-01T00:00:00Z,2024-01-01T00:05:00Z,2024-01-01T00:03:30Z,a,15
,,0,2024-01-01T00:00:00Z,2024-01-01T00:05:00Z,2024-01-01T00:04:30Z,a,25
,,1,2024-01-01T00:00:00Z,2024-01-01T00:05:00Z,2024-01-01T00:04:30Z,b,1
",
    )

value = (v) => array.from(rows: [{host: "a", _value: v}]) |> group(columns: ["host"])
bare = (tables=<-) => tables |> drop(columns: ["_start", "_stop"])

testcase resets {
    testing.diff(got: counters |> promql.resets() |> filter(fn: (r) => r.host == "a") |> bare(), want: value(v: 1.0))
}

testcase increases {
    // Samples cover 240 s of 300 s, and lie 30 s from both bounds.
    testing.diff(got: counters |> promql.extrapolatedRate(isCounter: true) |> bare(), want: value(v: 43.75))
}

testcase instant {
    testing.diff(got: counters |> promql.instantRate(isRate: true) |> bare(), want: value(v: 10.0 / 60.0))
}

testcase labelled {
    got =
        counters
            |> promql.labelReplace(source: "host", destination: "node", regex: "(.*)", replacement: "node-$1")
            |> keep(columns: ["node"])
            |> unique(column: "node")
    want = array.from(rows: [{node: "node-a"}, {node: "node-b"}]) |> group(columns: ["node"])

    testing.diff(got: got, want: want)
}

testcase quantiles {
    buckets =
        array.from(
            rows: [
                {le: "0.1", _value: 10.0},
                {le: "0.5", _value: 30.0},
                {le: "+Inf", _value: 40.0},
            ],
        )

    testing.diff(
        got: buckets |> promql.promHistogramQuantile(quantile: 0.5) |> map(fn: (r) => ({r with host: "a"})) |> group(columns: ["host"]),
        want: value(v: 0.3),
    )
}

testcase empty_and_filled {
    got =
        counters
            |> filter(fn: (r) => r._value > 100.0, onEmpty: "keep")
            |> table.fill()
            |> map(fn: (r) => ({host: r.host, known: exists r._value}))
    want = array.from(rows: [{host: "a", known: false}, {host: "b", known: false}])

    testing.diff(got: got |> group(), want: want)
}

testcase chained {
    got = experimental.chain(first: counters |> limit(n: 1), second: counters |> filter(fn: (r) => r.host == "b"))

    testing.diff(got: got, want: counters |> filter(fn: (r) => r.host == "b"))
}

testcase joined_left {
    names = array.from(rows: [{host: "a", name: "Anna"}])
    got =
        join.left(
            left: counters |> last() |> group(),
            right: names,
            on: (l, r) => l.host == r.host,
            as: (l, r) => ({host: l.host, name: if exists r.name then r.name else "?", _value: l._value}),
        )
    want = array.from(rows: [{host: "a", name: "Anna", _value: 25.0}, {host: "b", name: "?", _value: 1.0}])

    testing.diff(got: got, want: want)
}

places =
    array.from(
        rows: [
            {id: "x", lat: 40.9228, lon: -73.3527, s2_cell_id: "89e825"},
            {id: "y", lat: 39.08433, lon: -75.9978, s2_cell_id: "89b875"},
        ],
    )
        |> group(columns: ["id", "s2_cell_id"])

testcase near {
    region = {lat: 40.69335938, lon: -73.30078125, radius: 30.0}

    testing.diff(
        got: places |> geo.filterRows(region: region),
        want: places |> filter(fn: (r) => r.id == "x"),
    )
}

testcase near_roughly {
    region = {minLat: 38.9, maxLat: 39.2, minLon: -76.1, maxLon: -75.8}

    testing.diff(
        got: places |> geo.gridFilter(region: region, minSize: 4),
        want: places |> filter(fn: (r) => r.id == "y"),
    )
}

testcase areas {
    got =
        places
            |> geo.groupByArea(newColumn: "area", level: 4)
            |> keep(columns: ["area", "id"])
    want = array.from(rows: [{area: "89b", id: "y"}, {area: "89f", id: "x"}]) |> group(columns: ["area"])

    testing.diff(got: got, want: want)
}

testcase fewer_points {
    got =
        array.from(
            rows: [
                {_time: 2024-01-01T00:00:00Z, _value: 0.0},
                {_time: 2024-01-01T00:01:00Z, _value: 10.0},
                {_time: 2024-01-01T00:02:00Z, _value: 20.0},
                {_time: 2024-01-01T00:03:00Z, _value: 0.0},
            ],
        )
            |> polyline.rdp()
            |> keep(columns: ["_value"])

    testing.diff(got: got, want: array.from(rows: [{_value: 0.0}, {_value: 20.0}, {_value: 0.0}]))
}
