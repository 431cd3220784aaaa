import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { write, writeDocument } from "../output.ts";
import { planOf, stateTexts } from "../workspace/sync.ts";
import { localScripts, openWorkspace } from "../workspace/workspace.ts";

export interface StatusOptions extends TargetOptions {
    readonly json?: boolean;
}

/** Every script of both sides with how it stands; nothing is changed. Exit 0, also when there are differences. */
export async function status(options: StatusOptions): Promise<number> {
    const workspace = openWorkspace();
    const connection = await openConnection(options, workspace);
    const items = await planOf(connection, workspace, localScripts(workspace));
    if (options.json === true) {
        await writeDocument(items.map(({ name, state, local, remote }) => ({ name, state, file: local?.file, id: remote?.id })));
        return exitCodes.fine;
    }
    const width = Math.max(0, ...items.map(({ name }) => name.length));
    for (const { name, state } of items) await write(`${name.padEnd(width)}  ${stateTexts[state]}\n`);
    return exitCodes.fine;
}
