/** The workflow of docs/sync.md: its commands as a CI job runs them, in a fresh checkout. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
const checkout = join(here.folder, "checkout");
let server: Awaited<ReturnType<Playground["serve"]>>;

/** The steps that run `flux-scripts`, with the event that they are for. */
function steps(): { readonly event: string | undefined; readonly args: string[] }[] {
    const page = readFileSync(new URL("../../../../docs/sync.md", import.meta.url), "utf8");
    const workflow = /```yaml\n(name: flux\n.*?)```/s.exec(page)?.[1] ?? "";
    return workflow
        .split(/^ {6}- /m)
        .slice(1)
        .flatMap((step) => {
            const run = /^\s*run: flux-scripts (.*)$/m.exec(step)?.[1];
            return run === undefined ? [] : [{ event: /event_name == '(\w+)'/.exec(step)?.[1], args: run.split(" ") }];
        });
}

async function job(event: string): Promise<{ command: string; code: number | null; out: string; err: string }[]> {
    const env = { INFLUX_HOST: server.url, INFLUX_TOKEN: server.token, INFLUX_ORG: server.org };
    const done = [];
    for (const step of steps()) {
        if (step.event !== undefined && step.event !== event) continue;
        done.push({ command: step.args.join(" "), ...(await here.run(step.args, { cwd: checkout, env })) });
    }
    return done;
}

async function stored(): Promise<string[]> {
    const headers = { authorization: `Token ${server.token}` };
    const answer = await fetch(`${server.url}/api/v2/scripts?limit=100`, { headers });
    return ((await answer.json()) as { scripts: { name: string; script: string }[] }).scripts
        .map(({ name, script }) => `${name}: ${script}`)
        .sort();
}

beforeAll(async () => {
    server = await here.serve();
    here.file("checkout/scripts/one.flux", "// One\nx = 1\n");
    here.file("checkout/scripts/two.flux", "// Two\ny = 2\n");
    here.file(
        "checkout/tests/doubles_test.flux",
        `import "array"
import "testing"

testcase doubles {
    got = array.from(rows: [{_value: 2}]) |> map(fn: (r) => ({_value: r._value * 2}))
    want = array.from(rows: [{_value: 4}])

    testing.diff(got: got, want: want)
}
`,
    );
    here.file("checkout/flux-scripts.json", '{ "folder": "scripts" }\n');
});
afterAll(() => here.close());

it("checks, tests and shows on a pull request, and changes nothing", async () => {
    const done = await job("pull_request");
    expect(done.map(({ command, code }) => [command, code])).toEqual([
        ["check scripts --format github", 0],
        ["fmt scripts --check", 0],
        ["test tests", 0],
        ["push scripts --force --dry-run", 0],
    ]);
    expect(done.at(-1)?.out).toBe("would be created one (one.flux)\nwould be created two (two.flux)\n");
    expect(await stored()).toEqual([]);
});

it("pushes what was merged, also over a change in production, and again without a change", async () => {
    expect((await job("push")).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await stored()).toEqual(["one: // One\nx = 1\n", "two: // Two\ny = 2\n"]);
    here.file("checkout/scripts/one.flux", "// One\nx = 10\n");
    const [changed] = (await job("push")).slice(-1);
    expect(changed).toMatchObject({ code: 0, out: "updated one (one.flux)\nsame two (two.flux)\n" });
});

it("fails on a script that doesn't check, before anything is pushed", async () => {
    here.file("checkout/scripts/one.flux", "// One\nx = missing\n");
    const [check] = await job("push");
    expect(check?.code).toBe(1);
    expect(check?.out).toMatch(/^::error file=.*one\.flux,line=2/m);
});
