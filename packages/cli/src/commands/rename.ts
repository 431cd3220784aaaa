import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { CommandFailure, exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface RenameOptions extends TargetOptions {
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Renames where the backend can; else makes a new script (with another id) and deletes the old one. */
export async function rename(name: string, to: string, options: RenameOptions): Promise<number> {
    const { backend } = await openConnection(options, openWorkspace());
    const script = await demandScript(backend, name);
    if ((await backend.find(to)) !== undefined)
        throw new CommandFailure(`a script is named ${JSON.stringify(to)} already`, "Choose another name.");
    let id = script.id;
    if (options.dryRun !== true) {
        if (backend.capabilities.rename) {
            await backend.update(id, { name: to });
        } else {
            const copy = await backend.create({
                name: to,
                description: script.description,
                script: script.script,
                language: script.language,
            });
            await backend.delete(id);
            id = copy.id;
            note(`this backend can't change a name: the script was made again, with the id ${id}`);
        }
    }
    const action = options.dryRun === true ? "would rename" : "renamed";
    if (options.json === true) await writeDocument({ from: script.name, to, id, action });
    else await write(`${action} ${script.name} to ${to} (${id})\n`);
    return exitCodes.fine;
}
