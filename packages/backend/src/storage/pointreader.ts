/** Reads the points of a series: chunks on the disk, decoded ones from a cache, and what is not yet in chunks. */
import { ServiceError } from "../errors.ts";
import { ChunkCache } from "./cache.ts";
import { decodeChunk, type Points } from "./codec/chunk.ts";
import type { Store } from "./database.ts";
import { type Memory, shared } from "./codec/values.ts";
import type { ChunkRef, Series, SeriesShard } from "./index.ts";
import { lowerBound, mergePoints, slicePoints } from "./points.ts";

const noTimes = new BigInt64Array();
/** Rows of a head that are given at once. */
const headRows = 65_536;

export class PointReader {
    private readonly store: Store;
    private readonly cache = new ChunkCache();

    constructor(store: Store) {
        this.store = store;
    }

    /** A chunk that is no more. */
    forget(chunk: ChunkRef): void {
        this.cache.delete(chunk.id);
    }

    /** The points of a chunk. Memory is shared: not to be changed. Throws a `ServiceError` for one that is damaged or gone. */
    chunk(chunk: ChunkRef): Points {
        const cached = this.cache.get(chunk.id);
        if (cached !== undefined) return cached;
        // Query workers read what stays in the cache where it is. They hold on to such memory until they collect garbage, which they
        // don't hurry to do for it: what others push out of the cache again goes to them as a copy.
        const points = this.decoded(chunk, this.cache.isFull(chunk.count) ? undefined : shared);
        this.cache.set(chunk.id, points);
        return points;
    }

    /** The points of a chunk that is about to be replaced: as {@link chunk}, and not kept. */
    last(chunk: ChunkRef): Points {
        return this.cache.get(chunk.id) ?? this.decoded(chunk, undefined);
    }

    private decoded(chunk: ChunkRef, memory: Memory | undefined): Points {
        const data = this.store.get("SELECT data FROM chunks WHERE id = ?", [chunk.id])?.["data"];
        if (!(data instanceof Uint8Array)) throw new ServiceError("not found", "the points were deleted while they were read");
        try {
            return decodeChunk(data, memory);
        } catch {
            throw new ServiceError(
                "internal error",
                "some of the stored points are damaged: restore the data folder from a backup, or delete their time range",
            );
        }
    }

    /**
     * The points of a series from `start` to before `stop` (ns), in time order, in columns of at most a few thousand rows.
     * Only those of the type that its first shard in the range has. Memory is shared: not to be changed.
     */
    *points(series: Series, start: bigint, stop: bigint): Generator<Points, void, undefined> {
        let type: string | undefined;
        for (const shard of series.ordered()) {
            if (type !== undefined && shard.type !== type) continue;
            for (const points of this.shardPoints(shard, start, stop)) {
                type = shard.type;
                yield points;
            }
        }
    }

    /** Step by step from a time on, each step looking afresh: writes and moves to chunks may come in between. */
    private *shardPoints(shard: SeriesShard, start: bigint, stop: bigint): Generator<Points, void, undefined> {
        for (let at = start; at < stop; ) {
            const points = this.nextPoints(shard, at, stop);
            if (points === undefined) return;
            yield points;
            at = (points.times[points.times.length - 1] as bigint) + 1n;
        }
    }

    /** The first stretch of points from `start` on: a chunk with what of the head overlaps it, or a part of the head. */
    private nextPoints(shard: SeriesShard, start: bigint, stop: bigint): Points | undefined {
        const head = shard.head === undefined ? undefined : cut(shard.head.sorted(), start, stop);
        const headTimes = head?.times ?? noTimes;
        let points: Points | undefined;
        for (let i = firstChunk(shard.chunks, start); points === undefined && i < shard.chunks.length; i++) {
            const chunk = shard.chunks[i] as ChunkRef;
            if (chunk.min >= stop) break;
            const part = cut(this.chunk(chunk), start, stop);
            if (part.times.length > 0) points = part;
        }
        if (head === undefined || headTimes.length === 0) return points;
        if (points === undefined) return slicePoints(head, 0, Math.min(headTimes.length, headRows));
        const before = lowerBound(headTimes, points.times[0] as bigint);
        if (before > 0) return slicePoints(head, 0, Math.min(before, headRows));
        const upTo = lowerBound(headTimes, (points.times[points.times.length - 1] as bigint) + 1n);
        return upTo > 0 ? mergePoints(points, slicePoints(head, 0, upTo)) : points;
    }
}

/** Index of the first chunk that ends at or after a time. */
function firstChunk(chunks: readonly ChunkRef[], time: bigint): number {
    let from = 0;
    let to = chunks.length;
    while (from < to) {
        const middle = (from + to) >>> 1;
        if ((chunks[middle] as ChunkRef).max < time) from = middle + 1;
        else to = middle;
    }
    return from;
}

function cut(points: Points, start: bigint, stop: bigint): Points {
    const from = lowerBound(points.times, start);
    return slicePoints(points, from, lowerBound(points.times, stop, from));
}
