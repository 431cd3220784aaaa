/** Points of a batch as columns per series and shard, and what is new in the index because of them. */
import type { FieldType } from "../storage/codec/values.ts";
import { type BucketIndex, type FieldSlot, Series, type SeriesGroup } from "../storage/index.ts";
import { PointBuffer } from "../storage/points.ts";
import { ExpiredPoints } from "./expired.ts";
import { readKey } from "./key.ts";
import type { TimeHalves } from "./numbers.ts";

interface BatchColumn {
    readonly series: Series;
    /** Start of the shard, seconds since epoch. */
    readonly shard: number;
    readonly points: PointBuffer;
}

export interface Batch {
    readonly columns: readonly BatchColumn[];
    /** Series that were not there before; their ids were given out by `newId`. */
    readonly newSeries: readonly Series[];
    /** Stored points (lines). */
    readonly lines: number;
    /** Points left out (the rest is stored), and a message about them. */
    readonly dropped: number;
    readonly dropMessage: string | undefined;
}

/** The fields and the time of one line; the arrays are used again for the next. Which of a field's values holds is said by its kind. */
export class Line {
    fieldCount = 0;
    readonly slots: (FieldSlot | undefined)[] = [];
    readonly kinds: FieldType[] = [];
    /** Floats, and booleans as 0 and 1. */
    readonly floats: number[] = [];
    /** Halves of integers. */
    readonly highs: number[] = [];
    readonly lows: number[] = [];
    readonly texts: string[] = [];
    /** Seconds since epoch, rounded down. */
    second = 0;
    readonly time: TimeHalves = { high: 0, low: 0 };
}

let batches = 0;
const maxSpellings = 500_000;

export class BatchColumns {
    private readonly bucket: BucketIndex;
    private readonly newId: () => number;
    private readonly id = ++batches;
    /** Points before it are beyond the retention; seconds since epoch. */
    private readonly oldest: number;
    private readonly columns: BatchColumn[] = [];
    private readonly byKey = new Map<string, BatchColumn>();
    private readonly newSeries: Series[] = [];
    private readonly newGroups: { readonly group: SeriesGroup; readonly spelling: string }[] = [];
    private readonly newTypes: { readonly slot: FieldSlot; readonly group: SeriesGroup; readonly shard: number }[] = [];
    private lines = 0;
    private dropped = 0;
    private dropMessage: string | undefined;
    private readonly now: number;
    private readonly expired = new ExpiredPoints();

    /** `now` in seconds since epoch; `newId` gives an id for a series that is new. */
    constructor(bucket: BucketIndex, now: number, newId: () => number) {
        this.bucket = bucket;
        this.now = now;
        this.newId = newId;
        this.oldest = bucket.retentionSeconds === 0 ? Number.NEGATIVE_INFINITY : now - bucket.retentionSeconds;
    }

    finish(): Batch {
        const { columns, newSeries, lines, dropped } = this;
        const dropMessage = this.dropMessage ?? this.expired.message(this.bucket.retentionSeconds, this.now);
        return { columns, newSeries, lines, dropped, dropMessage };
    }

    /** Takes back the series and types that only this batch has. */
    undo(): void {
        for (const { slot, group, shard } of this.newTypes) group.measurement.types.get(slot.name)?.delete(shard);
        for (const { group, field } of this.newSeries) {
            group.fields.delete(field);
            for (const slot of group.slots) if (slot.name === field) slot.series = undefined;
        }
        for (const { group, spelling } of this.newGroups) {
            this.bucket.spellings.delete(spelling);
            if (group.fields.size === 0) this.bucket.removeGroup(group);
        }
    }

    /** The group that was spelt this way before. */
    groupOf(spelling: string): SeriesGroup | undefined {
        return this.bucket.spellings.get(spelling);
    }

    /** The group of measurement and tags as a line has them. Gives the error's text where they are none. */
    newGroup(spelling: string, text: string): SeriesGroup | string {
        const key = readKey(text);
        if ("error" in key) return key.error;
        const group = this.bucket.group(key.measurement, key.tags);
        if (this.bucket.spellings.size >= maxSpellings) this.bucket.spellings.clear();
        this.bucket.spellings.set(spelling, group);
        this.newGroups.push({ group, spelling });
        return group;
    }

    /** Puts the line's fields into their columns, all or none of them. */
    add(group: SeriesGroup, line: Line): void {
        const { fieldCount, slots, kinds, time, second } = line;
        const shard = this.bucket.shardOf(second);
        if (second < this.oldest) {
            this.dropped++;
            this.expired.add(group, time);
            return;
        }
        let timeFields = 0;
        for (let i = 0; i < fieldCount; i++) {
            const slot = slots[i] as FieldSlot;
            const kind = kinds[i] as FieldType;
            if (slot.batch === this.id && slot.shard === shard && slot.buffer?.type === kind) continue;
            if (slot.name === "time") {
                timeFields++;
                continue;
            }
            const known = group.measurement.typeOf(slot.name, shard);
            if (known !== undefined && known !== kind) {
                const where = `input field "${slot.name}" on measurement "${group.measurement.name}"`;
                return this.drop(`field type conflict: ${where} is type ${kind}, already exists as type ${known}`);
            }
        }
        if (timeFields === fieldCount) {
            return this.drop(`invalid field name: input field "time" on measurement "${group.measurement.name}" is invalid`);
        }
        this.lines++;
        for (let i = 0; i < fieldCount; i++) {
            const slot = slots[i] as FieldSlot;
            if (slot.name === "time") continue;
            const kind = kinds[i] as FieldType;
            const buffer =
                slot.batch === this.id && slot.shard === shard ? (slot.buffer as PointBuffer) : this.column(group, slot, shard, kind);
            if (buffer.type !== kind) continue;
            const at = buffer.addTime(time.high, time.low);
            if (kind === "float" || kind === "boolean") buffer.setNumber(at, line.floats[i] as number);
            else if (kind === "string") buffer.setString(at, line.texts[i] as string);
            else buffer.setInteger(at, line.highs[i] as number, line.lows[i] as number);
        }
    }

    private column(group: SeriesGroup, slot: FieldSlot, shard: number, kind: FieldType): PointBuffer {
        let series = slot.series ?? group.fields.get(slot.name);
        if (series === undefined) {
            series = new Series(this.newId(), group, slot.name);
            group.fields.set(slot.name, series);
            this.newSeries.push(series);
        }
        slot.series = series;
        if (group.measurement.typeOf(slot.name, shard) === undefined) {
            group.measurement.setType(slot.name, shard, kind);
            this.newTypes.push({ slot, group, shard });
        }
        // A batch that goes back and forth between shards, or two spellings of one name, find their column again.
        const key = `${series.id}:${shard}`;
        let column = this.byKey.get(key);
        if (column === undefined) {
            column = { series, shard, points: new PointBuffer(kind, 64) };
            this.byKey.set(key, column);
            this.columns.push(column);
        }
        slot.batch = this.id;
        slot.shard = shard;
        slot.buffer = column.points;
        return column.points;
    }

    private drop(message: string): void {
        this.dropped++;
        this.dropMessage ??= message;
    }
}
