import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { write, writeDocument } from "../output.ts";
import { unifiedDiff } from "../workspace/difference.ts";
import { demandItems, planOf } from "../workspace/sync.ts";
import { localScripts, openWorkspace } from "../workspace/workspace.ts";

export interface DiffOptions extends TargetOptions {
    readonly json?: boolean;
}

/** Unified diffs from the backend's texts to the files'; exit 1 when there are any. */
export async function diff(names: readonly string[], options: DiffOptions): Promise<number> {
    const workspace = openWorkspace();
    const connection = await openConnection(options, workspace);
    const items = await planOf(connection, workspace, localScripts(workspace));
    const wanted = names.length === 0 ? items.filter(({ local }) => local !== undefined) : demandItems(items, names);
    let differs = false;
    const document = [];
    for (const { name, state, local, remote } of wanted) {
        const text = unifiedDiff(`${connection.target.name}/${name}`, local?.file ?? "/dev/null", remote?.text ?? "", local?.text ?? "");
        const descriptions = remote === undefined || local === undefined || remote.description === local.description;
        differs ||= text !== "" || !descriptions;
        document.push({ name, state, file: local?.file, id: remote?.id, diff: text, descriptions });
        if (options.json === true) continue;
        if (!descriptions) await write(`${name}: the description differs\n`);
        await write(text);
    }
    if (options.json === true)
        await writeDocument(document.map(({ descriptions, ...facts }) => ({ ...facts, descriptionDiffers: !descriptions })));
    return differs ? exitCodes.findings : exitCodes.fine;
}
