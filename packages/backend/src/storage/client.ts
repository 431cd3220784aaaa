/** The service's side of the storage thread. */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { ServiceError, serviceError, StartError } from "../errors.ts";
import type { FromStorage, StorageCalls, StorageMethod, StorageWorkerData, ToStorage } from "./messages.ts";

interface Pending {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: unknown) => void;
}

export type StorageResult<M extends StorageMethod> = Awaited<ReturnType<StorageCalls[M]>>;

export class StorageClient {
    private readonly worker: Worker;
    private readonly pending = new Map<number, Pending>();
    private nextId = 1;
    private closed: (() => void) | undefined;
    /** The thread is no more: nobody would answer. */
    private ended = false;
    private readonly failed: (error: Error) => void;

    private constructor(worker: Worker, failed: (error: Error) => void) {
        this.worker = worker;
        this.failed = failed;
    }

    /**
     * Starts the thread on a data folder. Rejects with a `StartError` when the folder is in use, damaged or not writable.
     * `onFailure` hears of a thread that ends by itself later: nothing can be stored then.
     */
    static start(url: URL, folder: string, onFailure: (error: Error) => void): Promise<StorageClient> {
        return new Promise((resolve, reject) => {
            const data: StorageWorkerData = { folder };
            const worker = new Worker(url, { workerData: data, execArgv: [] });
            const client = new StorageClient(worker, onFailure);
            let started = false;
            worker.on("message", (message: FromStorage) => {
                if (message.kind === "ready") {
                    started = true;
                    resolve(client);
                } else if (message.kind === "failed") {
                    started = true;
                    client.closed = () => undefined;
                    reject(new StartError(message.message));
                } else {
                    client.receive(message);
                }
            });
            worker.on("error", (error) => (started ? client.end(error as Error) : reject(error as Error)));
            worker.on("exit", (code) =>
                started
                    ? client.end(new Error(`the storage thread ended (${code})`))
                    : reject(new Error(`the storage thread ended (${code})`)),
            );
        });
    }

    private receive(message: Exclude<FromStorage, { kind: "ready" | "failed" }>): void {
        if (message.kind === "closed") {
            this.closed?.();
            return;
        }
        const pending = this.pending.get(message.id);
        this.pending.delete(message.id);
        if (message.kind === "result") pending?.resolve(message.value);
        else pending?.reject(serviceError(message.error));
    }

    private end(error: Error): void {
        this.ended = true;
        for (const pending of this.pending.values()) pending.reject(notAvailable());
        this.pending.clear();
        if (this.closed === undefined) this.failed(error);
        else this.closed();
    }

    /** Rejects with a `ServiceError` only. `transfer` lists memory that is handed over, not copied. */
    call<M extends StorageMethod>(
        method: M,
        args: Parameters<StorageCalls[M]>,
        transfer: readonly ArrayBuffer[] = [],
    ): Promise<StorageResult<M>> {
        if (this.ended) return Promise.reject(notAvailable());
        return new Promise((resolve, reject) => {
            const id = this.nextId++;
            this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
            this.post({ kind: "call", id, method, args }, transfer);
        });
    }

    /** A port for a query worker, and the count of answers that it waits on. */
    connect(): { readonly port: MessagePort; readonly answers: SharedArrayBuffer } {
        const { port1, port2 } = new MessageChannel();
        const answers = new SharedArrayBuffer(4);
        this.post({ kind: "connect", port: port1, answers }, [port1]);
        return { port: port2, answers };
    }

    private post(message: ToStorage, transfer: readonly (ArrayBuffer | MessagePort)[]): void {
        this.worker.postMessage(message, transfer);
    }

    /** Writes what is pending and ends the thread. */
    close(): Promise<void> {
        if (this.ended) return Promise.resolve();
        return new Promise((resolve) => {
            this.closed = resolve;
            this.post({ kind: "close" }, []);
        });
    }
}

function notAvailable(): ServiceError {
    return new ServiceError("unavailable", "the storage is not available");
}
