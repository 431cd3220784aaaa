/** Names from a running backend, as the tree and completion ask for them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SchemaReader } from "../../client/src/connections/schema.ts";
import { createScriptsClient, type ScriptsBackend } from "../../packages/scripts-api/src/index.ts";
import { startTestBackend, type TestBackend } from "../backend/support.ts";

const odd = "odd ${x} \\ name";

describe("names of buckets and what they hold", () => {
    let backend: TestBackend;
    let client: ScriptsBackend;

    beforeAll(async () => {
        backend = await startTestBackend();
        client = createScriptsClient("local", { fetch, url: backend.url, token: backend.token, org: "local" });
        const { orgs } = (await (await backend.request("/api/v2/orgs")).json()) as { orgs: { id: string }[] };
        for (const name of ["plant", odd]) await backend.post("/api/v2/buckets", { orgID: orgs[0]?.id, name, retentionRules: [] });
        const now = Date.now() * 1e6;
        await backend.write(
            "plant",
            `air,room=kitchen,floor=1 co=1,temperature=20 ${now}\nair,room=hall co=2 ${now}\nwater,pipe=a flow=3 ${now}`,
            "ns",
        );
        // Older than what schema functions look at by themselves.
        await backend.write(odd, "old,${t}=v f=1 1000000000");
    }, 120_000);
    afterAll(() => backend.stop());

    it("lists buckets, measurements, fields, tags and tag values, without the columns that every row has", async () => {
        const reader = new SchemaReader();
        const ask = (question: Parameters<SchemaReader["names"]>[2]) => reader.names("local", client, question);
        expect(await ask({ what: "buckets" })).toEqual(expect.arrayContaining(["plant", odd]));
        expect(await ask({ what: "measurements", bucket: "plant" })).toEqual(["air", "water"]);
        expect(await ask({ what: "fields", bucket: "plant", measurement: "air" })).toEqual(["co", "temperature"]);
        expect(await ask({ what: "fields", bucket: "plant" })).toEqual(["co", "flow", "temperature"]);
        expect(await ask({ what: "tags", bucket: "plant", measurement: "air" })).toEqual(["floor", "room"]);
        expect(await ask({ what: "tagValues", bucket: "plant", measurement: "air", tag: "room" })).toEqual(["hall", "kitchen"]);
    });

    it("takes any name as a name, never as Flux, and finds data older than 30 days", async () => {
        const reader = new SchemaReader();
        expect(await reader.names("local", client, { what: "measurements", bucket: odd })).toEqual(["old"]);
        expect(await reader.names("local", client, { what: "tags", bucket: odd, measurement: "old" })).toEqual(["${t}"]);
        expect(await reader.names("local", client, { what: "tagValues", bucket: odd, tag: "${t}" })).toEqual(["v"]);
    });

    it("asks once a minute for the same, and again after a failure", async () => {
        let asked = 0;
        let now = 0;
        const counting = {
            buckets: () => (asked++ === 0 ? Promise.reject(new Error("offline")) : Promise.resolve([{ name: "b" }])),
        } as unknown as ScriptsBackend;
        const reader = new SchemaReader(() => now);
        await expect(reader.names("c", counting, { what: "buckets" })).rejects.toThrow("offline");
        await reader.names("c", counting, { what: "buckets" });
        expect(await reader.names("c", counting, { what: "buckets" })).toEqual(["b"]);
        expect(asked).toBe(2);
        await reader.names("other", counting, { what: "buckets" });
        now = 61_000;
        await reader.names("c", counting, { what: "buckets" });
        expect(asked).toBe(4);
    });

    it("says that a bucket is not there", async () => {
        await expect(new SchemaReader().names("local", client, { what: "measurements", bucket: "none" })).rejects.toThrow(/none/);
    });
});
