/** Rows of a run to the client: as they come, packed where it pays, stopped when nobody listens. */
import { constants, createGzip, type Gzip } from "node:zlib";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type JsonObject, writeJson } from "@flux-scripts/flux/params";
import { plainError } from "../errors.ts";
import type { QueryRun } from "../query/pool.ts";
import { type Access, may } from "./access.ts";
import type { Dialect } from "./dialect.ts";
import { type AppContext, type Environment, vary } from "./environment.ts";

export interface QueryAnswerOptions {
    readonly flux: string;
    readonly params?: JsonObject | undefined;
    readonly extern?: string | undefined;
    readonly now?: string | undefined;
    readonly dialect: Dialect;
    readonly access: Access;
    /** From the `Prefer` header. */
    readonly prefer?: "no-content" | "no-content-with-error" | undefined;
}

/** Below this a body is not packed. */
const packFrom = 1024;
const gatherMs = 100;
/** A smaller piece was sent because its rows had waited: they don't wait in the packer either. */
const fullPiece = 64 * 1024;

/** Runs a query and answers with its rows. Throws the error of a run that fails before the first ones. */
export async function answerQuery(context: AppContext, environment: Environment, options: QueryAnswerOptions): Promise<Response> {
    const { flux, params, extern, now, access, prefer } = options;
    const quotedEmpty = context.req.header("x-flux-scripts-quoted-empty") !== undefined;
    const dialect: Dialect = quotedEmpty ? { ...options.dialect, quotedEmpty } : options.dialect;
    const profile = environment.profiles.wanted(context.req.header("x-flux-scripts-profile"));
    const readable = may(access, "read", "buckets") ? undefined : await allowed(environment, access, "read");
    const mayWrite = context.req.header("x-flux-scripts-read-only") === undefined;
    const writable = !mayWrite ? [] : may(access, "write", "buckets") ? undefined : await allowed(environment, access, "write");
    const { outgoing } = context.env;
    if (outgoing.destroyed) return RESPONSE_ALREADY_SENT;
    const run = await environment.queries.run(
        {
            flux,
            params: params === undefined ? undefined : writeJson(params),
            extern,
            now,
            dialect,
            readable,
            writable,
            ...(profile === undefined ? {} : { profile: true }),
        },
        (stop) => outgoing.once("close", stop),
    );
    if (prefer !== undefined) return answerNothing(context, run, dialect, prefer);
    outgoing.setHeader("content-type", "text/csv; charset=utf-8");
    vary(context, "Accept-Encoding");
    const kept = profile === undefined ? run : { ...run, complete: undefined, rows: environment.profiles.keeping(run, profile, access) };
    await send(kept, dialect, outgoing, acceptsGzip(context.req.header("accept-encoding")));
    return RESPONSE_ALREADY_SENT;
}

/** Ids of the buckets that a token covers, which does not cover all. */
async function allowed(environment: Environment, access: Access, action: "read" | "write"): Promise<readonly string[]> {
    if (access.permissions.every(({ resource }) => resource.type !== "buckets")) return [];
    const buckets = await environment.storage.call("listBuckets", []);
    return buckets.filter(({ id }) => may(access, action, "buckets", id)).map(({ id }) => id);
}

async function send(run: QueryRun, dialect: Dialect, outgoing: AppContext["env"]["outgoing"], gzip: boolean): Promise<void> {
    if (run.complete !== undefined && (!gzip || run.complete.length < packFrom)) {
        outgoing.setHeader("content-length", run.complete.length);
        outgoing.end(run.complete);
        return;
    }
    const rows = withErrorTable(run.rows, dialect)[Symbol.asyncIterator]();
    const first: Uint8Array[] = [];
    let size = 0;
    let next = rows.next();
    if (gzip) {
        // Whether packing pays shows after a little; rows that come slowly don't wait for it.
        const until = Date.now() + gatherMs;
        while (size < packFrom) {
            const result = await Promise.race([next, delay(until - Date.now())]);
            if (result === undefined) break;
            if (result.done === true) {
                outgoing.setHeader("content-length", size);
                outgoing.end(Buffer.concat(first));
                return;
            }
            first.push(result.value);
            size += result.value.length;
            next = rows.next();
        }
        outgoing.setHeader("content-encoding", "gzip");
    }
    const packer = gzip ? createGzip({ level: 1 }) : undefined;
    packer?.pipe(outgoing);
    // Nobody takes from the packer when the client has gone: what waits for room in it must not wait for ever.
    if (outgoing.destroyed) packer?.destroy();
    else outgoing.once("close", () => packer?.destroy());
    const target = packer ?? outgoing;
    for (const piece of first) await write(target, piece);
    packer?.flush(constants.Z_SYNC_FLUSH);
    for (let result = await next; result.done !== true && !outgoing.destroyed; result = await rows.next()) {
        await write(target, result.value);
        if (result.value.length < fullPiece) packer?.flush(constants.Z_SYNC_FLUSH);
    }
    await rows.return(undefined);
    target.end();
}

function delay(ms: number): Promise<undefined> {
    return new Promise((resolve) => {
        setTimeout(() => resolve(undefined), Math.max(0, ms)).unref();
    });
}

function write(target: AppContext["env"]["outgoing"] | Gzip, piece: Uint8Array): Promise<void> | undefined {
    if (target.destroyed || target.write(piece)) return undefined;
    return new Promise((resolve) => {
        const done = (): void => {
            target.off("drain", done);
            target.off("close", done);
            resolve();
        };
        target.on("drain", done);
        target.on("close", done);
    });
}

/** The rows, and an error that came after them as a last table. */
async function* withErrorTable(rows: AsyncIterable<Uint8Array>, dialect: Dialect): AsyncGenerator<Uint8Array, void, undefined> {
    try {
        yield* rows;
    } catch (error) {
        yield Buffer.from(`\r\n${errorTable(plainError(error).message, dialect)}`);
    }
}

/** `error,reference` as a table of its own. */
function errorTable(message: string, { annotations, delimiter, header }: Dialect): string {
    const lines: Readonly<Record<string, readonly string[]>> = {
        datatype: ["#datatype", "string", "string"],
        group: ["#group", "true", "true"],
        default: ["#default", "", ""],
    };
    const rows = annotations.map((annotation) => lines[annotation] ?? []);
    if (header) rows.push(["", "error", "reference"]);
    rows.push(["", quoted(message, delimiter), ""]);
    return rows.map((cells) => `${cells.join(delimiter)}\r\n`).join("");
}

function quoted(text: string, delimiter: string): string {
    if (!/["\r\n]|^ /.test(text) && !text.includes(delimiter)) return text;
    return `"${text.replaceAll('"', '""').replaceAll(/\r?\n/g, "\r\n")}"`;
}

/** The run is awaited, its rows are not sent. */
async function answerNothing(
    context: AppContext,
    run: QueryRun,
    dialect: Dialect,
    prefer: "no-content" | "no-content-with-error",
): Promise<Response> {
    try {
        for await (const piece of run.rows) void piece;
        return context.body(null, 204);
    } catch (error) {
        if (prefer === "no-content") throw error;
        return context.body(errorTable(plainError(error).message, dialect), 200, { "content-type": "text/csv; charset=utf-8" });
    }
}

/** Whether an Accept-Encoding header takes gzip; `gzip;q=0` does not. */
function acceptsGzip(header: string | undefined): boolean {
    for (const part of (header ?? "").split(",")) {
        const [coding, ...parameters] = part.trim().split(/\s*;\s*/);
        if (coding?.toLowerCase() !== "gzip" && coding !== "*") continue;
        return !parameters.some((parameter) => /^q\s*=\s*0(\.0*)?$/i.test(parameter));
    }
    return false;
}
