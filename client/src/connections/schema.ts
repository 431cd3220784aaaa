/**
 * What a connection's buckets hold: names of buckets, measurements, fields, tags and tag values. The language server's
 * completion and the tree ask here; an answer is kept for a minute.
 */
import { fluxLiteral } from "@flux-scripts/flux/params";
import { annotatedDialect, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { AnnotatedCsvDecoder, type DecodedChunk, valueOf } from "@flux-scripts/tables";

export type SchemaQuestion =
    | { readonly what: "buckets" }
    | { readonly what: "measurements"; readonly bucket: string }
    | { readonly what: "fields" | "tags"; readonly bucket: string; readonly measurement?: string }
    | { readonly what: "tagValues"; readonly bucket: string; readonly measurement?: string; readonly tag: string };

/** What came over the wire as a question; undefined where a part is missing. */
export function readQuestion(value: unknown): SchemaQuestion | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    const { what, bucket, measurement, tag } = value as Readonly<Record<string, unknown>>;
    if (what === "buckets") return { what };
    if (typeof bucket !== "string" || bucket === "") return undefined;
    const within = { bucket, ...(typeof measurement === "string" ? { measurement } : {}) };
    if (what === "measurements") return { what, bucket };
    if (what === "fields" || what === "tags") return { what, ...within };
    return what === "tagValues" && typeof tag === "string" ? { what, ...within, tag } : undefined;
}

/**
 * The query that answers a question about a bucket. `everything` looks at all times instead of the last 30 days, which is
 * what the functions do by themselves and what most people's data answer at once.
 */
export function schemaQuery(question: Exclude<SchemaQuestion, { what: "buckets" }>, everything: boolean): string {
    const text = (value: string): string => fluxLiteral({ type: "string", value });
    const args = [`bucket: ${text(question.bucket)}`];
    if (question.what === "tagValues") args.push(`tag: ${text(question.tag)}`);
    if (question.what !== "measurements" && question.measurement !== undefined)
        args.push(`predicate: (r) => r._measurement == ${text(question.measurement)}`);
    if (everything) args.push("start: 1970-01-01T00:00:00Z");
    const name = { measurements: "measurements", fields: "fieldKeys", tags: "tagKeys", tagValues: "tagValues" }[question.what];
    return `import "influxdata/influxdb/schema"\n\nschema.${name}(${args.join(", ")})\n`;
}

interface Kept {
    readonly at: number;
    readonly names: Promise<readonly string[]>;
}

const keptMs = 60_000;
/** A bucket that takes longer is not worth the wait. */
const limitMs = 10_000;

export class SchemaReader {
    private readonly answers = new Map<string, Kept>();
    private readonly now: () => number;

    constructor(now: () => number = Date.now) {
        this.now = now;
    }

    /**
     * Names in alphabetical order. `connection`: what the answer is kept under. Rejects with the backend's error; a failure is
     * not kept.
     */
    names(connection: string, backend: ScriptsBackend, question: SchemaQuestion): Promise<readonly string[]> {
        const key = JSON.stringify([connection, question]);
        const kept = this.answers.get(key);
        if (kept !== undefined && this.now() - kept.at < keptMs) return kept.names;
        const names = ask(backend, question);
        this.answers.set(key, { at: this.now(), names });
        names.catch(() => this.answers.delete(key));
        return names;
    }

    /** The next question is asked anew. */
    forget(): void {
        this.answers.clear();
    }
}

async function ask(backend: ScriptsBackend, question: SchemaQuestion): Promise<readonly string[]> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), limitMs);
    try {
        if (question.what === "buckets") return sorted((await backend.buckets({ signal: controller.signal })).map(({ name }) => name));
        // _start, _stop, _field and _measurement are columns of every row, not tags that someone wrote; some servers name them
        // also where there is nothing.
        const names = async (everything: boolean): Promise<string[]> => {
            const found = await column(backend, schemaQuery(question, everything), controller.signal);
            return sorted(question.what === "tags" ? found.filter((name) => !name.startsWith("_")) : found);
        };
        const recent = await names(false);
        return recent.length > 0 ? recent : await names(true);
    } finally {
        clearTimeout(timer);
    }
}

function sorted(names: readonly string[]): string[] {
    return [...new Set(names)].sort((a, b) => a.localeCompare(b));
}

/** The texts of the column `_value` of every table. */
async function column(backend: ScriptsBackend, flux: string, signal: AbortSignal): Promise<string[]> {
    const decoder = new AnnotatedCsvDecoder();
    const names: string[] = [];
    const take = (chunks: Iterable<DecodedChunk>): void => {
        for (const { table } of chunks) {
            for (let row = 0; row < table.rows; row++) {
                const value = valueOf(table, "_value", row);
                if (typeof value === "string") names.push(value);
            }
        }
    };
    for await (const text of await backend.query(flux, { dialect: annotatedDialect, signal })) take(decoder.push(text));
    take(decoder.finish());
    return names;
}
