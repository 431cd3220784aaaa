import { request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeBucket, startTestBackend, type TestBackend } from "./support.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 1500);
const seed = Number(process.env["FUZZ_SEED"] ?? 20260302);

let backend: TestBackend;

beforeAll(async () => {
    backend = await startTestBackend({ limits: { bodyBytes: 20_000, writeBytes: 20_000 } });
    await makeBucket(backend, "b");
});

afterAll(() => backend.stop());

interface Sent {
    readonly method: string;
    readonly path: string;
    readonly type: string;
    readonly body: string;
}

function send({ method, path, type, body }: Sent): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(backend.url);
    return new Promise((resolve, reject) => {
        const headers = { authorization: `Token ${backend.token}`, "content-type": type, "content-length": Buffer.byteLength(body) };
        const sent = request({ hostname, port, method, path, headers }, (response) => {
            let text = "";
            response.on("data", (chunk: Buffer) => {
                text += chunk.toString("latin1");
            });
            response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        });
        sent.on("error", reject);
        sent.end(body);
    });
}

const words = [
    "api",
    "v2",
    "scripts",
    "query",
    "write",
    "buckets",
    "orgs",
    "authorizations",
    "delete",
    "invoke",
    "params",
    "health",
    "ast",
    "analyze",
    "suggestions",
];
const segment = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom("..", "%2e%2e", "%00", "%ff", "0123456789abcdef", "x"),
    fc.string({ maxLength: 6 }).map(encodeURIComponent),
);
const known = fc.constantFrom(
    "/api/v2/scripts",
    "/api/v2/scripts/0123456789abcdef/invoke",
    "/api/v2/query",
    "/api/v2/query/analyze",
    "/api/v2/query/ast",
    "/api/v2/write",
    "/api/v2/delete",
    "/api/v2/buckets",
    "/api/v2/authorizations",
    "/write",
);
const path = fc.oneof(
    known,
    fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join("/")}`),
);
const query = fc.constantFrom(
    "",
    "?org=local&bucket=b",
    "?org=local&bucket=b&precision=s",
    "?org=local",
    "?limit=1e9&offset=-1",
    "?name=%ff",
    "?orgID=x",
    "?org[]=1&org=2",
);
const flux = fc.constantFrom("x = 1", "from(", 'import "array"\narray.from(rows: [{v: params.x}])', "\u0000", "((((((((((");
const json = fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc
        .dictionary(
            fc.constantFrom(
                "name",
                "script",
                "params",
                "query",
                "dialect",
                "extern",
                "ast",
                "now",
                "type",
                "language",
                "description",
                "orgID",
                "start",
                "stop",
                "predicate",
                "retentionRules",
                "permissions",
            ),
            fc.oneof(fc.jsonValue({ maxDepth: 2 }), flux),
        )
        .map((value) => JSON.stringify(value)),
);
const body = fc.oneof(json, fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom("", "m v=1", "{", "[[[[[", "m,t= v=1"));
const type = fc.constantFrom("application/json", "application/json; charset=utf-8", "text/plain", "application/vnd.flux", "", "a/b");
const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD");

it(`answers any request with a status below 500 or "not implemented", and never shows where it runs (seed ${seed})`, {
    timeout: 60_000 + runs * 50,
}, async () => {
    await fc.assert(
        fc.asyncProperty(fc.record({ method, path, query, type, body }), async (sent) => {
            const { status, text } = await send({ ...sent, path: sent.path + sent.query });
            expect([status < 500 || status === 501, status, text]).toEqual([true, status, text]);
            expect(text).not.toMatch(/node_modules|\.mjs:|\.ts:|\n {4}at |\/tmp\//);
        }),
        { numRuns: runs, seed },
    );
    expect((await send({ method: "GET", path: "/health", type: "", body: "" })).status).toBe(200);
});
