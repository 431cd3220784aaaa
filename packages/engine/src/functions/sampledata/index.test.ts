import { expect, it } from "vitest";
import { outcome } from "../support/script.ts";

const counted = (call: string): Promise<string[]> =>
    outcome(
        `import "sampledata"\nsampledata.${call} |> map(fn: (r) => ({tag: r.tag, n: if exists r._value then 1 else 0})) |> sum(column: "n")`,
    );

it("has six rows of two tags, with nulls where they are asked for", async () => {
    for (const kind of ["float", "int", "uint", "string", "bool", "numericBool"]) {
        expect(await counted(`${kind}() |> group(columns: ["tag"])`)).toEqual(
            ["tag n", "t1 6", "tag n", "t2 6"].map((line) => line.replace("tag", "tag*")),
        );
        expect(await counted(`${kind}(includeNull: true) |> group(columns: ["tag"])`)).toEqual(["tag* n", "t1 3", "tag* n", "t2 4"]);
    }
});

it("lies between its start and stop", async () => {
    expect(
        await outcome(
            `import "sampledata"\nsampledata.float() |> range(start: sampledata.start, stop: sampledata.stop) |> group() |> count()`,
        ),
    ).toEqual(["_value", "12"]);
});

it("is there as CSV, too", async () => {
    for (const [text, tables] of [
        ["_numeric", "float"],
        ["_string", "string"],
        ["_bool", "bool"],
    ]) {
        expect(
            await outcome(
                `import "csv"\nimport "sampledata"\nimport "testing"\ntesting.diff(got: csv.from(csv: sampledata.${text}(includeNull: true)), want: sampledata.${tables}(includeNull: true))`,
            ),
        ).toEqual([]);
    }
});
