import { expect, it } from "vitest";
import { firstValues, missingParams, paramsOf } from "./values.ts";

it("names the params without a value", () => {
    expect(missingParams('{"a":1}', [{ name: "a" }, { name: "b" }])).toEqual(["b"]);
    expect(missingParams("[]", [{ name: "a" }])).toEqual(["a"]);
});

it("keeps what the script reads, as it is spelled", () => {
    expect(paramsOf('{"a":5.0, "b":1}', [{ name: "a" }, { name: "b" }])).toBe('{"a":5.0, "b":1}');
    expect(paramsOf('{"a":5.0,"b":9007199254740993}', [{ name: "b" }])).toBe('{"b":9007199254740993}');
    expect(paramsOf("nonsense", [])).toBe("nonsense");
});

it("takes the first value of each name", () => {
    expect(firstValues(['{"a":5.0}', '{"a":1,"b":2}', "nonsense"])).toBe('{"a":5.0,"b":2}');
    expect(firstValues([])).toBe("{}");
});
