/** Runs the built command line as a process, as a person does. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../bin/flux-scripts.js", import.meta.url));

export interface Finished {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
}

/** A folder of its own for a test file, with a home that no other program writes to. */
export class Playground {
    readonly folder = mkdtempSync(join(tmpdir(), "flux-scripts-cli-"));
    private readonly running = new Set<ChildProcess>();

    /** Writes a file below the folder, and answers its path. */
    file(name: string, text: string): string {
        const path = join(this.folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
        return path;
    }

    start(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = this.folder): ChildProcess {
        const { PATH = "" } = process.env;
        const home = join(this.folder, "home");
        const child = spawn(process.execPath, [entry, ...args], {
            cwd,
            env: {
                PATH,
                HOME: home,
                USERPROFILE: home,
                LOCALAPPDATA: home,
                XDG_DATA_HOME: home,
                FLUX_SCRIPTS_DATA: join(this.folder, "data"),
                ...env,
            },
        });
        this.running.add(child);
        child.once("close", () => this.running.delete(child));
        return child;
    }

    run(
        args: readonly string[],
        { input = "", env = {}, cwd = this.folder }: { input?: string | Buffer; env?: Readonly<Record<string, string>>; cwd?: string } = {},
    ): Promise<Finished> {
        return new Promise((resolve, reject) => {
            const child = this.start(args, env, cwd);
            let out = "";
            let err = "";
            child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
            child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
            child.once("error", reject);
            child.once("close", (code) => resolve({ code, out, err }));
            child.stdin?.on("error", () => undefined);
            child.stdin?.end(input);
        });
    }

    /** `serve --json` with its ready line. */
    serve(args: readonly string[] = []): Promise<{ url: string; token: string; org: string; pid: number; child: ChildProcess }> {
        const child = this.start(["serve", "--json", "--port", "0", "--data", join(this.folder, "data"), ...args]);
        return new Promise((resolve, reject) => {
            let out = "";
            let err = "";
            child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
            child.stdout?.setEncoding("utf8").on("data", (text: string) => {
                out += text;
                if (out.includes("\n"))
                    resolve({ ...(JSON.parse(out) as { url: string; token: string; org: string; pid: number }), child });
            });
            child.once("close", (code) => reject(new Error(`serve ended with ${code}: ${err}`)));
        });
    }

    async close(): Promise<void> {
        const ended = [...this.running].map((child) => new Promise((resolve) => child.once("close", resolve).kill("SIGTERM")));
        await Promise.all(ended);
        rmSync(this.folder, { recursive: true, force: true });
    }
}
