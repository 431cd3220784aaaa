/** The page's side of the worker: made from a blob, since a webview allows no other. */
import { pageData } from "../shared/page.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

type Event = Exclude<FromWorker, { type: "answer" }>;
type Question<T> = T extends { readonly id: number } ? Omit<T, "id"> : never;

export class ResultsWorker {
    private readonly waiting = new Map<number, (value: unknown) => void>();
    private readonly unsent: ToWorker[] = [];
    private worker: Worker | undefined;
    private count = 0;

    constructor(
        private readonly onEvent: (event: Event) => void,
        onFailure: (message: string) => void,
    ) {
        this.load().catch((error: unknown) => onFailure(error instanceof Error ? error.message : String(error)));
    }

    send(message: ToWorker): void {
        if (this.worker === undefined) this.unsent.push(message);
        else this.post(this.worker, message);
    }

    /** Bytes are handed over, not copied. */
    private post(worker: Worker, message: ToWorker): void {
        worker.postMessage(message, message.type === "bytes" ? [message.bytes.buffer] : []);
    }

    ask<T>(question: Question<ToWorker>): Promise<T> {
        const id = ++this.count;
        this.send({ ...question, id } as ToWorker);
        return new Promise((resolve) => this.waiting.set(id, resolve as (value: unknown) => void));
    }

    private async load(): Promise<void> {
        const response = await fetch(pageData.worker);
        if (!response.ok) throw new Error(`${pageData.worker}: ${response.status}`);
        const address = URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
        const worker = new Worker(address);
        URL.revokeObjectURL(address);
        worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
            if (data.type !== "answer") {
                this.onEvent(data);
                return;
            }
            const resolve = this.waiting.get(data.id);
            this.waiting.delete(data.id);
            resolve?.(data.value);
        });
        worker.addEventListener("error", (event) => this.onEvent({ type: "broken", message: event.message }));
        this.worker = worker;
        for (const message of this.unsent.splice(0)) this.post(worker, message);
    }
}
