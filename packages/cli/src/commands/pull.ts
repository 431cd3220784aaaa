import { join } from "node:path";
import type { PlanItem } from "@flux-scripts/workspace";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes } from "../faults.ts";
import { isExactText, notUtf8 } from "../sources.ts";
import { carryOut, type Decision, demandItems, planOf } from "../workspace/sync.ts";
import { canMerge, mergeFiles } from "../workspace/merge.ts";
import { localScripts, openWorkspace } from "../workspace/workspace.ts";

export interface PullOptions extends TargetOptions {
    readonly force?: boolean;
    readonly merge?: boolean;
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/**
 * Brings scripts of the backend into files. A file that was changed since the last sync is left as it is without --force;
 * --merge brings both changes into it, with conflict markers where both are of the same lines.
 */
export async function pull(names: readonly string[], options: PullOptions): Promise<number> {
    const workspace = openWorkspace();
    const connection = await openConnection(options, workspace);
    const items = await planOf(connection, workspace, localScripts(workspace));
    const wanted = names.length === 0 ? items.filter(({ remote }) => remote !== undefined) : demandItems(items, names);
    const lossy = new Set(
        wanted.filter(({ local }) => local !== undefined && !isExactText(join(workspace.folder, local.file), local.text)),
    );
    const decisions = wanted.map((item) => {
        const decision = decide(item, options.force === true, names.length > 0);
        const isLeft = decision.action === "none" && decision.refusal === undefined;
        return isLeft || !lossy.has(item) ? decision : ({ item, action: "none", refusal: `${item.local?.file} ${notUtf8}` } as const);
    });
    const merging =
        options.merge === true ? decisions.filter(({ item, refusal }) => refusal !== undefined && canMerge(item) && !lossy.has(item)) : [];
    const others = decisions.filter((decision) => !merging.includes(decision));
    const fine = await carryOut(others, connection, workspace, options, await mergeFiles(merging, connection, workspace, options));
    return fine ? exitCodes.fine : exitCodes.findings;
}

function decide(item: PlanItem, force: boolean, named: boolean): Decision {
    switch (item.state) {
        case "onlyThere":
        case "same":
        case "changedThere":
        case "changedBoth":
            if (item.choices.includes("renew"))
                return { item, action: "none", refusal: "its name changed here, and this backend can't rename: push it with --force" };
            return { item, action: item.action };
        case "deletedHere":
            return force || named
                ? { item, action: "fetch" }
                : { item, action: "none", refusal: "its file was deleted here: name it to bring it back" };
        case "changedHere":
            return force ? { item, action: "pull" } : { item, action: "none" };
        case "conflict":
            if (force && item.remote !== undefined) return { item, action: item.local === undefined ? "fetch" : "pull" };
            return {
                item,
                action: "none",
                refusal:
                    "it was changed here and on the backend: see `flux-scripts diff`, then use --merge for both changes or --force for the backend's",
            };
        case "onlyHere":
        case "deletedThere":
            return { item, action: "none", refusal: "the backend has no such script" };
        case "foreign":
            return { item, action: "none" };
        case "gone":
            return { item, action: "forget" };
    }
}
