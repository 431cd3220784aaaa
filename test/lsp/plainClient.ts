/** A client that knows nothing of the server's library: JSON-RPC over the standard input and output of `flux-scripts lsp --stdio`. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../packages/cli/bin/flux-scripts.js", import.meta.url));

export interface Answer {
    readonly result?: unknown;
    readonly error?: { readonly code: number; readonly message: string };
}

interface Message extends Answer {
    readonly id?: number;
    readonly method?: string;
    readonly params?: unknown;
}

export interface PublishedDiagnostics {
    readonly uri: string;
    readonly version?: number;
    readonly diagnostics: readonly {
        readonly message: string;
        readonly severity: number;
        readonly range: { readonly start: Position; readonly end: Position };
    }[];
}

export interface Position {
    readonly line: number;
    readonly character: number;
}

export class PlainClient {
    readonly child: ChildProcess;
    readonly exited: Promise<number | null>;
    readonly published: PublishedDiagnostics[] = [];
    /** Methods of requests that the server sent. */
    readonly asked: string[] = [];
    stderr = "";
    private buffer = Buffer.alloc(0);
    private id = 0;
    private readonly pending = new Map<number, (answer: Answer) => void>();

    constructor() {
        this.child = spawn(process.execPath, [entry, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
        this.child.stdout?.on("data", (chunk: Buffer) => this.read(chunk));
        this.child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
        this.exited = new Promise((resolve) => this.child.once("close", resolve));
    }

    private read(chunk: Buffer): void {
        this.buffer = Buffer.concat([this.buffer, chunk]);
        for (;;) {
            const end = this.buffer.indexOf("\r\n\r\n");
            const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString("latin1", 0, Math.max(end, 0)))?.[1]);
            if (end < 0 || this.buffer.length < end + 4 + length) return;
            const message = JSON.parse(this.buffer.toString("utf8", end + 4, end + 4 + length)) as Message;
            this.buffer = this.buffer.subarray(end + 4 + length);
            if (message.method === "textDocument/publishDiagnostics") this.published.push(message.params as PublishedDiagnostics);
            if (message.method !== undefined && message.id !== undefined) {
                this.asked.push(message.method);
                // A simple client has no settings: null.
                this.write({ id: message.id, result: message.method === "workspace/configuration" ? [null] : null });
            } else if (message.id !== undefined) {
                this.pending.get(message.id)?.(message);
                this.pending.delete(message.id);
            }
        }
    }

    private write(message: object): void {
        const body = JSON.stringify({ jsonrpc: "2.0", ...message });
        this.child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }

    notify(method: string, params: unknown): void {
        this.write({ method, params });
    }

    /** Sends a request; `cancel` sends its cancellation right behind it. */
    send(method: string, params?: unknown, { cancel = false } = {}): Promise<Answer> {
        const id = ++this.id;
        return new Promise((resolve) => {
            this.pending.set(id, resolve);
            this.write({ id, method, ...(params === undefined ? {} : { params }) });
            if (cancel) this.notify("$/cancelRequest", { id });
        });
    }

    async initialize(capabilities: object = {}): Promise<Answer> {
        const answer = await this.send("initialize", { processId: null, rootUri: null, capabilities });
        this.notify("initialized", {});
        return answer;
    }

    open(uri: string, text: string, version = 1): void {
        this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "flux", version, text } });
    }

    change(uri: string, version: number, contentChanges: readonly object[]): void {
        this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    }

    close(uri: string): void {
        this.notify("textDocument/didClose", { textDocument: { uri } });
    }

    /** The diagnostics of a version, once they are sent. */
    async diagnostics(uri: string, version: number): Promise<PublishedDiagnostics["diagnostics"]> {
        for (;;) {
            const found = this.published.findLast((each) => each.uri === uri && each.version === version);
            if (found !== undefined) return found.diagnostics;
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    }

    /** Megabytes that the process holds; undefined where the system doesn't tell. */
    resident(): number | undefined {
        try {
            return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.child.pid}/status`, "utf8"))?.[1]) / 1024;
        } catch {
            return undefined;
        }
    }

    async stop(): Promise<number | null> {
        await this.send("shutdown");
        this.notify("exit", undefined);
        return this.exited;
    }
}
