/** Points on disk and in memory: acknowledged batches first, then chunks per series and shard. */
import { type Precision, readBatch } from "../lineprotocol/batch.ts";
import type { Batch } from "../lineprotocol/columns.ts";
import { ByteReader, ByteWriter } from "./codec/bytes.ts";
import { encodeChunk, type Points, readPoints, typeCode, typeOfCode, writePoints } from "./codec/chunk.ts";
import { type Store, textOf, utf8 } from "./database.ts";
import { BucketIndex, type ChunkRef, Series, SeriesShard } from "./index.ts";
import { PointReader } from "./pointreader.ts";
import { lowerBound, mergePoints, PointBuffer, slicePoints } from "./points.ts";
import { readSeriesKey, writeSeriesKey } from "./serieskey.ts";

export interface WriteRequest {
    readonly bucket: number;
    /** Line protocol as UTF-8. */
    readonly body: Uint8Array;
    readonly precision: Precision;
    readonly now: bigint;
}

export type WriteResult =
    | { readonly kind: "stored"; readonly lines: number; readonly dropped: number; readonly dropMessage: string | undefined }
    | { readonly kind: "malformed"; readonly message: string }
    | { readonly kind: "no bucket" };

/** Points a chunk; one of less than half is filled up before a new one is begun. */
const chunkSize = 8192;
/** So many points in heads, or batches on disk, are moved to chunks. */
const flushPoints = 1_000_000;
const flushBatches = 1000;

interface Rewrite {
    readonly shard: SeriesShard;
    readonly chunks: ChunkRef[];
    readonly head: PointBuffer | undefined;
}

export class PointStore {
    readonly buckets = new Map<number, BucketIndex>();
    private readonly store: Store;
    private readonly reader: PointReader;
    private readonly dirty = new Set<SeriesShard>();
    private headPoints = 0;
    private batchRows = 0;
    private nextSeries = 1;
    private nextChunk = 1;
    private nextBatch = 1;

    constructor(store: Store) {
        this.store = store;
        this.reader = new PointReader(store);
        this.load();
    }

    /** Builds the index from the file: after opening, and after a transaction that failed. */
    private load(): void {
        this.buckets.clear();
        this.dirty.clear();
        this.headPoints = 0;
        for (const row of this.store.all("SELECT n, retention, shard FROM buckets")) {
            this.buckets.set(Number(row["n"]), new BucketIndex(Number(row["n"]), Number(row["retention"]), Number(row["shard"])));
        }
        for (const bucket of this.buckets.values()) {
            const own = this.store.get("SELECT value FROM settings WHERE name = ?", [shardSetting(bucket)]);
            if (own !== undefined) bucket.shardSeconds = Number(textOf(own["value"]));
        }
        const byId = new Map<number, Series>();
        for (const row of this.store.all("SELECT id, bucket, key FROM series")) {
            const bucket = this.buckets.get(Number(row["bucket"]));
            if (bucket === undefined) continue;
            const { measurement, tags, field } = readSeriesKey(row["key"] as Uint8Array);
            const group = bucket.group(measurement, tags);
            const series = new Series(Number(row["id"]), group, field);
            group.fields.set(field, series);
            byId.set(series.id, series);
        }
        this.nextSeries = this.maxId("series") + 1;
        for (const row of this.store.all("SELECT id, series, shard, type, min, max, count, size FROM chunks ORDER BY series, min")) {
            const series = byId.get(Number(row["series"]));
            if (series === undefined) continue;
            const ref = {
                id: Number(row["id"]),
                min: BigInt(row["min"] as bigint),
                max: BigInt(row["max"] as bigint),
                count: Number(row["count"]),
                size: Number(row["size"]),
            };
            this.shardOf(series, Number(row["shard"]), Number(row["type"])).chunks.push(ref);
        }
        this.nextChunk = this.maxId("chunks") + 1;
        this.batchRows = 0;
        for (const row of this.store.all("SELECT data FROM batches ORDER BY id")) {
            this.batchRows++;
            this.replay(byId, row["data"] as Uint8Array);
        }
        this.nextBatch = this.maxId("batches") + 1;
    }

    /**
     * Stores another length of a bucket's shards as far as its points allow, and gives the one that holds: shards must not overlap, so
     * a bucket that has points keeps the length that it has, also when the next start finds another one in the bucket's row.
     */
    storeShardSeconds(bucket: BucketIndex, seconds: number): number {
        if (seconds === bucket.shardSeconds) return seconds;
        if (bucket.measurements.size === 0) {
            this.store.run("DELETE FROM settings WHERE name = ?", [shardSetting(bucket)]);
            return seconds;
        }
        this.store.run("INSERT INTO settings(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", [
            shardSetting(bucket),
            utf8(String(bucket.shardSeconds)),
        ]);
        return bucket.shardSeconds;
    }

    private maxId(table: "series" | "chunks" | "batches"): number {
        return Number(this.store.get(`SELECT max(id) AS id FROM ${table}`)?.["id"] ?? 0);
    }

    private shardOf(series: Series, start: number, type: number): SeriesShard {
        let shard = series.shards.get(start);
        if (shard === undefined) {
            shard = new SeriesShard(series, start, typeOfCode(type));
            series.shards.set(start, shard);
            series.group.measurement.setType(series.field, start, shard.type);
        }
        return shard;
    }

    private replay(byId: ReadonlyMap<number, Series>, data: Uint8Array): void {
        const input = new ByteReader(data);
        while (!input.done) {
            const series = byId.get(input.varint());
            const start = input.zigzag();
            const points = readPoints(input);
            if (series !== undefined) this.addToHead(this.shardOf(series, start, typeCode(points.type)), points);
        }
    }

    private addToHead(shard: SeriesShard, points: Points): void {
        shard.head ??= new PointBuffer(shard.type, Math.max(16, points.times.length));
        const before = shard.head.count;
        shard.head.append(points);
        this.headPoints += shard.head.count - before;
        this.dirty.add(shard);
    }

    /** Stores several requests with one commit; when this returns they are on the disk. Throws when none is. */
    write(requests: readonly WriteRequest[]): WriteResult[] {
        const results: WriteResult[] = [];
        try {
            this.store.transaction(() => {
                for (const request of requests) results.push(this.writeOne(request));
            });
        } catch (error) {
            this.load();
            throw error;
        }
        if (this.headPoints >= flushPoints || this.batchRows >= flushBatches) this.flush();
        return results;
    }

    private writeOne(request: WriteRequest): WriteResult {
        const bucket = this.buckets.get(request.bucket);
        if (bucket === undefined) return { kind: "no bucket" };
        const { precision, now, body } = request;
        const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
        const result = readBatch(bytes, bucket, { precision, now, newId: () => this.nextSeries++ });
        if (!result.ok) return { kind: "malformed", message: result.message };
        const { batch } = result;
        if (batch.columns.length > 0) this.storeBatch(bucket, batch);
        return { kind: "stored", lines: batch.lines, dropped: batch.dropped, dropMessage: batch.dropMessage };
    }

    private storeBatch(bucket: BucketIndex, batch: Batch): void {
        for (const series of batch.newSeries) {
            this.store.run("INSERT INTO series(id, bucket, key) VALUES(?, ?, ?)", [series.id, bucket.id, writeSeriesKey(series)]);
        }
        const out = new ByteWriter(4096);
        for (const { series, shard, points } of batch.columns) {
            const raw = points.raw();
            out.varint(series.id);
            out.zigzag(shard);
            writePoints(out, raw);
            this.addToHead(this.shardOf(series, shard, typeCode(raw.type)), raw);
        }
        this.store.run("INSERT INTO batches(id, data) VALUES(?, ?)", [this.nextBatch++, out.finish()]);
        this.batchRows++;
    }

    get pending(): { readonly points: number; readonly batches: number } {
        return { points: this.headPoints, batches: this.batchRows };
    }

    /** Moves everything from batches to chunks. */
    flush(): void {
        if (this.batchRows === 0) return;
        this.rewrite(
            [...this.dirty].map((shard) => () => this.flushed(shard)),
            () => {
                this.store.run("DELETE FROM batches");
            },
        );
        this.dirty.clear();
        this.headPoints = 0;
        this.batchRows = 0;
    }

    /** Runs changes of shards in one transaction and takes them over when it is on the disk. */
    private rewrite(changes: readonly (() => Rewrite)[], also: () => void): void {
        let done: Rewrite[] = [];
        try {
            this.store.transaction(() => {
                done = changes.map((change) => change());
                also();
            });
        } catch (error) {
            this.load();
            throw error;
        }
        for (const { shard, chunks, head } of done) {
            const kept = new Set(chunks.map((chunk) => chunk.id));
            for (const chunk of shard.chunks) if (!kept.has(chunk.id)) this.reader.forget(chunk);
            shard.chunks = chunks;
            shard.head = head;
        }
    }

    /** The shard's head merged into the chunks that it overlaps, or that have room before it. */
    private flushed(shard: SeriesShard): Rewrite {
        if (shard.head === undefined) return { shard, chunks: shard.chunks, head: undefined };
        let points = shard.head.sorted();
        const first = points.times[0] as bigint;
        const last = points.times[points.times.length - 1] as bigint;
        const touched: ChunkRef[] = [];
        const kept: ChunkRef[] = [];
        for (const [i, chunk] of shard.chunks.entries()) {
            const next = shard.chunks[i + 1];
            const before = chunk.max < first && (next === undefined || next.min > first) && chunk.count < chunkSize / 2;
            if (before || (chunk.max >= first && chunk.min <= last)) touched.push(chunk);
            else kept.push(chunk);
        }
        let older: Points | undefined;
        for (const chunk of touched) {
            const more = this.reader.last(chunk);
            older = older === undefined ? more : mergePoints(older, more);
            this.store.run("DELETE FROM chunks WHERE id = ?", [chunk.id]);
        }
        if (older !== undefined) points = mergePoints(older, points);
        const chunks = [...kept, ...this.insert(shard, points)].sort((a, b) => (a.min < b.min ? -1 : 1));
        return { shard, chunks, head: undefined };
    }

    private insert(shard: SeriesShard, points: Points): ChunkRef[] {
        const total = points.times.length;
        const pieces = Math.ceil(total / chunkSize);
        const refs: ChunkRef[] = [];
        for (let piece = 0; piece < pieces; piece++) {
            const part = slicePoints(points, Math.floor((total * piece) / pieces), Math.floor((total * (piece + 1)) / pieces));
            const data = encodeChunk(part);
            const count = part.times.length;
            const ref = {
                id: this.nextChunk++,
                min: part.times[0] as bigint,
                max: part.times[count - 1] as bigint,
                count,
                size: data.length,
            };
            this.store.run("INSERT INTO chunks(id, series, shard, type, min, max, count, size, data) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", [
                ref.id,
                shard.series.id,
                shard.start,
                typeCode(shard.type),
                ref.min,
                ref.max,
                count,
                data.length,
                data,
            ]);
            refs.push(ref);
        }
        return refs;
    }

    /** The points of a series in time order: {@link PointReader.points}. */
    points(series: Series, start: bigint, stop: bigint): Generator<Points, void, undefined> {
        return this.reader.points(series, start, stop);
    }

    /** The time of the newest point of a bucket, ns since epoch. */
    newest(bucket: BucketIndex): bigint | undefined {
        let newest: bigint | undefined;
        for (const series of bucket.series()) {
            for (const shard of series.shards.values()) {
                for (const time of [shard.chunks.at(-1)?.max, shard.head?.sorted().times.at(-1)]) {
                    if (time !== undefined && (newest === undefined || time > newest)) newest = time;
                }
            }
        }
        return newest;
    }

    /** Deletes the points of `match`ing series from `start` to `stop` inclusive (ns); gone when this returns. */
    delete(bucket: BucketIndex, start: bigint, stop: bigint, match: (series: Series) => boolean): void {
        this.flush();
        const changes: (() => Rewrite)[] = [];
        for (const series of bucket.series()) {
            if (!match(series)) continue;
            for (const shard of series.shards.values()) {
                if (shard.chunks.some((chunk) => chunk.max >= start && chunk.min <= stop))
                    changes.push(() => this.without(shard, start, stop));
            }
        }
        if (changes.length === 0) return;
        this.rewrite(changes, () => undefined);
        this.prune(bucket);
    }

    private without(shard: SeriesShard, start: bigint, stop: bigint): Rewrite {
        const chunks: ChunkRef[] = [];
        for (const chunk of shard.chunks) {
            if (chunk.max < start || chunk.min > stop) {
                chunks.push(chunk);
                continue;
            }
            const points = chunk.min >= start && chunk.max <= stop ? undefined : this.reader.last(chunk);
            this.store.run("DELETE FROM chunks WHERE id = ?", [chunk.id]);
            if (points === undefined) continue;
            const from = lowerBound(points.times, start);
            const to = lowerBound(points.times, stop + 1n);
            for (const part of [slicePoints(points, 0, from), slicePoints(points, to, points.times.length)]) {
                if (part.times.length > 0) chunks.push(...this.insert(shard, part));
            }
        }
        return { shard, chunks: chunks.sort((a, b) => (a.min < b.min ? -1 : 1)), head: undefined };
    }

    /** Drops shards that lie before the bucket's retention as a whole. */
    enforceRetention(now: bigint): void {
        const second = Number(now / 1_000_000_000n);
        for (const bucket of this.buckets.values()) {
            if (bucket.retentionSeconds === 0) continue;
            const end = bucket.shardOf(second - bucket.retentionSeconds);
            const old = [...bucket.series()].some((series) => [...series.shards.keys()].some((start) => start < end));
            if (old) this.delete(bucket, -(2n ** 63n), BigInt(end) * 1_000_000_000n - 1n, () => true);
        }
    }

    /** Forgets a bucket and all of its points. The bucket's own row is the caller's. */
    dropBucket(bucket: BucketIndex): void {
        this.flush();
        this.rewrite([], () => {
            for (const series of bucket.series()) {
                this.store.run("DELETE FROM chunks WHERE series = ?", [series.id]);
            }
            this.store.run("DELETE FROM series WHERE bucket = ?", [bucket.id]);
            this.store.run("DELETE FROM settings WHERE name = ?", [shardSetting(bucket)]);
        });
        this.buckets.delete(bucket.id);
    }

    private prune(bucket: BucketIndex): void {
        const gone = [...bucket.series()].filter((series) => [...series.shards.values()].every((shard) => shard.empty));
        this.store.transaction(() => {
            for (const series of gone) this.store.run("DELETE FROM series WHERE id = ?", [series.id]);
        });
        bucket.prune();
    }
}

/** Under which the length of shards is kept that a bucket has beside the one in its row. */
function shardSetting(bucket: BucketIndex): string {
    return `shards-${bucket.id}`;
}
