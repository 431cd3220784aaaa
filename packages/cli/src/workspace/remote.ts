/** Finds the script that an argument means. */
import { NotFoundError, type Script, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { CommandFailure } from "../faults.ts";

const idPattern = /^[0-9a-f]{16}$/i;

/** By name, else by id; a `CommandFailure` when neither is there. */
export async function demandScript(backend: ScriptsBackend, nameOrId: string): Promise<Script> {
    const named = await backend.find(nameOrId);
    if (named !== undefined) return named;
    if (idPattern.test(nameOrId)) {
        try {
            return await backend.get(nameOrId);
        } catch (error) {
            if (!(error instanceof NotFoundError)) throw error;
        }
    }
    throw new CommandFailure(
        `no script is named ${JSON.stringify(nameOrId)} on ${backend.url}`,
        "`flux-scripts list` shows those that are there.",
    );
}
