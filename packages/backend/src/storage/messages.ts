/** Messages between the service and the storage thread. */
import type { MessagePort } from "node:worker_threads";
import type { PlainError } from "../errors.ts";
import type { StorageService } from "./service.ts";

/** The calls that the service makes of the storage thread. */
export type StorageCalls = Omit<StorageService, "documents" | "points" | "close">;
export type StorageMethod = keyof StorageCalls;

export interface CallMessage {
    readonly kind: "call";
    readonly id: number;
    readonly method: StorageMethod;
    readonly args: readonly unknown[];
}

/** A query worker gets its own port, so that rows don't pass the service's thread. */
interface ConnectMessage {
    readonly kind: "connect";
    readonly port: MessagePort;
    /** Counts the answers sent over the port, for the worker to wait on. */
    readonly answers: SharedArrayBuffer;
}

interface CloseMessage {
    readonly kind: "close";
}

export type ToStorage = CallMessage | ConnectMessage | CloseMessage;

export type FromStorage =
    | { readonly kind: "ready" }
    | { readonly kind: "failed"; readonly message: string }
    | { readonly kind: "result"; readonly id: number; readonly value: unknown }
    | { readonly kind: "error"; readonly id: number; readonly error: PlainError }
    | { readonly kind: "closed" };

export interface StorageWorkerData {
    readonly folder: string;
}
