/** Scripts that changed on both sides, merged into their files. */
import { leadingComment, mergeTexts, type PlanItem } from "@flux-scripts/workspace";
import type { Connection } from "../connection/open.ts";
import { note } from "../output.ts";
import { portsOf } from "./ports.ts";
import type { CarryOptions, Decision, Outcome } from "./sync.ts";
import type { Workspace } from "./workspace.ts";

/** Both sides have a text of their own. */
export function canMerge({ state, local, remote }: PlanItem): boolean {
    return state === "conflict" && local !== undefined && remote !== undefined && local.text !== remote.text;
}

/**
 * Writes both sides' changes into each file and notes the backend's script as the synced one, so that the file can be pushed
 * once no marker is left in it. What the file held is backed up, and the backend's text too.
 */
export async function mergeFiles(
    decisions: readonly Decision[],
    connection: Connection,
    workspace: Workspace,
    { dryRun = false }: CarryOptions,
): Promise<Outcome[]> {
    const ports = portsOf(connection, workspace);
    const outcomes: Outcome[] = [];
    for (const { item } of decisions) {
        const { local, remote, base, name } = item;
        if (local === undefined || remote === undefined) continue;
        const sides = { base: base?.text, here: local.text, there: remote.text };
        const { text, conflicts } = mergeTexts(sides, { here: local.file, base: "last synced", there: connection.target.name });
        if (!dryRun) {
            note(`${name}: what the file held is kept in ${await ports.local.backup(name, local.text)}`);
            await ports.local.backup(remote.name, remote.text);
            const follows = remote.description === leadingComment(remote.text);
            await ports.local.write(local.file, {
                name: remote.name,
                description: follows ? leadingComment(text) : remote.description,
                text,
            });
            if (base !== undefined && base.id !== remote.id) await ports.base.remove(base.id);
            await ports.base.put({ ...remote, file: local.file });
        }
        const outcome = { name, file: local.file, id: remote.id, action: "merged" };
        const count = conflicts === 1 ? "1 conflict" : `${conflicts} conflicts`;
        const message = dryRun
            ? `${count} would be marked in ${local.file}`
            : `${count} marked in ${local.file}: decide what holds between the markers, then push it`;
        outcomes.push(conflicts === 0 ? outcome : { ...outcome, action: "conflict", message });
    }
    return outcomes;
}
