/** Measurement, field and tags of a series as one BLOB: texts one after another, the tags by key. */
import { ByteReader, ByteWriter } from "./codec/bytes.ts";
import { textOf } from "./database.ts";
import type { Series, Tag } from "./index.ts";

export function writeSeriesKey(series: Series): Uint8Array {
    const out = new ByteWriter();
    const text = (value: string): void => out.block(Buffer.from(value, "utf8"));
    text(series.group.measurement.name);
    text(series.field);
    for (const [key, value] of series.group.tags) {
        text(key);
        text(value);
    }
    return out.finish();
}

export function readSeriesKey(bytes: Uint8Array): { measurement: string; field: string; tags: Tag[] } {
    const input = new ByteReader(bytes);
    const text = (): string => textOf(input.block());
    const measurement = text();
    const field = text();
    const tags: Tag[] = [];
    while (!input.done) tags.push([text(), text()]);
    return { measurement, field, tags };
}
