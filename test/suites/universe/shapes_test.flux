package universe_test


import "array"
import "csv"
import "testing"
import "internal/debug"

data =
    array.from(
        rows: [
            {_time: 2024-01-01T00:00:00Z, room: "a", sensor: "t", _value: 20.0},
            {_time: 2024-01-01T00:00:00Z, room: "a", sensor: "h", _value: 40.0},
            {_time: 2024-01-01T00:01:00Z, room: "a", sensor: "t", _value: 21.0},
            {_time: 2024-01-01T00:01:00Z, room: "b", sensor: "t", _value: 18.0},
        ],
    )
        |> group(columns: ["room", "sensor"])

testcase pivoted {
    got =
        data
            |> group(columns: ["room"])
            |> pivot(rowKey: ["_time"], columnKey: ["sensor"], valueColumn: "_value")
    want =
        csv.from(
            csv: "#datatype,string,long,dateTime:RFC3339,string,double,double
#group,false,false,false,true,false,false
#default,_result,,,,,
,result,table,_time,room,h,t
,,0,2024-01-01T00:00:00Z,a,40,20
,,0,2024-01-01T00:01:00Z,a,,21

#datatype,string,long,dateTime:RFC3339,string,double
#group,false,false,false,true,false
#default,_result,,,,
,result,table,_time,room,t
,,1,2024-01-01T00:01:00Z,b,18
",
        )

    testing.diff(got: got, want: want) |> yield()
}

testcase unpivoted_keys {
    got = data |> keyValues(keyColumns: ["room"]) |> keep(columns: ["_key", "_value"]) |> unique()
    want = array.from(rows: [{_key: "room", _value: "a"}, {_key: "room", _value: "b"}])

    testing.diff(got: got, want: want)
}

testcase joined {
    rooms = array.from(rows: [{room: "a", floor: 1}, {room: "b", floor: 2}])
    got = join(tables: {d: data |> group(), r: rooms}, on: ["room"]) |> filter(fn: (r) => r.floor == 2)
    want =
        array.from(rows: [{_time: 2024-01-01T00:01:00Z, _value: 18.0, floor: 2, room: "b", sensor: "t"}])

    testing.diff(got: got, want: want)
}

testcase united {
    got = union(tables: [data |> limit(n: 1), data |> tail(n: 1)]) |> count()
    want =
        array.from(
            rows: [
                {room: "a", sensor: "h", _value: 2},
                {room: "a", sensor: "t", _value: 2},
                {room: "b", sensor: "t", _value: 2},
            ],
        )
            |> group(columns: ["room", "sensor"])

    testing.diff(got: got, want: want)
}

testcase renamed_and_dropped {
    got =
        data
            |> rename(columns: {_value: "level"})
            |> drop(fn: (column) => column =~ /^_/)
            |> group(columns: ["room"])
            |> sort(columns: ["level"], desc: true)
            |> limit(n: 1)
            |> debug.slurp()
    want =
        array.from(rows: [{room: "a", sensor: "h", level: 40.0}, {room: "b", sensor: "t", level: 18.0}])
            |> group(columns: ["room"])

    testing.diff(got: got, want: want)
}

testcase mapped {
    got = data |> map(fn: (r) => ({room: r.room, warm: r._value > 20.0})) |> filter(fn: (r) => r.warm)
    want = array.from(rows: [{room: "a", warm: true}, {room: "a", warm: true}]) |> group(columns: ["room"])

    testing.diff(got: got, want: want)
}

testcase found {
    record = data |> findRecord(fn: (key) => key.room == "b", idx: 0)
    values = data |> findColumn(fn: (key) => key.sensor == "t", column: "_value")

    testing.diff(
        got: array.from(rows: [{sensor: record.sensor, n: length(arr: values), first: values[0]}]),
        want: array.from(rows: [{sensor: "t", n: 2, first: 20.0}]),
    )
}

testcase states {
    got =
        data
            |> group()
            |> sort(columns: ["_time", "_value"])
            |> stateCount(fn: (r) => r._value < 30.0)
            |> keep(columns: ["stateCount"])
    want = array.from(rows: [{stateCount: 1}, {stateCount: -1}, {stateCount: 1}, {stateCount: 2}])

    testing.diff(got: got, want: want)
}

testcase missing_column_is_told {
    testing.shouldError(fn: () => data |> sum(column: "nope") |> findRecord(fn: (key) => true, idx: 0), want: /nope/)
}
