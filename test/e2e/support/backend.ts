/** The local backend as a process, and how to find one that the extension started. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Access } from "./http.ts";
import { root } from "./session.ts";

/** The data folder that extension and command line take by themselves, below a HOME. */
export function dataFolder(home: string): string {
    return join(home, ".local/share/flux-scripts/data");
}

export interface BackendProcess extends Access {
    stop(): Promise<void>;
}

/** Starts the backend with sample data on a HOME's own data folder, as `npm start` does, so that the extension finds it. */
export async function startSampleBackend(home: string): Promise<BackendProcess> {
    const folder = dataFolder(home);
    mkdirSync(folder, { recursive: true });
    const args = [join(root, "packages/cli/dist/main.js"), "serve", "--json", "--sample", "--port=0", `--data=${folder}`];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk) => {
        errors += chunk;
    });
    const line = await Promise.race([firstLine(child), new Promise<undefined>((resolve) => child.once("exit", () => resolve(undefined)))]);
    if (line === undefined) throw new Error(`the backend did not start: ${errors}`);
    const { url, token } = JSON.parse(line) as Access;
    return { url, token, stop: () => ended(child) };
}

function firstLine(child: ChildProcess): Promise<string> {
    return new Promise((resolve) => {
        if (child.stdout !== null) createInterface({ input: child.stdout }).once("line", resolve);
    });
}

function ended(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
        child.once("exit", () => resolve());
        if (!child.kill("SIGTERM")) resolve();
    });
}

/** The backend that runs on a HOME's own data folder; waits until there is one. */
export async function runningBackend(home: string): Promise<Access> {
    const until = Date.now() + 60_000;
    for (;;) {
        try {
            return JSON.parse(readFileSync(join(dataFolder(home), "service.json"), "utf8")) as Access;
        } catch (error) {
            if (Date.now() > until) throw error;
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    }
}
