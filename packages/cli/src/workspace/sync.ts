/** What `push`, `pull`, `status` and `diff` share: the plan of a workspace and a backend, and how it was carried out. */
import { apply, type Applied, type LocalScript, plan, type PlanItem, remoteOf, type SyncAction } from "@flux-scripts/workspace";
import { CommandFailure } from "../faults.ts";
import type { Connection } from "../connection/open.ts";
import { note, write, writeDocument } from "../output.ts";
import { portsOf, readBase } from "./ports.ts";
import type { Workspace } from "./workspace.ts";

/** All scripts of both sides. */
export async function planOf(connection: Connection, workspace: Workspace, local: readonly LocalScript[]): Promise<PlanItem[]> {
    const remote = (await connection.backend.list()).map(remoteOf);
    return plan({ base: readBase(connection, workspace), local, remote, canRename: connection.backend.capabilities.rename });
}

/** What a state means, for people. */
export const stateTexts: Readonly<Record<PlanItem["state"], string>> = {
    same: "same",
    changedHere: "changed here",
    changedThere: "changed on the backend",
    changedBoth: "changed on both sides, in different fields",
    conflict: "changed on both sides",
    onlyHere: "only here",
    onlyThere: "only on the backend",
    deletedHere: "deleted here",
    deletedThere: "deleted on the backend",
    gone: "gone on both sides",
    foreign: "not a Flux script",
};

/** One script's part of a push or pull. */
export interface Decision {
    readonly item: PlanItem;
    /** `none` with a `refusal` when it would lose something. */
    readonly action: SyncAction;
    readonly refusal?: string;
}

export interface Outcome {
    readonly name: string;
    readonly file: string | undefined;
    readonly id: string | undefined;
    /** `created`, `updated`, `pulled`, `merged`, `same`, or `conflict` when it was left as it is. */
    readonly action: string;
    readonly message?: string;
}

const actionTexts: Readonly<Record<SyncAction, string>> = {
    none: "same",
    adopt: "same",
    push: "updated",
    pull: "pulled",
    merge: "merged",
    create: "created",
    fetch: "pulled",
    renew: "renamed",
    deleteRemote: "deleted",
    deleteLocal: "deleted",
    forget: "same",
};

export interface CarryOptions {
    readonly dryRun?: boolean;
    readonly json?: boolean;
}

/** Carries decisions out (or only tells them), prints what came of them and of `already`, and answers whether all went well. */
export async function carryOut(
    decisions: readonly Decision[],
    connection: Connection,
    workspace: Workspace,
    options: CarryOptions,
    already: readonly Outcome[] = [],
): Promise<boolean> {
    const going = decisions.filter(({ action, refusal }) => action !== "none" && refusal === undefined);
    const chosen = new Map(decisions.map(({ item, action }): [string, SyncAction] => [item.key, action]));
    const applied =
        options.dryRun === true
            ? []
            : await apply(
                  going.map(({ item }) => item),
                  portsOf(connection, workspace),
                  chosen,
              );
    const outcomes: Outcome[] = [...already];
    for (const decision of decisions) outcomes.push(await outcomeOf(decision, applied, connection, options.dryRun === true));
    if (options.json === true) {
        await writeDocument(outcomes);
    } else {
        for (const { action, name, file, message } of outcomes) {
            if (message !== undefined) note(`${name}: ${message}`);
            else
                await write(
                    `${options.dryRun === true && action !== "same" ? "would be " : ""}${action} ${name}${file === undefined ? "" : ` (${file})`}\n`,
                );
        }
    }
    return outcomes.every(({ message }) => message === undefined);
}

async function outcomeOf(
    { item, action, refusal }: Decision,
    applied: readonly Applied[],
    { backend }: Connection,
    dryRun: boolean,
): Promise<Outcome> {
    const file = item.local?.file;
    const facts = { name: item.name, file, id: item.remote?.id };
    if (refusal !== undefined) return { ...facts, action: "conflict", message: refusal };
    const done = applied.find((each) => each.item === item);
    if (done?.outcome === "raced")
        return { ...facts, action: "conflict", message: "it was changed meanwhile and was left as it is: try again" };
    if (done?.outcome === "failed") {
        const { error } = done;
        const message = error instanceof Error ? error.message : String(error);
        return { ...facts, action: "failed", message };
    }
    if (done?.backup !== undefined) note(`${item.name}: what was replaced is kept in ${done.backup}`);
    const id = !dryRun && action === "create" ? (await backend.find(item.name))?.id : facts.id;
    return { ...facts, id, file: done?.file ?? file, action: actionTexts[action] };
}

/** The items of some names; a `CommandFailure` names one that is on neither side. */
export function demandItems(items: readonly PlanItem[], names: readonly string[]): PlanItem[] {
    return names.map((name) => {
        const item = items.find((each) => each.name === name || each.local?.file === name || each.remote?.id === name);
        if (item === undefined) throw new CommandFailure(`no script is named ${JSON.stringify(name)}, here or on the backend`);
        return item;
    });
}
