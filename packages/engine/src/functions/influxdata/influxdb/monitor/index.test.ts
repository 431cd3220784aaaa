import { expect, it } from "vitest";
import { outcome } from "../../../support/script.ts";

const HEAD = `import "array"
import "influxdata/influxdb/monitor"
option monitor.write = (tables=<-) => tables
option monitor.log = (tables=<-) => tables
data = array.from(rows: [
    {_time: 2024-03-01T11:00:00Z, _measurement: "cpu", host: "a", usage: 95.0},
    {_time: 2024-03-01T11:10:00Z, _measurement: "cpu", host: "a", usage: 15.0},
]) |> group(columns: ["_measurement", "host"])
checked = data |> monitor.check(
    data: {_check_id: "c1", _check_name: "CPU", _type: "custom", tags: {}},
    messageFn: (r) => "\${r._check_name}: \${r._level}",
    crit: (r) => r.usage > 90.0,
)
`;

it("gives rows the level of their first test, a table for each", async () => {
    expect(await outcome(`${HEAD}checked |> keep(columns: ["_level", "_message", "_source_timestamp"])`)).toEqual([
        "_level* _message _source_timestamp",
        "crit CPU: crit 1709290800000000000",
        "_level* _message _source_timestamp",
        "ok CPU: ok 1709291400000000000",
    ]);
});

it("finds where the level changes", async () => {
    expect(await outcome(`${HEAD}checked |> monitor.stateChanges(fromLevel: "crit", toLevel: "ok") |> keep(columns: ["usage"])`)).toEqual([
        "usage",
        "15",
    ]);
    expect(await outcome(`${HEAD}checked |> monitor.stateChanges(fromLevel: "ok", toLevel: "crit")`)).toEqual([]);
});

it("sends by an endpoint and groups by what was sent", async () => {
    const sent = `checked |> monitor.notify(data: {rule: "n"}, endpoint: (tables=<-) => tables |> map(fn: (r) => ({r with _sent: "true"})))`;
    expect(await outcome(`${HEAD}${sent} |> keep(columns: ["_sent", "_measurement", "usage"])`)).toEqual([
        "_measurement* usage _sent*",
        "notifications 95 true",
        "notifications 15 true",
    ]);
});
