package values_test


import "array"
import "bitwise"
import "dict"
import "experimental"
import "experimental/dynamic"
import "experimental/json"
import "experimental/record"
import "internal/debug"
import "internal/testing"
import outer "testing"
import "math"
import "types"

testcase arrays {
    numbers = [3, 1, 2] |> array.concat(v: [10]) |> array.filter(fn: (x) => x > 1) |> array.map(fn: (x) => x * 2)

    outer.assertEqualValues(got: display(v: numbers), want: "[6, 4, 20]")
}

testcase dictionaries {
    codes = dict.fromList(pairs: [{key: 1, value: "one"}, {key: 2, value: "two"}])
    more = dict.remove(dict: dict.insert(dict: codes, key: 3, value: "three"), key: 1)
    got =
        array.from(
            rows: [
                {v: dict.get(dict: more, key: 1, default: "none")},
                {v: dict.get(dict: more, key: 3, default: "none")},
                {v: dict.get(dict: ["a": "b"], key: "a", default: "none")},
            ],
        )

    outer.diff(got: got, want: array.from(rows: [{v: "none"}, {v: "three"}, {v: "b"}]))
}

testcase parsed_json {
    data = json.parse(data: bytes(v: "{\"name\": \"x\", \"list\": [1, 2.5], \"deep\": {\"ok\": true}}"))

    outer.diff(
        got: array.from(rows: [{name: data.name, second: data.list[1], ok: data.deep.ok}]),
        want: array.from(rows: [{name: "x", second: 2.5, ok: true}]),
    )
}

testcase dynamic_values {
    data = dynamic.jsonParse(data: bytes(v: "[{\"v\": 1}, {\"v\": null}, {}]"))
    values = dynamic.asArray(v: data) |> array.map(fn: (x) => if exists x.v then int(v: x.v) else -1)

    outer.assertEqualValues(got: display(v: values), want: "[1, -1, -1]")
}

testcase kinds {
    got =
        array.from(
            rows: [
                {
                    a: types.isType(v: 1, type: "int"),
                    b: types.isType(v: 1.0, type: "int"),
                    c: types.isNumeric(v: uint(v: 1)),
                    d: types.isType(v: 2024-01-01T00:00:00Z, type: "time"),
                },
            ],
        )

    outer.diff(got: got, want: array.from(rows: [{a: true, b: false, c: true, d: true}]))
}

testcase numbers {
    got =
        array.from(
            rows: [
                {
                    bits: bitwise.sand(a: 12, b: 10) + bitwise.sxor(a: 1, b: 3),
                    hypot: math.hypot(p: 3.0, q: 4.0),
                    pow: math.pow(x: 2.0, y: 10.0),
                    rounded: math.round(x: 2.5),
                    wrapped: 9223372036854775807 + 1,
                },
            ],
        )
    want = array.from(rows: [{bits: 10, hypot: 5.0, pow: 1024.0, rounded: 3.0, wrapped: -9223372036854775807 - 1}])

    outer.diff(got: got, want: want)
}

testcase records {
    got =
        array.from(rows: [{a: 1, b: "x"}])
            |> map(
                fn: (r) =>
                    ({
                        a: record.get(r: r, key: "a", default: 0),
                        c: record.get(r: r, key: "c", default: 7),
                        keys: display(v: experimental.objectKeys(o: r)),
                    }),
            )

    outer.diff(got: got, want: array.from(rows: [{a: 1, c: 7, keys: "[a, b]"}]))
}

testcase nulls {
    got =
        array.from(rows: [{a: 1, n: debug.null(type: "int")}])
            |> map(fn: (r) => ({sum: r.a + r.n, known: exists r.n, either: if r.n > 0 then "yes" else "no"}))
    want = array.from(rows: [{sum: debug.null(type: "int"), known: false, either: "no"}])

    outer.diff(got: got, want: want)
}

testcase errors_have_codes {
    testing.shouldErrorWithCode(fn: () => die(msg: "no"), want: /no$/, code: uint(v: 3))
}

testcase texts_match {
    testing.assertMatches(got: "flux 0.197", want: /\d+\.\d+/)
}
