import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discover, StartError } from "../../packages/backend/src/index.ts";
import { makeBucket, startTestBackend, type TestBackend, workers } from "./support.ts";

let backend: TestBackend;

beforeAll(async () => {
    backend = await startTestBackend({ readToken: "only-reads", limits: { writeBytes: 100_000, bodyBytes: 50_000 } });
    await makeBucket(backend, "b");
});

afterAll(() => backend.stop());

async function error(response: Response): Promise<unknown> {
    return { status: response.status, ...((await response.json()) as object) };
}

/** A request whose Host header is ours to choose, which fetch does not allow. */
function rawStatus(headers: Record<string, string>, path = "/health"): Promise<number> {
    const { port } = new URL(backend.url);
    return new Promise((resolve, reject) => {
        const sent = httpRequest({ host: "127.0.0.1", port, path, headers }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
        });
        sent.on("error", reject);
        sent.end();
    });
}

function rowsOf(n: number): string {
    return `import "array"\narray.from(rows: [{v: ${n}}])`;
}

describe("who may ask", () => {
    it("needs a token for everything but health, ping and ready", async () => {
        for (const path of ["/health", "/ready"]) expect((await backend.request(path, { token: null })).status).toBe(200);
        expect((await backend.request("/ping", { token: null })).status).toBe(204);
        for (const path of ["/api/v2/scripts", "/api/v2/buckets", "/api/v2/nosuch", "/write"]) {
            for (const token of [null, "wrong", `${backend.token}x`]) {
                expect(await error(await backend.request(path, { token }))).toEqual({
                    status: 401,
                    code: "unauthorized",
                    message: "unauthorized access",
                });
            }
        }
    });

    it("takes no other Host or Origin, but those of loopback", async () => {
        expect(await rawStatus({ host: "evil.example" })).toBe(403);
        expect(await rawStatus({ host: `localhost:${new URL(backend.url).port}` })).toBe(200);
        const other = await backend.request("/api/v2/scripts", { headers: { origin: "https://evil.example" } });
        expect(await error(other)).toMatchObject({ status: 403, code: "forbidden" });
        const page = await backend.request("/api/v2/scripts", { headers: { origin: "http://localhost:3000" } });
        expect([page.status, page.headers.get("access-control-allow-origin")]).toEqual([200, "http://localhost:3000"]);
        // A cache that forgot the origin would give the answer to a page that may not see it.
        const rows = await backend.request("/api/v2/query?org=local", {
            method: "POST",
            headers: { origin: "http://localhost:3000", "content-type": "application/vnd.flux" },
            body: rowsOf(1),
        });
        expect([page.headers.get("vary"), rows.headers.get("vary")]).toEqual(["Origin", "Origin, Accept-Encoding"]);
    });

    it("lets a read-only token list, and change nothing", async () => {
        const token = "only-reads";
        expect((await backend.request("/api/v2/scripts", { token })).status).toBe(200);
        const script = { name: "x", description: "", language: "flux", script: "x = 1" };
        expect(await error(await backend.post("/api/v2/scripts", script, token))).toMatchObject({ status: 403, code: "forbidden" });
        const write = await backend.request(`/api/v2/write?org=local&bucket=b`, { method: "POST", token, body: "m v=1" });
        expect(write.status).toBe(403);
        expect((await backend.request("/api/v2/authorizations", { token })).status).toBe(403);
    });

    it("tells what there is, who asks, and that it is set up", async () => {
        const root = (await (await backend.request("/api/v2")).json()) as Record<string, string | Record<string, string>>;
        for (const path of ["buckets", "orgs", "scripts", "users", "me", "authorizations", "labels"]) {
            expect((await backend.request(root[path] as string)).status).toBe(200);
        }
        const me = (await (await backend.request("/api/v2/me")).json()) as { id: string };
        expect(await (await backend.request(`/api/v2/users/${me.id}`)).json()).toEqual(me);
        expect((await backend.request("/api/v2/users/0123456789abcdef")).status).toBe(404);
        expect(await error(await backend.post("/api/v2/setup", {}))).toMatchObject({ status: 422, code: "conflict" });
        const list = async (query: string): Promise<number> => (await backend.request(`/api/v2/authorizations?${query}`)).status;
        expect([await list("org=nosuch"), await list("orgID=x"), await list("orgID=0123456789abcdef")]).toEqual([404, 400, 200]);
    });

    it("words what is wrong with a bucket's id, its retention, and the types in a query as InfluxDB does", async () => {
        const id = await makeBucket(backend, "worded");
        const told = async (path: string, init: RequestInit = {}): Promise<unknown> => error(await backend.request(path, init));
        expect(await told("/api/v2/buckets?id=0000000000000001")).toMatchObject({ status: 404, message: "bucket not found" });
        expect(await told("/api/v2/buckets/zz")).toMatchObject({ status: 400, message: "id must have a length of 16 bytes" });
        expect(await told("/api/v2/buckets/0000000000000000")).toMatchObject({ status: 400, message: "invalid ID" });
        const day = { retentionRules: [{ type: "expire", everySeconds: 86_400 }] };
        const headers = { "content-type": "application/json" };
        expect(await told(`/api/v2/buckets/${id}`, { method: "PATCH", headers, body: JSON.stringify(day) })).toMatchObject({
            status: 422,
            code: "unprocessable entity",
            message: "shard-group duration must also be updated to be smaller than new retention duration",
        });
        const query = async (body: unknown): Promise<string> => {
            const { message } = (await error(await backend.post("/api/v2/query?org=local", body))) as { message: string };
            return message.slice(message.indexOf("request headers: ") + 17);
        };
        expect(await query({ query: 5 })).toBe("json: cannot unmarshal number into Go struct field QueryRequest.query of type string");
        expect(await query({ query: {} })).toBe("json: cannot unmarshal object into Go struct field QueryRequest.query of type string");
        expect(await query([])).toBe("json: cannot unmarshal array into Go value of type http.QueryRequest");
        expect(await query({ query: "buckets()", now: 5 })).toBe("Time.UnmarshalJSON: input is not a JSON string");
        expect(await query({ query: "buckets()", now: "2024-01-01" })).toBe(
            'parsing time "2024-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
        );
    });

    it("runs a script as it is after each change of it", async () => {
        const made = await backend.post("/api/v2/scripts", { name: "changing", description: "", language: "flux", script: rowsOf(1) });
        const { id } = (await made.json()) as { id: string };
        const invoke = (): Promise<Response> => backend.post(`/api/v2/scripts/${id}/invoke`, {});
        const change = (body: object): Promise<Response> =>
            backend.request(`/api/v2/scripts/${id}`, {
                method: "PATCH",
                headers: { "content-type": "application/json" },
                body: JSON.stringify(body),
            });
        for (const n of [1, 2, 3]) {
            if (n > 1) expect((await change({ script: rowsOf(n) })).status).toBe(200);
            for (let i = 0; i < 2; i++) expect(await (await invoke()).text()).toContain(`_result,0,${n}`);
        }
        await Promise.all([change({ script: rowsOf(4) }), invoke(), invoke(), change({ script: rowsOf(5) }), invoke()]);
        expect(await (await invoke()).text()).toMatch(/_result,0,[45]/);
        const text = ((await (await backend.request(`/api/v2/scripts/${id}`)).json()) as { script: string }).script;
        expect(await (await invoke()).text()).toContain(`_result,0,${/\d/.exec(text)?.[0]}`);
        expect((await backend.request(`/api/v2/scripts/${id}`, { method: "DELETE" })).status).toBe(204);
        expect((await invoke()).status).toBe(404);
    });

    it("holds a made token to its permissions, and forgets it when it is deleted", async () => {
        const { orgs } = (await (await backend.request("/api/v2/orgs")).json()) as { orgs: { id: string }[] };
        const orgID = orgs[0]?.id;
        const allowed = await makeBucket(backend, "allowed");
        const made = await backend.post("/api/v2/authorizations", {
            orgID,
            description: "one bucket",
            permissions: [{ action: "write", resource: { type: "buckets", id: allowed, orgID } }],
        });
        const { token, id } = (await made.json()) as { token: string; id: string };
        const write = (bucket: string): Promise<Response> =>
            backend.request(`/api/v2/write?org=local&bucket=${bucket}`, { method: "POST", token, body: "m v=1" });
        expect([made.status, (await write("allowed")).status, (await write("b")).status]).toEqual([201, 204, 403]);
        const listed = (await (await backend.request("/api/v2/authorizations")).json()) as {
            authorizations: { id: string; token: string }[];
        };
        expect(listed.authorizations.find((each) => each.id === id)?.token).toBe("");
        expect((await backend.request(`/api/v2/authorizations/${id}`, { method: "DELETE" })).status).toBe(204);
        expect((await write("allowed")).status).toBe(401);
    });

    it("keeps the token and the discovery file to the user, and tells where it runs", () => {
        for (const file of ["token", "service.json"]) expect(statSync(join(backend.dataDir, file)).mode & 0o777).toBe(0o600);
        expect(readFileSync(join(backend.dataDir, "token"), "utf8").trim()).toBe(backend.token);
        expect(discover(backend.dataDir)).toEqual({ url: backend.url, token: backend.token, org: "local", pid: process.pid });
    });
});

describe("writes", () => {
    it("refuse a precision that is none, also a name that every object has", async () => {
        for (const precision of ["h", "constructor", "__proto__", "toString"]) {
            for (const path of ["/api/v2/write?org=local&bucket=b", "/write?db=b"]) {
                const response = await backend.request(`${path}&precision=${precision}`, { method: "POST", body: "m v=1 1" });
                expect(await error(response)).toMatchObject({ status: 400, code: "invalid", message: /precision/ });
            }
        }
    });
});

describe("limits", () => {
    it("refuses large bodies with 413, also packed ones, to a client that still sends", async () => {
        expect((await backend.write("b", "m v=1\n".repeat(50_000))).status).toBe(413);
        const bomb = await backend.request("/api/v2/write?org=local&bucket=b", {
            method: "POST",
            headers: { "content-encoding": "gzip" },
            body: gzipSync(Buffer.alloc(20_000_000, 32)),
        });
        expect(await error(bomb)).toMatchObject({ status: 413, code: "request too large" });
        expect((await backend.post("/api/v2/scripts", { name: "n".repeat(60_000) })).status).toBe(413);
    });

    it("ends connections that dribble their headers or body, and answers others meanwhile", async () => {
        const patient = await startTestBackend({ limits: { headerMs: 200 } });
        try {
            const { port } = new URL(patient.url);
            const ended = Array.from({ length: 50 }, (_, i) => {
                const socket = connect(Number(port), "127.0.0.1");
                const slowly = `POST /api/v2/write HTTP/1.1\r\nhost: localhost\r\n${i % 2 === 0 ? "" : "content-length: 100000\r\n\r\n"}`;
                socket.write(slowly);
                const more = setInterval(() => socket.write(i % 2 === 0 ? "x: 1\r\n" : "x"), 50);
                return new Promise<void>((resolve) => {
                    socket.on("error", () => undefined);
                    socket.on("close", () => {
                        clearInterval(more);
                        resolve();
                    });
                    socket.resume();
                });
            });
            expect((await patient.request("/api/v2/scripts")).status).toBe(200);
            await Promise.all(ended);
        } finally {
            await patient.stop();
        }
    });

    it("refuses deep JSON and bytes that are no UTF-8", async () => {
        const deep = await backend.request("/api/v2/scripts", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: "[".repeat(40_000),
        });
        expect(await error(deep)).toMatchObject({ status: 400, code: "invalid" });
        const bytes = await backend.request("/api/v2/scripts", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: Buffer.from([0x7b, 0xff, 0x7d]),
        });
        expect(await error(bytes)).toMatchObject({ status: 400, code: "invalid" });
    });

    it("never shows a path or a stack, whatever the path asked for", async () => {
        const paths = [
            "/api/v2/scripts/..%2f..%2fetc",
            "/api/v2/scripts/%00",
            "/api/v2/buckets/%ff",
            "//etc/passwd",
            "/api/v2/query/../../x",
            "/%E0%A4%A",
        ];
        for (const path of paths) {
            const response = await backend.request(path);
            expect(response.status).toBeGreaterThanOrEqual(400);
            expect(response.status).toBeLessThan(500);
            expect(await response.text()).not.toMatch(/node_modules|\.ts:|\.js:|at /);
        }
    });
});

describe("starting", () => {
    it("names a port in use, and what to do", async () => {
        const server = createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const port = (server.address() as { port: number }).port;
        const dataDir = mkdtempSync(join(tmpdir(), "backend-"));
        await expect(startTestBackend({ port, dataDir })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
        server.close();
        // Nothing is left behind that would keep the next one away.
        const next = await startTestBackend({ dataDir });
        await next.stop();
        rmSync(dataDir, { recursive: true });
    });

    it("refuses a folder that another backend has, and a file that is damaged, which it leaves as it is", async () => {
        await expect(startTestBackend({ dataDir: backend.dataDir })).rejects.toThrow(/in use by process \d+/);
        const dataDir = mkdtempSync(join(tmpdir(), "backend-"));
        const file = join(dataDir, "data.sqlite");
        writeFileSync(file, "no database ".repeat(1000));
        await expect(startTestBackend({ dataDir })).rejects.toThrow(StartError);
        expect(readFileSync(file, "utf8")).toBe("no database ".repeat(1000));
        rmSync(dataDir, { recursive: true });
    });

    it("names a folder that can't be written", async (context) => {
        const { folder, storage, query } = await workers();
        const dataDir = mkdtempSync(join(tmpdir(), "backend-"));
        const args = [join(folder, "process.mjs"), dataDir, storage.href, query.href];
        // The administrator may write anywhere: somebody else starts the backend then.
        const isRoot = process.getuid?.() === 0;
        chmodSync(dataDir, 0o555);
        if (isRoot) chmodSync(folder, 0o755);
        const started = spawnSync(process.execPath, args, { timeout: 20_000, ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}) });
        rmSync(dataDir, { recursive: true });
        if (isRoot && started.error !== undefined) context.skip(`nobody else can run node here: ${started.error.message}`);
        expect(String(started.stderr)).toContain(`${dataDir} can't be written`);
        expect(started.status).not.toBe(0);
    });

    it("takes the folder of a process that is no more", async () => {
        const dataDir = mkdtempSync(join(tmpdir(), "backend-"));
        const gone = spawnSync(process.execPath, ["-e", "process.stdout.write(String(process.pid))"]);
        writeFileSync(join(dataDir, "backend.lock"), JSON.stringify({ pid: Number(gone.stdout.toString()), started: null }));
        const next = await startTestBackend({ dataDir });
        expect(JSON.parse(readFileSync(join(dataDir, "backend.lock"), "utf8"))).toMatchObject({ pid: process.pid });
        await next.stop();
        rmSync(dataDir, { recursive: true });
    });

    it("keeps scripts, buckets, tokens and points over a restart", async () => {
        const dataDir = mkdtempSync(join(tmpdir(), "backend-"));
        const first = await startTestBackend({ dataDir });
        await makeBucket(first, "kept");
        await first.write("kept", "m v=1 1709280000");
        const script = { name: "s", description: "d", language: "flux", script: "x = 1\r\n" };
        const made = (await (await first.post("/api/v2/scripts", script)).json()) as { id: string };
        await first.stop();
        const second = await startTestBackend({ dataDir });
        expect(second.token).toBe(first.token);
        const found = await second.request(`/api/v2/scripts/${made.id}`);
        expect(await found.json()).toMatchObject(script);
        const buckets = (await (await second.request("/api/v2/buckets?name=kept&org=local")).json()) as { buckets: unknown[] };
        expect(buckets.buckets).toHaveLength(1);
        await second.stop();
        rmSync(dataDir, { recursive: true });
    });
});
