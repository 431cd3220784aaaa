import { askAtTerminal } from "../connection/consent.ts";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { portsOf } from "../workspace/ports.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface DeleteOptions extends TargetOptions {
    readonly yes?: boolean;
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Deletes the named scripts, none of them when one is not there; asks on a terminal. Their texts are backed up first. */
export async function deleteScripts(names: readonly string[], options: DeleteOptions): Promise<number> {
    const workspace = openWorkspace();
    const connection = await openConnection(options, workspace);
    const { backend, target } = connection;
    const { local } = portsOf(connection, workspace);
    const scripts = [];
    for (const name of names) scripts.push(await demandScript(backend, name));
    const question = `Delete ${scripts.map(({ name }) => name).join(", ")} on ${target.name}?`;
    if (options.dryRun !== true && options.yes !== true && !(await askAtTerminal(question))) return exitCodes.findings;
    const done = [];
    for (const { id, name, script } of scripts) {
        if (options.dryRun !== true) {
            note(`${name}: its text is kept in ${await local.backup(name, script)}`);
            await backend.delete(id);
        }
        done.push({ name, id, action: options.dryRun === true ? "would delete" : "deleted" });
        if (options.json !== true) await write(`${done.at(-1)?.action} ${name} (${id})\n`);
    }
    if (options.json === true) await writeDocument(done);
    return exitCodes.fine;
}
