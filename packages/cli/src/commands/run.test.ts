/** `run`, as a process. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
afterAll(() => here.close());

const rows = here.file("rows.flux", 'import "array"\n\narray.from(rows: [{n: params.n, f: 5.0, t: now()}])\n');
const max = '{"n": 9223372036854775807}';

describe("run", () => {
    it("writes annotated CSV with CRLF", async () => {
        const { code, out } = await here.run(["run", rows, "--params", max, "--now", "2024-03-01T12:00:00Z"]);
        expect(out).toBe(
            [
                "#datatype,string,long,long,double,dateTime:RFC3339",
                "#group,false,false,false,false,false",
                "#default,_result,,,,",
                ",result,table,n,f,t",
                ",,0,9223372036854775807,5,2024-03-01T12:00:00Z",
                "",
                "",
            ].join("\r\n"),
        );
        expect(code).toBe(0);
    });

    it("keeps 64 bits and the point of floats in JSON, by --param and by a file", async () => {
        const json = await here.run(["run", rows, "--params", max, "--format", "json"]);
        expect(json.out).toContain("[[9223372036854775807,5.0,");
        here.file("p.json", '{"n": 5.0}');
        expect((await here.run(["run", rows, "--params", "@p.json", "--json"])).out).toContain("[[5.0,5.0,");
        expect((await here.run(["run", rows, "--param", "n=7", "--format", "ndjson"])).out).toContain('"table":0,"n":7,"f":5.0');
        expect((await here.run(["run", "-", "--format", "table"], { input: 'import "array"\narray.from(rows: [{a: 1}])' })).out).toContain(
            "Result: _result\na\n-\n1\n",
        );
    });

    it("takes packages of the user from files beside the script, and checks them", async () => {
        here.file("own/shared/units.flux", "package units\n\nfahrenheit = (c) => c * 9.0 / 5.0 + 32.0\n");
        here.file("own/report.flux", 'import "array"\nimport "shared/units"\n\narray.from(rows: [{f: units.fahrenheit(c: 20.0)}])\n');
        expect((await here.run(["run", "own/report.flux", "--format", "ndjson"])).out).toContain('"f":68.0');
        here.file("own/wrong.flux", 'import "array"\nimport "shared/units"\n\narray.from(rows: [{f: units.fahrenheit(c: "x")}])\n');
        expect((await here.run(["run", "own/wrong.flux"])).err).toContain("expected float but found string");
        expect((await here.run(["check", "own/report.flux"])).code).toBe(0);
        expect((await here.run(["check", "own/wrong.flux"])).out).toContain("expected float but found string");
        here.file("own/out.flux", 'import "../rows"\n\nrows.x\n');
        expect((await here.run(["run", "own/out.flux"])).err).toContain("invalid import path ../rows");
    });

    it("tells a failed run as JSON on standard error, and exits 1", async () => {
        for (const [input, message] of [
            ['x = 1 + "a"', "expected int but found string"],
            ['import "array"\narray.from(rows: [{a: "x"}]) |> map(fn: (r) => ({b: int(v: r.a)}))', "cannot convert"],
            ["from(bucket: params.b) |> range(start: -1h)", "params"],
        ] as const) {
            const done = await here.run(["run", "-"], { input });
            const failure = JSON.parse(done.err) as { code: string; message: string };
            expect(failure.code).toMatch(/^[a-z ]+$/);
            expect(failure.message).toContain(message);
            expect(done.code).toBe(1);
        }
        const wrong = await here.run(["run", "-", "--params", '{"a": "x"}'], {
            input: 'import "array"\narray.from(rows: [{b: params.a + 1}])',
        });
        expect(JSON.parse(wrong.err)).toEqual({ code: "invalid", message: 'param "a" must be of type int, but got string' });
    });

    it("exits 2 for params that are no JSON object, a wrong time, several scripts without a folder", async () => {
        for (const args of [
            ["run", rows, "--params", "{"],
            ["run", rows, "--params", "[1]"],
            ["run", rows, "--params", "@nope.json"],
            ["run", rows, "--param", "n"],
            ["run", rows, "--now", "yesterday"],
            ["run", rows, rows.replace("rows", "p")],
            ["run", rows, here.file("elsewhere/rows.flux", "x = 1"), "--out", "out"],
            ["run", rows, "--format", "xml"],
            ["run", rows, "--data", "nope"],
        ]) {
            expect({ args, code: (await here.run(args)).code }).toEqual({ args, code: 2 });
        }
    });

    it("writes a file for each script of a folder, with the params beside it", async () => {
        here.file("many/a/one.flux", 'import "array"\narray.from(rows: [{n: params.n}])');
        here.file("many/a/one.params.json", '{"n": 3}');
        here.file("many/two.flux", "1 + ");
        const { code, err } = await here.run(["run", "many", "--out", "out"]);
        const read = (name: string): string => readFileSync(join(here.folder, "out", name), "utf8");
        expect(read("a/one.csv")).toContain(",,0,3\r\n");
        expect(read("two.error").split("\n")[0]).toBe("invalid");
        expect(existsSync(join(here.folder, "out/two.csv"))).toBe(false);
        expect(err).toBe("1 ran, 1 failed\n");
        expect(code).toBe(1);
    });

    it("reads no file and reaches no host that is not allowed", async () => {
        const path = here.file("data.csv", "a,b\n1,2\n");
        const input = `import "csv"\ncsv.from(file: "${path}", mode: "raw")`;
        const refused = await here.run(["run", "-"], { input });
        expect(refused.code).toBe(1);
        expect(refused.err).not.toContain("1,2");
        const allowed = await here.run(["run", "-", "--allow-read", here.folder, "--format", "ndjson"], { input });
        expect(allowed.out).toBe('{"result":"_result","table":0,"a":"1","b":"2"}\n');
    });

    it("ends quietly when its reader has seen enough", async () => {
        const child = here.start(["run", "-"]);
        child.stdin?.end(
            'import "generate"\ngenerate.from(count: 200000, fn: (n) => n, start: 2024-01-01T00:00:00Z, stop: 2024-02-01T00:00:00Z)',
        );
        let err = "";
        child.stderr?.on("data", (text) => (err += String(text)));
        child.stdout?.once("data", () => child.stdout?.destroy());
        await new Promise((resolve) => child.once("close", resolve));
        expect(err).toBe("");
    });
});
