package inputs_test


import "array"
import "csv"
import "generate"
import "internal/gen"
import "interpolate"
import "sampledata"
import "testing"
import "planner"
import "profiler"

testcase raw_csv {
    got = csv.from(csv: "a,b\n1,x\n2,\n", mode: "raw") |> map(fn: (r) => ({r with a: int(v: r.a)}))
    want = csv.from(csv: "#datatype,string,long,long,string
#group,false,false,false,false
#default,_result,,,
,result,table,a,b
,,0,1,x
,,0,2,
")

    testing.diff(got: got, want: want) |> yield()
}

testcase defaults_of_csv {
    got =
        csv.from(
            csv: "
#datatype,string,long,string,boolean,unsignedLong
#group,false,false,true,false,false
#default,_result,0,north,false,
,result,table,host,up,n
,,,,,5
,,,,true,
",
        )
            |> group()
            |> fill(column: "n", value: uint(v: 1))
            |> sum(column: "n")

    testing.diff(got: got, want: array.from(rows: [{n: uint(v: 6)}])) |> yield()
}

testcase generated {
    got =
        generate.from(
            count: 4,
            fn: (n) => n * n,
            start: 2024-01-01T00:00:00Z,
            stop: 2024-01-01T00:04:00Z,
        )
            |> timeShift(duration: 1h)
            |> filter(fn: (r) => r._time > 2024-01-01T01:01:00Z)
            |> map(fn: (r) => ({_time: r._time, _value: r._value}))
    want =
        array.from(
            rows: [{_time: 2024-01-01T01:02:00Z, _value: 4}, {_time: 2024-01-01T01:03:00Z, _value: 9}],
        )

    testing.diff(got: got, want: want)
}

testcase generated_tables {
    option planner.disablePhysicalRules = ["removeNothing"]
    option profiler.enabledProfilers = ["query", "operator"]

    tables = () => gen.tables(n: 10, seed: 7, nulls: 0.2, tags: [{name: "t0", cardinality: 3}, {name: "t1", cardinality: 2}])
    got = tables() |> count() |> group() |> sum() |> map(fn: (r) => ({n: r._value}))

    testing.diff(got: got, want: array.from(rows: [{n: 60}]))
}

testcase same_seed_same_tables {
    testing.diff(got: gen.tables(n: 5, seed: 3), want: gen.tables(n: 5, seed: 3))
}

testcase interpolated {
    got =
        sampledata.float()
            |> filter(fn: (r) => r.tag == "t1")
            |> limit(n: 2)
            |> interpolate.linear(every: 5s)
            |> map(fn: (r) => ({v: string(v: r._value)}))

    testing.diff(got: got, want: array.from(rows: [{v: "-2.18"}, {v: "4.369999999999999"}, {v: "10.92"}]))
}

testcase slow_one {
    option testing.tags = ["slow"]

    testing.assertEqualValues(got: 1, want: 1)
}
