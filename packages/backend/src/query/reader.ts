/** Stored points for the engine, asked of the storage thread over a port. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import {
    type BucketInfo,
    type ErrorCode,
    type ReadCapabilities,
    type ReadRequest,
    RunError,
    type SeriesLabels,
    type SeriesRequest,
    type StorageReader,
    type StorageWriter,
    type TableChunk,
    type WritePoint,
} from "@flux-scripts/engine";
import { type Column, type ColumnType, constantColumn, GroupKey, makeColumn, makeTable } from "@flux-scripts/tables";
import type { PlainError } from "../errors.ts";
import { lineOf } from "../lineprotocol/write.ts";
import type { FieldType } from "../storage/codec/values.ts";
import type { FromReader, ToReader } from "../storage/portmessages.ts";
import { readCapabilities, type SeriesPiece } from "../storage/read.ts";

/** A `ToReader` without the id, which the connection gives. */
type Ask = ToReader extends infer Message ? (Message extends ToReader ? Omit<Message, "id"> : never) : never;

/** How often a wait looks whether the run was cancelled. */
const pollMs = 20;

/**
 * A port to the storage thread whose answers are waited for: a query worker runs one script at a time and has nothing else
 * to do meanwhile.
 */
export class StorageConnection {
    private readonly port: MessagePort;
    /** Counts the answers that were sent. */
    private readonly answers: Int32Array;
    private readonly ready = new Map<number, FromReader>();
    private nextId = 1;
    /** Reads that the storage holds rows for. */
    readonly openReads = new Set<number>();
    /** Set while a run goes on; a first element other than 0 ends every wait. */
    cancelFlag: Int32Array | undefined;

    constructor(port: MessagePort, answers: SharedArrayBuffer) {
        this.port = port;
        this.answers = new Int32Array(answers);
    }

    send(message: Ask, id = this.nextId++): number {
        this.port.postMessage({ ...message, id });
        return id;
    }

    /** Waits for the answer to a message. Throws a `RunError` when the storage refuses or the run is cancelled. */
    receive(id: number): FromReader {
        for (;;) {
            const seen = Atomics.load(this.answers, 0);
            for (let next = receiveMessageOnPort(this.port); next !== undefined; next = receiveMessageOnPort(this.port)) {
                const message = next.message as FromReader;
                this.ready.set(message.id, message);
            }
            const answer = this.ready.get(id);
            if (answer !== undefined) {
                this.ready.delete(id);
                if (answer.kind === "error") throw runError(answer.error);
                return answer;
            }
            if (this.cancelFlag !== undefined && Atomics.load(this.cancelFlag, 0) !== 0)
                throw new RunError("canceled", "the query was cancelled");
            Atomics.wait(this.answers, 0, seen, pollMs);
        }
    }

    ask(message: Ask): FromReader {
        return this.receive(this.send(message));
    }

    /** Ends what a run has left open. */
    reset(): void {
        if (this.openReads.size > 0) this.send({ kind: "reset" });
        this.openReads.clear();
        this.ready.clear();
    }
}

const codes: Readonly<Partial<Record<PlainError["code"], ErrorCode>>> = {
    "not found": "not found",
    invalid: "invalid",
    unavailable: "unavailable",
};

function runError({ code, message }: PlainError): RunError {
    return new RunError(codes[code] ?? (code === "unprocessable entity" ? "invalid" : "internal error"), message);
}

/** Ids of the buckets that the run may touch; undefined for all. */
export interface Scope {
    readonly readable: readonly string[] | undefined;
    readonly writable: readonly string[] | undefined;
}

type BucketRef = ReadRequest["bucket"];

/** What the storage thread does by itself. */
export const storageCapabilities: ReadCapabilities = {
    predicates: new Set(readCapabilities.predicates),
    aggregates: new Set(readCapabilities.aggregates),
    windows: true,
    columns: false,
    series: true,
    keyOrder: true,
};

export class RemoteStorage implements StorageReader, StorageWriter {
    readonly capabilities = storageCapabilities;
    private readonly connection: StorageConnection;
    private readonly scope: Scope;

    constructor(connection: StorageConnection, scope: Scope) {
        this.connection = connection;
        this.scope = scope;
    }

    *read(request: ReadRequest): Generator<TableChunk, void, undefined> {
        if (this.scope.readable !== undefined) this.demand(request.bucket, this.scope.readable);
        const { connection } = this;
        const id = connection.send({ kind: "read", request: plainRequest(request) });
        const constants = new Constants();
        let open = true;
        connection.openReads.add(id);
        try {
            while (open) {
                const rows = connection.receive(id);
                if (rows.kind !== "rows") return;
                open = !rows.done;
                if (!open) connection.openReads.delete(id);
                // The next rows are on their way while these are worked on.
                if (open) connection.send({ kind: "next" }, id);
                for (const piece of rows.pieces) yield chunkOf(piece, request, constants);
            }
        } finally {
            if (open) {
                connection.send({ kind: "end" }, id);
                connection.openReads.delete(id);
            }
        }
    }

    series(request: SeriesRequest): readonly SeriesLabels[] {
        if (this.scope.readable !== undefined) this.demand(request.bucket, this.scope.readable);
        const answer = this.connection.ask({ kind: "series", request });
        return answer.kind === "series" ? answer.series : [];
    }

    async buckets(): Promise<readonly BucketInfo[]> {
        const { readable } = this.scope;
        const all = this.allBuckets();
        return readable === undefined ? all : all.filter(({ id }) => readable.includes(id));
    }

    async check(bucket: BucketRef): Promise<void> {
        this.demandWritable(bucket);
    }

    async write(bucket: BucketRef, points: readonly WritePoint[]): Promise<void> {
        const id = this.demandWritable(bucket);
        this.connection.ask({ kind: "write", bucket: id, lines: points.map(lineOf).join("\n") });
    }

    /** A bucket that the token does not cover is as good as not there. */
    private demand(bucket: BucketRef, allowed: readonly string[]): void {
        if (!allowed.includes(this.idOf(bucket))) throw missing(bucket);
    }

    /** The bucket's id, when the token may write there. */
    private demandWritable(bucket: BucketRef): string {
        const id = this.idOf(bucket);
        const { writable } = this.scope;
        if (writable !== undefined && !writable.includes(id))
            throw new RunError("permission denied", "the token may not write to this bucket");
        return id;
    }

    private idOf(bucket: BucketRef): string {
        const found = this.allBuckets().find(({ id, name }) => ("id" in bucket ? id === bucket.id : name === bucket.name));
        if (found === undefined) throw missing(bucket);
        return found.id;
    }

    private allBuckets(): readonly BucketInfo[] {
        const answer = this.connection.ask({ kind: "buckets" });
        return answer.kind === "buckets" ? answer.buckets : [];
    }
}

function missing(bucket: BucketRef): RunError {
    return new RunError(
        "not found",
        `failed to initialize execute state: could not find bucket "${"id" in bucket ? bucket.id : bucket.name}"`,
    );
}

/** What the storage understands, and nothing that can't go through a message. */
function plainRequest({ bucket, bounds, predicates, aggregate, window, limit, order }: ReadRequest): ReadRequest {
    return {
        bucket,
        bounds,
        predicates,
        ...(aggregate === undefined ? {} : { aggregate }),
        ...(window === undefined ? {} : { window }),
        ...(limit === undefined ? {} : { limit }),
        ...(order === undefined ? {} : { order }),
    };
}

const columnTypes: Readonly<Record<FieldType, ColumnType>> = {
    float: "float",
    integer: "int",
    unsigned: "uint",
    boolean: "bool",
    string: "string",
};

/** Columns of one value that were made last: the pieces of a read have many of the same. Columns are never changed. */
class Constants {
    private readonly columns = new Map<string, Column>();

    get(label: string, type: "string" | "time", value: string | bigint, rows: number): Column {
        const id = `${rows}:${label.length}:${label}${value}`;
        let column = this.columns.get(id);
        if (column === undefined) {
            if (this.columns.size >= maxConstants) this.columns.clear();
            column = constantColumn(label, type, value, rows);
            this.columns.set(id, column);
        }
        return column;
    }
}

const maxConstants = 64;

function chunkOf({ labels, type, times, values, more }: SeriesPiece, { bounds }: ReadRequest, constants: Constants): TableChunk {
    const rows = times.length;
    const key = new GroupKey([
        { label: "_start", type: "time", value: bounds.start },
        { label: "_stop", type: "time", value: bounds.stop },
        ...labels.map(([label, value]) => ({ label, type: "string" as const, value })),
    ]);
    const columns = [
        constants.get("_start", "time", bounds.start, rows),
        constants.get("_stop", "time", bounds.stop, rows),
        makeColumn("_time", "time", times),
        makeColumn("_value", columnTypes[type], values),
        ...labels.map(([label, value]) => constants.get(label, "string", value, rows)),
    ];
    return { table: makeTable(key, columns, rows), more };
}
