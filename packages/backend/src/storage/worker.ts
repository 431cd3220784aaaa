/** The storage thread: the only one that touches the SQLite file. */
import { parentPort, workerData } from "node:worker_threads";
import { plainError, ServiceError, StartError } from "../errors.ts";
import type { CallMessage, FromStorage, StorageWorkerData, ToStorage } from "./messages.ts";
import { StorageService } from "./service.ts";
import { serveReader } from "./serve.ts";

const port = parentPort;
if (port === null) throw new Error("runs as a worker only");

const send = (message: FromStorage): void => port.postMessage(message);
const { folder } = workerData as StorageWorkerData;

try {
    const service = new StorageService(folder);
    port.on("message", (message: ToStorage) => {
        if (message.kind === "call") void answer(service, message);
        else if (message.kind === "connect") serveReader(service, message.port, message.answers);
        else {
            try {
                service.close();
            } catch (error) {
                process.stderr.write(`storage: ${error instanceof Error ? error.message : String(error)}\n`);
            }
            send({ kind: "closed" });
            port.close();
        }
    });
    send({ kind: "ready" });
} catch (error) {
    if (!(error instanceof StartError)) throw error;
    send({ kind: "failed", message: error.message });
    port.close();
}

async function answer(service: StorageService, { id, method, args }: CallMessage): Promise<void> {
    try {
        const call = service[method] as (...values: unknown[]) => unknown;
        const value = await call.apply(service, args as unknown[]);
        send({ kind: "result", id, value });
    } catch (error) {
        if (!(error instanceof ServiceError))
            process.stderr.write(`storage: ${method}: ${error instanceof Error ? error.message : String(error)}\n`);
        send({ kind: "error", id, error: plainError(error) });
    }
}
