// A language server as a process of its own, spoken to as an editor does: LSP over standard input and output.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

/** A client of one server process. Requests answer their result; notifications of the server are waited for by `next`. */
export class LspProcess {
    /** @param {string[]} args of node: the script, then its own */
    constructor(args) {
        this.started = performance.now();
        this.child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
        this.buffer = Buffer.alloc(0);
        this.id = 0;
        this.pending = new Map();
        this.waiting = new Set();
        this.child.stdout.on("data", (chunk) => this.#read(chunk));
    }

    #read(chunk) {
        this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
        for (;;) {
            const end = this.buffer.indexOf("\r\n\r\n");
            if (end < 0) return;
            const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString("latin1", 0, end))?.[1]);
            if (this.buffer.length < end + 4 + length) return;
            const message = JSON.parse(this.buffer.toString("utf8", end + 4, end + 4 + length));
            this.buffer = this.buffer.subarray(end + 4 + length);
            this.#received(message);
        }
    }

    #received(message) {
        if (message.id !== undefined && message.method === undefined) {
            const settle = this.pending.get(message.id);
            this.pending.delete(message.id);
            if (message.error === undefined) settle?.resolve(message.result);
            else settle?.reject(new Error(message.error.message));
            return;
        }
        // What the server asks of its client (registrations, settings) has no answer here.
        if (message.id !== undefined) this.#send({ id: message.id, result: null });
        for (const waiter of [...this.waiting]) waiter(message);
    }

    #send(message) {
        const body = JSON.stringify({ jsonrpc: "2.0", ...message });
        this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }

    notify(method, params) {
        this.#send({ method, params });
    }

    request(method, params) {
        const id = ++this.id;
        return new Promise((resolve, reject) => {
            this.pending.set(id, { resolve, reject });
            this.#send({ id, method, params });
        });
    }

    /** The next notification for which `matches` holds. */
    next(matches) {
        return new Promise((resolve) => {
            const waiter = (message) => {
                if (!matches(message)) return;
                this.waiting.delete(waiter);
                resolve(message);
            };
            this.waiting.add(waiter);
        });
    }

    /** The faults and hints of a document's version, once they are sent. */
    async diagnostics(uri, version) {
        const { params } = await this.next(
            ({ method, params }) => method === "textDocument/publishDiagnostics" && params.uri === uri && params.version === version,
        );
        return params.diagnostics;
    }

    async initialize(capabilities = {}) {
        await this.request("initialize", { processId: process.pid, rootUri: null, capabilities });
        this.notify("initialized", {});
    }

    /** Opens a document and answers its diagnostics. */
    open(uri, text) {
        const diagnostics = this.diagnostics(uri, 1);
        this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "flux", version: 1, text } });
        return diagnostics;
    }

    /** Megabytes of memory that the process holds; undefined where the system doesn't tell. */
    async resident() {
        try {
            const status = await readFile(`/proc/${this.child.pid}/status`, "utf8");
            return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
        } catch {
            return undefined;
        }
    }

    async stop() {
        const ended = new Promise((resolve) => this.child.once("exit", resolve));
        await this.request("shutdown");
        this.notify("exit");
        return ended;
    }
}
