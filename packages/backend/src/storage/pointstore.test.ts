import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartError } from "../errors.ts";
import { Store, utf8 } from "./database.ts";
import { compareSeries, type Series } from "./index.ts";
import { PointStore, type WriteResult } from "./pointstore.ts";

const all = [-(2n ** 63n), 2n ** 63n - 1n] as const;
let folder: string;
let store: Store;
let points: PointStore;

function open(): void {
    store = new Store(join(folder, "data.sqlite"));
    points = new PointStore(store);
}

function reopen(): void {
    store.close();
    open();
}

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "points-"));
    open();
    const insert = "INSERT INTO buckets VALUES(?, ?, ?, x'', ?, ?, 'user', '', '')";
    store.run(insert, [1, "a", utf8("a"), 0, 604_800]);
    store.run(insert, [2, "b", utf8("b"), 3600, 3600]);
    reopen();
});

afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
});

function write(text: string, now = 0n, bucket = 1): WriteResult {
    return points.write([{ bucket, body: Buffer.from(text), precision: "s", now }])[0] as WriteResult;
}

function shown(bucket = 1, start: bigint = all[0], stop: bigint = all[1]): string[] {
    const series = [...(points.buckets.get(bucket)?.series() ?? [])].sort(compareSeries);
    return series.map((each) => `${name(each)} ${rows(each, start, stop).join(" ")}`);
}

function name(series: Series): string {
    return [series.group.measurement.name, ...series.group.tags.map(([key, value]) => `${key}=${value}`)].join(",") + ` ${series.field}`;
}

function rows(series: Series, start: bigint = all[0], stop: bigint = all[1]): string[] {
    const out: string[] = [];
    for (const { times, values } of points.points(series, start, stop))
        times.forEach((time, i) => out.push(`${time / 1_000_000_000n}:${String(values[i])}`));
    return out;
}

describe("points", () => {
    it("are there after a restart without a flush, and after one with", () => {
        write('m,t=a v=1,s="x" 10\nm,t=a v=2 20\nm v=5 15');
        const before = ["m v 15:5", "m,t=a s 10:x", "m,t=a v 10:1 20:2"];
        expect(shown()).toEqual(before);
        reopen();
        expect(shown()).toEqual(before);
        points.flush();
        expect(shown()).toEqual(before);
        reopen();
        expect(points.pending).toEqual({ points: 0, batches: 0 });
        expect(shown()).toEqual(before);
        expect(shown(1, 15_000_000_000n, 20_000_000_000n)).toEqual(["m v 15:5", "m,t=a s ", "m,t=a v "]);
    });

    it("are what a plain map would hold, through any order of writes, flushes, deletes and restarts", () => {
        const step = fc.oneof(
            {
                weight: 6,
                arbitrary: fc.array(fc.tuple(fc.nat(60), fc.nat(99), fc.constantFrom("a", "b")), { minLength: 1, maxLength: 12 }),
            },
            { weight: 2, arbitrary: fc.constant("flush" as const) },
            { weight: 1, arbitrary: fc.constant("reopen" as const) },
            { weight: 1, arbitrary: fc.record({ from: fc.nat(60), length: fc.nat(20), tag: fc.constantFrom("a", "b") }) },
        );
        // Points spread over three shards.
        const at = (n: number): number => 1_709_280_000 + n * 20_000;
        fc.assert(
            fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
                const bucket = points.buckets.get(1);
                if (bucket === undefined) throw new Error("no bucket");
                points.delete(bucket, ...all, () => true);
                const model = new Map<string, Map<number, number>>();
                for (const each of steps) {
                    if (each === "flush") points.flush();
                    else if (each === "reopen") reopen();
                    else if (Array.isArray(each)) {
                        write(each.map(([time, value, tag]) => `m,t=${tag} v=${value}i ${at(time)}`).join("\n"));
                        for (const [time, value, tag] of each) {
                            if (!model.has(tag)) model.set(tag, new Map());
                            model.get(tag)?.set(at(time), value);
                        }
                    } else {
                        const [from, to] = [at(each.from), at(each.from + each.length)];
                        const now = points.buckets.get(1);
                        if (now === undefined) throw new Error("no bucket");
                        points.delete(
                            now,
                            BigInt(from) * 10n ** 9n,
                            BigInt(to) * 10n ** 9n,
                            (series) => series.group.tag("t") === each.tag,
                        );
                        for (const time of model.get(each.tag)?.keys() ?? [])
                            if (time >= from && time <= to) model.get(each.tag)?.delete(time);
                        if (model.get(each.tag)?.size === 0) model.delete(each.tag);
                    }
                }
                const expected = [...model].sort().map(([tag, values]) => {
                    const sorted = [...values].sort(([a], [b]) => a - b);
                    return `m,t=${tag} v ${sorted.map(([time, value]) => `${time}:${value}`).join(" ")}`;
                });
                expect(shown()).toEqual(expected);
            }),
            { numRuns: 150 },
        );
    });

    it("of many thousands per series are split, and overwritten ones replaced", () => {
        const line = (i: number, value: number): string => `m v=${value} ${1_709_280_000 + i}`;
        const first = Array.from({ length: 20_000 }, (_, i) => line(i, i));
        write(first.join("\n"));
        points.flush();
        write([line(5, 0.5), line(19_999, 0.25), line(20_000, 1)].join("\n"));
        points.flush();
        const series = [...(points.buckets.get(1)?.series() ?? [])][0] as Series;
        const found = rows(series);
        expect(found).toHaveLength(20_001);
        expect([found[5], found[6], found[19_999], found[20_000]].map((row) => row?.split(":")[1])).toEqual(["0.5", "6", "0.25", "1"]);
        expect([...series.shards.values()][0]?.chunks.length).toBeGreaterThan(2);
    });

    it("give way to another type once they are deleted", () => {
        write("m v=1.5 10");
        expect(write("m v=1i 11")).toMatchObject({ dropped: 1 });
        const bucket = points.buckets.get(1);
        if (bucket === undefined) throw new Error("no bucket");
        points.delete(bucket, ...all, (series) => series.group.measurement.name === "m");
        expect(bucket.measurements.size).toBe(0);
        write("m v=1i 12");
        expect(shown()).toEqual(["m v 12:1"]);
        reopen();
        expect(shown()).toEqual(["m v 12:1"]);
    });

    it("older than the retention are refused, and leave with their shard", () => {
        const now = 1_709_280_000n;
        expect(write(`m v=1 ${now - 100n}\nm v=2 ${now - 7200n}`, now * 10n ** 9n, 2)).toMatchObject({ lines: 1, dropped: 1 });
        points.enforceRetention(now * 10n ** 9n);
        expect(shown(2)).toHaveLength(1);
        points.enforceRetention((now + 7300n) * 10n ** 9n);
        expect(shown(2)).toHaveLength(0);
    });

    it("leave with their bucket", () => {
        write("m v=1 10");
        const bucket = points.buckets.get(1);
        if (bucket === undefined) throw new Error("no bucket");
        points.dropBucket(bucket);
        store.run("DELETE FROM buckets WHERE n = 1");
        reopen();
        expect(points.buckets.has(1)).toBe(false);
        expect(store.all("SELECT 1 FROM chunks")).toEqual([]);
        expect(write("m v=1 1")).toEqual({ kind: "no bucket" });
    });
});

describe("the data file", () => {
    it("that is no database is refused and left as it is", () => {
        const path = join(folder, "other.sqlite");
        writeFileSync(path, "x".repeat(20_000));
        expect(() => new Store(path)).toThrow(StartError);
        expect(() => new Store(path)).toThrow(/damaged/);
    });
});
