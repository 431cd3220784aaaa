/** The official JavaScript clients against a started backend: each does its whole round. */
import { InfluxDB, Point } from "@influxdata/influxdb-client";
import {
    AuthorizationsAPI,
    BucketsAPI,
    DeleteAPI,
    FluxScriptInvocationAPI,
    HealthAPI,
    OrgsAPI,
    PingAPI,
    ReadyAPI,
    ScriptsAPI,
} from "@influxdata/influxdb-client-apis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestBackend, type TestBackend } from "../backend/support.ts";

let backend: TestBackend;
let influx: InfluxDB;
let orgID: string;

beforeAll(async () => {
    backend = await startTestBackend();
    influx = new InfluxDB({ url: backend.url, token: backend.token });
    const { orgs } = await new OrgsAPI(influx).getOrgs();
    orgID = orgs?.[0]?.id ?? "";
});

afterAll(() => backend.stop());

describe("the official JavaScript client", () => {
    it("finds the service healthy", async () => {
        expect((await new HealthAPI(influx).getHealth()).status).toBe("pass");
        expect((await new ReadyAPI(influx).getReady()).status).toBe("ready");
        await new PingAPI(influx).getPing();
    });

    it("makes, finds, changes and deletes buckets", async () => {
        const buckets = new BucketsAPI(influx);
        const made = await buckets.postBuckets({
            body: { orgID, name: "made", retentionRules: [{ type: "expire", everySeconds: 86_400 }] },
        });
        expect(made.name).toBe("made");
        expect((await buckets.getBuckets({ org: backend.org, name: "made" })).buckets?.[0]?.retentionRules[0]?.everySeconds).toBe(86_400);
        await buckets.patchBucketsID({ bucketID: made.id ?? "", body: { description: "changed" } });
        expect((await buckets.getBucketsID({ bucketID: made.id ?? "" })).description).toBe("changed");
        await buckets.deleteBucketsID({ bucketID: made.id ?? "" });
        await expect(buckets.getBuckets({ org: backend.org, name: "made" })).rejects.toMatchObject({ statusCode: 404 });
    });

    it("writes points and reads them back as rows, also packed", async () => {
        await new BucketsAPI(influx).postBuckets({ body: { orgID, name: "points", retentionRules: [] } });
        const write = influx.getWriteApi(backend.org, "points", "ns", { gzipThreshold: 0 });
        for (let i = 0; i < 2500; i++) {
            write.writePoint(
                new Point("air")
                    .tag("room", `r${i % 3}`)
                    .floatField("t", i + 0.5)
                    .intField("n", i)
                    .stringField("s", `say "${i}"`)
                    .booleanField("b", i % 2 === 0)
                    .timestamp(String(1_709_280_000_000_000_000n + BigInt(i) * 1_000_000_000n)),
            );
        }
        await write.close();
        const rows = await influx
            .getQueryApi(backend.org)
            .collectRows<{ _value: number; _time: string; room: string }>(
                'from(bucket: "points") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z) |> filter(fn: (r) => r._field == "t" and r.room == "r1")',
            );
        expect(rows).toHaveLength(833);
        expect(rows[0]).toMatchObject({ _value: 1.5, _time: "2024-03-01T08:00:01Z", room: "r1" });
        await new DeleteAPI(influx).postDelete({
            org: backend.org,
            bucket: "points",
            body: { start: "2024-03-01T00:00:00Z", stop: "2024-03-02T00:00:00Z", predicate: 'room="r1"' },
        });
        const left = await influx
            .getQueryApi(backend.org)
            .collectRows<{ room: string }>(
                'from(bucket: "points") |> range(start: 2024-03-01T00:00:00Z, stop: 2024-03-02T00:00:00Z) |> filter(fn: (r) => r._field == "n")',
            );
        expect(new Set(left.map(({ room }) => room))).toEqual(new Set(["r0", "r2"]));
    });

    it("tells the message of a query that fails", async () => {
        await expect(influx.getQueryApi(backend.org).collectRows("nosuch()")).rejects.toMatchObject({ statusCode: 400 });
    });

    it("makes, lists, changes, invokes and deletes scripts", async () => {
        const scripts = new ScriptsAPI(influx);
        const script = 'import "array"\n\narray.from(rows: [{n: params.n + 1, s: params.s}])\n';
        const made = await scripts.postScripts({ body: { name: "round", description: "d", language: "flux", script } });
        const scriptID = made.id ?? "";
        expect((await scripts.getScripts({ limit: 10 })).scripts?.map(({ name }) => name)).toContain("round");
        await scripts.patchScriptsID({ scriptID, body: { description: "changed" } });
        expect((await scripts.getScriptsID({ scriptID })).description).toBe("changed");
        const invocation = new FluxScriptInvocationAPI(influx);
        const rows: unknown[] = [];
        for await (const { values, tableMeta } of invocation.invoke(scriptID, { n: 41, s: "x,y" }).iterateRows())
            rows.push(tableMeta.toObject(values));
        expect(rows).toHaveLength(1);
        expect(rows[0]).toMatchObject({ s: "x,y" });
        expect(String((rows[0] as { n: unknown }).n)).toBe("42");
        await scripts.deleteScriptsID({ scriptID });
        await expect(scripts.getScriptsID({ scriptID })).rejects.toMatchObject({ statusCode: 404 });
    });

    it("makes a token and works with it", async () => {
        const authorizations = new AuthorizationsAPI(influx);
        const made = await authorizations.postAuthorizations({
            body: { orgID, permissions: [{ action: "read", resource: { type: "buckets", orgID } }] },
        });
        const reader = new InfluxDB({ url: backend.url, token: made.token ?? "" });
        expect((await new BucketsAPI(reader).getBuckets({ org: backend.org })).buckets?.length).toBeGreaterThan(0);
        await authorizations.deleteAuthorizationsID({ authID: made.id ?? "" });
        await expect(new BucketsAPI(reader).getBuckets({ org: backend.org })).rejects.toMatchObject({ statusCode: 401 });
    });
});
