/** The local backend as a process: found where one runs, started where none does. Knows nothing of VS Code. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { LocalAccess } from "../platform.ts";
import { type Discovery, readDiscovery } from "./discovery.ts";

export interface LocalProcessOptions {
    /** The program that runs JavaScript: Node, or VS Code's Electron as Node. */
    readonly program: string;
    /** The command line's entry, an ES module. */
    readonly cli: string;
    /** Where the backend keeps its data. */
    readonly dataFolder: string;
    /** 0 takes any free port. */
    readonly port: number;
    /** One line for the output; never has the token in it. */
    readonly log: (line: string) => void;
    /** Answers whether a backend takes this address and token. */
    readonly answers: (access: LocalAccess) => Promise<boolean>;
}

/** Why it did not start. `output` is the end of what it printed. */
export class LocalStartError extends Error {
    override readonly name = "LocalStartError";
    readonly reason: "missing" | "portInUse" | "folder" | "ended" | "late";
    readonly output: string;
    constructor(reason: LocalStartError["reason"], output: string) {
        super(`the local backend did not start: ${reason}`);
        this.reason = reason;
        this.output = output;
    }
}

const startLimitMs = 30_000;

/** Each window that uses the backend keeps a file here; the last one's going ends the backend. */
const usersFolder = "users";

/**
 * Runs the service and ends it, as a SIGTERM would, when no window that uses it is alive. A window may die without a word,
 * so the process itself looks. Given on standard input: options of an evaluated script would be handed on to the service's
 * worker threads, which do not take them.
 */
const supervisor = `
const { readdirSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const [users, cli, ...args] = process.argv.slice(2);
const alive = (name) => {
    try { process.kill(Number.parseInt(name, 10), 0); return true; } catch (error) { return error.code === "EPERM"; }
};
setInterval(() => {
    let names = [];
    try { names = readdirSync(users); } catch {}
    if (!names.some(alive)) process.kill(process.pid, "SIGTERM");
}, 1000).unref();
process.argv = [process.argv[0], cli, ...args];
import(pathToFileURL(cli).href).catch((error) => { console.error(error); process.exit(1); });
`;

export class LocalProcess {
    private readonly options: LocalProcessOptions;
    private readonly lease: string;

    constructor(options: LocalProcessOptions) {
        this.options = options;
        this.lease = join(options.dataFolder, usersFolder, `${process.pid}-${randomBytes(4).toString("hex")}`);
    }

    /** Starts the backend anew with the sample bucket and scripts in it. Rejects with a `LocalStartError`. */
    async withSample(): Promise<LocalAccess> {
        await this.stop();
        this.register();
        return this.start(["--sample"]);
    }

    /** The running backend of the data folder, or a new one. Rejects with a `LocalStartError`. */
    async ensure(): Promise<LocalAccess> {
        const running = await this.find();
        if (running !== undefined) {
            this.register();
            return running;
        }
        if (!existsSync(this.options.cli)) throw new LocalStartError("missing", this.options.cli);
        this.register();
        try {
            return await this.start();
        } catch (error) {
            // Two windows that open at the same moment both start one; the folder's lock lets the first live.
            for (let waited = 0; waited < 2000; waited += 100) {
                const other = await this.find();
                if (other !== undefined) return other;
                if (readDiscovery(this.options.dataFolder) === undefined) break;
                await delay(100);
            }
            throw error;
        }
    }

    /** The backend that runs on the data folder. */
    async find(): Promise<Discovery | undefined> {
        const found = readDiscovery(this.options.dataFolder);
        return found !== undefined && (await this.options.answers(found)) ? found : undefined;
    }

    /** Whether the process that the discovery file names lives; asks nothing of it. */
    isRunning(): boolean {
        const found = readDiscovery(this.options.dataFolder);
        return found !== undefined && isAlive(found.pid);
    }

    /** Ends the backend of the data folder, whoever started it. */
    async stop(): Promise<void> {
        const found = await this.find();
        if (found === undefined) return;
        process.kill(found.pid, "SIGTERM");
        for (let waited = 0; waited < 10_000 && isAlive(found.pid); waited += 50) await delay(50);
    }

    /** Deletes the buckets and scripts; only after `stop`. Other files of the folder are none of its business. */
    removeData(): void {
        for (const name of readdirSync(this.options.dataFolder)) {
            if (/^data\.sqlite(-.*|\.lock)?$/.test(name)) rmSync(join(this.options.dataFolder, name), { recursive: true, force: true });
        }
    }

    /** This window is no user any more. */
    release(): void {
        rmSync(this.lease, { force: true });
    }

    private register(): void {
        try {
            mkdirSync(join(this.options.dataFolder, usersFolder), { recursive: true, mode: 0o700 });
            writeFileSync(this.lease, "", { mode: 0o600 });
        } catch (error) {
            throw new LocalStartError("folder", error instanceof Error ? error.message : String(error));
        }
    }

    private start(more: readonly string[] = []): Promise<LocalAccess> {
        const { program, cli, dataFolder, port, log } = this.options;
        const args = ["-", join(dataFolder, usersFolder), cli, "serve", "--json", `--port=${port}`, `--data=${dataFolder}`, ...more];
        log(`starting the local backend on ${dataFolder}`);
        const child = spawn(program, args, {
            stdio: ["pipe", "pipe", "pipe"],
            // A window that closes must not take it away from the others.
            detached: process.platform !== "win32",
            windowsHide: true,
            env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
        });
        child.stdin.on("error", () => undefined);
        child.stdin.end(supervisor);
        let output = "";
        createInterface({ input: child.stderr }).on("line", (line) => {
            output = `${output}${line}\n`.slice(-4000);
            log(line);
        });
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                child.kill();
                reject(new LocalStartError("late", output));
            }, startLimitMs);
            child.once("error", (error) => {
                clearTimeout(timer);
                reject(new LocalStartError("ended", error.message));
            });
            child.once("close", () => {
                clearTimeout(timer);
                reject(new LocalStartError(/EADDRINUSE|in use/i.test(output) ? "portInUse" : "ended", output));
            });
            createInterface({ input: child.stdout }).once("line", (line) => {
                clearTimeout(timer);
                const access = readReady(line);
                if (access === undefined) {
                    child.kill();
                    reject(new LocalStartError("ended", output));
                    return;
                }
                log(`the local backend runs at ${access.url}`);
                child.unref();
                resolve(access);
            });
        });
    }
}

/** `{"url","token","org","pid"}`, printed when it is ready. */
function readReady(line: string): LocalAccess | undefined {
    try {
        const { url, token, org } = JSON.parse(line) as Partial<LocalAccess>;
        return typeof url === "string" && typeof token === "string"
            ? { url, token, org: typeof org === "string" ? org : "local" }
            : undefined;
    } catch {
        return undefined;
    }
}

export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        // A process that ended but was not waited for still takes signals.
        return process.platform !== "linux" || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return false;
    }
}

function delay(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
}
