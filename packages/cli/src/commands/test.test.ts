/** `test`, as a process. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
afterAll(() => here.close());

const head = 'import "array"\nimport "testing"\n\n';
const same = (name: string, got: number, want: number, before = ""): string => `testcase ${name} {
${before}    got = array.from(rows: [{_value: ${got}}])
    want = array.from(rows: [{_value: ${want}}])

    testing.diff(got: got, want: want)
}
`;

interface Tested {
    readonly tests: readonly { file: string; name: string; status: string; message: string; ms: number }[];
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
}

async function test(...args: string[]): Promise<Tested & { code: number | null }> {
    const { code, out, err } = await here.run(["test", "--json", ...args]);
    if (out === "") throw new Error(err);
    return { ...(JSON.parse(out) as Tested), code };
}

describe("testcase blocks", () => {
    it("pass, or fail with the rows that differ", async () => {
        here.file("a/sum_test.flux", head + same("good", 1, 1) + same("bad", 1, 2));
        const { code, out } = await here.run(["test", "a"]);
        expect(out).toMatch(/^failed a\/sum_test\.flux bad \([\d.]+ ms\)\n/);
        expect(out).not.toContain("good");
        expect(out.trimEnd().split("\n").at(-1)).toBe("1 passed, 1 failed, 0 skipped");
        expect(code).toBe(1);
        const { tests, ...counts } = await test("a");
        expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0, code: 1 });
        expect(tests[0]).toEqual({ file: "a/sum_test.flux", name: "good", status: "passed", message: "", ms: expect.any(Number) });
        expect(tests[1]?.message).toContain("_value");
    });

    it("fail when their program does, and pass when they yield nothing or another result", async () => {
        here.file(
            "b/x_test.flux",
            `${head}testcase broken {\n    x = 1 + "a"\n}\ntestcase nothing {\n    x = 1\n}\ntestcase other {\n    array.from(rows: [{a: 1}]) |> yield(name: "shown")\n}\n`,
        );
        const { tests } = await test("b");
        expect(tests.map(({ name, status }) => [name, status])).toEqual([
            ["broken", "failed"],
            ["nothing", "passed"],
            ["other", "passed"],
        ]);
        // The place is that in the file.
        expect(tests[0]?.message).toContain("error @5:13-5:16: expected int but found string");
        expect((await here.run(["test", "b", "--verbose", "--test", "other"])).out).toContain("Result: shown");
    });

    it("share the file's imports, options and values, and each has its own names", async () => {
        here.file(
            "c/x_test.flux",
            `${head}option now = () => 2024-03-01T12:00:00Z\nfive = 5\n\n${same("one", 5, 5).replace("5}])", "five}])")}${same("two", 5, 5)}testcase clock {\n    testing.diff(got: array.from(rows: [{t: now()}]), want: array.from(rows: [{t: 2024-03-01T12:00:00Z}]))\n}\n`,
        );
        expect(await test("c")).toMatchObject({ passed: 3, failed: 0 });
    });

    it("win with their options over the file's", async () => {
        const clock = (name: string, before: string, want: string): string =>
            `testcase ${name} {\n${before}    testing.diff(got: array.from(rows: [{t: now()}]), want: array.from(rows: [{t: ${want}}]))\n}\n`;
        const own = "    option now = () => 2021-01-01T00:00:00Z\n";
        here.file(
            "o/x_test.flux",
            `${head}option now = () => 2020-01-01T00:00:00Z\n\n${clock("file", "", "2020-01-01T00:00:00Z")}${clock("block", own, "2021-01-01T00:00:00Z")}`,
        );
        expect(await test("o")).toMatchObject({ passed: 2, failed: 0 });
    });

    it("are found in any file that is named, in a folder only in *_test.flux", async () => {
        here.file("d/plain.flux", head + same("one", 1, 1));
        expect(await test("d/plain.flux")).toMatchObject({ passed: 1 });
        expect(await test("d")).toMatchObject({ passed: 0, failed: 0 });
    });

    it("are chosen by name and by tags", async () => {
        here.file("e/fluxtest.root", '{"name": "suite", "tags": ["slow"]}');
        here.file(
            "e/x_test.flux",
            `${head}${same("quick", 1, 1)}${same("tagged", 1, 1, '    option testing.tags = ["slow"]\n\n')}${same("unknown", 1, 1, '    option testing.tags = ["nope"]\n\n')}`,
        );
        const byName = async (...args: string[]) =>
            Object.fromEntries((await test("e", ...args)).tests.map(({ name, status }) => [name, status]));
        expect(await byName()).toEqual({ quick: "passed", tagged: "skipped", unknown: "failed" });
        expect(await byName("--tags", "slow,other")).toEqual({ quick: "passed", tagged: "passed", unknown: "failed" });
        expect(await byName("--test", "quick")).toEqual({ quick: "passed", tagged: "skipped", unknown: "skipped" });
        expect(await byName("--skip", "unknown")).toEqual({ quick: "passed", tagged: "skipped", unknown: "skipped" });
    });

    it("extend cases of other files, whose options they may set before", async () => {
        here.file("f/fluxtest.root", '{"name": "suite"}');
        here.file(
            "f/deep/base_test.flux",
            `${head}testcase base {\n    option now = () => 2020-01-01T00:00:00Z\n    got = array.from(rows: [{t: now()}])\n    want = array.from(rows: [{t: 2024-03-01T12:00:00Z}])\n\n    testing.diff(got: got, want: want)\n}\n`,
        );
        here.file(
            "f/x_test.flux",
            'import "testing"\n\ntestcase child extends "suite/deep/base_test.base" {\n    option now = () => 2024-03-01T12:00:00Z\n    super()\n}\ntestcase lost extends "suite/deep/base_test.nope" {\n    super()\n}\n',
        );
        const { tests } = await test("f");
        expect(tests.map(({ name, status }) => [name, status])).toEqual([
            ["base", "failed"],
            ["child", "passed"],
            ["lost", "failed"],
        ]);
        expect(tests[2]?.message).toContain("has no testcase of that name");
    });

    it("of one name in a package are an error", async () => {
        here.file("g/one_test.flux", head + same("twice", 1, 1));
        here.file("g/two_test.flux", head + same("twice", 1, 1));
        const { tests } = await test("g");
        expect(tests.map(({ status }) => status)).toEqual(["passed", "failed"]);
        expect(tests[1]?.message).toContain("another testcase of this name in g/one_test.flux");
    });
});

describe("snapshot cases", () => {
    it("are recorded, compared, and told where they differ", async () => {
        here.file("s/rows.flux", 'import "array"\n\narray.from(rows: [{n: params.n, t: now()}])\n');
        here.file("s/rows.params.json", '{"n": 3}');
        here.file("s/fails.flux", 'import "array"\n\narray.from(rows: [{a: int(v: "x")}])\n');
        expect(await test("s")).toMatchObject({ passed: 0, failed: 0, skipped: 0 });
        const now = ["--now", "2024-03-01T12:00:00Z"];
        expect(await test("s", "--update", ...now)).toMatchObject({ passed: 2 });
        const read = (name: string): string => readFileSync(join(here.folder, "s", name), "utf8");
        expect(read("rows.csv")).toContain(",,0,3,2024-03-01T12:00:00Z\r\n");
        expect(read("fails.error").split("\n").length).toBeGreaterThan(1);
        expect(existsSync(join(here.folder, "s/fails.csv"))).toBe(false);
        expect(await test("s", ...now)).toMatchObject({ passed: 2, failed: 0, code: 0 });
        here.file("s/rows.params.json", '{"n": 4}');
        const { tests, failed } = await test("s", ...now);
        expect(failed).toBe(1);
        expect(tests.find(({ status }) => status === "failed")?.message).toContain("expected: ,,0,3,");
    });
});
