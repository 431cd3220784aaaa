import { expect, it } from "vitest";
import { values } from "../support/script.ts";

it("shifts ints by ints and uints by uints; 64 or more leaves only the sign", async () => {
    const expressions = [
        "bitwise.slshift(a: 5, b: 2)",
        "bitwise.srshift(a: -8, b: 1)",
        "bitwise.srshift(a: -8, b: 70)",
        "bitwise.slshift(a: 1, b: 64)",
        "bitwise.ulshift(a: uint(v: 5), b: uint(v: 1))",
        "bitwise.sclear(a: -1, b: 5)",
    ];
    expect(await values(["bitwise"], expressions)).toEqual(["20", "-4", "-1", "0", "10", "-6"]);
});

it("refuses a negative distance", async () => {
    const [found] = await values(["bitwise"], ["bitwise.slshift(a: 1, b: -1)"]);
    expect(found).toContain("cannot shift by a negative number of bits (-1)");
});
