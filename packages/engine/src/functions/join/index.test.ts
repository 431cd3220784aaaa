import { expect, it } from "vitest";
import { outcome } from "../support/script.ts";

const HEAD = `import "array"
import "join"
l = array.from(rows: [{id: 5, a: "p"}, {id: 1, a: "q"}])
r = array.from(rows: [{id: 2, b: "x"}, {id: 5, b: "y"}])
`;

it("joins what both sides have, in the order of the keys", async () => {
    expect(await outcome(`${HEAD}join.inner(left: l, right: r, on: (l, r) => l.id == r.id, as: (l, r) => ({l with b: r.b}))`)).toEqual([
        "a b id",
        "p y 5",
    ]);
    expect(
        await outcome(
            `${HEAD}join.full(left: l, right: r, on: (l, r) => l.id == r.id, as: (l, r) => ({l: l.id, r: r.id, a: l.a, b: r.b}))`,
        ),
    ).toEqual(["a b l r", "q  1 ", " x  2", "p y 5 5"]);
});

it("refuses other predicates, an empty side and a changed key", async () => {
    const inner = (on: string, right = "r", left = "l", as = "({l with b: r.b})"): string =>
        `${HEAD}join.inner(left: ${left}, right: ${right}, on: (l, r) => ${on}, as: (l, r) => ${as})`;
    expect((await outcome(inner("l.id < r.id")))[0]).toMatch(/unsupported operator in join predicate: <$/);
    expect((await outcome(inner("l.id == r.id", "r |> filter(fn: (r) => r.id > 9)")))[0]).toMatch(/cannot join on an empty table$/);
    const grouped = inner("l.id == r.id", `r |> group(columns: ["id"])`, `l |> group(columns: ["id"])`, "({a: l.a})");
    expect((await outcome(grouped))[0]).toMatch(/join cannot modify group key/);
});
