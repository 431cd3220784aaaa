import { expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

it("tells the type of a value by its name; a name that is none fits nothing", async () => {
    const expressions = [
        `types.isType(v: 1, type: "int")`,
        `types.isType(v: 1, type: "float")`,
        `types.isType(v: uint(v: 1), type: "uint")`,
        `types.isType(v: "a", type: "string")`,
        `types.isType(v: 2024-01-01T00:00:00Z, type: "time")`,
        `types.isType(v: 1h, type: "duration")`,
        `types.isType(v: /a/, type: "regexp")`,
        `types.isType(v: bytes(v: "a"), type: "bytes")`,
        `types.isType(v: 1, type: "number")`,
        `types.isNumeric(v: 1.5)`,
        `types.isNumeric(v: "1")`,
    ];
    expect(await values(["types"], expressions)).toEqual([
        "true",
        "false",
        "true",
        "true",
        "true",
        "true",
        "true",
        "true",
        "false",
        "true",
        "false",
    ]);
});

it("takes a null as its column's type", async () => {
    expect(
        await outcome(
            `import "array"\nimport "types"\nimport "internal/debug"\narray.from(rows: [{n: debug.null(type: "int")}]) |> map(fn: (r) => ({a: types.isType(v: r.n, type: "int")}))`,
        ),
    ).toEqual(["a", "true"]);
});
