import { expect, it } from "vitest";
import { describeEffect } from "./effects.ts";

const t = (message: string, ...args: (string | number)[]): string =>
    message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

it("names function, line and what it reaches", () => {
    expect(describeEffect({ kind: "write-points", function: "influxdata/influxdb.to", target: "archive", line: 7 }, t)).toBe(
        "influxdb.to (line 7): writes points: archive",
    );
    expect(describeEffect({ kind: "kafka", function: "kafka.to", line: 2 }, t)).toBe("kafka.to (line 2): publishes to Kafka");
    expect(describeEffect({ kind: "new-kind", function: "x.y", line: 1 }, t)).toContain("changes something");
});
