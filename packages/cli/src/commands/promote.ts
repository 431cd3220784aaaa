import { consents } from "../connection/consent.ts";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { unifiedDiff } from "../workspace/difference.ts";
import { portsOf } from "../workspace/ports.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface PromoteOptions extends TargetOptions {
    readonly to: string;
    readonly force?: boolean;
    readonly yes?: boolean;
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/**
 * Copies scripts from one connection to another; a script of that name with another text is left as it is without --force,
 * and its difference shown. What is replaced is backed up, and looked at again right before.
 */
export async function promote(names: readonly string[], options: PromoteOptions): Promise<number> {
    const workspace = openWorkspace();
    const { backend: from, target } = await openConnection(options, workspace);
    const destination = await openConnection({ connection: options.to }, workspace);
    const { backend: to } = destination;
    const ports = portsOf(destination, workspace);
    if (!(await consents(destination.target, `Copy ${names.join(", ")} to it`, options))) return exitCodes.findings;
    const done = [];
    for (const name of names) {
        const script = await demandScript(from, name);
        const there = await to.find(script.name);
        const same = there !== undefined && there.script === script.script && there.description === script.description;
        let action = there === undefined ? "created" : same ? "same" : options.force === true ? "updated" : "conflict";
        const text =
            there === undefined || same
                ? ""
                : unifiedDiff(`${options.to}/${script.name}`, `${target.name}/${script.name}`, there.script, script.script);
        if (options.dryRun !== true && action === "created") {
            await to.create({ name: script.name, description: script.description, script: script.script, language: script.language });
        }
        if (options.dryRun !== true && action === "updated" && there !== undefined) {
            const now = await to.get(there.id);
            if (now.script !== there.script || now.updatedAt !== there.updatedAt) action = "raced";
            else {
                note(`${script.name}: what is replaced is kept in ${await ports.local.backup(there.name, there.script)}`);
                await to.update(there.id, { script: script.script, description: script.description });
            }
        }
        done.push({ name: script.name, action, dryRun: options.dryRun === true, diff: text });
        if (options.json !== true) await write(text);
        if (action === "conflict") note(`${script.name}: ${options.to} has another script of this name; --force replaces it`);
        else if (action === "raced") note(`${script.name}: it was changed on ${options.to} in this moment; nothing was written`);
        else if (options.json !== true)
            await write(`${options.dryRun === true && action !== "same" ? "would be " : ""}${action} ${script.name} on ${options.to}\n`);
    }
    if (options.json === true) await writeDocument(done);
    return done.some(({ action }) => action === "conflict" || action === "raced") ? exitCodes.findings : exitCodes.fine;
}
