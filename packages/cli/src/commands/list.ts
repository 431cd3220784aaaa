import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface ListOptions extends TargetOptions {
    readonly json?: boolean;
}

/** Scripts by name: text columns, or the API's own objects as JSON. */
export async function listScripts(options: ListOptions): Promise<number> {
    const { backend } = await openConnection(options, openWorkspace());
    const scripts = [...(await backend.list())].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (options.json === true) {
        await writeDocument(scripts);
        return exitCodes.fine;
    }
    if (scripts.length === 0) note(`no scripts on ${backend.url}`);
    const width = Math.max(0, ...scripts.map(({ name }) => name.length));
    for (const { id, name, updatedAt, description } of scripts) {
        await write(`${`${name.padEnd(width)}  ${id}  ${updatedAt}  ${description.split("\n")[0] ?? ""}`.trimEnd()}\n`);
    }
    return exitCodes.fine;
}
