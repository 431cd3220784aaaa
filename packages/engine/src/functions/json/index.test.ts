import { expect, it } from "vitest";
import { values } from "../support/script.ts";

it("encodes values as the reference does: sorted keys, characters of HTML escaped, times short", async () => {
    const expressions = [
        `string(v: json.encode(v: {b: 1, a: "<x & y>"}))`,
        `string(v: json.encode(v: [1.5, 2.0]))`,
        `string(v: json.encode(v: 2024-01-01T00:00:00Z))`,
        `string(v: json.encode(v: 1h30m))`,
        `string(v: json.encode(v: ["k": true]))`,
        `string(v: json.encode(v: [{a: [1]}, {a: []}]))`,
        `string(v: json.encode(v: 9223372036854775807))`,
    ];
    expect(await values(["json"], expressions)).toEqual([
        String.raw`{"a":"\u003cx \u0026 y\u003e","b":1}`,
        "[1.5,2]",
        `"2024-01-01T00:00:00Z"`,
        `"1h30m"`,
        `{"k":true}`,
        `[{"a":[1]},{"a":[]}]`,
        "9223372036854775807",
    ]);
});

it("refuses what JSON has no words for", async () => {
    expect((await values(["json"], [`string(v: json.encode(v: float(v: "NaN")))`]))[0]).toMatch(/NaN/);
});
