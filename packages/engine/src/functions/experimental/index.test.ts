import { expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

const HEAD = `import "array"
import "experimental"
data = array.from(rows: [{_time: 2024-01-01T00:00:00Z, host: "a", _value: 1.0}, {_time: 2024-01-01T00:01:00Z, host: "b", _value: 2.0}])
`;

it("extends the key, sets columns, previews, turns columns into rows", async () => {
    expect(
        await outcome(`${HEAD}data |> experimental.group(mode: "extend", columns: ["host"]) |> experimental.preview(ntables: 1)`),
    ).toEqual(["_time host* _value", "2024-01-01T00:00:00Z a 1"]);
    expect(await outcome(`${HEAD}data |> experimental.set(o: {host: 7}) |> experimental.count()`)).toEqual(["_value", "2"]);
    expect(await outcome(`${HEAD}data |> keep(columns: ["_time", "_value"]) |> experimental.unpivot()`)).toEqual([
        "_field* _time _value",
        "_value 2024-01-01T00:00:00Z 1",
        "_value 2024-01-01T00:01:00Z 2",
    ]);
});

it("shows how streams differ, and nothing when they don't", async () => {
    const other = `other = array.from(rows: [{_time: 2024-01-01T00:00:00Z, host: "a", _value: 1.0}, {_time: 2024-01-01T00:01:00Z, host: "b", _value: 3.0}])\n`;
    expect(await outcome(`${HEAD}${other}experimental.diff(got: data, want: other) |> drop(columns: ["_time"])`)).toEqual([
        "_diff host _value",
        " a 1",
        "- b 3",
        "+ b 2",
    ]);
    expect(await outcome(`${HEAD}experimental.diff(got: data, want: data |> filter(fn: (r) => r._value > 0.0))`)).toEqual([]);
});

it("catches errors as values", async () => {
    expect(
        await values(
            ["experimental"],
            [
                "experimental.catch(fn: () => 42).value",
                "exists experimental.catch(fn: () => 42).msg",
                'experimental.catch(fn: () => int(v: "x")).code',
            ],
        ),
    ).toEqual(["42", "false", "3"]);
});
