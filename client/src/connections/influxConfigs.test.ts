import { expect, it } from "vitest";
import { readInfluxConfigs, readInfluxEnvironment } from "./influxConfigs.ts";

it("reads the profiles of the influx CLI", () => {
    const text = `[default]
  url = "http://localhost:8086"
  token = "abc=="
  org = "my \\"org\\""
  active = true
#
# [eu-central]
[eu]
  url = 'https://eu-central-1-1.aws.cloud2.influxdata.com/' # the plant
  token = "t"
  org = "plant"
[broken]
  url = "no url at all ://"
`;
    expect(readInfluxConfigs(text)).toEqual([
        { name: "default", url: "http://localhost:8086", token: "abc==", org: 'my "org"' },
        { name: "eu", url: "https://eu-central-1-1.aws.cloud2.influxdata.com", token: "t", org: "plant" },
    ]);
});

it("reads the environment, where it names a host", () => {
    expect(readInfluxEnvironment({ INFLUX_HOST: "localhost:8086", INFLUX_TOKEN: "t" })).toEqual([
        { name: "environment", url: "http://localhost:8086", token: "t", org: "" },
    ]);
    expect(readInfluxEnvironment({ INFLUX_TOKEN: "t" })).toEqual([]);
});
