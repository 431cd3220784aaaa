import { expect, it } from "vitest";
import { outcome } from "../../../support/script.ts";

it("moves all times by what lies between the latest and now", async () => {
    expect(
        await outcome(`import "array"
import "influxdata/influxdb/sample"
option now = () => 2024-03-01T00:00:00Z
array.from(rows: [{_time: 2020-01-01T00:00:00Z, k: "a"}, {_time: 2020-01-01T01:00:00Z, k: "b"}]) |> group(columns: ["k"]) |> sample.alignToNow()`),
    ).toEqual(["_time k*", "2024-02-29T23:00:00Z a", "_time k*", "2024-03-01T00:00:00Z b"]);
});
