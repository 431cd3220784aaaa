/** Line protocol to columns of points per series and shard. */
import type { FieldType } from "../storage/codec/values.ts";
import { type BucketIndex, type FieldSlot, Series, type SeriesGroup } from "../storage/index.ts";
import { PointBuffer } from "../storage/points.ts";
import { readKey, unescapeName } from "./key.ts";
import { newNumberSlot, readNumber, type TimeHalves, timeHalves } from "./numbers.ts";

export type Precision = "ns" | "us" | "ms" | "s";

const perSecond: Readonly<Record<Precision, number>> = { ns: 1_000_000_000, us: 1_000_000, ms: 1000, s: 1 };

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
    /** Points left out (the rest is stored), and the message about the first of them. */
    readonly dropped: number;
    readonly dropMessage: string | undefined;
}

export type BatchResult = { readonly ok: true; readonly batch: Batch } | { readonly ok: false; readonly message: string };

export interface BatchOptions {
    readonly precision: Precision;
    /** Time of lines without one, ns since epoch. */
    readonly now: bigint;
    /** An id for a series that is new. */
    readonly newId: () => number;
}

let batches = 0;
const maxSpellings = 500_000;
const newline = 10;
const blank = 32;
const quote = 34;
const hash = 35;
const comma = 44;
const equalsSign = 61;
const backslash = 92;
const timeRange = "time outside range -9223372036854775806 - 9223372036854775806";

/** Why a batch was refused keeps the errors of that many lines. */
const maxErrors = 100;

/** Reads a whole body. One malformed line refuses all of it; a point whose field has another type is left out. */
export function readBatch(bytes: Buffer, bucket: BucketIndex, options: BatchOptions): BatchResult {
    return new BatchReader(bytes, bucket, options).read();
}

class BatchReader {
    private readonly bytes: Buffer;
    private readonly bucket: BucketIndex;
    private readonly options: BatchOptions;
    private readonly id = ++batches;
    private at = 0;
    private readonly columns: BatchColumn[] = [];
    private readonly byKey = new Map<string, BatchColumn>();
    private readonly newSeries: Series[] = [];
    private readonly newGroups: { readonly group: SeriesGroup; readonly spelling: string }[] = [];
    private readonly newTypes: { readonly slot: FieldSlot; readonly group: SeriesGroup; readonly shard: number }[] = [];
    private readonly errors: string[] = [];
    private badLines = 0;
    private lines = 0;
    private dropped = 0;
    private dropMessage: string | undefined;
    // The fields of the line at hand.
    private fieldCount = 0;
    private readonly slots: (FieldSlot | undefined)[] = [];
    private readonly kinds: FieldType[] = [];
    private readonly floats: number[] = [];
    private readonly highs: number[] = [];
    private readonly lows: number[] = [];
    private readonly texts: string[] = [];
    private readonly number = newNumberSlot();
    private readonly time: TimeHalves = { high: 0, low: 0 };
    private second = 0;
    private readonly oldest: number;
    private readonly now: { readonly second: number; readonly nanosecond: number };

    constructor(bytes: Buffer, bucket: BucketIndex, options: BatchOptions) {
        this.bytes = bytes;
        this.bucket = bucket;
        this.options = options;
        const second = Number(options.now / 1_000_000_000n);
        this.now = { second, nanosecond: Number(options.now % 1_000_000_000n) };
        this.oldest = bucket.retentionSeconds === 0 ? Number.NEGATIVE_INFINITY : second - bucket.retentionSeconds;
    }

    read(): BatchResult {
        const { bytes } = this;
        const end = bytes.length;
        while (this.at < end) {
            while (bytes[this.at] === blank || bytes[this.at] === 9) this.at++;
            const byte = bytes[this.at];
            if (byte === undefined) break;
            if (byte === newline || byte === 13) {
                this.at++;
                continue;
            }
            if (byte === hash) {
                this.at = this.lineEnd(this.at);
                continue;
            }
            this.readLine();
        }
        if (this.badLines > 0) {
            this.undo();
            const more = this.badLines - this.errors.length;
            return { ok: false, message: this.errors.join("\n") + (more > 0 ? `\n… and ${more} more lines` : "") };
        }
        const { columns, newSeries, lines, dropped, dropMessage } = this;
        return { ok: true, batch: { columns, newSeries, lines, dropped, dropMessage } };
    }

    /** Takes back the series and types that only this batch has. */
    private undo(): void {
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

    private readLine(): void {
        const start = this.at;
        const group = this.readGroup();
        if (typeof group === "string") return this.fail(start, group);
        const error = this.readFields(group) ?? this.readTime();
        if (error !== undefined) return this.fail(start, error);
        this.store(group);
    }

    private fail(start: number, message: string): void {
        this.badLines++;
        this.at = this.logicalLineEnd(start);
        if (this.errors.length < maxErrors) {
            const line = this.bytes.toString("utf8", start, Math.min(this.at, start + 2000));
            this.errors.push(`unable to parse '${line}': ${message}`);
        }
    }

    private lineEnd(from: number): number {
        const end = this.bytes.indexOf(newline, from);
        return end < 0 ? this.bytes.length : end;
    }

    /** The end of a line whose strings may hold line feeds; a quote opens a string only after an equals sign. */
    private logicalLineEnd(from: number): number {
        const { bytes } = this;
        let quoted = false;
        let fields = false;
        let equals = 0;
        let commas = 0;
        for (let at = from; at < bytes.length; at++) {
            const byte = bytes[at];
            if (byte === backslash) at++;
            else if (byte === newline && !quoted) return at;
            else if (byte === blank) fields = true;
            else if (!fields) continue;
            else if (byte === quote && equals > commas) quoted = !quoted;
            else if (!quoted && byte === equalsSign) equals++;
            else if (!quoted && byte === comma) commas++;
        }
        return bytes.length;
    }

    /** Measurement and tags; leaves `at` on the first field. Gives the error's text where there is one. */
    private readGroup(): SeriesGroup | string {
        const { bytes } = this;
        const start = this.at;
        let at = start;
        for (; at < bytes.length; at++) {
            const byte = bytes[at];
            if (byte === blank || byte === newline) break;
            if (byte === backslash) at++;
        }
        at = Math.min(at, bytes.length);
        const spelling = bytes.toString("latin1", start, at);
        let group: SeriesGroup | string | undefined = this.bucket.spellings.get(spelling);
        if (group === undefined) group = this.newGroup(spelling, bytes.toString("utf8", start, at));
        while (bytes[at] === blank) at++;
        this.at = at;
        if (typeof group !== "string" && (at >= bytes.length || bytes[at] === newline || bytes[at] === 13)) return "missing fields";
        return group;
    }

    private newGroup(spelling: string, text: string): SeriesGroup | string {
        const key = readKey(text);
        if ("error" in key) return key.error;
        const group = this.bucket.group(key.measurement, key.tags);
        if (this.bucket.spellings.size >= maxSpellings) this.bucket.spellings.clear();
        this.bucket.spellings.set(spelling, group);
        this.newGroups.push({ group, spelling });
        return group;
    }

    /** The fields of the line into the scratch columns; leaves `at` behind them. */
    private readFields(group: SeriesGroup): string | undefined {
        const { bytes } = this;
        this.fieldCount = 0;
        for (let expected = 0; ; expected++) {
            const start = this.at;
            let slot = group.slots[expected];
            if (slot !== undefined && this.startsWith(slot.spelling, start)) {
                this.at = start + slot.spelling.length + 1;
            } else {
                let at = start;
                for (; at < bytes.length; at++) {
                    const byte = bytes[at];
                    if (byte === equalsSign || byte === blank || byte === comma || byte === newline) break;
                    if (byte === backslash) at++;
                }
                if (bytes[at] !== equalsSign) return "invalid field format";
                if (at === start) return "missing field key";
                slot = this.findSlot(group, start, at);
                this.at = at + 1;
            }
            const error = this.readValue(slot);
            if (error !== undefined) return error;
            if (bytes[this.at] !== comma) break;
            this.at++;
        }
        const next = bytes[this.at];
        return next === undefined || next === blank || next === newline || next === 13 ? undefined : "invalid field format";
    }

    private startsWith(name: Uint8Array, start: number): boolean {
        const { bytes } = this;
        if (bytes[start + name.length] !== equalsSign) return false;
        for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
        return true;
    }

    private findSlot(group: SeriesGroup, start: number, end: number): FieldSlot {
        const found = group.slots.find((slot) => slot.spelling.length === end - start && this.startsWith(slot.spelling, start));
        if (found !== undefined) return found;
        const name = unescapeName(this.bytes.toString("utf8", start, end), true);
        const spelling = Uint8Array.from(this.bytes.subarray(start, end));
        const slot: FieldSlot = { spelling, name, series: group.fields.get(name), batch: 0, shard: 0, buffer: undefined };
        if (group.slots.length < 256) group.slots.push(slot);
        return slot;
    }

    private readValue(slot: FieldSlot): string | undefined {
        const { bytes, number } = this;
        const byte = bytes[this.at];
        const i = this.fieldCount++;
        this.slots[i] = slot;
        if (byte === undefined || byte === comma || byte === blank || byte === newline) return "missing field value";
        if ((byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || byte === 78 || byte === 110) {
            readNumber(bytes, this.at, number);
            if (number.error !== undefined) return number.error;
            this.at = number.end;
            this.kinds[i] = number.kind;
            this.floats[i] = number.float;
            this.highs[i] = number.high;
            this.lows[i] = number.low;
            return undefined;
        }
        if (byte === quote) return this.readString(i);
        let end = this.at;
        while (end < bytes.length && bytes[end] !== comma && bytes[end] !== blank && bytes[end] !== newline && bytes[end] !== 13) end++;
        const value = booleans.get(bytes.toString("latin1", this.at, Math.min(end, this.at + 6)));
        if (value === undefined) return "invalid boolean";
        this.at = end;
        this.kinds[i] = "boolean";
        this.floats[i] = value;
        return undefined;
    }

    private readString(i: number): string | undefined {
        const { bytes } = this;
        const start = this.at + 1;
        let escaped = false;
        let at = start;
        for (; ; at++) {
            const byte = bytes[at];
            if (byte === undefined) return "unbalanced quotes";
            if (byte === quote) break;
            if (byte === backslash && (bytes[at + 1] === quote || bytes[at + 1] === backslash)) {
                escaped = true;
                at++;
            }
        }
        const text = bytes.toString("utf8", start, at);
        this.texts[i] = escaped ? text.replace(/\\(["\\])/g, "$1") : text;
        this.kinds[i] = "string";
        this.at = at + 1;
        return undefined;
    }

    /** The timestamp, where there is one; leaves `at` at the line's end. */
    private readTime(): string | undefined {
        const { bytes } = this;
        while (bytes[this.at] === blank) this.at++;
        let at = this.at;
        const first = bytes[at];
        if (first === undefined || first === newline || (first === 13 && (bytes[at + 1] === newline || bytes[at + 1] === undefined))) {
            this.setNow();
            return undefined;
        }
        const negative = first === 45;
        if (negative) at++;
        const start = at;
        let high = 0;
        let low = 0;
        // Nine digits a part: each stays exact, and the parts are seconds and nanoseconds where the unit is ns.
        for (; ; at++) {
            const byte = bytes[at] as number;
            if (!(byte >= 48 && byte <= 57)) break;
            high = high * 10 + (byte - 48);
        }
        const digits = at - start;
        let end = at;
        while (bytes[end] === blank) end++;
        if (digits === 0 || (bytes[end] !== undefined && bytes[end] !== newline)) return "bad timestamp";
        this.at = end;
        const unit = perSecond[this.options.precision];
        if (digits <= 15) {
            const value = negative ? -high : high;
            const second = Math.floor(value / unit);
            return this.setTime(second, (value - second * unit) * (1_000_000_000 / unit));
        }
        if (unit === 1_000_000_000 && digits <= 19) {
            high = 0;
            for (let i = start; i < at - 9; i++) high = high * 10 + ((bytes[i] as number) - 48);
            low = 0;
            for (let i = at - 9; i < at; i++) low = low * 10 + ((bytes[i] as number) - 48);
            if (high < 9_223_372_036) {
                if (!negative) return this.setTime(high, low);
                return low === 0 ? this.setTime(-high, 0) : this.setTime(-high - 1, 1_000_000_000 - low);
            }
        }
        return this.setLongTime((negative ? "-" : "") + bytes.toString("latin1", start, at), BigInt(1_000_000_000 / unit));
    }

    private setNow(): void {
        // Lines without a time get that of the request, in whole units of its precision.
        const step = 1_000_000_000 / perSecond[this.options.precision];
        this.setTime(this.now.second, Math.floor(this.now.nanosecond / step) * step);
    }

    private setTime(second: number, nanosecond: number): string | undefined {
        if (second >= 9_223_372_036 || second < -9_223_372_036) {
            const exact = BigInt(second) * 1_000_000_000n + BigInt(nanosecond);
            if (exact > 9_223_372_036_854_775_806n || exact < -9_223_372_036_854_775_806n) return timeRange;
        }
        this.second = second;
        timeHalves(second, nanosecond, this.time);
        return undefined;
    }

    private setLongTime(text: string, factor: bigint): string | undefined {
        const value = BigInt(text);
        if (value > 9_223_372_036_854_775_807n || value < -9_223_372_036_854_775_808n) {
            return `strconv.ParseInt: parsing "${text}": value out of range`;
        }
        const exact = value * factor;
        if (exact > 9_223_372_036_854_775_806n || exact < -9_223_372_036_854_775_806n) return timeRange;
        const nanosecond = ((exact % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
        return this.setTime(Number((exact - nanosecond) / 1_000_000_000n), Number(nanosecond));
    }

    /** Puts the line's fields into their columns, all or none of them. */
    private store(group: SeriesGroup): void {
        const { fieldCount, slots, kinds, time } = this;
        const shard = this.bucket.shardOf(this.second);
        if (this.second < this.oldest) return this.drop("points beyond retention policy");
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
            if (kind === "float" || kind === "boolean") buffer.setNumber(at, this.floats[i] as number);
            else if (kind === "string") buffer.setString(at, this.texts[i] as string);
            else buffer.setInteger(at, this.highs[i] as number, this.lows[i] as number);
        }
    }

    private column(group: SeriesGroup, slot: FieldSlot, shard: number, kind: FieldType): PointBuffer {
        let series = slot.series ?? group.fields.get(slot.name);
        if (series === undefined) {
            series = new Series(this.options.newId(), group, slot.name);
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

const booleans: ReadonlyMap<string, number> = new Map([
    ...["t", "T", "true", "True", "TRUE"].map((word) => [word, 1] as const),
    ...["f", "F", "false", "False", "FALSE"].map((word) => [word, 0] as const),
]);
