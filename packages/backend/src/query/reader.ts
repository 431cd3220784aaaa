/** Stored points for the engine, asked of the storage thread over a port. */
import type { MessagePort } from "node:worker_threads";
import {
    type BucketInfo,
    type ErrorCode,
    type ReadCapabilities,
    type ReadRequest,
    RunError,
    type StorageReader,
    type StorageWriter,
    type TableChunk,
    type WritePoint,
} from "@flux-scripts/engine";
import { type ColumnType, constantColumn, GroupKey, makeColumn, makeTable } from "@flux-scripts/tables";
import type { PlainError } from "../errors.ts";
import { lineOf } from "../lineprotocol/write.ts";
import type { FieldType } from "../storage/codec/values.ts";
import type { FromReader, ToReader } from "../storage/portmessages.ts";
import { readCapabilities, type SeriesPiece } from "../storage/read.ts";

/** A `ToReader` without the id, which the connection gives. */
type Ask = ToReader extends infer Message ? (Message extends ToReader ? Omit<Message, "id"> : never) : never;

/** A port to the storage thread. */
export class StorageConnection {
    private readonly port: MessagePort;
    private readonly waiting = new Map<number, (message: FromReader) => void>();
    private nextId = 1;

    constructor(port: MessagePort) {
        this.port = port;
        port.on("message", (message: FromReader) => {
            const receive = this.waiting.get(message.id);
            this.waiting.delete(message.id);
            receive?.(message);
        });
    }

    newId(): number {
        return this.nextId++;
    }

    /** Rejects with a `RunError` when the storage refuses. */
    ask(id: number, message: Ask): Promise<FromReader> {
        return new Promise((resolve, reject) => {
            this.waiting.set(id, (answer) => {
                if (answer.kind === "error") reject(runError(answer.error));
                else resolve(answer);
            });
            this.port.postMessage({ ...message, id });
        });
    }

    tell(id: number, message: Ask): void {
        this.port.postMessage({ ...message, id });
    }
}

const codes: Readonly<Partial<Record<PlainError["code"], ErrorCode>>> = { "not found": "not found", invalid: "invalid", unavailable: "unavailable" };

function runError({ code, message }: PlainError): RunError {
    return new RunError(codes[code] ?? (code === "unprocessable entity" ? "invalid" : "internal error"), message);
}

/** Ids of the buckets that the run may touch; undefined for all. */
export interface Scope {
    readonly readable: readonly string[] | undefined;
    readonly writable: readonly string[] | undefined;
}

type BucketRef = ReadRequest["bucket"];

export class RemoteStorage implements StorageReader, StorageWriter {
    readonly capabilities: ReadCapabilities = {
        predicates: new Set(readCapabilities.predicates),
        aggregates: new Set(readCapabilities.aggregates),
        windows: true,
        columns: false,
    };
    private readonly connection: StorageConnection;
    private readonly scope: Scope;

    constructor(connection: StorageConnection, scope: Scope) {
        this.connection = connection;
        this.scope = scope;
    }

    async *read(request: ReadRequest): AsyncGenerator<TableChunk, void, undefined> {
        if (this.scope.readable !== undefined) await this.demand(request.bucket, this.scope.readable);
        const { connection } = this;
        const id = connection.newId();
        let open = true;
        try {
            let answer = connection.ask(id, { kind: "read", request: plainRequest(request) });
            for (;;) {
                const rows = await answer;
                if (rows.kind !== "rows") return;
                open = !rows.done;
                // The next rows are on their way while these are worked on.
                if (open) answer = connection.ask(id, { kind: "next" });
                for (const piece of rows.pieces) yield chunkOf(piece, request);
                if (!open) return;
            }
        } finally {
            if (open) connection.tell(id, { kind: "end" });
        }
    }

    async buckets(): Promise<readonly BucketInfo[]> {
        const { readable } = this.scope;
        const answer = await this.connection.ask(this.connection.newId(), { kind: "buckets" });
        const all = answer.kind === "buckets" ? answer.buckets : [];
        return readable === undefined ? all : all.filter(({ id }) => readable.includes(id));
    }

    async write(bucket: BucketRef, points: readonly WritePoint[]): Promise<void> {
        const id = await this.idOf(bucket);
        const { writable } = this.scope;
        if (writable !== undefined && !writable.includes(id)) throw new RunError("permission denied", "the token may not write to this bucket");
        const lines = points.map(lineOf).join("\n");
        await this.connection.ask(this.connection.newId(), { kind: "write", bucket: id, lines });
    }

    /** A bucket that the token does not cover is as good as not there. */
    private async demand(bucket: BucketRef, allowed: readonly string[]): Promise<void> {
        const id = await this.idOf(bucket);
        if (!allowed.includes(id)) throw missing(bucket);
    }

    private async idOf(bucket: BucketRef): Promise<string> {
        const answer = await this.connection.ask(this.connection.newId(), { kind: "buckets" });
        const all = answer.kind === "buckets" ? answer.buckets : [];
        const found = all.find(({ id, name }) => ("id" in bucket ? id === bucket.id : name === bucket.name));
        if (found === undefined) throw missing(bucket);
        return found.id;
    }
}

function missing(bucket: BucketRef): RunError {
    return new RunError("not found", `failed to initialize execute state: could not find bucket "${"id" in bucket ? bucket.id : bucket.name}"`);
}

/** What the storage understands, and nothing that can't go through a message. */
function plainRequest({ bucket, bounds, predicates, aggregate, window, limit }: ReadRequest): ReadRequest {
    return { bucket, bounds, predicates, ...(aggregate === undefined ? {} : { aggregate }), ...(window === undefined ? {} : { window }), ...(limit === undefined ? {} : { limit }) };
}

const columnTypes: Readonly<Record<FieldType, ColumnType>> = { float: "float", integer: "int", unsigned: "uint", boolean: "bool", string: "string" };

function chunkOf({ labels, type, times, values, more }: SeriesPiece, { bounds }: ReadRequest): TableChunk {
    const rows = times.length;
    const key = new GroupKey([
        { label: "_start", type: "time", value: bounds.start },
        { label: "_stop", type: "time", value: bounds.stop },
        ...labels.map(([label, value]) => ({ label, type: "string" as const, value })),
    ]);
    const columns = [
        constantColumn("_start", "time", bounds.start, rows),
        constantColumn("_stop", "time", bounds.stop, rows),
        makeColumn("_time", "time", times),
        makeColumn("_value", columnTypes[type], values),
        ...labels.map(([label, value]) => constantColumn(label, "string", value, rows)),
    ];
    return { table: makeTable(key, columns, rows), more };
}
