/** The storage thread's side of a query worker's port: rows as they are asked for, a limited amount at a time. */
import type { MessagePort } from "node:worker_threads";
import { plainError, ServiceError } from "../errors.ts";
import { nanoseconds } from "./clock.ts";
import type { Values } from "./codec/values.ts";
import type { FromReader, ToReader } from "./portmessages.ts";
import { listSeries, readSeries, type SeriesPiece } from "./read.ts";
import type { StorageService } from "./service.ts";

/** Rows that go out with one message: enough for speed, few enough that other work comes in between. */
const rowsAtOnce = 65_536;
/** Milliseconds that one message may take, since aggregates read many rows for each that goes out. */
const turnMs = 10;

/** `answers` counts what was sent: the worker waits on it. */
export function serveReader(service: StorageService, port: MessagePort, answers: SharedArrayBuffer): void {
    const sent = new Int32Array(answers);
    const reads = new Map<number, Iterator<SeriesPiece>>();
    const send = (message: FromReader, transfer: readonly ArrayBuffer[] = []): void => {
        port.postMessage(message, transfer);
        Atomics.add(sent, 0, 1);
        Atomics.notify(sent, 0);
    };

    const next = (id: number): void => {
        const read = reads.get(id);
        if (read === undefined) return;
        const pieces: SeriesPiece[] = [];
        const transfer: ArrayBuffer[] = [];
        let rows = 0;
        let done = false;
        const until = performance.now() + turnMs;
        while (rows < rowsAtOnce && (pieces.length === 0 || performance.now() < until)) {
            let result: IteratorResult<SeriesPiece>;
            try {
                result = read.next();
            } catch (error) {
                if (pieces.length === 0) throw error;
                // The rows before the failure go out first.
                reads.set(id, failing(error));
                break;
            }
            if (result.done === true) {
                done = true;
                reads.delete(id);
                break;
            }
            const { labels, type, more } = result.value;
            const times = sendable(result.value.times, transfer);
            const values = Array.isArray(result.value.values) ? result.value.values : sendable(result.value.values, transfer);
            pieces.push({ labels, type, times, values, more });
            rows += times.length + 16;
        }
        send({ kind: "rows", id, pieces, done }, transfer);
    };

    const answer = async (message: ToReader): Promise<void> => {
        const { id } = message;
        try {
            switch (message.kind) {
                case "read":
                    reads.set(id, readSeries(service, message.request)[Symbol.iterator]());
                    next(id);
                    return;
                case "next":
                    next(id);
                    return;
                case "end":
                    reads.delete(id);
                    return;
                case "reset":
                    reads.clear();
                    return;
                case "series":
                    send({ kind: "series", id, series: listSeries(service, message.request) });
                    return;
                case "buckets": {
                    const org = service.documents.organization("").id;
                    const buckets = service.listBuckets().map((bucket) => ({
                        id: bucket.id,
                        name: bucket.name,
                        organizationId: org,
                        retentionNs: BigInt(bucket.retentionSeconds) * 1_000_000_000n,
                    }));
                    send({ kind: "buckets", id, buckets });
                    return;
                }
                case "write": {
                    const bucket = service.listBuckets().find((each) => each.id === message.bucket);
                    if (bucket === undefined) throw new ServiceError("not found", "bucket not found");
                    const result = await service.write({
                        bucket: bucket.n,
                        body: Buffer.from(message.lines),
                        precision: "ns",
                        now: nanoseconds(),
                    });
                    if (result.kind === "malformed") throw new ServiceError("invalid", result.message);
                    if (result.kind === "stored" && result.dropMessage !== undefined) {
                        throw new ServiceError(
                            "unprocessable entity",
                            `failure writing points to database: partial write: ${result.dropMessage} dropped=${result.dropped}`,
                        );
                    }
                    send({ kind: "written", id });
                }
            }
        } catch (error) {
            reads.delete(id);
            if (!(error instanceof ServiceError))
                process.stderr.write(`storage: ${message.kind}: ${error instanceof Error ? error.message : String(error)}\n`);
            send({ kind: "error", id, error: plainError(error) });
        }
    };
    port.on("message", (message: ToReader) => void answer(message));
}

/** A column as it can go to another thread: the memory of a chunk is seen by all, of what may still change a copy is handed over. */
function sendable<T extends Exclude<Values, string[]>>(column: T, transfer: ArrayBuffer[]): T {
    if (column.buffer instanceof SharedArrayBuffer) return column;
    const copy = column.slice() as T;
    transfer.push(copy.buffer as ArrayBuffer);
    return copy;
}

/** Rows that end at once, with an error. */
function* failing(error: unknown): Generator<SeriesPiece, void, undefined> {
    throw error;
}
