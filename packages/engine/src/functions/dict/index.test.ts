import { expect, it } from "vitest";
import { values } from "../support/script.ts";

it("looks up, inserts and removes without changing the dictionary it was given", async () => {
    const base = `["a": 1, "b": 2]`;
    const expressions = [
        `dict.get(dict: ${base}, key: "a", default: 0)`,
        `dict.get(dict: ${base}, key: "z", default: -1)`,
        `dict.insert(dict: ${base}, key: "a", value: 9)`,
        `dict.remove(dict: ${base}, key: "a")`,
        `dict.remove(dict: ${base}, key: "z")`,
        `dict.fromList(pairs: [{key: 2, value: "x"}, {key: 10, value: "y"}, {key: 2, value: "z"}])`,
        `dict.fromList(pairs: [{key: 2024-01-01T00:00:00Z, value: 1}])`,
        `dict.get(dict: [1.0: "one"], key: 1.0, default: "none")`,
    ];
    expect(await values(["dict"], expressions)).toEqual([
        "1",
        "-1",
        "[a: 9, b: 2]",
        "[b: 2]",
        "[a: 1, b: 2]",
        "[2: z, 10: y]",
        "[2024-01-01T00:00:00.000000000Z: 1]",
        "one",
    ]);
});
