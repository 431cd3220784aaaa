package dates_test


import "array"
import "date"
import "experimental"
import "experimental/date/boundaries"
import "testing"
import "timezone"

option now = () => 2024-03-10T12:30:00Z

testcase parts {
    got =
        array.from(rows: [{_time: 2024-02-29T23:59:58.123456789Z}])
            |> map(
                fn: (r) =>
                    ({
                        day: date.monthDay(t: r._time),
                        hour: date.hour(t: r._time),
                        nano: date.nanosecond(t: r._time),
                        quarter: date.quarter(t: r._time),
                        week: date.week(t: r._time),
                        weekDay: date.weekDay(t: r._time),
                        yearDay: date.yearDay(t: r._time),
                    }),
            )
    want =
        array.from(
            rows: [
                {
                    day: 29,
                    hour: 23,
                    nano: 123456789,
                    quarter: 1,
                    week: 9,
                    weekDay: 4,
                    yearDay: 60,
                },
            ],
        )

    testing.diff(got: got, want: want) |> yield()
}

testcase truncated {
    got =
        array.from(
            rows: [
                {t: date.truncate(t: 2024-02-29T23:59:58Z, unit: 1h)},
                {t: date.truncate(t: 2024-02-29T23:59:58Z, unit: 1mo)},
                {t: date.truncate(t: -1d, unit: 1d)},
                {t: date.add(d: 1mo, to: 2024-01-31T00:00:00Z)},
                {t: date.sub(d: 1y, from: 2024-02-29T00:00:00Z)},
                {t: experimental.addDuration(d: 6h, to: 2024-01-01T00:00:00Z)},
            ],
        )
    want =
        array.from(
            rows: [
                {t: 2024-02-29T23:00:00Z},
                {t: 2024-02-01T00:00:00Z},
                {t: 2024-03-09T00:00:00Z},
                {t: 2024-02-29T00:00:00Z},
                {t: 2023-02-28T00:00:00Z},
                {t: 2024-01-01T06:00:00Z},
            ],
        )

    testing.diff(got: got, want: want) |> yield()
}

testcase located {
    option location = timezone.location(name: "America/New_York")

    // The day on which the clocks go forward has 23 hours.
    got =
        array.from(rows: [{_time: 2024-03-10T06:00:00Z, _value: 1}, {_time: 2024-03-11T03:00:00Z, _value: 2}])
            |> range(start: 2024-03-10T05:00:00Z, stop: 2024-03-11T04:00:00Z)
            |> window(every: 1d)
            |> count()
    want =
        array.from(rows: [{_start: 2024-03-10T05:00:00Z, _stop: 2024-03-11T04:00:00Z, _value: 2}])
            |> group(columns: ["_start", "_stop"])

    testing.diff(got: got, want: want) |> yield()
}

testcase bounded {
    yesterday = boundaries.yesterday()
    month = boundaries.month(month_offset: -1)

    testing.diff(
        got: array.from(rows: [{a: yesterday.start, b: yesterday.stop}, {a: month.start, b: month.stop}]),
        want:
            array.from(
                rows: [
                    {a: 2024-03-09T00:00:00Z, b: 2024-03-10T00:00:00Z},
                    {a: 2024-02-01T00:00:00Z, b: 2024-03-01T00:00:00Z},
                ],
            ),
    )
}
