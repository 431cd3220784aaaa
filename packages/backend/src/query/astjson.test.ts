import { isJsonObject, readJson } from "@flux-scripts/flux/params";
import { expect, it } from "vitest";
import { astOf } from "./astjson.ts";
import { externSource } from "./extern.ts";

/** Source of the tree of a source. */
function again(flux: string): string {
    const json = readJson(JSON.stringify(astOf(flux)));
    const files = json.ok && isJsonObject(json.value) ? json.value.get("files") : undefined;
    const file = Array.isArray(files) ? files[0] : undefined;
    if (!isJsonObject(file)) throw new Error("no file");
    return externSource(file);
}

it("gives a tree that means the same when it is written as source again", () => {
    const source = [
        'import m "math"',
        'option v = {bucket: "a${1 + 2}b", "two words": -1h30m}',
        'f = (tables=<-, n=5, fn) => tables |> limit(n: n) |> map(fn: (r) => ({r with a: if exists r.b and r.c =~ /x\\/y/ then r["d e"] else [1, 2][0]}))',
        'd = ["k": 2024-03-01T00:00:00Z]',
        "g = () => {\n    x = 1.5\n    return -x ^ 2.0\n}",
        "from(bucket: v.bucket) |> f(fn: g)",
    ].join("\n");
    const once = again(source);
    expect(again(once)).toBe(once);
    expect(once).toContain('import m "math"');
    expect(once).toContain('"a${(1 + 2)}b"');
    expect(once).toContain("2024-03-01T00:00:00Z");
    expect(once).toContain("/x\\/y/");
});

it("tells the place of each node", () => {
    expect(astOf("x = 1h\n")).toMatchObject({
        files: [{ location: { start: { line: 1, column: 1 }, end: { line: 1, column: 7 }, source: "x = 1h" } }],
    });
});
