import type { Script } from "@flux-scripts/scripts-api";
import { remoteOf } from "@flux-scripts/workspace";
import { consents } from "../connection/consent.ts";
import { type Connection, openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { CommandFailure, exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { portsOf, readBase } from "../workspace/ports.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";

export interface RenameOptions extends TargetOptions {
    readonly yes?: boolean;
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Renames where the backend can; else makes a new script (with another id) and deletes the old one, its text backed up. */
export async function rename(name: string, to: string, options: RenameOptions): Promise<number> {
    const workspace = openWorkspace();
    const connection = await openConnection(options, workspace);
    const { backend } = connection;
    const script = await demandScript(backend, name);
    if ((await backend.find(to)) !== undefined)
        throw new CommandFailure(`a script is named ${JSON.stringify(to)} already`, "Choose another name.");
    if (!(await consents(connection.target, `Rename ${script.name} to ${to} there`, options))) return exitCodes.findings;
    let { id } = script;
    if (options.dryRun !== true) {
        const renamed = backend.capabilities.rename
            ? await backend.update(id, { name: to })
            : await storeAnew(script, to, connection, workspace);
        await follow(script, renamed, connection, workspace);
        ({ id } = renamed);
    }
    const action = options.dryRun === true ? "would rename" : "renamed";
    if (options.json === true) await writeDocument({ from: script.name, to, id, action });
    else await write(`${action} ${script.name} to ${to} (${id})\n`);
    return exitCodes.fine;
}

async function storeAnew(script: Script, to: string, connection: Connection, workspace: Workspace): Promise<Script> {
    const { backend } = connection;
    const { description, script: text, language } = script;
    const copy = await backend.create({ name: to, description, script: text, language });
    note(`${script.name}: its text is kept in ${await portsOf(connection, workspace).local.backup(script.name, text)}`);
    await backend.delete(script.id);
    note(`this backend can't change a name: the script was made again, with the id ${copy.id}`);
    return copy;
}

/** The file of the script stays the same script: flux-scripts.json and the synced state get its new name. */
async function follow(old: Script, renamed: Script, connection: Connection, workspace: Workspace): Promise<void> {
    const base = readBase(connection, workspace).find(({ id }) => id === old.id);
    if (base === undefined) return;
    const ports = portsOf(connection, workspace);
    const local = await ports.local.read(base.file);
    if (local !== undefined) await ports.local.write(base.file, { ...local, name: renamed.name });
    if (renamed.id !== old.id) await ports.base.remove(old.id);
    await ports.base.put({ ...remoteOf(renamed), text: base.text, description: base.description, file: base.file });
}
