/** The check of a connection, against the local backend and servers that answer like InfluxDB Cloud and OSS. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type FetchLike, probe, ScriptsApiError } from "@flux-scripts/scripts-api";
import { startTestBackend, type TestBackend } from "../backend/support.ts";

const plainFetch: FetchLike = (url, init) => fetch(url, init);

interface Answer {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

let server: Server | undefined;
let asked: string[] = [];

afterEach(async () => {
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
    asked = [];
});

/** A server by its routes, `METHOD /path` without the query; 404 in the API's shape for others. */
async function listen(routes: Readonly<Record<string, Answer | ((request: IncomingMessage) => Answer)>>): Promise<string> {
    server = createServer((request, response) => {
        const route = `${request.method} ${new URL(request.url ?? "", "http://x").pathname}`;
        asked.push(route);
        const found = routes[route] ?? { status: 404, body: { code: "not found", message: "path not found" } };
        const { status, body = {}, headers = {} } = typeof found === "function" ? found(request) : found;
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const check = (url: string, token = "t", org?: string) =>
    probe({ fetch: plainFetch, url, token, timeoutMs: 2000, ...(org === undefined ? {} : { org }) });

async function failure(work: Promise<unknown>): Promise<ScriptsApiError> {
    const error: unknown = await work.catch((reason: unknown) => reason);
    if (error instanceof ScriptsApiError) return error;
    throw new Error(`no error of the API: ${JSON.stringify(error)}`);
}

const forbidden = { status: 403, body: { code: "forbidden", message: "insufficient permissions" } };
const orgs = {
    status: 200,
    body: {
        orgs: [
            { id: "00000000000000aa", name: "plant" },
            { id: "00000000000000bb", name: "lab" },
        ],
    },
};

describe("the check of the local backend", () => {
    let backend: TestBackend;
    beforeAll(async () => {
        backend = await startTestBackend({ readToken: "only-read" });
    }, 120_000);
    afterAll(() => backend.stop());

    it("tells version, clock, organisation and that everything is allowed; nothing is changed by it", async () => {
        const found = await check(backend.url, backend.token);
        expect(found).toMatchObject({
            kind: "local",
            organizations: [{ name: "local" }],
            abilities: { readScripts: "yes", changeScripts: "yes", query: "yes", readBuckets: "yes" },
        });
        expect(found.version).toMatch(/\d/);
        expect(Math.abs(found.clockSkewMs ?? Infinity)).toBeLessThan(5000);
        expect(found.roundTripMs).toBeGreaterThanOrEqual(0);
        expect(((await (await backend.request("/api/v2/scripts")).json()) as { scripts: unknown[] }).scripts).toEqual([]);
    });

    it("sees that a token may only read", async () => {
        expect((await check(backend.url, "only-read")).abilities).toMatchObject({ readScripts: "yes", changeScripts: "no", query: "yes" });
    });

    it("refuses a wrong token", async () => {
        expect((await failure(check(backend.url, "wrong"))).kind).toBe("auth");
    });
});

describe("the check of InfluxDB Cloud", () => {
    it("knows a token that may run but not store, and one for buckets only", async () => {
        const url = await listen({
            "GET /api/v2/scripts": {
                status: 200,
                body: { scripts: [] },
                headers: { "x-influxdb-version": "Cloud", date: new Date(Date.now() - 3_600_000).toUTCString() },
            },
            "POST /api/v2/scripts": forbidden,
            "GET /api/v2/orgs": orgs,
            "GET /api/v2/buckets": { status: 200, body: { buckets: [] } },
            "POST /api/v2/query": { status: 200 },
        });
        const found = await check(url, "t", "plant");
        expect(found).toMatchObject({
            kind: "cloud",
            version: "Cloud",
            buckets: 0,
            abilities: { readScripts: "yes", changeScripts: "no", query: "yes", readBuckets: "yes" },
        });
        expect(found.organizations.map(({ name }) => name)).toEqual(["plant", "lab"]);
        expect(Math.round((found.clockSkewMs ?? 0) / 60_000)).toBe(-60);
        expect(asked.filter((route) => route.startsWith("DELETE"))).toEqual([]);
    });

    it("tells a token without the scripts from a wrong one", async () => {
        const url = await listen({
            "GET /api/v2/scripts": forbidden,
            "POST /api/v2/scripts": forbidden,
            "GET /api/v2/orgs": forbidden,
            "GET /api/v2/buckets": forbidden,
            "POST /api/v2/query": forbidden,
        });
        expect((await check(url)).abilities).toEqual({ readScripts: "no", changeScripts: "no", query: "no", readBuckets: "no" });
    });

    it("takes back a script that a server stored without a name", async () => {
        const url = await listen({
            "GET /api/v2/scripts": { status: 200, body: { scripts: [] } },
            "POST /api/v2/scripts": { status: 201, body: { id: "0000000000000001", name: "" } },
            "DELETE /api/v2/scripts/0000000000000001": { status: 204 },
            "GET /api/v2/orgs": orgs,
        });
        expect((await check(url)).abilities.changeScripts).toBe("yes");
        expect(asked).toContain("DELETE /api/v2/scripts/0000000000000001");
    });
});

describe("the check of InfluxDB OSS", () => {
    const health = { status: 200, body: { name: "influxdb", version: "v2.7.11" }, headers: { "x-influxdb-version": "v2.7.11" } };

    it("says what it lacks instead of trying", async () => {
        const url = await listen({
            "GET /health": health,
            "GET /api/v2/orgs": orgs,
            "GET /api/v2/buckets": { status: 200, body: { buckets: [{ id: "b", name: "one" }] } },
            "POST /api/v2/query": { status: 200 },
        });
        expect(await check(url, "t", "plant")).toMatchObject({
            kind: "oss",
            version: "v2.7.11",
            buckets: 1,
            abilities: { readScripts: "unsupported", changeScripts: "unsupported", query: "yes" },
        });
        expect(asked).not.toContain("POST /api/v2/scripts");
    });

    it("tries the token where it counts: the health page takes any", async () => {
        const refused = { status: 401, body: { code: "unauthorized", message: "unauthorized access" } };
        const url = await listen({ "GET /health": health, "GET /api/v2/orgs": refused, "GET /api/v2/buckets": refused });
        expect((await failure(check(url))).kind).toBe("auth");
    });
});

describe("the check of something else", () => {
    it("says that it is no InfluxDB", async () => {
        const url = await listen({ "GET /health": { status: 200, body: { name: "grafana" } } });
        expect((await failure(check(url))).kind).toBe("protocol");
    });

    it("says that nothing is there, and how long it waited", async () => {
        expect((await failure(check("http://127.0.0.1:1"))).kind).toBe("network");
        const url = await listen({});
        server?.removeAllListeners("request");
        const late = await failure(probe({ fetch: plainFetch, url, token: "t", timeoutMs: 100 }));
        expect(late).toMatchObject({ kind: "timeout" });
        server?.closeAllConnections();
    });
});
