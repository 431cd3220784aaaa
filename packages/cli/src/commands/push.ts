import { resolve } from "node:path";
import { hasConflictMarkers, type LocalScript, type PlanItem, type SyncAction } from "@flux-scripts/workspace";
import { consents } from "../connection/consent.ts";
import { openConnection } from "../connection/open.ts";
import type { TargetOptions } from "../connection/target.ts";
import { exitCodes, UsageError } from "../faults.ts";
import { demandSources, demandExactText } from "../sources.ts";
import { carryOut, type Decision, planOf } from "../workspace/sync.ts";
import { localScript, localScripts, scriptFileOf, type Workspace, workspaceOf } from "../workspace/workspace.ts";

export interface PushOptions extends TargetOptions {
    readonly name?: string;
    readonly description?: string;
    readonly force?: boolean;
    readonly yes?: boolean;
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** What writes to the backend. */
const changing: ReadonlySet<SyncAction> = new Set(["push", "merge", "create", "renew"]);

/** Stores files as scripts. One that was changed on the backend since the last sync is left as it is without --force. */
export async function push(paths: readonly string[], options: PushOptions): Promise<number> {
    const workspace = workspaceOf(paths.filter((path) => path !== "-"));
    const local = readLocal(paths, options, workspace);
    const connection = await openConnection(options, workspace);
    // The others are needed to tell a renamed file from a copy.
    const others = localScripts(workspace).filter(({ file }) => !local.some((script) => script.file === file));
    const items = await planOf(connection, workspace, [...local, ...others]);
    const wanted = items.filter((item) => local.some((script) => script === item.local));
    const decisions = wanted.map((item) => decide(item, options.force === true));
    const changes = decisions.filter(({ action }) => changing.has(action)).length;
    const what = `Change ${changes === 1 ? "1 script" : `${changes} scripts`} there`;
    if (changes > 0 && !(await consents(connection.target, what, options))) return exitCodes.findings;
    const fine = await carryOut(decisions, connection, workspace, options);
    return fine ? exitCodes.fine : exitCodes.findings;
}

function readLocal(paths: readonly string[], options: PushOptions, workspace: Workspace): LocalScript[] {
    const sources = demandSources(paths);
    if ((options.name ?? options.description) !== undefined && sources.length > 1)
        throw new UsageError("--name and --description take one file only");
    const scripts = sources.map((source): LocalScript => {
        if (source.file === "-" && options.name === undefined) throw new UsageError("a script from standard input needs --name");
        const text = demandExactText(source);
        const file = source.file === "-" ? "-" : scriptFileOf(workspace, resolve(source.file));
        const script = localScript(workspace, file, text);
        return { ...script, name: options.name ?? script.name, description: options.description ?? script.description };
    });
    for (const [at, { name, file }] of scripts.entries()) {
        const first = scripts.findIndex((each) => each.name === name);
        if (first < at)
            throw new UsageError(
                `${scripts[first]?.file} and ${file} are both named ${JSON.stringify(name)}: name one of them in flux-scripts.json`,
            );
    }
    return scripts;
}

function decide(item: PlanItem, force: boolean): Decision {
    if (item.local !== undefined && hasConflictMarkers(item.local.text))
        return { item, action: "none", refusal: "it has conflict markers: decide each conflict first" };
    if (item.choices.includes("renew"))
        return force
            ? { item, action: "renew" }
            : {
                  item,
                  action: "none",
                  refusal: `this backend can't rename ${JSON.stringify(item.remote?.name)}: --force stores it anew, with another id, and deletes the old one`,
              };
    switch (item.state) {
        case "onlyHere":
        case "same":
        case "changedHere":
        case "changedBoth":
            return { item, action: item.action };
        case "changedThere":
            return force
                ? { item, action: "push" }
                : { item, action: "none", refusal: "it was changed on the backend: pull it first, or use --force" };
        case "deletedThere":
            return force
                ? { item, action: "create" }
                : { item, action: "none", refusal: "it was deleted on the backend: --force makes it again" };
        case "conflict":
            if (force) return { item, action: item.remote === undefined ? "create" : "push" };
            return { item, action: "none", refusal: `${conflictText(item)}: see \`flux-scripts diff\`, then use --force to replace it` };
        case "foreign":
            return {
                item,
                action: "none",
                refusal: `the backend has a script of this name in ${item.remote?.language ?? "another language"}`,
            };
        case "onlyThere":
        case "deletedHere":
        case "gone":
            return { item, action: "none" };
    }
}

function conflictText(item: PlanItem): string {
    return item.base === undefined ? "the backend has another script of this name" : "it was changed here and on the backend";
}
