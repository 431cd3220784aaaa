/** Reads for the engine: series of a bucket by predicates, rows or aggregates per window. */
import type { ReadAggregate, ReadPredicate, ReadRequest, SeriesLabels, SeriesRequest, TimeBounds } from "@flux-scripts/engine";
import { ServiceError } from "../errors.ts";
import { aggregateSeries } from "./aggregate.ts";
import type { Points } from "./codec/chunk.ts";
import type { FieldType, Values } from "./codec/values.ts";
import { compareBytes, compareSeries, type Series } from "./index.ts";
import { slicePoints } from "./points.ts";
import type { StorageService } from "./service.ts";

export const readCapabilities: { readonly predicates: readonly ReadPredicate["kind"][]; readonly aggregates: readonly ReadAggregate[] } = {
    predicates: ["tag", "tagIn"],
    aggregates: ["count", "sum", "min", "max", "first", "last", "mean"],
};

/** Rows of one series. Those of one series follow one another; `more` is false on its last. */
export interface SeriesPiece {
    readonly labels: SeriesLabels;
    readonly type: FieldType;
    readonly times: BigInt64Array;
    readonly values: Values;
    readonly more: boolean;
}

/** The series of a read in order, one after another. Throws a `ServiceError` for an unknown bucket. */
export function* readSeries(service: StorageService, request: ReadRequest): Generator<SeriesPiece, void, undefined> {
    const bucket = service.points.buckets.get(findBucket(service, request.bucket));
    if (bucket === undefined) return;
    const { start, stop } = request.bounds;
    if (start >= stop) return;
    const wanted: Series[] = [];
    for (const series of bucket.series()) if (request.predicates.every((predicate) => holds(series, predicate))) wanted.push(series);
    for (const series of request.order === "key" ? byKey(wanted) : wanted.sort(compareSeries)) {
        const rows =
            request.aggregate === undefined
                ? limited(service.points.points(series, start, stop), request.limit)
                : aggregateSeries(service.points.points(series, start, stop), request.aggregate, request.bounds, request.window);
        yield* pieces(labelsOf(series), rows);
    }
}

/** The series of a bucket that hold in the predicates and have points in a shard that the bounds touch, in order. */
export function listSeries(service: StorageService, request: SeriesRequest): SeriesLabels[] {
    const bucket = service.points.buckets.get(findBucket(service, request.bucket));
    const wanted: Series[] = [];
    for (const series of bucket?.series() ?? []) {
        const inside = request.bounds === undefined || touches(series, request.bounds);
        if (inside && request.predicates.every((predicate) => holds(series, predicate))) wanted.push(series);
    }
    return wanted.sort(compareSeries).map(labelsOf);
}

function touches(series: Series, { start, stop }: TimeBounds): boolean {
    const length = BigInt(series.group.measurement.bucket.shardSeconds) * 1_000_000_000n;
    for (const shard of series.shards.values()) {
        const from = BigInt(shard.start) * 1_000_000_000n;
        if (from < stop && from + length > start) return true;
    }
    return false;
}

function findBucket(service: StorageService, bucket: ReadRequest["bucket"]): number {
    const all = service.listBuckets();
    if ("id" in bucket) {
        if (bucket.id.length !== 16)
            throw new ServiceError("invalid", "failed to initialize execute state: invalid bucket id: id must have a length of 16 bytes");
        const found = all.find(({ id }) => id === bucket.id.toLowerCase());
        // InfluxDB answers 500 here; nothing is wrong with the server.
        if (found === undefined)
            throw new ServiceError("not found", `failed to initialize execute state: could not find bucket with id "${bucket.id}"`);
        return found.n;
    }
    if (bucket.name === "")
        throw new ServiceError("invalid", "failed to initialize execute state: no bucket name or id have been specified");
    const found = all.find(({ name }) => name === bucket.name);
    if (found === undefined)
        throw new ServiceError("not found", `failed to initialize execute state: could not find bucket "${bucket.name}"`);
    return found.n;
}

/** Series sorted by group key: value by value over the labels of both, a label that one lacks before all values. */
function byKey(all: readonly Series[]): Series[] {
    const keyed = all.map((series) => ({ series, labels: labelsOf(series) }));
    return keyed.sort((a, b) => compareLabels(a.labels, b.labels)).map(({ series }) => series);
}

function compareLabels(a: SeriesLabels, b: SeriesLabels): number {
    for (let i = 0; ; i++) {
        const x = a[i];
        const y = b[i];
        if (x === undefined || y === undefined) return (x === undefined ? 0 : 1) - (y === undefined ? 0 : 1);
        const order = compareBytes(y[0], x[0]) || compareBytes(x[1], y[1]);
        if (order !== 0) return order;
    }
}

function* limited(rows: Iterable<Points>, limit: number | undefined): Generator<Points, void, undefined> {
    let left = limit ?? Number.POSITIVE_INFINITY;
    for (const points of rows) {
        if (left <= 0) return;
        yield points.times.length > left ? slicePoints(points, 0, left) : points;
        left -= points.times.length;
    }
}

function* pieces(labels: SeriesLabels, rows: Iterable<Points>): Generator<SeriesPiece, void, undefined> {
    let last: Points | undefined;
    for (const points of rows) {
        if (last !== undefined) yield { labels, ...last, more: true };
        last = points;
    }
    if (last !== undefined) yield { labels, ...last, more: false };
}

function labelsOf(series: Series): SeriesLabels {
    const { tags, measurement } = series.group;
    const labels: [string, string][] = [
        ...tags.map(([key, value]): [string, string] => [key, value]),
        ["_field", series.field],
        ["_measurement", measurement.name],
    ];
    return labels.sort(([a], [b]) => compareBytes(a, b));
}

function labelOf(series: Series, label: string): string | undefined {
    if (label === "_measurement") return series.group.measurement.name;
    if (label === "_field") return series.field;
    return series.group.tag(label);
}

/** A missing tag equals nothing, and differs from every text but the empty one. */
function holds(series: Series, predicate: ReadPredicate): boolean {
    if (predicate.kind === "value") throw new ServiceError("internal error", "predicates on values are the engine's");
    const actual = labelOf(series, predicate.label);
    if (predicate.kind === "tagIn") return actual !== undefined && predicate.values.includes(actual);
    if (predicate.operator === "==") return actual !== undefined && actual === predicate.value;
    return (actual ?? "") !== predicate.value;
}
