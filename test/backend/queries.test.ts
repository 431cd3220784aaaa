import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBucket, startTestBackend, type TestBackend } from "./support.ts";

let backend: TestBackend;

beforeAll(async () => {
    backend = await startTestBackend();
    await makeBucket(backend, "b");
    await backend.write("b", Array.from({ length: 300 }, (_, i) => `m,t=a v=${i} ${1_709_280_000 + i}`).join("\n"));
});

afterAll(() => backend.stop());

/** Runs for a very long time unless it is stopped. */
const endless =
    'import "generate"\ngenerate.from(count: 2000000000, fn: (n) => n * n, start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z) |> sum()';
const quick = 'import "array"\narray.from(rows: [{v: 1}])';
const stored = 'from(bucket: "b") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z)';

describe("runs", () => {
    it("read what was written a moment ago, in time order", async () => {
        await backend.write("b", "fresh v=2i 1709280060\nfresh v=1i 1709280000");
        const csv = await backend.query(`${stored} |> filter(fn: (r) => r._measurement == "fresh") |> keep(columns: ["_time", "_value"])`);
        expect(csv).toBe(",result,table,_time,_value\r\n,_result,0,2024-03-01T08:00:00Z,1\r\n,_result,0,2024-03-01T08:01:00Z,2\r\n\r\n");
    });

    it("see only the buckets that their token covers", async () => {
        const { orgs } = (await (await backend.request("/api/v2/orgs")).json()) as { orgs: { id: string }[] };
        const id = await makeBucket(backend, "covered");
        await backend.write("covered", "m v=1 1709280000");
        const made = await backend.post("/api/v2/authorizations", {
            orgID: orgs[0]?.id,
            permissions: [{ action: "read", resource: { type: "buckets", id } }],
        });
        const { token } = (await made.json()) as { token: string };
        const run = (bucket: string): Promise<Response> =>
            backend.post("/api/v2/query?org=local", { query: `from(bucket: "${bucket}") |> range(start: 0)` }, token);
        expect((await run("covered")).status).toBe(200);
        const refused = await run("b");
        expect([refused.status, await refused.json()]).toEqual([
            404,
            { code: "not found", message: 'failed to initialize execute state: could not find bucket "b"' },
        ]);
    });

    it("give tables by series, or by group key after a step that makes them anew", async () => {
        await makeBucket(backend, "ordered");
        await backend.write("ordered", "air,room=a t=1,h=2 1709280000\nair,room=b t=3,h=4 1709280000\nair t=5,h=6 1709280000");
        const read = stored.replace('"b"', '"ordered"');
        const tables = async (steps: string): Promise<string[]> =>
            (await backend.query(`${read} ${steps}`))
                .split("\r\n")
                .filter((line) => line.startsWith(",_result"))
                .map((line) => /,([ht]),air,?([ab]?)/.exec(line)?.slice(1).join("") ?? "");
        const bySeries = ["h", "t", "ha", "ta", "hb", "tb"];
        const byKey = ["h", "ha", "hb", "t", "ta", "tb"];
        for (const steps of ["", "|> filter(fn: (r) => r._value > 0.0)", "|> count()", "|> window(every: 1d) |> max()", "|> limit(n: 1)"]) {
            expect([steps, await tables(steps)]).toEqual([steps, bySeries]);
        }
        for (const fn of ["mean", "last"]) {
            expect(await tables(`|> aggregateWindow(every: 1d, fn: ${fn}, createEmpty: false)`)).toEqual(bySeries);
        }
        const map = "|> map(fn: (r) => ({r with x: 1.0}))";
        const windows = "|> aggregateWindow(every: 1d, fn: max, createEmpty: false)";
        for (const steps of [
            "",
            "|> count()",
            "|> window(every: 1d) |> max()",
            windows,
            "|> filter(fn: (r) => r._value > 0.0) |> mean()",
        ]) {
            expect([steps, await tables(`${steps} ${map}`)]).toEqual([steps, byKey]);
        }
        for (const steps of ["|> median()", '|> set(key: "x", value: "y")']) expect(await tables(steps)).toEqual(byKey);
        // The series without the tag come last from the storage, first once they are sorted.
        const rooms = async (steps: string): Promise<string[]> =>
            (await backend.query(`${read} |> filter(fn: (r) => r._field == "t") |> group(columns: ["room"]) ${steps}`))
                .split("\r\n")
                .flatMap((line) => /T[0-9:]+Z,([135])\b/.exec(line)?.[1] ?? []);
        expect(await rooms("")).toEqual(["1", "3", "5"]);
        expect(await rooms(map)).toEqual(["5", "1", "3"]);
    });

    it("say what is in a bucket by its shards, and after a delete at once", async () => {
        await makeBucket(backend, "listed");
        await backend.write("listed", "air,room=hall t=1 1709280000\nair,room=lab,floor=2 h=1 1709280000");
        const schema = async (call: string): Promise<string[]> =>
            (await backend.query(`import "influxdata/influxdb/schema"\nschema.${call}`))
                .split("\r\n")
                .slice(1, -2)
                .map((line) => line.split(",")[3] as string);
        // Another day of the same week.
        const near = "start: 2024-02-27T00:00:00Z, stop: 2024-02-28T00:00:00Z";
        const far = "start: 2020-02-27T00:00:00Z, stop: 2020-02-28T00:00:00Z";
        expect(await schema(`tagKeys(bucket: "listed", ${near})`)).toEqual(["_start", "_stop", "_field", "_measurement", "floor", "room"]);
        expect(await schema(`tagKeys(bucket: "listed", ${far})`)).toEqual(["_start", "_stop"]);
        expect(await schema(`tagValues(bucket: "listed", tag: "room", predicate: (r) => exists r.floor, ${near})`)).toEqual(["lab"]);
        expect(await schema(`fieldKeys(bucket: "listed", ${near})`)).toEqual(["h", "t"]);
        expect(await schema(`fieldKeys(bucket: "listed", ${far})`)).toEqual([]);
        expect(await schema(`measurements(bucket: "listed", ${far})`)).toEqual(["air"]);
        await backend.post("/api/v2/delete?org=local&bucket=listed", { start: "2024-01-01T00:00:00Z", stop: "2025-01-01T00:00:00Z" });
        expect(await schema(`measurements(bucket: "listed", ${near})`)).toEqual([]);
    });

    it("give their first rows at once, however many follow", { timeout: 30_000 }, async () => {
        const rows = endless.replace(" |> sum()", " |> map(fn: (r) => ({r with twice: r._value * 2}))");
        const controller = new AbortController();
        const response = await backend.request("/api/v2/query?org=local", {
            method: "POST",
            headers: { "content-type": "application/vnd.flux" },
            body: rows,
            signal: controller.signal,
        });
        const first = await response.body?.getReader().read();
        expect(Buffer.from(first?.value ?? []).toString()).toContain(",,0,2024-01-01T00:00:00Z,0,0\r\n");
        controller.abort();
    });

    it("stop when nobody listens, before the first rows too, and leave their thread to others", async () => {
        const single = await startTestBackend({ limits: { workers: 1 } });
        try {
            for (let round = 0; round < 2; round++) {
                const controller = new AbortController();
                const running = single.request("/api/v2/query?org=local", {
                    method: "POST",
                    headers: { "content-type": "application/vnd.flux" },
                    body: endless,
                    signal: controller.signal,
                });
                await new Promise((resolve) => setTimeout(resolve, 500));
                controller.abort();
                await expect(running).rejects.toThrow();
                // There is one thread: this one waits for ever where the other goes on.
                expect(await single.query(quick)).toBe(",result,table,v\r\n,_result,0,1\r\n\r\n");
            }
        } finally {
            await single.stop();
        }
    });

    it("wait for a thread, and are told to come back when too many wait", async () => {
        const single = await startTestBackend({ limits: { workers: 1, queue: 5 } });
        try {
            const controller = new AbortController();
            const slow = single.request("/api/v2/query?org=local", {
                method: "POST",
                headers: { "content-type": "application/vnd.flux" },
                body: endless,
                signal: controller.signal,
            });
            await new Promise((resolve) => setTimeout(resolve, 500));
            let refused = 0;
            const answers = Array.from({ length: 12 }, async () => {
                const response = await single.post("/api/v2/query?org=local", { query: quick });
                if (response.status === 429) {
                    refused++;
                    expect([response.headers.get("retry-after"), await response.json()]).toMatchObject([
                        "1",
                        { code: "too many requests" },
                    ]);
                } else {
                    expect(await response.text()).toBe(",result,table,v\r\n,_result,0,1\r\n\r\n");
                }
                return response.status;
            });
            await expect.poll(() => refused, { timeout: 10_000 }).toBe(7);
            controller.abort();
            await expect(slow).rejects.toThrow();
            expect((await Promise.all(answers)).filter((status) => status === 200)).toHaveLength(5);
        } finally {
            await single.stop();
        }
    });

    it("pack a large answer when that is asked for, and only then", async () => {
        const ask = (encoding: string): Promise<{ headers: Record<string, string | string[] | undefined>; body: Buffer }> =>
            new Promise((resolve, reject) => {
                const { port } = new URL(backend.url);
                const body = JSON.stringify({ query: stored });
                const sent = request(
                    {
                        host: "127.0.0.1",
                        port,
                        path: "/api/v2/query?org=local",
                        method: "POST",
                        headers: {
                            authorization: `Token ${backend.token}`,
                            "content-type": "application/json",
                            "accept-encoding": encoding,
                            "content-length": body.length,
                        },
                    },
                    (response) => {
                        const chunks: Buffer[] = [];
                        response.on("data", (chunk: Buffer) => chunks.push(chunk));
                        response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
                    },
                );
                sent.on("error", reject);
                sent.end(body);
            });
        const plain = await ask("identity");
        const packed = await ask("gzip, deflate");
        expect([plain.headers["content-encoding"], packed.headers["content-encoding"]]).toEqual([undefined, "gzip"]);
        expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
        expect((await ask("gzip;q=0")).headers["content-encoding"]).toBeUndefined();
    });

    it("take options by extern, and params by a query", async () => {
        const extern = {
            type: "File",
            package: null,
            imports: null,
            body: [
                {
                    type: "OptionStatement",
                    assignment: {
                        type: "VariableAssignment",
                        id: { type: "Identifier", name: "now" },
                        init: { type: "FunctionExpression", params: [], body: { type: "DateTimeLiteral", value: "2024-03-01T11:00:00Z" } },
                    },
                },
            ],
        };
        const dashboard = {
            ...extern,
            body: [
                {
                    type: "OptionStatement",
                    assignment: {
                        type: "VariableAssignment",
                        id: { type: "Identifier", name: "v" },
                        init: {
                            type: "ObjectExpression",
                            properties: [
                                {
                                    type: "Property",
                                    key: { type: "Identifier", name: "n" },
                                    value: { type: "IntegerLiteral", value: "9007199254740993" },
                                },
                            ],
                        },
                    },
                },
            ],
        };
        const flux = (value: string): string => `import "array"\narray.from(rows: [{n: ${value}}])`;
        expect(await backend.query(flux("now()"), { extern })).toContain(",_result,0,2024-03-01T11:00:00Z\r\n");
        expect(await (await backend.post("/api/v2/query?org=local", { query: flux("params.x + params.y") })).json()).toEqual({
            code: "invalid",
            message: "error @2:23-2:29: undefined identifier params\n\nerror @2:34-2:40: undefined identifier params",
        });
        expect(await backend.query(flux("v.n"), { extern: dashboard })).toContain(",_result,0,9007199254740993\r\n");
        expect(await backend.query(flux("params.n + 1"), { params: { n: 41 } })).toContain(",_result,0,42\r\n");
    });

    it("tell a fault in a script without a path or stack", async () => {
        for (const flux of [
            "x = (",
            "nosuch()",
            'import "array"\narray.from(rows: [{v: 1 / 0}])',
            'import "csv"\ncsv.from(file: "/etc/passwd")',
            'import "http"\nhttp.post(url: "http://169.254.169.254/")',
        ]) {
            const response = await backend.post("/api/v2/query?org=local", { query: flux });
            const text = await response.text();
            expect(response.status).toBeGreaterThanOrEqual(400);
            expect(JSON.parse(text)).toMatchObject({ code: expect.any(String), message: expect.any(String) });
            expect(text).not.toMatch(/node_modules|\.mjs|\.ts:|root:/);
        }
    });
});

describe("stopping", () => {
    it("lets what runs finish, ends what does not, and takes no more", { timeout: 30_000 }, async () => {
        const stopping = await startTestBackend();
        const finite = stopping.query(endless.replace("2000000000", "500000"));
        const never = stopping.query(endless);
        await new Promise((resolve) => setTimeout(resolve, 400));
        const began = performance.now();
        const stopped = stopping.stop();
        await expect(stopping.query(quick)).rejects.toThrow();
        expect(await finite).toMatch(/^,result,table,_value\r\n,_result,0,\d+\r\n\r\n$/);
        expect(await never).toMatch(/"unavailable"|error,reference/);
        await stopped;
        expect(performance.now() - began).toBeLessThan(9000);
    });
});

describe("the sample", () => {
    it("has a month of readings up to now, and scripts that run on it", async () => {
        const sample = await startTestBackend({ sample: true });
        try {
            const { scripts } = (await (await sample.request("/api/v2/scripts")).json()) as {
                scripts: { id: string; name: string; description: string }[];
            };
            expect(scripts.map(({ name }) => name)).toEqual(["sensor-mean", "co-peaks", "latest-readings"]);
            expect(scripts.every(({ description }) => description !== "")).toBe(true);
            const params: Readonly<Record<string, object>> = {
                "sensor-mean": { bucket: "air_sensor", start: "-1d", room: "kitchen" },
                "co-peaks": { bucket: "air_sensor", start: "-30d", threshold: 2, rows: 10 },
                "latest-readings": { bucket: "air_sensor" },
            };
            const types: Readonly<Record<string, object>> = {
                "sensor-mean": { bucket: "string", start: "any", room: "any" },
                "co-peaks": { bucket: "string", start: "any", threshold: "float", rows: "int" },
                "latest-readings": { bucket: "string" },
            };
            const rows: Record<string, number> = {};
            for (const { id, name } of scripts) {
                expect(await (await sample.request(`/api/v2/scripts/${id}/params`)).json()).toEqual({ params: types[name] });
                const answer = await sample.post(`/api/v2/scripts/${id}/invoke`, { params: params[name] });
                const text = await answer.text();
                expect([name, answer.status, text.slice(0, 300)]).toEqual([name, 200, expect.stringContaining(",result,table,")]);
                rows[name] = text.split("\r\n").filter((line) => line.startsWith(",_result")).length;
            }
            expect(rows["co-peaks"]).toBe(10);
            expect(rows["latest-readings"]).toBe(6);
            expect(rows["sensor-mean"]).toBeGreaterThan(70);
        } finally {
            await sample.stop();
        }
    });
});
