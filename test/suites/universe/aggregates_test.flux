package universe_test


import "array"
import "csv"
import "testing"

option now = () => 2030-01-01T00:00:00Z

inData =
    "
#datatype,string,long,dateTime:RFC3339,double,string,string,string
#group,false,false,false,false,true,true,true
#default,_result,,,,,,
,result,table,_time,_value,_field,_measurement,host
,,0,2024-05-22T19:53:26Z,1.5,load1,system,north
,,0,2024-05-22T19:53:36Z,2.5,load1,system,north
,,0,2024-05-22T19:53:46Z,,load1,system,north
,,0,2024-05-22T19:53:56Z,4.5,load1,system,north
,,1,2024-05-22T19:53:26Z,10,load5,system,north
,,1,2024-05-22T19:53:36Z,20,load5,system,north

#datatype,string,long,dateTime:RFC3339,long,string,string,string
#group,false,false,false,false,true,true,true
#default,_result,,,,,,
,result,table,_time,_value,_field,_measurement,host
,,2,2024-05-22T19:53:26Z,7,users,system,north
,,2,2024-05-22T19:53:36Z,9,users,system,north
"

floats = () =>
    csv.from(csv: inData)
        |> testing.load()
        |> range(start: 2024-05-22T19:53:26Z)
        |> filter(fn: (r) => r._field =~ /^load/)
        |> drop(columns: ["_start", "_stop", "_measurement", "host"])

one = (load1, load5) =>
    array.from(rows: [{_field: "load1", _value: load1}, {_field: "load5", _value: load5}])
        |> group(columns: ["_field"])

testcase sums {
    testing.diff(got: floats() |> sum(), want: one(load1: 8.5, load5: 30.0)) |> yield()
}

testcase means {
    testing.diff(got: floats() |> mean(), want: one(load1: 17.0 / 6.0, load5: 15.0)) |> yield()
}

testcase counts {
    // Rows with a null are counted, too.
    testing.diff(got: floats() |> count(), want: one(load1: 4, load5: 2)) |> yield()
}

testcase medians {
    testing.diff(got: floats() |> median(method: "exact_mean"), want: one(load1: 2.5, load5: 15.0)) |> yield()
}

testcase spreads {
    testing.diff(got: floats() |> spread(), want: one(load1: 3.0, load5: 10.0)) |> yield()
}

testcase deviations {
    got = floats() |> stddev(mode: "population")

    testing.diff(got: got, want: one(load1: 1.247219128924647, load5: 5.0)) |> yield()
}

testcase selectors {
    got = floats() |> max() |> keep(columns: ["_field", "_time", "_value"])
    want =
        array.from(
            rows: [
                {_time: 2024-05-22T19:53:56Z, _field: "load1", _value: 4.5},
                {_time: 2024-05-22T19:53:36Z, _field: "load5", _value: 20.0},
            ],
        )
            |> group(columns: ["_field"])

    testing.diff(got: got, want: want) |> yield()
}

testcase reduced {
    got =
        floats()
            |> filter(fn: (r) => exists r._value)
            |> reduce(
                identity: {n: 0, product: 1.0},
                fn: (r, accumulator) => ({n: accumulator.n + 1, product: accumulator.product * r._value}),
            )
    want =
        array.from(rows: [{_field: "load1", n: 3, product: 16.875}, {_field: "load5", n: 2, product: 200.0}])
            |> group(columns: ["_field"])

    testing.diff(got: got, want: want) |> yield()
}

testcase windows {
    got =
        csv.from(csv: inData)
            |> range(start: 2024-05-22T19:53:20Z, stop: 2024-05-22T19:54:00Z)
            |> filter(fn: (r) => r._field == "users")
            |> aggregateWindow(every: 20s, fn: sum)
            |> drop(columns: ["_start", "_stop"])
    want =
        csv.from(
            csv: "#datatype,string,long,string,string,string,dateTime:RFC3339,long
#group,false,false,true,true,true,false,false
#default,_result,,,,,,
,result,table,_field,_measurement,host,_time,_value
,,0,users,system,north,2024-05-22T19:53:40Z,16
,,0,users,system,north,2024-05-22T19:54:00Z,
",
        )

    testing.diff(got: got, want: want) |> yield()
}

testcase windows_without_empty extends "suites/universe/aggregates_test.windows_base" {
    option now = () => 2024-05-22T19:54:00Z
    super()
}

testcase windows_base {
    got =
        csv.from(csv: inData)
            |> range(start: -40s)
            |> filter(fn: (r) => r._field == "users")
            |> aggregateWindow(every: 20s, fn: count, createEmpty: false)
            |> keep(columns: ["_value"])
    rows = if now() == 2024-05-22T19:54:00Z then [{_value: 2}] else [{_value: 0}]
    want = array.from(rows: rows) |> filter(fn: (r) => r._value > 0)

    testing.diff(got: got, want: want)
}
