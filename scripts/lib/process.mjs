// Running programs, and where the repository is.
import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder, without a slash at its end. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** `npm` in the form in which it can be spawned without a shell: the running npm's own script, else by name. */
function npmCommand() {
    const script = process.env.npm_execpath;
    if (script?.endsWith(".js")) return { command: process.execPath, first: [script], shell: false };
    return { command: "npm", first: [], shell: process.platform === "win32" };
}

/**
 * Runs a program to its end; answers its exit code (1 when a signal ended it).
 * `quiet`: its output is shown only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean, shell?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd: options.cwd ?? root,
            env: { ...process.env, ...options.env },
            shell: options.shell ?? false,
            stdio: options.quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
        });
        /** @type {Buffer[]} */
        const output = [];
        child.stdout?.on("data", (chunk) => output.push(chunk));
        child.stderr?.on("data", (chunk) => output.push(chunk));
        child.on("error", reject);
        child.on("close", (code) => {
            const status = code ?? 1;
            if (status !== 0 && options.quiet) process.stderr.write(Buffer.concat(output));
            resolve(status);
        });
    });
}

/** Runs npm; see {@link run}. */
export function npm(args, options = {}) {
    const { command, first, shell } = npmCommand();
    return run(command, [...first, ...args], { shell, ...options });
}

/** Runs Node on a script; see {@link run}. */
export function node(args, options = {}) {
    return run(process.execPath, args, options);
}

/** True when the file is the program that Node was started with. */
export function isMain(importMetaUrl) {
    return process.argv[1] !== undefined && fileURLToPath(importMetaUrl) === realpathSync(process.argv[1]);
}
