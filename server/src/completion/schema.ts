/**
 * Live names from the connection: buckets, measurements, fields, tags and their values. The server holds no token and opens no
 * connection: it asks its client, where that says `liveSchema` when it starts. An answer that takes longer than a moment is
 * kept for the next time; without one there is simply nothing to add.
 */
import type { ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { chunkAt } from "../tree.ts";

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

/** What the text at an open quote asks for: a bucket's name, or a value that a column is compared with. */
export function questionAtString(document: OpenDocument, quote: number): SchemaQuestion | undefined {
    const before = document.text.slice(Math.max(0, quote - 300), quote);
    if (/\bbucket\s*:\s*$/.test(before)) return { what: "buckets" };
    const column = /\b[\p{L}_]\w*\.([\p{L}_][\p{L}\p{Nd}_]*)\s*(?:==|!=)\s*$/u.exec(before)?.[1];
    const source = sourceOf(document, quote);
    if (column === undefined || source === undefined) return undefined;
    if (column === "_measurement") return { what: "measurements", bucket: source.bucket };
    if (column === "_field") return { what: "fields", ...source };
    return column.startsWith("_") ? undefined : { what: "tagValues", ...source, tag: column };
}

/** Columns of the rows that reach a place. */
export function questionAtRow(document: OpenDocument, offset: number): SchemaQuestion | undefined {
    const source = sourceOf(document, offset);
    return source === undefined ? undefined : { what: "tags", ...source };
}

/** The bucket that the statement around a place reads last before it, and the measurement that it asks for. */
function sourceOf(document: OpenDocument, offset: number): { bucket: string; measurement?: string } | undefined {
    const { file } = document.analysis;
    const at = chunkAt(file, offset);
    const start = file.offsets[at] ?? 0;
    const before = document.text.slice(start, offset);
    const bucket = [...before.matchAll(/\bfrom\(\s*bucket\s*:\s*"([^"\\\n]+)"/g)].at(-1)?.[1];
    if (bucket === undefined) return undefined;
    const whole = document.text.slice(start, start + (file.chunks[at]?.length ?? 0));
    const measurement = /\._measurement\s*==\s*"([^"\\\n]+)"/.exec(whole)?.[1];
    return { bucket, ...(measurement === undefined ? {} : { measurement }) };
}
