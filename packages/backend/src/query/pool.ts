/** Query workers: a few that wait, more when all are busy, a queue with an end. */
import { Worker } from "node:worker_threads";
import type { ProfileEvent } from "@flux-scripts/engine";
import { type PlainError, plainError, ServiceError, serviceError } from "../errors.ts";
import type { StorageClient } from "../storage/client.ts";
import { lowerPriority, restorePriority } from "./priority.ts";
import type { FromQueryWorker, Inspection, QueryJob, QueryWorkerData, Suggestion, ToQueryWorker } from "./messages.ts";

export interface PoolOptions {
    readonly url: URL;
    readonly storage: StorageClient;
    readonly allowNet: readonly string[];
    readonly allowRead: readonly string[];
    /** Workers that are kept. */
    readonly min: number;
    /** Workers at most: slow scripts take theirs for themselves, and fast ones get new ones. */
    readonly max: number;
    /** Tasks that may wait; beyond it 429. */
    readonly queueLimit: number;
    /** Megabytes that a run may hold, of columns and of JavaScript objects each. */
    readonly memoryMb: number;
}

/** A run whose first rows (or end) have come. */
export interface QueryRun {
    /** Pieces of CSV; ends with the run. An error after the first rows is thrown as a `ServiceError`. */
    readonly rows: AsyncIterable<Uint8Array>;
    /** All rows, where they came in one piece; `rows` then need not be read. */
    readonly complete: Uint8Array | undefined;
    /** What came out of each call, once the rows have ended; undefined where it was not asked for. */
    readonly profile: ProfileEvent | undefined;
    cancel(): void;
}

interface Task {
    readonly start: (slot: Slot) => ToQueryWorker;
    readonly receive: (message: FromQueryWorker) => void;
    readonly fail: (error: PlainError) => void;
    cancelled: boolean;
}

interface Slot {
    readonly worker: Worker;
    ready: boolean;
    thread: number | undefined;
    task: Task | undefined;
    /** ms since epoch when the task was given. */
    since: number;
    /** The thread has a lower priority, as its task takes long. */
    lowered: boolean;
    idleSince: number;
}

/** A worker that doesn't heed the flag is ended after so long. */
const obeyMs = 1000;
/** A task that has waited so long gets a worker of its own. */
const impatienceMs = 40;
const stopping: PlainError = { code: "unavailable", message: "the backend is stopping", status: 503 };
/** Workers that may be starting at the same time. */
const maxStarting = 4;
/** A task that takes longer yields the processor to others. */
const slowMs = 300;
const idleMs = 30_000;

export class QueryPool {
    private readonly options: PoolOptions;
    private readonly slots = new Set<Slot>();
    private readonly queue: Task[] = [];
    private readonly timer: NodeJS.Timeout;
    private impatience: NodeJS.Timeout | undefined;
    private patience: NodeJS.Timeout | undefined;
    private closing = false;
    private emptied: (() => void) | undefined;

    constructor(options: PoolOptions) {
        this.options = options;
        this.timer = setInterval(() => this.retire(), idleMs / 3);
        this.timer.unref();
    }

    /** Starts the workers that are kept, so that the first script finds one. */
    warm(): void {
        while (!this.closing && this.slots.size < this.options.min) this.spawn(this.queue.length === 0);
    }

    /**
     * Runs a script; rejects with its error when it fails before the first rows, or is stopped then. `onStop` is given what stops the
     * run, to be called when nobody wants its rows any more; once it has ended that does nothing.
     */
    run(job: QueryJob, onStop?: (stop: () => void) => void): Promise<QueryRun> {
        return new Promise((resolve, reject) => {
            const cancel = new SharedArrayBuffer(4);
            const pieces: Uint8Array[] = [];
            let started = false;
            let ended = false;
            let failure: ServiceError | undefined;
            let profile: ProfileEvent | undefined;
            let wake: (() => void) | undefined;
            let slot: Slot | undefined;
            const change = (): void => {
                wake?.();
                if (started) return;
                started = true;
                if (failure !== undefined) reject(failure);
                else
                    resolve({
                        rows: rows(),
                        complete: ended && pieces.length === 1 ? pieces[0] : undefined,
                        get profile() {
                            return profile;
                        },
                        cancel: stop,
                    });
            };
            const stop = (): void => {
                if (ended) return;
                Atomics.store(new Int32Array(cancel), 0, 1);
                task.cancelled = true;
                const running = slot;
                if (running === undefined) {
                    this.drop(task);
                    task.fail({ code: "unavailable", message: "the query was cancelled", status: 503 });
                    return;
                }
                running.worker.postMessage({ kind: "more" } satisfies ToQueryWorker);
                setTimeout(() => {
                    if (running.task === task) void running.worker.terminate();
                }, obeyMs).unref();
            };
            async function* rows(): AsyncGenerator<Uint8Array, void, undefined> {
                try {
                    for (;;) {
                        const piece = pieces.shift();
                        if (piece !== undefined) {
                            yield piece;
                            if (!ended) slot?.worker.postMessage({ kind: "more" } satisfies ToQueryWorker);
                        } else if (failure !== undefined) {
                            throw failure;
                        } else if (ended) {
                            return;
                        } else {
                            await new Promise<void>((next) => {
                                wake = next;
                            });
                        }
                    }
                } finally {
                    stop();
                }
            }
            const task: Task = {
                cancelled: false,
                start: (at) => {
                    slot = at;
                    return { kind: "run", job, cancel };
                },
                receive: (message) => {
                    if (message.kind === "rows") {
                        pieces.push(message.bytes);
                    } else if (message.kind === "profile") {
                        ({ profile } = message);
                        return;
                    } else {
                        ended = true;
                        if (message.kind === "failed") failure = serviceError(message.error);
                        else if (message.kind === "done" && message.bytes !== undefined) pieces.push(message.bytes);
                    }
                    change();
                },
                fail: (error) => {
                    ended = true;
                    failure = serviceError(error);
                    change();
                },
            };
            onStop?.(stop);
            this.submit(task);
        });
    }

    /** Params and syntax errors of a text. */
    async inspect(flux: string): Promise<Inspection> {
        const answer = await this.ask({ kind: "inspect", flux });
        if (answer.kind !== "inspected") throw new Error(`unexpected answer ${answer.kind}`);
        return answer.inspection;
    }

    /** Functions of the prelude, or the one of a name (none when there is no such function). */
    async suggest(name: string | undefined): Promise<readonly Suggestion[]> {
        const answer = await this.ask({ kind: "suggest", name });
        if (answer.kind !== "suggested") throw new Error(`unexpected answer ${answer.kind}`);
        return answer.suggestions;
    }

    /** The syntax tree of a text that parses, as InfluxDB's JSON. */
    async ast(flux: string): Promise<Readonly<Record<string, unknown>>> {
        const answer = await this.ask({ kind: "ast", flux });
        if (answer.kind !== "tree") throw new Error(`unexpected answer ${answer.kind}`);
        return answer.ast;
    }

    /** A task with one answer. */
    private ask(message: ToQueryWorker): Promise<FromQueryWorker> {
        return new Promise((resolve, reject) => {
            this.submit({
                cancelled: false,
                start: () => message,
                receive: (answer) => {
                    if (answer.kind === "failed") reject(serviceError(answer.error));
                    else resolve(answer);
                },
                fail: (error) => reject(serviceError(error)),
            });
        });
    }

    /** Throws a 400 with line and column for a text that does not parse. */
    async demandParses(flux: string): Promise<void> {
        const { syntaxErrors } = await this.inspect(flux);
        if (syntaxErrors.length > 0) throw new ServiceError("invalid", compilationFailed(syntaxErrors));
    }

    private submit(task: Task): void {
        if (this.closing) {
            task.fail(stopping);
        } else if (this.queue.length >= this.options.queueLimit) {
            task.fail({
                code: "too many requests",
                message: `${this.queue.length} queries are waiting already: try again later`,
                status: 429,
            });
        } else {
            this.queue.push(task);
            this.warm();
            this.dispatch();
        }
    }

    private drop(task: Task): void {
        const at = this.queue.indexOf(task);
        if (at >= 0) this.queue.splice(at, 1);
    }

    private dispatch(): void {
        for (const slot of this.slots) {
            if (!slot.ready || slot.task !== undefined) continue;
            const task = this.queue.shift();
            if (task === undefined) return this.checkEmpty();
            slot.task = task;
            slot.since = Date.now();
            this.watch();
            slot.worker.postMessage(task.start(slot));
        }
        if (this.queue.length > 0 && this.slots.size < this.options.max) {
            this.impatience ??= setTimeout(() => {
                this.impatience = undefined;
                const starting = [...this.slots].filter(({ ready }) => !ready).length;
                const wanted = Math.min(this.queue.length, maxStarting) - starting;
                for (let i = 0; i < wanted && this.slots.size < this.options.max; i++) this.spawn();
                this.dispatch();
            }, impatienceMs);
        }
        this.checkEmpty();
    }

    /** Tasks that take long yield the processor to others. One timer for all: most tasks end before it looks. */
    private watch(): void {
        this.patience ??= setTimeout(() => {
            this.patience = undefined;
            for (const slot of this.slots) {
                if (slot.task === undefined || slot.lowered) continue;
                if (Date.now() - slot.since >= slowMs) slot.lowered = lowerPriority(slot.thread);
                else this.watch();
            }
        }, slowMs / 2).unref();
    }

    private spawn(idle = false): void {
        const storage = this.options.storage.connect();
        const { allowNet, allowRead, memoryMb } = this.options;
        const workerData: QueryWorkerData = { storage, allowNet, allowRead, memoryBytes: memoryMb * 1024 * 1024, idle };
        const worker = new Worker(this.options.url, {
            workerData,
            // The process's own flags may be none that a worker takes (`--input-type` of a script given as text).
            execArgv: [],
            transferList: [storage.port],
            resourceLimits: { maxOldGenerationSizeMb: this.options.memoryMb },
        });
        const slot: Slot = {
            worker,
            ready: false,
            thread: undefined,
            task: undefined,
            since: 0,
            lowered: false,
            idleSince: Date.now(),
        };
        this.slots.add(slot);
        worker.on("message", (message: FromQueryWorker) => {
            if (message.kind === "ready") {
                slot.ready = true;
                slot.thread = message.thread;
                this.dispatch();
                return;
            }
            const { task } = slot;
            const goesOn = message.kind === "rows" || message.kind === "profile";
            if (!goesOn) this.release(slot);
            task?.receive(message);
            if (!goesOn) this.dispatch();
        });
        worker.on("error", (error) => this.lost(slot, error as Error));
        worker.on("exit", () => this.lost(slot, undefined));
    }

    /** A worker's task has ended. */
    private release(slot: Slot): void {
        slot.task = undefined;
        slot.idleSince = Date.now();
        if (!slot.lowered || restorePriority(slot.thread)) {
            slot.lowered = false;
            return;
        }
        // Only the administrator may raise a priority again: a fresh thread has the usual one.
        this.slots.delete(slot);
        void slot.worker.terminate();
        if (this.slots.size < this.options.min) this.spawn();
    }

    /** A worker ended: by us, by running out of memory, or by a fault. */
    private lost(slot: Slot, error: Error | undefined): void {
        if (!this.slots.delete(slot)) return;
        const memory = (error as NodeJS.ErrnoException | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY";
        if (error !== undefined && !memory) process.stderr.write(`query worker: ${error.message}\n`);
        if (this.closing) slot.task?.fail(stopping);
        else if (slot.task?.cancelled === true) slot.task.fail({ code: "unavailable", message: "the query was cancelled", status: 503 });
        else if (memory)
            slot.task?.fail({
                code: "invalid",
                message: `the query needs more than the limit of ${this.options.memoryMb} MB of memory`,
                status: 400,
            });
        else slot.task?.fail(plainError(error));
        slot.task = undefined;
        if (this.closing) return this.checkEmpty();
        if (this.slots.size < this.options.min) this.spawn();
        this.dispatch();
    }

    private retire(): void {
        for (const slot of this.slots) {
            if (this.slots.size <= this.options.min) return;
            if (slot.ready && slot.task === undefined && Date.now() - slot.idleSince > idleMs) {
                this.slots.delete(slot);
                void slot.worker.terminate();
            }
        }
    }

    private checkEmpty(): void {
        if (this.queue.length === 0 && [...this.slots].every(({ task }) => task === undefined)) this.emptied?.();
    }

    /** Takes no more, lets what runs finish for `graceMs`, then ends every worker. */
    async close(graceMs: number): Promise<void> {
        this.closing = true;
        clearInterval(this.timer);
        await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, graceMs);
            this.emptied = () => {
                clearTimeout(timer);
                resolve();
            };
            this.checkEmpty();
        });
        clearTimeout(this.impatience);
        clearTimeout(this.patience);
        for (const task of this.queue.splice(0)) task.fail(stopping);
        await Promise.all([...this.slots].map(({ worker }) => worker.terminate()));
    }
}

/** `compilation failed: error @1:1-2:1: …`, several joined by an empty line. */
function compilationFailed(faults: Inspection["syntaxErrors"]): string {
    const texts = faults.map(({ message, start, end }) => `error @${start.line}:${start.column}-${end.line}:${end.column}: ${message}`);
    return `compilation failed: ${texts.join("\n\n")}`;
}
