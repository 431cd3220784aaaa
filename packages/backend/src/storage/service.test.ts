import type * as fs from "node:fs";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ServiceError, StartError } from "../errors.ts";
import { StorageService } from "./service.ts";

let folder: string;
let service: StorageService;
let bucket: number;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "service-"));
    service = new StorageService(folder);
    bucket = service.createBucket({ name: "b", description: "", retentionSeconds: 0 }).n;
});

afterEach(() => {
    vi.restoreAllMocks();
    service.close();
    rmSync(folder, { recursive: true });
});

function write(lines: string): ReturnType<StorageService["write"]> {
    return service.write({ bucket, body: Buffer.from(lines), precision: "s", now: 0n });
}

function times(): number {
    let count = 0;
    for (const series of service.points.buckets.get(bucket)?.series() ?? []) {
        for (const points of service.points.points(series, -(2n ** 63n), 2n ** 63n - 1n)) count += points.times.length;
    }
    return count;
}

/** The module object that node-sqlite3-wasm calls. */
const required = createRequire(import.meta.url)("node:fs") as typeof fs;

describe("the storage", () => {
    it("acknowledges a write only after an fsync, one for all that wait", async () => {
        const order: string[] = [];
        const fsync = required.fsyncSync;
        vi.spyOn(required, "fsyncSync").mockImplementation((fd) => {
            order.push("fsync");
            fsync(fd);
        });
        await write("m v=1 1").then(() => order.push("answered"));
        expect(order).toEqual(["fsync", "answered"]);
        order.length = 0;
        await Promise.all([2, 3, 4].map((time) => write(`m v=1 ${time}`).then(() => order.push("answered"))));
        expect(order).toEqual(["fsync", "answered", "answered", "answered"]);
        order.length = 0;
        service.createScript({ name: "s", description: "", language: "flux", script: "x = 1" });
        service.delete({ bucket, start: 0n, stop: 10n ** 18n, predicate: [] });
        expect(order.filter((step) => step === "fsync").length).toBeGreaterThanOrEqual(3);
    });

    it("says that the disk is full, keeps what was stored, and goes on when there is room", async () => {
        await write("m v=1 1");
        const writeSync = required.writeSync as (...args: unknown[]) => number;
        let full = true;
        vi.spyOn(required, "writeSync").mockImplementation(((...args: unknown[]) => {
            if (full) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
            return writeSync(...args);
        }) as typeof required.writeSync);
        const refused = write("m v=2 2\nother v=1 1");
        await expect(refused).rejects.toThrow(ServiceError);
        await expect(refused).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("disk") });
        expect(times()).toBe(1);
        full = false;
        expect(await write("m v=3 3")).toMatchObject({ kind: "stored", lines: 1 });
        expect(times()).toBe(2);
        expect([...(service.points.buckets.get(bucket)?.measurements.keys() ?? [])]).toEqual(["m"]);
    });

    it("lives on when its upkeep finds the disk full, and does it later", async () => {
        const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
        vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
        try {
            await write(Array.from({ length: 11_000 }, (_, i) => `m v=1 ${i}`).join("\n"));
            const full = vi.spyOn(required, "writeSync").mockImplementation(() => {
                throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
            });
            expect(() => vi.advanceTimersByTime(2000)).not.toThrow();
            expect(String(log.mock.calls[0]?.[0])).toMatch(/^storage: upkeep: /);
            full.mockRestore();
            expect(times()).toBe(11_000);
            await write("m v=1 20000");
            vi.advanceTimersByTime(2000);
            expect(service.points.pending).toEqual({ points: 0, batches: 0 });
            expect(times()).toBe(11_001);
        } finally {
            vi.useRealTimers();
        }
    });

    it("keeps points in order, each time once, when the bucket's shards get another length", async () => {
        const day = 86_400;
        const monday = 1_704_067_200;
        await write(`m v=1 ${monday + 1}\nm v=2 ${monday + 3 * day}\nm v=3 ${monday + 6 * day}`);
        const { id } = service.listBuckets().find(({ n }) => n === bucket) ?? { id: "" };
        const inOrder = (): unknown[] => {
            const [series] = service.points.buckets.get(bucket)?.series() ?? [];
            return series === undefined
                ? []
                : [...service.points.points(series, 0n, 2n ** 62n)].flatMap(({ values }) => [...(values as Float64Array)]);
        };
        for (const shardSeconds of [day, 3600, 30 * day]) {
            expect(service.updateBucket(id, { shardSeconds }).shardSeconds).toBe(shardSeconds);
            await write(`m v=4 ${monday + 2 * day}\nm v=5 ${monday + 3 * day}\nm v=6 ${monday + 9 * day}`);
            expect(inOrder()).toEqual([1, 4, 5, 3, 6]);
            service.close();
            service = new StorageService(folder);
            expect(inOrder()).toEqual([1, 4, 5, 3, 6]);
        }
        service.delete({ bucket, start: 0n, stop: 2n ** 62n, predicate: [] });
        service.updateBucket(id, { shardSeconds: day });
        expect(service.points.buckets.get(bucket)?.shardSeconds).toBe(day);
    });

    it("changes nothing of a bucket when one part of the change is refused", async () => {
        const other = service.createBucket({ name: "other", description: "", retentionSeconds: 0 });
        expect(() => service.updateBucket(other.id, { name: "b", shardSeconds: 3600 })).toThrow("bucket name is not unique");
        expect(service.points.buckets.get(other.n)?.shardSeconds).toBe(other.shardSeconds);
        await write("m v=1 1");
        const { id } = service.listBuckets().find(({ n }) => n === bucket) ?? { id: "" };
        expect(() => service.updateBucket(id, { name: "other", shardSeconds: 3600 })).toThrow("bucket name is not unique");
        expect(service.listBuckets().find(({ n }) => n === bucket)?.shardSeconds).toBe(604_800);
    });

    it("gives the room of what was deleted back", async () => {
        const lines = Array.from({ length: 400_000 }, (_, i) => `m,t=${i % 50} v=${Math.random()} ${1_700_000_000 + i}`);
        await write(lines.join("\n"));
        service.close();
        const size = (): number => statSync(join(folder, "data.sqlite")).size;
        const before = size();
        expect(before).toBeGreaterThan(2_000_000);
        service = new StorageService(folder);
        service.delete({ bucket, start: -(2n ** 62n), stop: 2n ** 62n, predicate: [] });
        expect(times()).toBe(0);
        service.close();
        expect(size()).toBeLessThan(before / 5);
        service = new StorageService(folder);
    });

    it("names a damaged file, leaves it as it is, and keeps no lock", async () => {
        await write(Array.from({ length: 20_000 }, (_, i) => `m,t=${i % 50} v=${Math.random()} ${1_700_000_000 + i}`).join("\n"));
        service.close();
        const file = join(folder, "data.sqlite");
        const whole = readFileSync(file);
        const damaged = Buffer.from(whole);
        damaged.fill(0x5a, 4096, 60_000);
        writeFileSync(file, damaged);
        expect(() => new StorageService(folder)).toThrow(StartError);
        expect(() => new StorageService(folder)).toThrow(/damaged.*left as it is/);
        expect(readFileSync(file).equals(damaged)).toBe(true);
        writeFileSync(file, whole);
        service = new StorageService(folder);
        expect(times()).toBe(20_000);
    });

    it("keeps others out of its folder, and leaves no lock behind", () => {
        expect(() => new StorageService(folder)).toThrow(StartError);
        service.close();
        expect(() => readFileSync(join(folder, "backend.lock"))).toThrow();
        service = new StorageService(folder);
    });
});
