/** The index in memory: buckets → measurements → series, and where each series has points. */
import type { FieldType } from "./codec/values.ts";
import type { PointBuffer } from "./points.ts";

/** A stored chunk; times are ns since epoch, `max` inclusive. */
export interface ChunkRef {
    readonly id: number;
    readonly min: bigint;
    readonly max: bigint;
    readonly count: number;
    /** Bytes of the BLOB. */
    readonly size: number;
}

/** The points of one series within one shard: chunks in time order that don't overlap, and what is not yet in chunks. */
export class SeriesShard {
    readonly series: Series;
    /** Seconds since epoch. */
    readonly start: number;
    readonly type: FieldType;
    chunks: ChunkRef[] = [];
    head: PointBuffer | undefined;

    constructor(series: Series, start: number, type: FieldType) {
        this.series = series;
        this.start = start;
        this.type = type;
    }

    get empty(): boolean {
        return this.chunks.length === 0 && this.head === undefined;
    }
}

/** One field of a group: what a plain read gives as one table. */
export class Series {
    readonly id: number;
    readonly group: SeriesGroup;
    readonly field: string;
    /** By start; few. */
    readonly shards = new Map<number, SeriesShard>();

    constructor(id: number, group: SeriesGroup, field: string) {
        this.id = id;
        this.group = group;
        this.field = field;
    }

    /** In time order. */
    ordered(): SeriesShard[] {
        return [...this.shards.values()].sort((a, b) => a.start - b.start);
    }
}

export type Tag = readonly [key: string, value: string];

/** A measurement with one set of tags. */
export class SeriesGroup {
    readonly measurement: Measurement;
    /** By key in byte order. */
    readonly tags: readonly Tag[];
    readonly fields = new Map<string, Series>();
    /** The fields as lines bring them, for the parser to try first. */
    readonly slots: FieldSlot[] = [];

    constructor(measurement: Measurement, tags: readonly Tag[]) {
        this.measurement = measurement;
        this.tags = tags;
    }

    tag(key: string): string | undefined {
        return this.tags.find(([name]) => name === key)?.[1];
    }
}

/** A field as it is spelt in lines of its group, with the place where the points of the batch at hand go. */
export interface FieldSlot {
    /** Escaped bytes of the name. */
    readonly spelling: Uint8Array;
    readonly name: string;
    series: Series | undefined;
    batch: number;
    shard: number;
    buffer: PointBuffer | undefined;
}

export class Measurement {
    readonly name: string;
    readonly bucket: BucketIndex;
    /** By canonical tags. */
    readonly groups = new Map<string, SeriesGroup>();
    /** Field → shard → type: within a shard a field has one type in all series of the measurement. */
    readonly types = new Map<string, Map<number, FieldType>>();

    constructor(name: string, bucket: BucketIndex) {
        this.name = name;
        this.bucket = bucket;
    }

    typeOf(field: string, shard: number): FieldType | undefined {
        return this.types.get(field)?.get(shard);
    }

    setType(field: string, shard: number, type: FieldType): void {
        let shards = this.types.get(field);
        if (shards === undefined) this.types.set(field, (shards = new Map()));
        shards.set(shard, type);
    }

    /** Takes the types from the series that are left, after a delete. */
    rebuildTypes(): void {
        this.types.clear();
        for (const group of this.groups.values()) {
            for (const series of group.fields.values()) {
                for (const shard of series.shards.values()) this.setType(series.field, shard.start, shard.type);
            }
        }
    }
}

/** Everything about the points of one bucket. */
export class BucketIndex {
    readonly id: number;
    /** Seconds; shards begin at multiples of it, counted from the first Monday of the calendar. */
    shardSeconds: number;
    /** Seconds, 0 for ever. */
    retentionSeconds: number;
    readonly measurements = new Map<string, Measurement>();
    /** Spelling of measurement and tags in lines → their group. */
    readonly spellings = new Map<string, SeriesGroup>();

    constructor(id: number, retentionSeconds: number, shardSeconds: number) {
        this.id = id;
        this.retentionSeconds = retentionSeconds;
        this.shardSeconds = shardSeconds;
    }

    shardOf(second: number): number {
        return shardStart(second, this.shardSeconds);
    }

    group(measurement: string, tags: readonly Tag[]): SeriesGroup {
        let found = this.measurements.get(measurement);
        if (found === undefined) this.measurements.set(measurement, (found = new Measurement(measurement, this)));
        const key = tagsKey(tags);
        let group = found.groups.get(key);
        if (group === undefined) found.groups.set(key, (group = new SeriesGroup(found, tags)));
        return group;
    }

    removeGroup(group: SeriesGroup): void {
        const { measurement } = group;
        measurement.groups.delete(tagsKey(group.tags));
        if (measurement.groups.size === 0) this.measurements.delete(measurement.name);
    }

    *series(): IterableIterator<Series> {
        for (const measurement of this.measurements.values()) {
            for (const group of measurement.groups.values()) yield* group.fields.values();
        }
    }

    /** Drops what has no points any more. */
    prune(): void {
        for (const measurement of this.measurements.values()) {
            for (const [key, group] of measurement.groups) {
                for (const [field, series] of group.fields) {
                    for (const [start, shard] of series.shards) if (shard.empty) series.shards.delete(start);
                    if (series.shards.size === 0) group.fields.delete(field);
                }
                group.slots.length = 0;
                if (group.fields.size === 0) measurement.groups.delete(key);
            }
            measurement.rebuildTypes();
            if (measurement.groups.size === 0) this.measurements.delete(measurement.name);
        }
        this.spellings.clear();
    }
}

/** Days from 0001-01-01, a Monday, to 1970-01-01. */
const daysBeforeEpoch = 719_162 * 86_400;

function shardStart(second: number, shardSeconds: number): number {
    return Math.floor((second + daysBeforeEpoch) / shardSeconds) * shardSeconds - daysBeforeEpoch;
}

/** A shard's length in seconds by the bucket's retention, as InfluxDB chooses it. */
export function defaultShardSeconds(retentionSeconds: number): number {
    if (retentionSeconds === 0 || retentionSeconds > 180 * 86_400) return 7 * 86_400;
    return retentionSeconds < 2 * 86_400 ? 3600 : 86_400;
}

function tagsKey(tags: readonly Tag[]): string {
    let key = "";
    for (const [name, value] of tags) key += `${name.length}:${name}${value.length}:${value}`;
    return key;
}

/** Order of UTF-8 bytes, which is that of code points. */
export function compareBytes(a: string, b: string): number {
    if (a === b) return 0;
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
        let x = a.charCodeAt(i);
        let y = b.charCodeAt(i);
        if (x === y) continue;
        // Surrogates stand for code points above all others.
        if (x >= 0xd800 && y >= 0xd800) {
            x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
            y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
        }
        return x - y;
    }
    return a.length - b.length;
}

/** Order of series: measurement, then tag by tag key and value, a shorter list first, then the field. */
export function compareSeries(a: Series, b: Series): number {
    return compareGroups(a.group, b.group) || compareBytes(a.field, b.field);
}

function compareGroups(a: SeriesGroup, b: SeriesGroup): number {
    if (a === b) return 0;
    const byName = compareBytes(a.measurement.name, b.measurement.name);
    if (byName !== 0) return byName;
    for (let i = 0; ; i++) {
        const x = a.tags[i];
        const y = b.tags[i];
        if (x === undefined || y === undefined) return (x === undefined ? 0 : 1) - (y === undefined ? 0 : 1);
        const order = compareBytes(x[0], y[0]) || compareBytes(x[1], y[1]);
        if (order !== 0) return order;
    }
}
