import { expect, it } from "vitest";
import { outcome } from "../support/script.ts";

const linear = (rows: string, every: string, before = ""): Promise<string[]> =>
    outcome(`import "array"\nimport "interpolate"\narray.from(rows: [${rows}]) ${before} |> interpolate.linear(every: ${every})`);

it("puts values on the grid between the points, which stay", async () => {
    expect(await linear("{_time: 2024-01-01T00:00:05Z, _value: 0.0}, {_time: 2024-01-01T00:00:25Z, _value: 20000000000.0}", "10s")).toEqual(
        [
            "_time _value",
            "2024-01-01T00:00:05Z 0",
            "2024-01-01T00:00:10Z 5000000000",
            "2024-01-01T00:00:20Z 15000000000",
            "2024-01-01T00:00:25Z 20000000000",
        ],
    );
});

it("does so in each table, by the calendar, and not at all for a single point", async () => {
    const rows = `{h: "a", _time: 2024-01-15T00:00:00Z, _value: 1.0}, {h: "b", _time: 2024-01-01T00:00:00Z, _value: 1.0}, {h: "b", _time: 2024-03-01T00:00:00Z, _value: 61.0}`;
    expect(await linear(rows, "1mo", `|> group(columns: ["h"])`)).toEqual([
        "h* _time _value",
        "a 2024-01-15T00:00:00Z 1",
        "h* _time _value",
        "b 2024-01-01T00:00:00Z 1",
        "b 2024-02-01T00:00:00Z 32",
        "b 2024-03-01T00:00:00Z 61",
    ]);
});

it("refuses columns that the new rows have no value for, and grids without an end", async () => {
    expect((await linear(`{h: "a", _time: 2024-01-01T00:00:00Z, _value: 1.0}`, "10s"))[0]).toMatch(/group key/);
    expect((await linear(`{_time: 2024-01-01T00:00:00Z, _value: 1.0}, {_time: 2024-01-02T00:00:00Z, _value: 2.0}`, "1ns"))[0]).toMatch(
        /^(invalid|resource exhausted)/,
    );
    expect((await linear(`{_time: 2024-01-01T00:00:00Z, _value: 1.0}, {_time: 2024-01-02T00:00:00Z, _value: 2.0}`, "0s"))[0]).toMatch(
        /^invalid/,
    );
});
