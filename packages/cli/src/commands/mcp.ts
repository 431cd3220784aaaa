import { createInterface } from "node:readline";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { answer, type RunningCalls } from "../mcp/server.ts";
import { toolsOf } from "../mcp/tools.ts";
import { note, write } from "../output.ts";
import { version } from "../version.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

/** Serves the named scripts as tools on standard input and output, until the input ends. */
export async function mcp(names: readonly string[], options: TargetOptions): Promise<number> {
    const { backend } = await openConnection(options, openWorkspace());
    const scripts = [];
    for (const name of names) scripts.push(await demandScript(backend, name));
    const tools = await toolsOf(backend, scripts);
    note(`serving ${tools.length} ${tools.length === 1 ? "tool" : "tools"} from ${backend.url}`);
    const running = new Set<Promise<void>>();
    const calls: RunningCalls = new Map();
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (line.trim() === "") continue;
        // A long run must not keep the next message waiting.
        const work = answer(line, tools, version, calls).then(async (text) => {
            if (text !== undefined) await write(`${text}\n`);
            running.delete(work);
        });
        running.add(work);
    }
    await Promise.all(running);
    return exitCodes.fine;
}
