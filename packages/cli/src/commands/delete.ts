import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { write, writeDocument } from "../output.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface DeleteOptions extends TargetOptions {
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Deletes the named scripts; none of them when one is not there. */
export async function deleteScripts(names: readonly string[], options: DeleteOptions): Promise<number> {
    const { backend } = await openConnection(options, openWorkspace());
    const scripts = [];
    for (const name of names) scripts.push(await demandScript(backend, name));
    const done = [];
    for (const { id, name } of scripts) {
        if (options.dryRun !== true) await backend.delete(id);
        done.push({ name, id, action: options.dryRun === true ? "would delete" : "deleted" });
        if (options.json !== true) await write(`${done.at(-1)?.action} ${name} (${id})\n`);
    }
    if (options.json === true) await writeDocument(done);
    return exitCodes.fine;
}
