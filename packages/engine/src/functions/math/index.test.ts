import { expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

it("gives the reference's special values", async () => {
    const expressions = [
        "math.round(x: -0.5)",
        "math.ceil(x: -0.5)",
        "math.mMax(x: math.mInf(sign: 1), y: math.NaN())",
        "math.float64bits(f: math.NaN())",
        "math.ilogb(x: 0.0)",
        "math.frexp(f: 8.0)",
        "math.modf(f: -3.25)",
        "math.pow(x: math.NaN(), y: 0.0)",
        "math.jn(n: -3, x: 0.0)",
        "math.isInf(f: math.mInf(sign: -1), sign: 1)",
        "math.maxuint",
    ];
    expect(await values(["math"], expressions)).toEqual([
        "-1",
        "-0",
        "+Inf",
        "9221120237041090561",
        "-2147483648",
        "{exp: 4, frac: 0.5}",
        "{frac: -0.25, int: -3}",
        "1",
        "0",
        "false",
        "18446744073709551615",
    ]);
});

it("gives null for null", async () => {
    const found = await outcome(
        `import "array"\nimport "math"\nimport "internal/debug"\narray.from(rows: [{v: debug.null(type: "float")}]) |> map(fn: (r) => ({v: math.sqrt(x: r.v), s: "x"}))`,
    );
    expect(found).toEqual(["s v", "x "]);
});
