import { expect, it } from "vitest";
import { paramsByUse } from "./params.ts";

it("lists params in the order of their first use, whatever their names begin with", () => {
    const source = "// params.z, params.limit\na = params.limit + 1\nb = params . z\nc = params.l";
    expect(paramsByUse(source)).toEqual([
        ["limit", "int"],
        ["z", "any"],
        ["l", "any"],
    ]);
});
