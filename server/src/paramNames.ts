/** Which live names a param's value is one of: a bucket, a measurement, a field, the value of a tag. */
import type { ParamFacts } from "@flux-scripts/flux";
import type { OpenDocument } from "./documents.ts";
import { chunkAt } from "./tree.ts";

/** A text of the script, or the param whose value it is. */
export type NameSource = { readonly text: string } | { readonly param: string };

export type ParamNames =
    | { readonly what: "buckets" }
    | {
          readonly what: "measurements" | "fields" | "tagValues";
          readonly bucket: NameSource;
          readonly measurement?: NameSource;
          /** For `tagValues`. */
          readonly tag?: string;
      };

/** By the first use that tells; undefined where none does. */
export function namesOf(document: OpenDocument, facts: ParamFacts): ParamNames | undefined {
    for (const { argument, column, start } of facts.occurrences) {
        if (argument === "bucket") return { what: "buckets" };
        if (column === undefined) continue;
        const source = sourceOf(document, start);
        if (source === undefined) continue;
        const { bucket, measurement } = source;
        if (column === "_measurement") return { what: "measurements", bucket };
        const within = { bucket, ...(measurement === undefined ? {} : { measurement }) };
        if (column === "_field") return { what: "fields", ...within };
        if (!column.startsWith("_")) return { what: "tagValues", ...within, tag: column };
    }
    return undefined;
}

const value = String.raw`(?:"([^"\\\n]+)"|params\.([\p{L}_][\p{L}\p{Nd}_]*))`;
const from = new RegExp(String.raw`\bfrom\(\s*bucket\s*:\s*${value}`, "gu");
const measured = new RegExp(String.raw`\._measurement\s*==\s*${value}`, "u");

/** The bucket that the statement around a place reads last before it, and the measurement that it asks for. */
function sourceOf(document: OpenDocument, offset: number): { bucket: NameSource; measurement?: NameSource } | undefined {
    const { file } = document.analysis;
    const at = chunkAt(file, offset);
    const start = file.offsets[at] ?? 0;
    const bucket = nameSource([...document.text.slice(start, offset).matchAll(from)].at(-1));
    if (bucket === undefined) return undefined;
    const measurement = nameSource(measured.exec(document.text.slice(start, start + (file.chunks[at]?.length ?? 0))));
    return { bucket, ...(measurement === undefined ? {} : { measurement }) };
}

function nameSource(match: RegExpExecArray | RegExpMatchArray | null | undefined): NameSource | undefined {
    const [, text, param] = match ?? [];
    return text !== undefined ? { text } : param !== undefined ? { param } : undefined;
}
