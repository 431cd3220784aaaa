/**
 * Live names from the connection: buckets, measurements, fields, tags and their values. The server holds no token and opens no
 * connection: it asks its client, where that says `liveSchema` when it starts. An answer that takes longer than a moment is
 * kept for the next time; without one there is simply nothing to add.
 */
import type { ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { argumentsAround, type DataSource, sourceOf } from "../dataSource.ts";
import { argumentBefore, takesColumns } from "./strings.ts";

/** From server to client; the answer is `{names: string[]}`. */
export const schemaMethod = "fluxScripts/schema";

export type SchemaQuestion =
    | { readonly what: "buckets" }
    | { readonly what: "measurements"; readonly bucket: string }
    | { readonly what: "fields" | "tags"; readonly bucket: string; readonly measurement?: string }
    | { readonly what: "tagValues"; readonly bucket: string; readonly measurement?: string; readonly tag: string };

const keptMs = 60_000;
/** Completion waits no longer than this. */
const patienceMs = 150;

interface Kept {
    readonly at: number;
    readonly names: Promise<readonly string[]>;
}

const answers = new WeakMap<ServerContext, Map<string, Kept>>();

export interface LiveNames {
    readonly names: readonly string[];
    /** The answer is still on its way: asking again may give more. */
    readonly waiting: boolean;
}

/** Names for a question about a document's connection. */
export async function liveNames(context: ServerContext, document: OpenDocument, question: SchemaQuestion): Promise<LiveNames> {
    if (!context.client.liveSchema) return { names: [], waiting: false };
    const kept = answers.get(context) ?? new Map<string, Kept>();
    answers.set(context, kept);
    const key = JSON.stringify([document.uri, question]);
    let entry = kept.get(key);
    if (entry === undefined || Date.now() - entry.at > keptMs) {
        for (const [old, { at }] of kept) if (Date.now() - at > keptMs) kept.delete(old);
        const names = ask(context, document, question).catch(() => {
            // Offline, or refused: the next time may be better.
            kept.delete(key);
            return [];
        });
        entry = { at: Date.now(), names };
        kept.set(key, entry);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), patienceMs);
    });
    const names = await Promise.race([entry.names, late]);
    clearTimeout(timer);
    return { names: names ?? [], waiting: names === undefined };
}

async function ask({ connection }: ServerContext, { uri }: OpenDocument, question: SchemaQuestion): Promise<readonly string[]> {
    const answer = await connection.sendRequest<{ names?: unknown } | null>(schemaMethod, { uri, ...question });
    return Array.isArray(answer?.names) ? answer.names.filter((name) => typeof name === "string") : [];
}

/** What the text at an open quote asks for: a bucket, a column or tag, or a value that a column is compared with. */
export function questionAtString(document: OpenDocument, quote: number): SchemaQuestion | undefined {
    const before = document.text.slice(Math.max(0, quote - 300), quote);
    const argument = argumentBefore(document.text, quote);
    if (argument?.name === "bucket" && !argument.inList) return { what: "buckets" };
    const found = sourceOf(document, quote);
    const source = textsOf(found);
    if (source === undefined) return undefined;
    const column = comparedColumn(before) ?? (argument?.name === "set" && argument.inList ? listedColumn(document, quote) : undefined);
    if (column === "_measurement") return { what: "measurements", bucket: source.bucket };
    if (column === "_field") return { what: "fields", ...source };
    if (column !== undefined) return column.startsWith("_") ? undefined : { what: "tagValues", ...source, tag: column };
    if (argument === undefined) return undefined;
    if (takesColumns(argument.name)) return { what: "tags", ...source };
    if (argument.inList || found?.isOfCall !== true) return undefined;
    if (argument.name === "measurement") return { what: "measurements", bucket: source.bucket };
    return argument.name === "tag" ? { what: "tags", ...source } : undefined;
}

/** The column of `r.column == "`. */
function comparedColumn(before: string): string | undefined {
    return /\b[\p{L}_]\w*\.([\p{L}_][\p{L}\p{Nd}_]*)\s*(?:==|!=)\s*$/u.exec(before)?.[1];
}

/** The column of `contains(value: r.column, set: ["`. */
function listedColumn(document: OpenDocument, quote: number): string | undefined {
    const from = Math.max(0, quote - 500);
    const args = argumentsAround(document.text.slice(from, quote + 300), quote - from);
    return /\bvalue\s*:\s*[\p{L}_]\w*\.([\p{L}_][\p{L}\p{Nd}_]*)/u.exec(args)?.[1];
}

/** Columns of the rows that reach a place. */
export function questionAtRow(document: OpenDocument, offset: number): SchemaQuestion | undefined {
    const source = textsOf(sourceOf(document, offset));
    return source === undefined ? undefined : { what: "tags", ...source };
}

/** What is written out; the value of a param is not known here. */
function textsOf(source: DataSource | undefined): { bucket: string; measurement?: string } | undefined {
    if (source === undefined || !("text" in source.bucket)) return undefined;
    const { bucket, measurement } = source;
    return { bucket: bucket.text, ...(measurement !== undefined && "text" in measurement ? { measurement: measurement.text } : {}) };
}
