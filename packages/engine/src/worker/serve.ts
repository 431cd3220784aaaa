import { RunError, type RunEvent, type RunRequest } from "../api.ts";
import { run } from "../run.ts";
import { type FromEngine, type RunMessage, sendTable, type ToEngine } from "./protocol.ts";

/** One end of a channel of messages. */
export interface EnginePort {
    send(message: FromEngine, transfer: readonly ArrayBuffer[]): void;
    /** Called once, with what handles every message that comes. */
    listen(handler: (message: ToEngine) => void): void;
}

interface Running {
    readonly controller: AbortController;
    credit: number;
    wake: (() => void) | undefined;
}

/** Answers the messages of a port, several runs at a time. */
export function serveEngine(port: EnginePort): void {
    const running = new Map<number, Running>();
    const wake = (state: Running): void => {
        state.wake?.();
        state.wake = undefined;
    };
    port.listen((message) => {
        const state = running.get(message.id);
        switch (message.kind) {
            case "run": {
                const started: Running = { controller: new AbortController(), credit: message.credit ?? 16, wake: undefined };
                running.set(message.id, started);
                void perform(port, message, started).finally(() => running.delete(message.id));
                return;
            }
            case "cancel":
                state?.controller.abort();
                if (state !== undefined) {
                    wake(state);
                }
                return;
            case "more":
                if (state !== undefined) {
                    state.credit += message.count;
                    wake(state);
                }
                return;
        }
    });
    port.send({ kind: "ready" }, []);
}

async function perform(port: EnginePort, message: RunMessage, state: Running): Promise<void> {
    const { id } = message;
    for await (const event of run(requestOf(message, state.controller.signal))) {
        if (event.kind === "table") {
            while (state.credit <= 0 && !state.controller.signal.aborted) {
                await new Promise<void>((resolve) => {
                    state.wake = resolve;
                });
            }
            state.credit -= 1;
        }
        forward(port, id, event);
        // Lets messages in: a cancel that waits in the queue must not wait for the end of the run.
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
    }
    port.send({ kind: "done", id }, []);
}

function forward(port: EnginePort, id: number, event: RunEvent): void {
    switch (event.kind) {
        case "table": {
            const { table, transfer } = sendTable(event.table);
            port.send({ kind: "table", id, result: event.result, index: event.index, more: event.more, table }, transfer);
            return;
        }
        case "resultEnd":
            port.send({ kind: "resultEnd", id, result: event.result }, []);
            return;
        case "error": {
            const { code, message, start, end } = event.error;
            port.send({ kind: "error", id, code, message, start, end }, []);
            return;
        }
        case "profile":
            port.send({ kind: "profile", id, profile: event }, []);
            return;
    }
}

function requestOf(message: RunMessage, signal: AbortSignal): RunRequest {
    const { packages, files } = message;
    return {
        source: message.source,
        ...(message.extern === undefined ? {} : { extern: message.extern }),
        ...(message.params === undefined ? {} : { params: message.params }),
        ...(message.now === undefined ? {} : { now: message.now }),
        ...(message.limits === undefined ? {} : { limits: message.limits }),
        ...(message.cancelFlag === undefined ? {} : { cancelFlag: message.cancelFlag }),
        ...(message.profile === undefined ? {} : { profile: message.profile }),
        signal,
        dependencies: {
            ...(packages === undefined ? {} : { packages: (path: string) => packages.get(path) }),
            readFile: (path) => {
                const file = files?.get(path);
                if (file === undefined) {
                    throw new RunError("permission denied", `the script may not read ${path} here`);
                }
                return file;
            },
        },
    };
}
