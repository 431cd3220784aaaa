/** A query worker: runs one script at a time and hands its rows on as CSV. */
import { parentPort, workerData } from "node:worker_threads";
import { analyzed, type Dependencies, run, RunError } from "@flux-scripts/engine";
import { type Diagnostic, LineIndex } from "@flux-scripts/flux";
import { ByteOutput } from "@flux-scripts/tables";
import { bindParams, type ParamValue, readParamsJson, readTime } from "@flux-scripts/flux/params";
import { type ErrorCode, type PlainError, ServiceError, plainError } from "../errors.ts";
import { astOf } from "./astjson.ts";
import { CsvWriter } from "./csv.ts";
import { dependencies } from "./dependencies.ts";
import {
    credit,
    type FromQueryWorker,
    type Inspection,
    type QueryJob,
    type QueryWorkerData,
    type SyntaxFault,
    type ToQueryWorker,
} from "./messages.ts";
import { messageAt } from "./places.ts";
import { oneResultAtATime } from "./order.ts";
import { RemoteStorage, StorageConnection, storageCapabilities } from "./reader.ts";
import { suggest } from "./suggest.ts";
import { warmUp } from "./warmup.ts";
import { ownThread } from "./priority.ts";

const port = parentPort;
if (port === null) throw new Error("runs as a worker only");

const { storage, allowNet, allowRead, memoryBytes, idle } = workerData as QueryWorkerData;
const connection = new StorageConnection(storage.port, storage.answers);
const send = (message: FromQueryWorker, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer);

/** Bytes of rows that go out with one message, or more. */
const pieceSize = 64 * 1024;
/** Rows that wait longer go out as they are. */
const waitMs = 50;

let sent = 0;
let passedOn = 0;
let wake: (() => void) | undefined;
let unused = true;

port.on("message", (message: ToQueryWorker) => {
    unused = false;
    if (message.kind === "more") {
        passedOn++;
        wake?.();
    } else if (message.kind === "inspect") {
        answer(() => send({ kind: "inspected", inspection: inspect(message.flux) }));
    } else if (message.kind === "ast") {
        answer(() => send({ kind: "tree", ast: astOf(message.flux) }));
    } else if (message.kind === "suggest") {
        answer(() => send({ kind: "suggested", suggestions: suggest(message.name) }));
    } else {
        void runJob(message.job, new Int32Array(message.cancel));
    }
});
send({ kind: "ready", thread: ownThread() });
if (idle) void warmUp(storageCapabilities, () => unused);

function answer(work: () => void): void {
    try {
        work();
    } catch (error) {
        send({ kind: "failed", error: told(error) });
    }
}

async function runJob(job: QueryJob, cancelFlag: Int32Array): Promise<void> {
    sent = 0;
    passedOn = 0;
    connection.cancelFlag = cancelFlag;
    try {
        const bytes = await stream(job, cancelFlag);
        send({ kind: "done", bytes }, bytes === undefined ? [] : [bytes.buffer]);
    } catch (error) {
        send({ kind: "failed", error: told(error) });
    } finally {
        connection.cancelFlag = undefined;
        connection.reset();
    }
}

/** Sends the rows as they come; gives those that are left at the end. */
async function stream(job: QueryJob, cancelFlag: Int32Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const places = new LineIndex(job.flux);
    const params = check(job, places);
    const store = new RemoteStorage(connection, { readable: job.readable, writable: job.writable });
    const injected: Dependencies = { ...dependencies(allowNet, allowRead), storage: store, writer: store };
    const now = job.now === undefined ? undefined : readTime(job.now);
    const csv = new CsvWriter(job.dialect);
    const out = new ByteOutput();
    let lastSent = Date.now();
    let more = false;
    const flush = async (): Promise<void> => {
        if (out.length === 0) return;
        const bytes = out.take();
        send({ kind: "rows", bytes }, [bytes.buffer]);
        sent++;
        lastSent = Date.now();
        while (sent - passedOn > credit && Atomics.load(cancelFlag, 0) === 0) {
            await new Promise<void>((resolve) => {
                wake = resolve;
            });
        }
    };
    const events = run({
        source: job.flux,
        cancelFlag,
        dependencies: injected,
        limits: { memoryBytes },
        ...(params === undefined ? {} : { params }),
        ...(now === undefined ? {} : { now }),
        ...(job.extern === undefined ? {} : { extern: job.extern }),
        ...(job.profile === true ? { profile: true } : {}),
    });
    // The end of a result waits for what follows: an error stands in its place.
    let end = "";
    for await (const event of oneResultAtATime(events, memoryBytes)) {
        if (event.kind === "table") {
            out.text(end);
            csv.table(out, event.result, event.index, event.table, more);
            end = "";
            more = event.more;
        } else if (event.kind === "resultEnd") {
            out.text(end);
            end = csv.end();
        } else if (event.kind === "error") {
            await flush();
            throw placed(event.error, places);
        } else {
            send({ kind: "profile", profile: event });
        }
        if (out.length >= pieceSize || (out.length > 0 && Date.now() - lastSent > waitMs)) await flush();
    }
    out.text(end);
    return out.length === 0 ? undefined : out.take();
}

/** Compiles the script and binds its params; throws what a request with a wrong script or params is told. */
function check(job: QueryJob, places: LineIndex): ReadonlyMap<string, ParamValue> | undefined {
    const { diagnostics, params } = analyzed(job.flux);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const syntax = listed(errors.filter(isSyntax), places);
    if (syntax !== undefined) throw new ServiceError("invalid", `compilation failed: ${syntax}`);
    // An extern may bind a name that is unknown here.
    const known = job.extern === undefined ? errors : errors.filter(({ code }) => code !== "undefined-identifier");
    const types = listed(known, places);
    if (types !== undefined) throw new ServiceError("invalid", types);
    if (job.params === undefined) return undefined;
    const given = readParamsJson(job.params);
    if (!given.ok) throw new ServiceError("invalid", given.message);
    const bound = bindParams(params, given.value);
    if (!bound.ok) throw new ServiceError("invalid", bound.faults.map(({ message }) => message).join("\n"));
    return bound.values;
}

/** What the text is by itself, without types. */
function isSyntax({ kind }: Diagnostic): boolean {
    return kind === "syntax" || kind === "convert" || kind === "check";
}

function listed(errors: readonly Diagnostic[], places: LineIndex): string | undefined {
    if (errors.length === 0) return undefined;
    return errors.map(({ message, start, end }) => `error @${places.range(start, end)}: ${message}`).join("\n\n");
}

function inspect(flux: string): Inspection {
    const { diagnostics, params } = analyzed(flux);
    const places = new LineIndex(flux);
    const syntaxErrors: SyntaxFault[] = diagnostics
        .filter((diagnostic) => diagnostic.severity === "error" && isSyntax(diagnostic))
        .map(({ message, start, end }) => ({ message, start: places.bytePosition(start), end: places.bytePosition(end) }));
    return { params, syntaxErrors };
}

/** The engine's codes as the API's. */
const codes: Readonly<Record<string, ErrorCode>> = {
    "not found": "not found",
    internal: "internal error",
    "internal error": "internal error",
    unimplemented: "not implemented",
    unavailable: "unavailable",
    "permission denied": "forbidden",
    unauthenticated: "unauthorized",
};

function placed(error: RunError, places: LineIndex): ServiceError {
    const place = error.start === undefined ? undefined : places.range(error.start, error.end ?? error.start);
    return new ServiceError(codes[error.code] ?? "invalid", messageAt(error.message, place));
}

function told(error: unknown): PlainError {
    if (error instanceof RunError) return plainError(new ServiceError(codes[error.code] ?? "invalid", error.message));
    if (!(error instanceof ServiceError))
        process.stderr.write(`query: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return plainError(error);
}
