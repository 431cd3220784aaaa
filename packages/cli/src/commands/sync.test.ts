/** What keeps edits of two sides, as processes against `serve`: merges, renames, deletions, copies, and servers that fail. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
const work = join(here.folder, "work");
const backups = join(work, ".flux-scripts/backup");
let server: Awaited<ReturnType<Playground["serve"]>>;
let proxy: Server;
let proxyUrl = "";
/** Whether the proxy passes for the local backend or for InfluxDB Cloud. */
let build: "flux-scripts" | "Cloud" = "flux-scripts";
/** What becomes of a request on its way; undefined: it is passed on. */
let onTheWay: (request: IncomingMessage, body: string) => Promise<{ status: number; body: string } | "cut" | undefined>;

beforeAll(async () => {
    mkdirSync(work, { recursive: true });
    server = await here.serve();
    proxy = createServer((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += String(chunk)));
        request.on("end", () => {
            void (async () => {
                const instead = await onTheWay(request, body);
                if (instead === "cut") return request.socket.destroy();
                const method = request.method ?? "GET";
                const answer =
                    instead ?? (await ask(method, request.url ?? "", method === "GET" || method === "DELETE" ? undefined : body));
                response.writeHead(answer.status, { "content-type": "application/json", "x-influxdb-build": build }).end(answer.body);
            })();
        });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await here.close();
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => here.run(args, { cwd: work, env });
const throughProxy = (...args: string[]) => run([...args, "--host", proxyUrl, "--token", server.token]);
const write = (name: string, text: string): void => writeFileSync(join(work, name), text);
const read = (name: string): string => readFileSync(join(work, name), "utf8");
const kept = (): string[] => readdirSync(backups).map((name) => readFileSync(join(backups, name), "utf8"));

async function ask(method: string, path: string, body?: string): Promise<{ status: number; body: string }> {
    const headers = { authorization: `Token ${server.token}`, "content-type": "application/json" };
    const response = await fetch(`${server.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: response.status, body: await response.text() };
}

interface Stored {
    readonly id: string;
    readonly name: string;
    readonly script: string;
}

async function stored(name: string): Promise<Stored | undefined> {
    const { body } = await ask("GET", "/api/v2/scripts?limit=500");
    return (JSON.parse(body) as { scripts: Stored[] }).scripts.find((script) => script.name === name);
}

async function change(name: string, script: string): Promise<void> {
    const { status } = await ask("PATCH", `/api/v2/scripts/${(await stored(name))?.id}`, JSON.stringify({ script }));
    expect(status).toBe(200);
}

describe("a conflict", () => {
    it("is merged into the file with --merge, and pushed once its markers are gone", async () => {
        write("m.flux", "a = 1\nb = 2\nc = 3\n");
        await run(["push", "m.flux"]);
        write("m.flux", "a = 1\nb = 20\nc = 3\n");
        await change("m", "a = 1\nb = 200\nc = 3\nd = 4\n");
        const dry = await run(["pull", "m", "--merge", "--dry-run"]);
        expect(dry).toMatchObject({ code: 1, err: "m: 1 conflict would be marked in m.flux\n" });
        expect(read("m.flux")).toContain("b = 20\n");

        const merged = await run(["pull", "m", "--merge"]);
        expect(merged.code).toBe(1);
        expect(merged.err).toContain("1 conflict marked in m.flux");
        expect(read("m.flux")).toMatch(/<<<<<<< m\.flux\nb = 20\n\|{7} last synced\nb = 2\n=======\nb = 200\n>>>>>>> .*\nc = 3\nd = 4\n/);
        expect(kept()).toEqual(expect.arrayContaining(["a = 1\nb = 20\nc = 3\n", "a = 1\nb = 200\nc = 3\nd = 4\n"]));

        const refused = await run(["push", "m.flux"]);
        expect(refused.code).toBe(1);
        expect(refused.err).toContain("conflict markers");
        write("m.flux", "a = 1\nb = 220\nc = 3\nd = 4\n");
        expect((await run(["push", "m.flux"])).out).toBe("updated m (m.flux)\n");
        expect((await stored("m"))?.script).toBe("a = 1\nb = 220\nc = 3\nd = 4\n");
    });

    it("of different lines is merged without a question", async () => {
        write("apart.flux", "a = 1\nb = 2\nc = 3\n");
        await run(["push", "apart.flux"]);
        write("apart.flux", "a = 10\nb = 2\nc = 3\n");
        await change("apart", "a = 1\nb = 2\nc = 30\n");
        expect((await run(["pull", "apart", "--merge", "--json"])).code).toBe(0);
        expect(read("apart.flux")).toBe("a = 10\nb = 2\nc = 30\n");
        expect((await run(["status"])).out).toMatch(/^apart\s+changed here$/m);
    });
});

it("pull writes over no file of other bytes than UTF-8, as its backup would not be what it held", async () => {
    write("bytes.flux", "a = 1\nb = 2\nc = 3\n");
    await run(["push", "bytes.flux"]);
    const bytes = Buffer.from('a = "caf\u00e9"\nb = 2\nc = 3\n', "latin1");
    writeFileSync(join(work, "bytes.flux"), bytes);
    await change("bytes", "a = 1\nb = 2\nc = 30\n");
    for (const options of [["--merge"], ["--force"], ["--merge", "--dry-run"]]) {
        const { code, err } = await run(["pull", "bytes", ...options]);
        expect({ options, code, err }).toEqual({ options, code: 1, err: "bytes: bytes.flux is not UTF-8 text: save it as UTF-8 first\n" });
    }
    expect(readFileSync(join(work, "bytes.flux")).equals(bytes)).toBe(true);
    rmSync(join(work, "bytes.flux"));
});

describe("a rename", () => {
    it("of a file is followed by push, with the same id; a copy is a script of its own", async () => {
        write("first.flux", "x = 'first'\n".replaceAll("'", '"'));
        await run(["push", "first.flux"]);
        const before = await stored("first");
        write("copy.flux", read("first.flux"));
        expect((await run(["push", "copy.flux"])).out).toBe("created copy (copy.flux)\n");
        rmSync(join(work, "copy.flux"));
        await run(["delete", "copy"]);
        write("second.flux", read("first.flux"));
        rmSync(join(work, "first.flux"));
        expect((await run(["status"])).out).toMatch(/^second\s+changed here$/m);
        expect((await run(["push", "second.flux"])).out).toBe("updated second (second.flux)\n");
        expect((await stored("second"))?.id).toBe(before?.id);
        expect(await stored("first")).toBeUndefined();
    });

    it("on the backend keeps file, presets and synced state", async () => {
        write("flux-scripts.json", '{"scripts": {"second": {"presets": {"p": {"n": 5.0}}}}}\n');
        expect((await run(["rename", "second", "third"])).code).toBe(0);
        expect(read("flux-scripts.json")).toMatch(/"third": \{\s*"presets": \{\s*"p": \{\s*"n": 5\.0/);
        expect((await run(["status"])).out).toMatch(/^third\s+same$/m);
        rmSync(join(work, "flux-scripts.json"));
    });
});

it("a description that changed there goes to flux-scripts.json, one of here goes back, and the text stays as it is", async () => {
    write("told.flux", "// As the comment says\nt = 1\n");
    await run(["push", "told.flux"]);
    const { id } = (await stored("told")) as Stored;
    await ask("PATCH", `/api/v2/scripts/${id}`, JSON.stringify({ description: "Described there" }));
    const diff = await run(["diff", "told", "--json"]);
    expect(diff.code).toBe(1);
    expect(JSON.parse(diff.out)).toMatchObject([{ name: "told", state: "changedThere", diff: "", descriptionDiffers: true }]);
    expect((await run(["pull", "told"])).code).toBe(0);
    expect(read("told.flux")).toBe("// As the comment says\nt = 1\n");
    expect(JSON.parse(read("flux-scripts.json"))).toEqual({ scripts: { told: { description: "Described there" } } });
    write("flux-scripts.json", JSON.stringify({ scripts: { told: { description: "Described here" } } }));
    expect((await run(["push", "told.flux"])).out).toBe("updated told (told.flux)\n");
    expect(JSON.parse((await ask("GET", `/api/v2/scripts/${id}`)).body)).toMatchObject({
        description: "Described here",
        script: "// As the comment says\nt = 1\n",
    });
    expect((await run(["diff", "told"])).code).toBe(0);
    rmSync(join(work, "flux-scripts.json"));
});

it("the synced state is the extension's own: one file for the local backend, paths from the workspace's root", async () => {
    const folder = join(here.folder, "shared");
    here.file("shared/flux-scripts.json", '{ "folder": "scripts" }\n');
    here.file("shared/scripts/deep/s.flux", "s = 1\n");
    expect((await here.run(["push", "scripts"], { cwd: folder })).code).toBe(0);
    const state = JSON.parse(readFileSync(join(folder, ".flux-scripts/sync-local~local.json"), "utf8")) as { scripts: { file: string }[] };
    expect(state.scripts.map(({ file }) => file)).toEqual(["scripts/deep/s.flux"]);
    expect((await here.run(["status"], { cwd: folder })).out).toMatch(/^s\s+same$/m);
});

it("a deletion keeps the text, and the file counts as one whose script was deleted", async () => {
    write("gone.flux", "gone = 1\n");
    await run(["push", "gone.flux"]);
    const done = await run(["delete", "gone", "--json"]);
    expect(JSON.parse(done.out)).toMatchObject([{ name: "gone", action: "deleted" }]);
    expect(readFileSync(/kept in (\S+)/.exec(done.err)?.[1] ?? "", "utf8")).toBe("gone = 1\n");
    expect((await run(["status"])).out).toMatch(/^gone\s+deleted on the backend$/m);
    const pushed = await run(["push", "gone.flux"]);
    expect([pushed.code, await stored("gone")]).toEqual([1, undefined]);
});

it("promote shows each difference before it replaces, and backs up what it replaces", async () => {
    const other = new Playground();
    const target = await other.serve();
    const config = join(here.folder, "home/.influxdbv2/configs");
    here.file("home/.influxdbv2/configs", `[other]\n  url = "${target.url}"\n  token = "${target.token}"\n  org = "local"\n`);
    expect(existsSync(config)).toBe(true);
    write("p.flux", "p = 1\n");
    await run(["push", "p.flux"]);
    expect((await run(["promote", "p", "--to", "other"])).out).toBe("created p on other\n");
    write("p.flux", "p = 2\n");
    await run(["push", "p.flux"]);
    const refused = await run(["promote", "p", "--to", "other"]);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("-p = 1\n+p = 2\n");
    const dry = await run(["promote", "p", "--to", "other", "--force", "--dry-run", "--json"]);
    expect(JSON.parse(dry.out)).toMatchObject([{ name: "p", action: "updated", dryRun: true }]);
    const forced = await run(["promote", "p", "--to", "other", "--force"]);
    expect(forced.code).toBe(0);
    expect(kept()).toContain("p = 1\n");
    await other.close();
});

describe("a write", () => {
    it("that lost a race right before it is told, and changes nothing", async () => {
        onTheWay = async () => undefined;
        write("race.flux", "r = 1\n");
        await throughProxy("push", "race.flux");
        write("race.flux", "r = 2\n");
        // Someone stores another text after the list was read.
        onTheWay = async ({ method, url }) => {
            if (method === "GET" && /^\/api\/v2\/scripts\/[0-9a-f]+$/.test(url ?? "")) await change("race", "r = 100\n");
            return undefined;
        };
        const done = await throughProxy("push", "race.flux");
        expect(done.code).toBe(1);
        expect(done.err).toContain("race: it was changed meanwhile and was left as it is");
        expect((await stored("race"))?.script).toBe("r = 100\n");
        expect(read("race.flux")).toBe("r = 2\n");
    });

    it("that the server answers, but did not carry out, is told", async () => {
        onTheWay = async () => undefined;
        write("ignored.flux", "i = 1\n");
        await throughProxy("push", "ignored.flux");
        onTheWay = async ({ method, url }, body) => {
            if (method !== "PATCH") return undefined;
            const { name: _name, script: _script, ...rest } = JSON.parse(body) as Record<string, string>;
            return ask("PATCH", url ?? "", JSON.stringify(rest));
        };
        write("ignored.flux", "i = 2\n");
        const push = await throughProxy("push", "ignored.flux");
        expect(push.code).toBe(1);
        expect(push.err).toContain("did not change the script's script");
        const rename = await throughProxy("rename", "ignored", "other");
        expect(rename.code).toBe(1);
        expect(rename.err).toContain("did not change the script's name");
        onTheWay = async () => undefined;
        expect((await throughProxy("status")).out).toMatch(/^ignored\s+changed here$/m);
    });

    it("of a name, where the backend takes none, makes the script again only with --force", async () => {
        onTheWay = async () => undefined;
        build = "Cloud";
        write("old-name.flux", "n = 'x'\n".replaceAll("'", '"'));
        await throughProxy("push", "old-name.flux");
        const before = await stored("old-name");
        write("new-name.flux", read("old-name.flux"));
        rmSync(join(work, "old-name.flux"));
        const refused = await throughProxy("push", "new-name.flux");
        expect(refused.code).toBe(1);
        expect(refused.err).toContain(`this backend can't rename "old-name": --force stores it anew`);
        expect((await throughProxy("push", "new-name.flux", "--force")).code).toBe(0);
        const after = await stored("new-name");
        expect(after?.id).not.toBe(before?.id);
        expect([await stored("old-name"), after?.script]).toEqual([undefined, before?.script]);
        expect(kept()).toContain(before?.script);
        expect((await throughProxy("status")).out).toMatch(/^new-name\s+same$/m);
        const renamed = await throughProxy("rename", "new-name", "newest-name", "--json");
        expect(JSON.parse(renamed.out)).toMatchObject({ action: "renamed", to: "newest-name" });
        expect((await throughProxy("status")).out).toMatch(/^newest-name\s+same$/m);
        build = "flux-scripts";
        rmSync(join(work, "flux-scripts.json"));
    });

    it("goes on after a crash between the PATCH and the note of it", async () => {
        onTheWay = async () => undefined;
        for (const name of ["k1", "k2", "k3"]) write(`${name}.flux`, `${name} = 1\n`);
        await throughProxy("push", "k1.flux", "k2.flux", "k3.flux");
        for (const name of ["k1", "k2", "k3"]) write(`${name}.flux`, `${name} = 2\n`);
        const child = here.start(["push", "k1.flux", "k2.flux", "k3.flux", "--host", proxyUrl, "--token", server.token], {}, work);
        const ended = new Promise((resolve) => child.once("close", resolve));
        let patches = 0;
        onTheWay = async ({ method, url }, body) => {
            if (method !== "PATCH") return undefined;
            const answer = await ask("PATCH", url ?? "", body);
            // The second script is stored, and its answer never arrives: the process is gone.
            if (++patches === 2) {
                child.kill("SIGKILL");
                await ended;
                return "cut";
            }
            return answer;
        };
        await ended;
        expect(patches).toBe(2);
        onTheWay = async () => undefined;
        expect((await stored("k2"))?.script).toBe("k2 = 2\n");
        const status = (await throughProxy("status")).out;
        expect(status).toMatch(/^k1\s+same$/m);
        expect(status).toMatch(/^k3\s+changed here$/m);
        const again = await throughProxy("push", "k1.flux", "k2.flux", "k3.flux", "--json");
        expect(again.code).toBe(0);
        expect((JSON.parse(again.out) as { action: string }[]).map(({ action }) => action)).toEqual(["same", "same", "updated"]);
        // A change there is told from one of this side: the note has caught up.
        await change("k2", "k2 = 3\n");
        expect((await throughProxy("status")).out).toMatch(/^k2\s+changed on the backend$/m);
    });
});
