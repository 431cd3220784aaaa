/** `check` and `params`, as a process. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
afterAll(() => here.close());

const script =
    "from(bucket: params.bucket)\n    |> range(start: duration(v: params.start))\n    |> filter(fn: (r) => r.room == params.room)\n";
here.file("scripts/good.flux", script);
here.file("scripts/deeper/bad.flux", 'a = "größe" + 1\nb = undefinedName\n');
here.file("scripts/node_modules/x.flux", "(");

describe("check", () => {
    it("tells places in UTF-8 bytes from 1, and exits 1 for errors", async () => {
        const { code, out } = await here.run(["check", "scripts/deeper/bad.flux"]);
        expect(out.split("\n")[0]).toBe("scripts/deeper/bad.flux:1:17: error: expected string but found int [type-mismatch]");
        expect(out).toContain("scripts/deeper/bad.flux:2:5: error: undefined identifier undefinedName [undefined-identifier]");
        expect(code).toBe(1);
    });

    it("takes folders and gives JSON", async () => {
        const { code, out } = await here.run(["check", "scripts", "--json"]);
        const files = JSON.parse(out) as { file: string; diagnostics: { severity: string; start: unknown; end: unknown }[] }[];
        expect(files.map(({ file }) => file)).toEqual(["scripts/deeper/bad.flux", "scripts/good.flux"]);
        expect(files[0]?.diagnostics[0]).toMatchObject({
            severity: "error",
            code: "type-mismatch",
            start: { line: 1, column: 17 },
            end: { line: 1, column: 18 },
        });
        expect(files[1]?.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(code).toBe(1);
    });

    it("reads standard input, and fails on hints only when told to", async () => {
        expect((await here.run(["check", "-"], { input: script })).code).toBe(0);
        expect((await here.run(["check", "-", "--fail-on", "hint"], { input: script })).code).toBe(1);
    });

    it("makes annotations of a workflow", async () => {
        const { out } = await here.run(["check", "--format", "github", "scripts/deeper/bad.flux"]);
        expect(out.split("\n")[0]).toBe(
            "::error file=scripts/deeper/bad.flux,line=1,col=17,endLine=1,endColumn=18,title=type-mismatch::expected string but found int",
        );
    });

    it("exits 2 for a path that is not there, a folder without scripts, an unknown option, no path", async () => {
        mkdirSync(join(here.folder, "empty"), { recursive: true });
        for (const args of [["check", "nope.flux"], ["check", "empty"], ["check", "--nope", "-"], ["check"], ["nope"]]) {
            const { code, out, err } = await here.run(args);
            expect({ args, code, out }).toEqual({ args, code: 2, out: "" });
            expect(err).toMatch(/^flux-scripts: /);
        }
    });

    it("shows in its help how it is called", async () => {
        const { code, out } = await here.run(["--help"]);
        expect(out).toMatch(/Scripts in files:[\s\S]*check[\s\S]*Stored scripts:[\s\S]*push[\s\S]*Examples:[\s\S]*Exit codes/);
        expect(out).not.toContain("(default: [])");
        expect((await here.run(["run", "--help"])).out).not.toContain("(default: [])");
        expect(code).toBe(0);
    });
});

describe("params", () => {
    it("gives the inferred types, also of a script with errors", async () => {
        here.file("half.flux", "from(bucket: params.bucket) |> range(start: ");
        const { code, out } = await here.run(["params", "--json", "scripts/good.flux", "half.flux"]);
        expect(JSON.parse(out)).toEqual([
            { file: "scripts/good.flux", params: { bucket: "string", start: "any", room: "any" } },
            { file: "half.flux", params: { bucket: "string" } },
        ]);
        expect(code).toBe(0);
    });

    it("tells of a file that can't be read, and goes on", async () => {
        const { code, out } = await here.run(["params", "--json", "nope.flux", "-"], { input: script });
        expect(JSON.parse(out)).toEqual([
            { file: "nope.flux", error: { code: "not found", message: "no such file" } },
            { file: "-", params: { bucket: "string", start: "any", room: "any" } },
        ]);
        expect(code).toBe(1);
    });
});

describe("fmt", () => {
    const ugly = '// note\nx=1+2\nfrom(bucket:"b")|>range(start:-1h)\n';

    it("writes the formatted text, and the same again for it", async () => {
        const { code, out } = await here.run(["fmt", "-"], { input: ugly });
        expect(out).toContain("// note\nx = 1 + 2\n");
        expect(out).toContain('from(bucket: "b") |> range(start: -1h)');
        expect(code).toBe(0);
        expect((await here.run(["fmt", "-"], { input: out })).out).toBe(out);
    });

    it("lists what would change, rewrites it, and then finds nothing", async () => {
        here.file("fmt/a.flux", ugly);
        here.file("fmt/b.flux", "y = 1\n");
        expect(await here.run(["fmt", "--check", "fmt"])).toMatchObject({ code: 1, out: "fmt/a.flux\n" });
        expect(await here.run(["fmt", "--write", "fmt"])).toMatchObject({ code: 0, out: "" });
        expect(await here.run(["fmt", "--check", "fmt"])).toMatchObject({ code: 0, out: "" });
        expect((await here.run(["fmt", "fmt"])).code).toBe(2);
    });

    it("rewrites no file of other bytes than UTF-8, and push stores none", async () => {
        const path = here.file("latin1.flux", "");
        const bytes = Buffer.from('x  =  "caf\u00e9"\n', "latin1");
        writeFileSync(path, bytes);
        for (const args of [
            ["fmt", "--write", path],
            ["push", path],
        ]) {
            const { code, err } = await here.run(args);
            expect({ args, code }).toEqual({ args, code: 2 });
            expect(err).toContain("is not UTF-8 text");
        }
        expect(readFileSync(path).equals(bytes)).toBe(true);
        const piped = await here.run(["push", "-", "--name", "latin1"], { input: bytes });
        expect(piped.code).toBe(2);
        expect(piped.err).toContain("is not UTF-8 text");
        // The character itself is text as any other.
        writeFileSync(path, 'x  =  "\ufffd"\n');
        expect((await here.run(["fmt", "--write", path])).code).toBe(0);
        rmSync(path);
    });

    it("leaves a file that does not parse alone, and tells why", async () => {
        const path = here.file("fmt-bad/a.flux", "x = (\n");
        const { code, out, err } = await here.run(["fmt", "--write", "fmt-bad"]);
        expect({ code, out }).toEqual({ code: 1, out: "" });
        expect(err).toContain("fmt-bad/a.flux: error @1:5");
        expect(readFileSync(path, "utf8")).toBe("x = (\n");
    });
});
