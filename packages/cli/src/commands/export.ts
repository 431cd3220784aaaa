import { existsSync } from "node:fs";
import { join } from "node:path";
import { assignFileNames } from "@flux-scripts/workspace";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { CommandFailure, exitCodes } from "../faults.ts";
import { write, writeDocument } from "../output.ts";
import { writeWhole } from "../workspace/ports.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface ExportOptions extends TargetOptions {
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Every script as a file, and `scripts.json` with what a file doesn't say. Nothing that is there is written over. */
export async function exportScripts(folder: string, options: ExportOptions): Promise<number> {
    const { backend } = await openConnection(options, openWorkspace());
    const scripts = await backend.list();
    const files = assignFileNames(scripts.map(({ name }) => name));
    const index = scripts.map(({ script: _text, ...facts }) => ({ file: files.get(facts.name) ?? "", ...facts }));
    const taken = ["scripts.json", ...files.values()].filter((file) => existsSync(join(folder, file)));
    if (taken.length > 0) throw new CommandFailure(`${folder} has ${taken.join(", ")} already`, "Export into an empty folder.");
    if (options.dryRun !== true) {
        for (const { name, script } of scripts) writeWhole(join(folder, files.get(name) ?? ""), script);
        writeWhole(join(folder, "scripts.json"), `${JSON.stringify(index, undefined, 2)}\n`);
    }
    if (options.json === true) await writeDocument(index);
    else
        for (const { name, file } of index)
            await write(`${options.dryRun === true ? "would write" : "wrote"} ${join(folder, file)} (${name})\n`);
    return exitCodes.fine;
}
