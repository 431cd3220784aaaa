import { expect, it } from "vitest";
import { outcome } from "../functions/support/script.ts";

const HEAD = `import "array"
data = array.from(rows: [{k: "a", v: 10}, {k: "b", v: 30}])
vals = data |> findColumn(fn: (key) => true, column: "v")
`;
const mapped = (record: string): Promise<string[]> => outcome(`${HEAD}data |> map(fn: (r) => (${record}))`);

it("refuses operands whose type nothing says", async () => {
    expect((await mapped(`{r with v: float(v: vals[0] + vals[1])}`))[0]).toMatch(
        /^invalid: .*unsupported binary expression invalid \+ invalid$/,
    );
    expect(await mapped(`{v: r.v + vals[0] + vals[1]}`)).toEqual(["v", "50", "70"]);
    expect(await mapped(`{v: vals[0] + 1}`)).toEqual(["v", "11", "11"]);
});

it("refuses a power of ints as a column of a function that is evaluated row by row", async () => {
    expect((await mapped(`{k: string(v: r.v), p: r.v ^ 2}`))[0]).toMatch(/^internal: .*incompatible builder for type float$/);
    expect(await mapped(`{k: string(v: r.v), p: float(v: r.v ^ 2)}`)).toEqual(["k p", "10 100", "30 900"]);
});

it("refuses a function within the record, whose parameter it can't resolve", async () => {
    expect((await mapped(`{v: array.map(arr: [1], fn: (x) => x)[0]}`))[0]).toMatch(/name \{"x" ""\} does not exist in scope$/);
});
