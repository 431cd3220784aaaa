/** Line protocol: what the lines of a request say. */
import type { BucketIndex, FieldSlot, SeriesGroup } from "../storage/index.ts";
import { type Batch, BatchColumns, Line } from "./columns.ts";
import { unescapeName } from "./key.ts";
import { newNumberSlot, readNumber, timeHalves } from "./numbers.ts";

export type Precision = "ns" | "us" | "ms" | "s";

const perSecond: Readonly<Record<Precision, number>> = { ns: 1_000_000_000, us: 1_000_000, ms: 1000, s: 1 };

export type BatchResult = { readonly ok: true; readonly batch: Batch } | { readonly ok: false; readonly message: string };

export interface BatchOptions {
    readonly precision: Precision;
    /** Time of lines without one, ns since epoch. */
    readonly now: bigint;
    /** An id for a series that is new. */
    readonly newId: () => number;
}

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
    private readonly options: BatchOptions;
    private readonly columns: BatchColumns;
    private at = 0;
    private readonly errors: string[] = [];
    private badLines = 0;
    /** The line at hand. */
    private readonly line = new Line();
    private readonly number = newNumberSlot();
    private readonly now: { readonly second: number; readonly nanosecond: number };

    constructor(bytes: Buffer, bucket: BucketIndex, options: BatchOptions) {
        this.bytes = bytes;
        this.options = options;
        const second = Number(options.now / 1_000_000_000n);
        this.now = { second, nanosecond: Number(options.now % 1_000_000_000n) };
        this.columns = new BatchColumns(bucket, second, options.newId);
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
            this.columns.undo();
            const more = this.badLines - this.errors.length;
            return { ok: false, message: this.errors.join("\n") + (more > 0 ? `\n… and ${more} more lines` : "") };
        }
        return { ok: true, batch: this.columns.finish() };
    }

    private readLine(): void {
        const start = this.at;
        const group = this.readGroup();
        if (typeof group === "string") return this.fail(start, group);
        const error = this.readFields(group) ?? this.readTime();
        if (error !== undefined) return this.fail(start, error);
        this.columns.add(group, this.line);
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
        const group = this.columns.groupOf(spelling) ?? this.columns.newGroup(spelling, bytes.toString("utf8", start, at));
        while (bytes[at] === blank) at++;
        this.at = at;
        if (typeof group !== "string" && (at >= bytes.length || bytes[at] === newline || bytes[at] === 13)) return "missing fields";
        return group;
    }

    /** The fields of the line into the scratch columns; leaves `at` behind them. */
    private readFields(group: SeriesGroup): string | undefined {
        const { bytes } = this;
        this.line.fieldCount = 0;
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
        const i = this.line.fieldCount++;
        this.line.slots[i] = slot;
        if (byte === undefined || byte === comma || byte === blank || byte === newline) return "missing field value";
        if ((byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || byte === 78 || byte === 110) {
            readNumber(bytes, this.at, number);
            if (number.error !== undefined) return number.error;
            this.at = number.end;
            this.line.kinds[i] = number.kind;
            this.line.floats[i] = number.float;
            this.line.highs[i] = number.high;
            this.line.lows[i] = number.low;
            return undefined;
        }
        if (byte === quote) return this.readString(i);
        let end = this.at;
        while (end < bytes.length && bytes[end] !== comma && bytes[end] !== blank && bytes[end] !== newline && bytes[end] !== 13) end++;
        const value = booleans.get(bytes.toString("latin1", this.at, Math.min(end, this.at + 6)));
        if (value === undefined) return "invalid boolean";
        this.at = end;
        this.line.kinds[i] = "boolean";
        this.line.floats[i] = value;
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
        this.line.texts[i] = escaped ? text.replace(/\\(["\\])/g, "$1") : text;
        this.line.kinds[i] = "string";
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
        this.line.second = second;
        timeHalves(second, nanosecond, this.line.time);
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
}

const booleans: ReadonlyMap<string, number> = new Map([
    ...["t", "T", "true", "True", "TRUE"].map((word) => [word, 1] as const),
    ...["f", "F", "false", "False", "FALSE"].map((word) => [word, 0] as const),
]);
