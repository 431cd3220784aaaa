import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Store } from "../../packages/backend/src/storage/database.ts";
import { Documents } from "../../packages/backend/src/storage/documents.ts";
import { PointStore } from "../../packages/backend/src/storage/pointstore.ts";
import { workers } from "./support.ts";

const rounds = process.env["SOAK"] === "1" ? 200 : 20;

interface Running {
    readonly child: ChildProcess;
    readonly url: string;
    readonly token: string;
}

async function start(dataDir: string): Promise<Running> {
    const built = await workers();
    const child = spawn(process.execPath, [join(built.folder, "process.mjs"), dataDir, built.storage.href, built.query.href], {
        stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
        errors += chunk.toString();
    });
    const line = await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), once(child, "exit").then(() => undefined)]);
    if (line === undefined) throw new Error(`the backend did not start: ${errors}`);
    return { child, ...(JSON.parse(String(line[0])) as { url: string; token: string }) };
}

function send({ url, token }: Running, path: string, body: string): Promise<Response> {
    return fetch(url + path, { method: "POST", body, headers: { authorization: `Token ${token}`, "content-type": "application/json" } });
}

/** Points per series and names of scripts as they are on the disk, read without the service. */
function onDisk(dataDir: string): { points: Map<string, Set<number>>; scripts: Set<string> } {
    const store = new Store(join(dataDir, "data.sqlite"));
    try {
        const points = new Map<string, Set<number>>();
        const stored = new PointStore(store);
        for (const bucket of stored.buckets.values()) {
            for (const series of bucket.series()) {
                const times = new Set<number>();
                for (const piece of stored.points(series, -(2n ** 63n), 2n ** 63n - 1n))
                    for (const time of piece.times) times.add(Number(time / 1_000_000_000n));
                points.set(`${series.group.tag("w")}/${series.field}`, times);
            }
        }
        const scripts = new Documents(store).listScripts({ offset: 0, limit: 1_000_000 });
        return { points, scripts: new Set(scripts.map(({ name }) => name)) };
    } finally {
        store.close();
    }
}

it(`keeps everything acknowledged through ${rounds} times kill -9 at a random instant, and starts again by itself`, {
    timeout: 60_000 + rounds * 5000,
}, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "kill-"));
    const acknowledged = { points: new Map<string, Set<number>>(), scripts: new Set<string>() };
    const sent = new Map<string, Set<number>>();
    let serial = 0;
    let answers = 0;
    let running = await start(dataDir);
    const orgs = (await (await fetch(`${running.url}/api/v2/orgs`, { headers: { authorization: `Token ${running.token}` } })).json()) as {
        orgs: { id: string }[];
    };
    await send(running, "/api/v2/buckets", JSON.stringify({ orgID: orgs.orgs[0]?.id, name: "b" }));

    const writer = async (name: string, at: Running): Promise<void> => {
        for (;;) {
            const times = Array.from({ length: 1 + (serial % 7) }, () => 1_709_000_000 + serial++ * 13);
            const lines = times.map((time) => `m,w=${name} a=${time % 97},b="x${time % 5}" ${time}`).join("\n");
            for (const field of ["a", "b"]) {
                const key = `${name}/${field}`;
                if (!sent.has(key)) sent.set(key, new Set());
                for (const time of times) sent.get(key)?.add(time);
            }
            const response = await send(at, "/api/v2/write?org=local&bucket=b&precision=s", lines);
            if (response.status !== 204) throw new Error(`write: ${response.status}`);
            answers++;
            for (const field of ["a", "b"]) {
                const key = `${name}/${field}`;
                if (!acknowledged.points.has(key)) acknowledged.points.set(key, new Set());
                for (const time of times) acknowledged.points.get(key)?.add(time);
            }
        }
    };
    const scripter = async (at: Running): Promise<void> => {
        for (;;) {
            const name = `script-${serial++}`;
            const response = await send(
                at,
                "/api/v2/scripts",
                JSON.stringify({ name, description: "", language: "flux", script: "x = 1" }),
            );
            if (response.status !== 201) throw new Error(`script: ${response.status}`);
            acknowledged.scripts.add(name);
            answers++;
        }
    };

    for (let round = 0; round < rounds; round++) {
        const load = Promise.allSettled([writer("one", running), writer("two", running), scripter(running)]);
        // After a few answers, wherever the next requests are then.
        const until = answers + 1 + Math.floor(Math.random() * 12);
        await expect.poll(() => answers, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(until);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
        const exit = once(running.child, "exit");
        running.child.kill("SIGKILL");
        await Promise.all([exit, load]);
        const { points, scripts } = onDisk(dataDir);
        for (const [key, times] of acknowledged.points) {
            const stored = points.get(key) ?? new Set();
            expect([...times].filter((time) => !stored.has(time))).toEqual([]);
            expect([...stored].filter((time) => !sent.get(key)?.has(time))).toEqual([]);
        }
        // Both fields of a line, or neither.
        for (const name of ["one", "two"]) expect(points.get(`${name}/a`)).toEqual(points.get(`${name}/b`));
        expect([...acknowledged.scripts].filter((name) => !scripts.has(name))).toEqual([]);
        running = await start(dataDir);
    }
    const exit = once(running.child, "exit");
    running.child.kill("SIGTERM");
    expect((await exit)[0]).toBe(0);
    expect(existsSync(join(dataDir, "service.json"))).toBe(false);
    expect(answers).toBeGreaterThanOrEqual(rounds);
    expect(acknowledged.points.size).toBe(4);
    rmSync(dataDir, { recursive: true });
});
