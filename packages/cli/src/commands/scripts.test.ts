/** The commands on a backend, as processes against `serve`. */
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
let server: Awaited<ReturnType<Playground["serve"]>>;
const work = join(here.folder, "work");

beforeAll(async () => {
    mkdirSync(work, { recursive: true });
    server = await here.serve();
});
afterAll(() => here.close());

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => here.run(args, { cwd: work, env });
const text = '// Rows of n\nimport "array"\n\narray.from(rows: [{n: params.n, f: 5.0}])\n';

describe("serve", () => {
    it("says where it is on one line, and keeps its token to itself", async () => {
        expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
        expect(server.org).toBe("local");
        expect(server.pid).toBe(server.child.pid);
        expect(statSync(join(here.folder, "data/token")).mode & 0o077).toBe(0);
    });

    it("tells of a port or a data folder in use, and exits 1", async () => {
        const { port } = new URL(server.url);
        const other = await here.run(["serve", "--port", port, "--data", join(here.folder, "other")]);
        expect(other).toMatchObject({ code: 1, out: "" });
        expect(other.err).toContain(`port ${port}`);
        const same = await here.run(["serve", "--port", "0", "--data", join(here.folder, "data")]);
        expect(same).toMatchObject({ code: 1, out: "" });
        expect((await here.run(["serve", "--port", "70000"])).code).toBe(2);
    });
});

describe("scripts", () => {
    it("are pushed, listed, read, invoked and deleted on the user's own service, with no option at all", async () => {
        here.file("work/rows of n.flux", text);
        const dry = await run(["push", "rows of n.flux", "--dry-run"]);
        expect(dry).toMatchObject({ code: 0, out: "would be created rows of n (rows of n.flux)\n" });
        expect((await run(["list", "--json"])).out.trim()).toBe("[]");

        const pushed = await run(["push", "rows of n.flux", "--json"]);
        const [{ id, ...outcome }] = JSON.parse(pushed.out) as [{ id: string }];
        expect(outcome).toEqual({ name: "rows of n", file: "rows of n.flux", action: "created" });
        const [script] = JSON.parse((await run(["list", "--json"])).out) as Record<string, string>[];
        expect(script).toMatchObject({ id, name: "rows of n", description: "Rows of n", script: text });
        expect((await run(["list"])).out).toContain(`rows of n  ${id}`);
        expect((await run(["get", "rows of n"])).out).toBe(text);
        expect((await run(["get", id])).out).toBe(text);

        const csv = await run(["invoke", "rows of n", "--params", '{"n": 9223372036854775807}']);
        expect(csv).toMatchObject({ code: 0, err: "" });
        expect(csv.out).toContain("#datatype,string,long,");
        expect(csv.out).toContain("9223372036854775807,5");
        const json = await run(["invoke", id, "--param", "n=5", "--format", "ndjson"]);
        expect(json.out).toBe('{"result":"_result","table":0,"n":5,"f":5.0}\n');

        expect((await run(["delete", "rows of n", "--dry-run"])).out).toContain("would delete");
        expect((await run(["delete", "rows of n"])).code).toBe(0);
        expect((await run(["invoke", "rows of n"])).err).toContain('no script is named "rows of n"');
    });

    it("are pushed again only where they changed, and never over a change on the backend", async () => {
        here.file("work/s.flux", "x = 1\n");
        await run(["push", "s.flux"]);
        expect((await run(["push", "s.flux"])).out).toBe("same s (s.flux)\n");
        here.file("work/s.flux", "x = 2\n");
        expect((await run(["push", "s.flux"])).out).toBe("updated s (s.flux)\n");

        const scripts = JSON.parse((await run(["list", "--json"])).out) as { id: string; name: string }[];
        const id = scripts.find(({ name }) => name === "s")?.id ?? "";
        await fetch(`${server.url}/api/v2/scripts/${id}`, {
            method: "PATCH",
            headers: { authorization: `Token ${server.token}`, "content-type": "application/json" },
            body: JSON.stringify({ script: "x = 30\n" }),
        });
        here.file("work/s.flux", "x = 3\n");
        const refused = await run(["push", "s.flux"]);
        expect(refused.code).toBe(1);
        expect(refused.err).toContain("changed here and on the backend");
        expect((await run(["status"])).out).toMatch(/^s\s+changed on both sides$/m);
        const diff = await run(["diff", "s"]);
        expect(diff.code).toBe(1);
        expect(diff.out).toContain("-x = 30\n+x = 3\n");

        const pulled = await run(["pull", "s", "--force"]);
        expect(pulled.code).toBe(0);
        expect(readFileSync(join(work, "s.flux"), "utf8")).toBe("x = 30\n");
        expect(/kept in (\S+)/.exec(pulled.err)?.[1]).toSatisfy((path: string) => readFileSync(path, "utf8") === "x = 3\n");
        expect(readFileSync(join(work, ".flux-scripts/.gitignore"), "utf8")).toBe("*\n");
    });

    it("of one name in two folders are refused before anything is pushed", async () => {
        here.file("work/two/a/same.flux", "x = 1\n");
        here.file("work/two/b/same.flux", "x = 2\n");
        const done = await run(["push", "two"]);
        expect(done).toMatchObject({ code: 2, out: "" });
        expect(done.err).toContain('two/a/same.flux and two/b/same.flux are both named "same"');
    });

    it("are renamed and exported", async () => {
        here.file("work/old.flux", "// Old\ny = 1\n");
        await run(["push", "old.flux"]);
        expect((await run(["rename", "old", "new/one"])).code).toBe(0);
        const folder = join(here.folder, "exported");
        expect((await run(["export", folder])).code).toBe(0);
        expect(readFileSync(join(folder, "new%2Fone.flux"), "utf8")).toBe("// Old\ny = 1\n");
        expect((await run(["export", folder])).err).toContain("already");
        expect(existsSync(join(folder, "scripts.json"))).toBe(true);
    });

    it("that fail say so as JSON on standard error, and exit 1", async () => {
        here.file("work/fails.flux", 'import "array"\n\narray.from(rows: [{a: int(v: params.text)}])\n');
        await run(["push", "fails.flux"]);
        const failed = await run(["invoke", "fails", "--params", '{"text": "no number"}']);
        expect(failed.code).toBe(1);
        expect((JSON.parse(failed.err) as { message: string }).message).toContain("no number");
        const missing = await run(["invoke", "fails"]);
        expect(missing.code).toBe(1);
        expect((JSON.parse(missing.err) as { message: string }).message).toContain("text");
    });

    it("go to the host and token of the environment, and a wrong one is told in one message without the token", async () => {
        const environment = { INFLUX_HOST: server.url, INFLUX_TOKEN: server.token, FLUX_SCRIPTS_DATA: join(here.folder, "none") };
        expect((await run(["list"], environment)).code).toBe(0);
        const wrong = await run(["list"], { ...environment, INFLUX_TOKEN: "wrong-token" });
        expect(wrong).toMatchObject({ code: 1, out: "" });
        expect(wrong.err).toContain("Enter a token that is valid on this server.");
        expect(wrong.err).not.toContain("wrong-token");
        const nowhere = await run(["list"], { ...environment, INFLUX_HOST: "http://127.0.0.1:9" });
        expect(nowhere.err).toContain("can't reach http://127.0.0.1:9");
        const none = await run(["list"], { FLUX_SCRIPTS_DATA: join(here.folder, "none") });
        expect(none.err).toContain("flux-scripts serve");
    });

    it("never send INFLUX_TOKEN to a host that only flux-scripts.json names", async () => {
        here.file(
            "evil/flux-scripts.json",
            JSON.stringify({ connections: { prod: { kind: "cloud", host: server.url.replace("127.0.0.1", "localhost") } } }),
        );
        const refused = await here.run(["list", "--connection", "prod"], {
            cwd: join(here.folder, "evil"),
            env: { INFLUX_TOKEN: server.token },
        });
        expect(refused).toMatchObject({ code: 1, out: "" });
        expect(refused.err).toContain("INFLUX_TOKEN is not sent");
    });

    it("run over the data folder through the service that has it", async () => {
        await fetch(`${server.url}/api/v2/buckets`, {
            method: "POST",
            headers: { authorization: `Token ${server.token}`, "content-type": "application/json" },
            body: JSON.stringify({ name: "b", orgID: await orgId() }),
        });
        await fetch(`${server.url}/api/v2/write?org=local&bucket=b&precision=s`, {
            method: "POST",
            headers: { authorization: `Token ${server.token}` },
            body: "m,t=a f=1.5 1709290800",
        });
        const source = here.file(
            "work/read.flux",
            'from(bucket: "b") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z) |> keep(columns: ["_value"])\n',
        );
        const done = await run(["run", source, "--data", join(here.folder, "data"), "--format", "ndjson"]);
        expect(done).toMatchObject({ code: 0, out: '{"result":"_result","table":0,"_value":1.5}\n' });
        const writing = here.file(
            "work/write.flux",
            'import "array"\narray.from(rows: [{_time: 2024-03-01T12:00:00Z, _measurement: "m", _field: "f", _value: 2.5}]) |> to(bucket: "b")\n',
        );
        expect(await run(["run", writing, "--data", join(here.folder, "data")])).toMatchObject({
            code: 1,
            err: expect.stringContaining("may not write"),
        });
    });
});

async function orgId(): Promise<string> {
    const answer = await fetch(`${server.url}/api/v2/orgs`, { headers: { authorization: `Token ${server.token}` } });
    return ((await answer.json()) as { orgs: { id: string }[] }).orgs[0]?.id ?? "";
}

describe("the end of serve", () => {
    it("comes with SIGTERM: exit 0, and the data can be read without it", async () => {
        const ended = new Promise((resolve) => server.child.once("close", resolve));
        server.child.kill("SIGTERM");
        expect(await ended).toBe(0);
        const done = await run(["run", "read.flux", "--data", join(here.folder, "data"), "--format", "ndjson"]);
        expect(done).toMatchObject({ code: 0, out: '{"result":"_result","table":0,"_value":1.5}\n' });
    });
});
