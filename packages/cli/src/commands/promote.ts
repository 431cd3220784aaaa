import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface PromoteOptions extends TargetOptions {
    readonly to: string;
    readonly force?: boolean;
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Copies scripts from one connection to another; a script of that name with another text is left as it is without --force. */
export async function promote(names: readonly string[], options: PromoteOptions): Promise<number> {
    const workspace = openWorkspace();
    const { backend: from } = await openConnection(options, workspace);
    const { backend: to } = await openConnection({ connection: options.to }, workspace);
    const done = [];
    for (const name of names) {
        const script = await demandScript(from, name);
        const there = await to.find(script.name);
        const same = there !== undefined && there.script === script.script && there.description === script.description;
        const action = there === undefined ? "created" : same ? "same" : options.force === true ? "updated" : "conflict";
        if (options.dryRun !== true && action === "created") {
            await to.create({ name: script.name, description: script.description, script: script.script, language: script.language });
        }
        if (options.dryRun !== true && action === "updated" && there !== undefined) {
            await to.update(there.id, { script: script.script, description: script.description });
        }
        done.push({ name: script.name, action, dryRun: options.dryRun === true });
        if (action === "conflict") note(`${script.name}: ${options.to} has another script of this name; --force replaces it`);
        else if (options.json !== true)
            await write(`${options.dryRun === true ? "would be " : ""}${action} ${script.name} on ${options.to}\n`);
    }
    if (options.json === true) await writeDocument(done);
    return done.some(({ action }) => action === "conflict") ? exitCodes.findings : exitCodes.fine;
}
