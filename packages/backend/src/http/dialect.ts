/** How CSV is written, as a request asks for it. */
import { isJsonArray, isJsonObject, type JsonValue } from "@flux-scripts/flux/params";
import { ServiceError } from "../errors.ts";

export type Annotation = "datatype" | "group" | "default";

export interface Dialect {
    readonly header: boolean;
    readonly delimiter: string;
    /** In the order that was asked for. */
    readonly annotations: readonly Annotation[];
    /** An empty text is `""`, null is nothing; InfluxDB writes nothing for either, so a client must ask for it. */
    readonly quotedEmpty?: boolean;
}

/** A header and nothing else: what the Cloud answers by default, and OSS without a dialect. */
export const headerOnly: Dialect = { header: true, delimiter: ",", annotations: [] };

/** `application/vnd.flux` has no place for a dialect: all annotations. */
export const annotated: Dialect = { header: true, delimiter: ",", annotations: ["datatype", "group", "default"] };

/** Reads a dialect; throws a 400 for what is unknown. `prefix` goes before the messages. */
export function readDialect(value: JsonValue | undefined, missing: Dialect, prefix = ""): Dialect {
    const fail = (message: string): ServiceError => new ServiceError("invalid", prefix + message);
    if (value === undefined || value === null) return missing;
    if (!isJsonObject(value)) throw fail("dialect must be an object");
    const header = value.get("header") ?? true;
    if (typeof header !== "boolean") throw fail("dialect header must be true or false");
    const delimiter = value.get("delimiter") ?? ",";
    if (typeof delimiter !== "string") throw fail("dialect delimiter must be a string");
    if (delimiter !== "" && [...delimiter].length !== 1) throw fail("invalid dialect delimiter: must be one character");
    if (/["\r\n\ufffd]/.test(delimiter)) throw fail("invalid dialect delimiter: must not be a quote or a line break");
    const prefixes = value.get("commentPrefix") ?? "#";
    if (typeof prefixes !== "string" || [...prefixes].length > 1) throw fail("invalid dialect comment prefix: must be length 0 or 1");
    const format = value.get("dateTimeFormat") ?? "RFC3339";
    if (format !== "RFC3339" && format !== "RFC3339Nano" && format !== "") throw fail(`unknown dialect date time format: ${shown(format)}`);
    const annotations = value.get("annotations") ?? [];
    if (!isJsonArray(annotations)) throw fail("dialect annotations must be a list");
    for (const annotation of annotations) {
        if (annotation !== "datatype" && annotation !== "group" && annotation !== "default") {
            throw fail(`unknown dialect annotation type: ${shown(annotation)}`);
        }
    }
    return { header, delimiter: delimiter === "" ? "," : delimiter, annotations: [...new Set(annotations as Annotation[])] };
}

function shown(value: JsonValue): string {
    return typeof value === "string" ? value : "not a string";
}
