import { expect, it } from "vitest";
import { outcome } from "../../../support/script.ts";

const answerOf = (times: readonly string[], values: readonly string[]): string =>
    JSON.stringify(
        `{"results":[{"series":[{"name":"cpu","tags":{"host":"a"},"columns":["time","usage"],"values":[${times
            .map((time, row) => `[${time},${values[row]}]`)
            .join(",")}]}]}]}`,
    );

const script = (answer: string): string => `import "influxdata/influxdb/v1"\nv1.json(json: ${answer})`;

it("keeps every nanosecond of times that are numbers", async () => {
    expect(await outcome(script(answerOf(["1709294400123456789", "1709294400123456790"], ["1", "2.5"])))).toEqual([
        "_time _measurement* host* _field* _value",
        "2024-03-01T12:00:00.123456789Z cpu a usage 1",
        "2024-03-01T12:00:00.12345679Z cpu a usage 2.5",
    ]);
});

it("reads times that are texts, leaves nulls out, and refuses what is no time", async () => {
    expect(await outcome(script(answerOf(['"2024-03-01T12:00:00Z"', '"2024-03-01T12:00:01Z"'], ["null", "2"])))).toEqual([
        "_time _measurement* host* _field* _value",
        "2024-03-01T12:00:01Z cpu a usage 2",
    ]);
    expect((await outcome(script(answerOf(["1.5"], ["1"]))))[0]).toMatch(/^invalid: .*time/);
});
