package values_test


import "array"
import "regexp"
import "strings"
import "testing"

texts = array.from(rows: [{v: "  Alpha-Beta 42  "}, {v: "gamma"}, {v: "Ölçü"}])

testcase changed_case {
    got =
        texts
            |> map(
                fn: (r) =>
                    ({
                        lower: strings.toLower(v: r.v),
                        title: strings.title(v: strings.trimSpace(v: r.v)),
                        upper: strings.toUpper(v: r.v),
                    }),
            )
    want =
        array.from(
            rows: [
                {lower: "  alpha-beta 42  ", title: "Alpha-Beta 42", upper: "  ALPHA-BETA 42  "},
                {lower: "gamma", title: "Gamma", upper: "GAMMA"},
                {lower: "ölçü", title: "Ölçü", upper: "ÖLÇÜ"},
            ],
        )

    testing.diff(got: got, want: want) |> yield()
}

testcase measured {
    got =
        texts
            |> map(
                fn: (r) =>
                    ({
                        at: strings.index(v: r.v, substr: "a"),
                        characters: strings.strlen(v: r.v),
                        parts: display(v: strings.split(v: r.v, t: "a")),
                    }),
            )
    want =
        array.from(
            rows: [
                {at: 6, characters: 17, parts: "[  Alph, -Bet,  42  ]"},
                {at: 1, characters: 5, parts: "[g, mm, ]"},
                {at: -1, characters: 4, parts: "[Ölçü]"},
            ],
        )

    testing.diff(got: got, want: want) |> yield()
}

testcase replaced {
    got =
        texts
            |> map(fn: (r) => ({v: regexp.replaceAllString(r: /([a-z]+)-([A-Z])/, v: r.v, t: "$2-$1")}))
            |> filter(fn: (r) => r.v =~ /-/)
            |> map(fn: (r) => ({v: strings.replaceAll(v: r.v, t: " ", u: "_")}))
    want = array.from(rows: [{v: "__AB-lphaeta_42__"}])

    testing.diff(got: got, want: want) |> yield()
}

testcase joined {
    testing.assertEqualValues(
        got: strings.joinStr(arr: ["a", "b", "c"], v: ", ") + strings.repeat(v: "-", i: 3) + strings.substring(v: "héllo", start: 1, end: 3),
        want: "a, b, c---él",
    )
}

testcase null_is_refused {
    testing.shouldError(
        fn: () =>
            texts
                |> map(fn: (r) => ({r with n: if r.v == "gamma" then strings.toUpper(v: r.v) else die(msg: "only gamma: ${r.v}")}))
                |> findColumn(fn: (key) => true, column: "n"),
        want: /only gamma/,
    )
}
