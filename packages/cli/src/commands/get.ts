import { writeFileSync } from "node:fs";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { write, writeDocument } from "../output.ts";
import { demandScript } from "../workspace/remote.ts";
import { openWorkspace } from "../workspace/workspace.ts";

export interface GetOptions extends TargetOptions {
    readonly json?: boolean;
    readonly out?: string;
}

/** The script's text, byte for byte as it is stored, or the API's object as JSON. */
export async function getScript(name: string, options: GetOptions): Promise<number> {
    const { backend } = await openConnection(options, openWorkspace());
    const script = await demandScript(backend, name);
    if (options.out !== undefined) writeFileSync(options.out, script.script);
    if (options.json === true) await writeDocument(script);
    else if (options.out === undefined) await write(script.script);
    return exitCodes.fine;
}
