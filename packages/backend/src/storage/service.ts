/** Everything that the storage thread does, as plain calls: documents, writes with one commit for all that wait, deletes, upkeep. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ServiceError, StartError } from "../errors.ts";
import { nanoseconds } from "./clock.ts";
import { openFailure, Store } from "./database.ts";
import {
    type AuthorizationPatch,
    type BucketPatch,
    Documents,
    type Organization,
    type ScriptList,
    type ScriptPatch,
    type StoredAuthorization,
    type StoredBucket,
    type StoredScript,
} from "./documents.ts";
import { BucketIndex } from "./index.ts";
import { type FolderLock, lockFolder } from "./lock.ts";
import { PointStore, type WriteRequest, type WriteResult } from "./pointstore.ts";
import { matchesPredicate, type Predicate } from "./predicate.ts";

export interface DeleteRequest {
    readonly bucket: number;
    /** ns since epoch, both inclusive. */
    readonly start: bigint;
    readonly stop: bigint;
    readonly predicate: Predicate;
}

interface Waiting {
    readonly request: WriteRequest;
    readonly resolve: (result: WriteResult) => void;
    readonly reject: (error: unknown) => void;
}

const day = 86_400;
const systemBuckets = [
    { name: "_monitoring", description: "System bucket for monitoring logs", retentionSeconds: 7 * day },
    { name: "_tasks", description: "System bucket for task logs", retentionSeconds: 3 * day },
] as const;

/** Milliseconds without writes after which batches become chunks. */
const idleMs = 2000;
/** Pages of 8 KiB given back at once, and those that stay for what comes next. */
const shrinkPages = 500;
const keptPages = 2000;
const closingPages = 20_000;
const retentionMs = 10 * 60 * 1000;

export class StorageService {
    readonly documents: Documents;
    readonly points: PointStore;
    private readonly store: Store;
    private readonly lock: FolderLock;
    private waiting: Waiting[] = [];
    private idle: NodeJS.Timeout | undefined;
    /** All buckets as they are now: every read asks for them. */
    private bucketList: StoredBucket[] | undefined;
    private readonly retention: NodeJS.Timeout;

    /** Opens the folder, making it where it isn't there. Throws a `StartError` that says what to do. */
    constructor(folder: string) {
        const path = join(folder, "data.sqlite");
        try {
            mkdirSync(folder, { recursive: true, mode: 0o700 });
            this.lock = lockFolder(folder);
        } catch (error) {
            if (error instanceof StartError) throw error;
            const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
            throw new StartError(
                `the data folder ${folder} can't be written (${code}): check its permissions, or choose another with --data`,
            );
        }
        try {
            this.store = new Store(path);
            this.documents = new Documents(this.store);
            this.points = new PointStore(this.store);
        } catch (error) {
            this.lock.release();
            throw error instanceof StartError ? error : new StartError(openFailure(path, error));
        }
        this.retention = setInterval(() => unheard("retention", () => this.points.enforceRetention(nanoseconds())), retentionMs);
        this.retention.unref();
    }

    /** Resolves when the points are on the disk. Requests that wait at the same time share one commit. */
    write(request: WriteRequest): Promise<WriteResult> {
        return new Promise((resolve, reject) => {
            this.waiting.push({ request, resolve, reject });
            if (this.waiting.length === 1) setImmediate(() => this.writeWaiting());
        });
    }

    private writeWaiting(): void {
        const { waiting } = this;
        this.waiting = [];
        try {
            const results = this.points.write(waiting.map(({ request }) => request));
            for (const [i, each] of waiting.entries()) each.resolve(results[i] as WriteResult);
        } catch (error) {
            for (const each of waiting) each.reject(writeFailure(error));
        }
        this.upkeepSoon();
    }

    private upkeepSoon(): void {
        clearTimeout(this.idle);
        this.idle = setTimeout(() => unheard("upkeep", () => this.upkeep()), idleMs);
        this.idle.unref();
    }

    /** Small amounts wait: each move to chunks rewrites the last chunk of every series that it touches. */
    private upkeep(): void {
        const { points, batches } = this.points.pending;
        if (points > 10_000 || batches > 100) this.points.flush();
        this.shrink();
    }

    /** What deletes and moves to chunks left empty goes back a little at a time. */
    private shrink(): void {
        if (this.store.shrink(shrinkPages) <= keptPages) return;
        this.idle = setTimeout(() => unheard("upkeep", () => this.shrink()), 100);
        this.idle.unref();
    }

    delete({ bucket, start, stop, predicate }: DeleteRequest): void {
        const index = this.points.buckets.get(bucket);
        if (index === undefined) throw new ServiceError("not found", "bucket not found");
        if (start > stop) return;
        this.points.delete(index, start, stop, (series) => matchesPredicate(series.group, predicate));
        this.upkeepSoon();
    }

    /** The time of the newest point of a bucket, ns since epoch. */
    newest(bucket: number): bigint | undefined {
        const index = this.points.buckets.get(bucket);
        return index === undefined ? undefined : this.points.newest(index);
    }

    /** The one organisation; at the first start with the buckets that InfluxDB's own packages write to. */
    organization(name: string): Organization {
        const organization = this.documents.organization(name);
        if (this.documents.once("system-buckets")) for (const bucket of systemBuckets) this.createBucket({ ...bucket, kind: "system" });
        return organization;
    }

    once(what: string): boolean {
        return this.documents.once(what);
    }

    listScripts(list: ScriptList): StoredScript[] {
        return this.documents.listScripts(list);
    }

    getScript(id: string): StoredScript {
        return this.documents.getScript(id);
    }

    createScript(script: Pick<StoredScript, "name" | "description" | "language" | "script">): StoredScript {
        return this.documents.createScript(script);
    }

    updateScript(id: string, patch: ScriptPatch): StoredScript {
        return this.documents.updateScript(id, patch);
    }

    deleteScript(id: string): void {
        this.documents.deleteScript(id);
    }

    listBuckets(): StoredBucket[] {
        return (this.bucketList ??= this.documents.listBuckets());
    }

    createBucket(bucket: Parameters<Documents["createBucket"]>[0]): StoredBucket {
        this.bucketList = undefined;
        const made = this.documents.createBucket(bucket);
        this.points.buckets.set(made.n, new BucketIndex(made.n, made.retentionSeconds, made.shardSeconds));
        return made;
    }

    updateBucket(id: string, patch: BucketPatch): StoredBucket {
        this.bucketList = undefined;
        const index = this.points.buckets.get(this.documents.getBucket(id).n);
        // Both or none: points must not be left in shards of another length than the bucket's.
        const { changed, shardSeconds } = this.store.transaction(() => {
            const changed = this.documents.updateBucket(id, patch);
            return { changed, shardSeconds: index && this.points.storeShardSeconds(index, changed.shardSeconds) };
        });
        if (index !== undefined) {
            index.retentionSeconds = changed.retentionSeconds;
            index.shardSeconds = shardSeconds ?? index.shardSeconds;
        }
        this.points.enforceRetention(nanoseconds());
        return changed;
    }

    deleteBucket(id: string): void {
        const bucket = this.documents.getBucket(id);
        const index = this.points.buckets.get(bucket.n);
        if (index !== undefined) this.points.dropBucket(index);
        this.bucketList = undefined;
        this.documents.deleteBucketRow(id);
        this.upkeepSoon();
    }

    listAuthorizations(): StoredAuthorization[] {
        return this.documents.listAuthorizations();
    }

    createAuthorization(authorization: Parameters<Documents["createAuthorization"]>[0]): StoredAuthorization {
        return this.documents.createAuthorization(authorization);
    }

    updateAuthorization(id: string, patch: AuthorizationPatch): StoredAuthorization {
        return this.documents.updateAuthorization(id, patch);
    }

    deleteAuthorization(id: string): void {
        this.documents.deleteAuthorization(id);
    }

    /** Leaves the file tidy: the next start has no batches to replay. */
    close(): void {
        clearTimeout(this.idle);
        clearInterval(this.retention);
        try {
            this.points.flush();
            this.store.shrink(closingPages);
        } finally {
            this.store.close();
            this.lock.release();
        }
    }
}

/** A full disk is told; everything else is internal. */
function writeFailure(error: unknown): unknown {
    const reason = error instanceof Error ? error.message : "";
    if (/full|disk I\/O|SQLITE_FULL/i.test(reason)) {
        return new ServiceError("unavailable", "the points could not be stored: the disk is full or can't be written");
    }
    return error;
}

/** Work that nobody waits for: a failure (a full disk) is logged, and must not end the thread. The next time it may go well. */
function unheard(what: string, work: () => void): void {
    try {
        work();
    } catch (error) {
        process.stderr.write(`storage: ${what}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
}
