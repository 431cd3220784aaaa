/** Which live names a param's value is one of (or a list of): buckets, measurements, fields, tags, columns, the values of a tag. */
import type { ParamFacts, ParamOccurrence } from "@flux-scripts/flux";
import { takesColumns } from "./completion/strings.ts";
import { type DataSource, type NameSource, sourceOf } from "./dataSource.ts";
import type { OpenDocument } from "./documents.ts";

export type ParamNames =
    | { readonly what: "buckets" }
    | {
          readonly what: "measurements" | "fields" | "tags" | "columns" | "tagValues";
          readonly bucket: NameSource;
          readonly measurement?: NameSource;
          /** For `tagValues`. */
          readonly tag?: string;
      };

/** By the first use that tells; undefined where none does. */
export function namesOf(document: OpenDocument, facts: ParamFacts): ParamNames | undefined {
    for (const occurrence of facts.occurrences) {
        if (occurrence.argument === "bucket") return { what: "buckets" };
        const source = sourceOf(document, occurrence.start);
        const what = source === undefined ? undefined : whatOf(occurrence, source);
        if (source !== undefined && what !== undefined) return { ...what, ...within(what.what, facts.name, source) };
    }
    return undefined;
}

type What = Pick<Exclude<ParamNames, { what: "buckets" }>, "what" | "tag">;

function whatOf({ argument, column }: ParamOccurrence, { isOfCall }: DataSource): What | undefined {
    if (column === "_measurement") return { what: "measurements" };
    if (column === "_field") return { what: "fields" };
    if (column !== undefined) return column.startsWith("_") ? undefined : { what: "tagValues", tag: column };
    if (argument === undefined) return undefined;
    if (argument === "measurement" || argument === "tag")
        return isOfCall ? { what: argument === "tag" ? "tags" : "measurements" } : undefined;
    return takesColumns(argument) ? { what: "columns" } : undefined;
}

/** A measurement is asked for in a whole bucket, and nothing is asked for within itself. */
function within(what: What["what"], name: string, { bucket, measurement }: DataSource): Omit<DataSource, "isOfCall"> {
    const itself = measurement !== undefined && "param" in measurement && measurement.param === name;
    return what === "measurements" || measurement === undefined || itself ? { bucket } : { bucket, measurement };
}
