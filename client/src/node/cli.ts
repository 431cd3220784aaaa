/** The bundled command line as a process, for tests and tasks. */
import { spawn } from "node:child_process";
import type { CommandLine, CommandLineRun } from "../platform.ts";

/** `program`: what runs JavaScript; `cli`: the command line's entry. */
export function nodeCommandLine(program: string, cli: string): CommandLine {
    return { run: (args, run) => start(program, [cli, ...args], run) };
}

function start(program: string, args: readonly string[], { cwd, env, onOutput, signal }: CommandLineRun): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            ...(cwd === undefined ? {} : { cwd }),
            stdio: ["ignore", "pipe", "pipe"],
            windowsHide: true,
            signal,
            env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: "1" },
        });
        child.stdout.setEncoding("utf8").on("data", (text: string) => onOutput(text, "stdout"));
        child.stderr.setEncoding("utf8").on("data", (text: string) => onOutput(text, "stderr"));
        child.once("error", (error) => {
            if (error.name === "AbortError") resolve(130);
            else reject(error);
        });
        child.once("close", (code) => resolve(code ?? 130));
    });
}
