package experimental_test


import "array"
import "bitwise"
import "experimental"
import conversions "experimental/array"
import "experimental/geo"
import "experimental/oee"
import "influxdata/influxdb/monitor"
import "internal/debug"
import "testing"

pumps =
    array.from(
        rows: [
            {_time: 2024-05-01T00:00:00Z, pump: "p", _value: debug.null(type: "float")},
            {_time: 2024-05-01T00:00:20Z, pump: "p", _value: 4.0},
            {_time: 2024-05-01T00:00:40Z, pump: "p", _value: 4.0},
            {_time: 2024-05-01T00:01:00Z, pump: "p", _value: 10.0},
            {_time: 2024-05-01T00:00:00Z, pump: "q", _value: 1.0},
            {_time: 2024-05-01T00:01:20Z, pump: "q", _value: 7.0},
        ],
    )
        |> group(columns: ["pump"])
        |> range(start: 2024-05-01T00:00:00Z, stop: 2024-05-01T00:02:00Z)
bare = (tables=<-) => tables |> drop(columns: ["_start", "_stop"])
values = (p, q) => array.from(rows: [{pump: "p", _value: p}, {pump: "q", _value: q}]) |> group(columns: ["pump"])

testcase first_value_not_null {
    want =
        array.from(
            rows: [
                {_time: 2024-05-01T00:00:20Z, pump: "p", _value: 4.0},
                {_time: 2024-05-01T00:00:00Z, pump: "q", _value: 1.0},
            ],
        )
            |> group(columns: ["pump"])

    testing.diff(got: pumps |> experimental.first() |> bare(), want: want)
}

testcase null_is_one_of_the_unique_values {
    testing.diff(
        got: pumps |> experimental.unique() |> bare() |> experimental.count(),
        want: values(p: 3, q: 2),
    )
}

testcase spread_of_values {
    testing.diff(got: pumps |> experimental.spread() |> bare(), want: values(p: 6.0, q: 6.0))
}

testcase most_frequent_or_null {
    testing.diff(
        got: pumps |> experimental.mode() |> bare(),
        want: values(p: 4.0, q: debug.null(type: "float")),
    )
}

testcase filled_with_previous {
    got = pumps |> experimental.fill(usePrevious: true) |> bare() |> filter(fn: (r) => not exists r._value)
    want = array.from(rows: [{_time: 2024-05-01T00:00:00Z, pump: "p", _value: debug.null(type: "float")}])

    testing.diff(got: got, want: want |> group(columns: ["pump"]))
}

testcase area_with_ends {
    // q: 1 to 7 within 80 s, then on along the same line to the bound.
    testing.diff(
        got: pumps |> experimental.integral(unit: 20s, interpolate: "linear") |> bare() |> filter(fn: (r) => r.pump == "q"),
        want: array.from(rows: [{pump: "q", _value: 33.0}]) |> group(columns: ["pump"]),
    )
}

testcase binned {
    got = pumps |> experimental.histogram(bins: [2.0, 5.0, 20.0]) |> bare()
    want =
        array.from(
            rows: [
                {pump: "p", le: 2.0, _value: 0.0},
                {pump: "p", le: 5.0, _value: 2.0},
                {pump: "p", le: 20.0, _value: 3.0},
                {pump: "q", le: 2.0, _value: 1.0},
                {pump: "q", le: 5.0, _value: 1.0},
                {pump: "q", le: 20.0, _value: 2.0},
            ],
        )
            |> group(columns: ["pump"])

    testing.diff(got: got, want: want)
}

testcase windowed {
    got =
        pumps
            |> experimental.window(every: 1m)
            |> experimental.max()
            |> keep(columns: ["_start", "pump", "_value"])
            |> group()
            |> sort(columns: ["pump", "_start"])
    want =
        array.from(
            rows: [
                {_start: 2024-05-01T00:00:00Z, pump: "p", _value: 4.0},
                {_start: 2024-05-01T00:01:00Z, pump: "p", _value: 10.0},
                {_start: 2024-05-01T00:00:00Z, pump: "q", _value: 1.0},
                {_start: 2024-05-01T00:01:00Z, pump: "q", _value: 7.0},
            ],
        )

    testing.diff(got: got, want: want)
}

levels =
    array.from(
        rows: [
            {_time: 2024-05-01T00:00:00Z, _level: "warn"},
            {_time: 2024-05-01T00:01:00Z, _level: "ok"},
            {_time: 2024-05-01T00:02:00Z, _level: "ok"},
            {_time: 2024-05-01T00:03:00Z, _level: "warn"},
        ],
    )

testcase changed_level {
    want = array.from(rows: [{_time: 2024-05-01T00:03:00Z, _level: "warn"}]) |> group(columns: ["_level"])

    testing.diff(got: levels |> monitor.stateChanges(toLevel: "warn"), want: want)
}

testcase every_changed_level {
    want =
        array.from(
            rows: [{_time: 2024-05-01T00:01:00Z, _level: "ok"}, {_time: 2024-05-01T00:03:00Z, _level: "warn"}],
        )
            |> group(columns: ["_level"])

    testing.diff(got: levels |> monitor.stateChangesOnly(), want: want)
}

ships =
    array.from(
        rows: [
            {_time: 2024-05-01T02:00:00Z, id: "s", lat: 54.5, lon: 10.0},
            {_time: 2024-05-01T01:00:00Z, id: "s", lat: 54.0, lon: 10.0},
            {_time: 2024-05-01T01:00:00Z, id: "t", lat: 59.0, lon: 20.0},
        ],
    )

testcase tracks_in_order_of_time {
    testing.diff(
        got: ships |> geo.asTracks() |> geo.ST_LineString(),
        want: array.from(rows: [{id: "s", st_linestring: "10 54, 10 54.5"}, {id: "t", st_linestring: "20 59"}]) |> group(columns: ["id"]),
    )
}

testcase within_a_circle {
    got = ships |> geo.strictFilter(region: {lat: 54.1, lon: 10.1, radius: 20.0}) |> keep(columns: ["lat"])

    testing.diff(got: got, want: array.from(rows: [{lat: 54.0}]))
}

testcase half_a_degree_travelled {
    got = ships |> group(columns: ["id"]) |> geo.totalDistance() |> filter(fn: (r) => r.id == "s")
    want = array.from(rows: [{id: "s", _value: 6371.01 * 3.141592653589793 / 360.0}])

    testing.diff(got: got, want: want |> group(columns: ["id"]))
}

testcase effectiveness {
    got =
        array.from(
            rows: [
                {_time: 2024-05-01T00:00:00Z, state: "up", partCount: 100, badCount: 0},
                {_time: 2024-05-01T03:00:00Z, state: "down", partCount: 190, badCount: 9},
            ],
        )
            |> range(start: 2024-05-01T00:00:00Z, stop: 2024-05-01T04:00:00Z)
            |> oee.APQ(runningState: "up", plannedTime: 4h, idealCycleTime: 1m)
            |> keep(columns: ["availability", "performance", "quality"])

    testing.diff(got: got, want: array.from(rows: [{availability: 0.75, performance: 0.5, quality: 0.9}]))
}

testcase converted_lists {
    got = {
        bools: display(v: [1, 0] |> conversions.toBool()),
        durations: display(v: ["90m"] |> conversions.toDuration()),
        floats: display(v: ["2.5"] |> conversions.toFloat()),
        ints: display(v: [2.9, -2.9] |> conversions.toInt()),
        texts: display(v: [true] |> conversions.toString()),
        uints: display(v: [-1] |> conversions.toUInt()),
    }
    want = {
        bools: "[true, false]",
        durations: "[1h30m]",
        floats: "[2.5]",
        ints: "[2, -2]",
        texts: "[true]",
        uints: "[18446744073709551615]",
    }

    testing.diff(got: array.from(rows: [got]), want: array.from(rows: [want]))
}

testcase signed_bits {
    got = {
        both: bitwise.sand(a: -2, b: 7),
        clear: bitwise.sclear(a: 7, b: 2),
        left: bitwise.slshift(a: 3, b: 70),
        inverse: bitwise.snot(a: 5),
        right: bitwise.srshift(a: -1, b: 70),
    }

    testing.diff(got: array.from(rows: [got]), want: array.from(rows: [{both: 6, clear: 5, left: 0, inverse: -6, right: -1}]))
}
