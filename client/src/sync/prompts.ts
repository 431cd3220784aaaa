/** What sync asks and tells. */
import * as vscode from "vscode";
import type { Applied, PlanItem, SyncAction } from "@flux-scripts/workspace";
import type { Connection } from "../connections/model.ts";
import { UserError } from "../errors.ts";
import { Cancelled, explained, type Services } from "../services.ts";
import { noFolder } from "./ports.ts";
import { remoteUri } from "./remoteDocuments.ts";
import { hasFolder } from "./workspaceFiles.ts";

export type Direction = "push" | "pull";

/** What a person may answer about one script: an action of the planner, or a merge by hand. */
export type Choice = SyncAction | "mergeTexts";

/** What a direction does without asking. */
export function wanted(direction: Direction): readonly SyncAction[] {
    return direction === "push" ? ["push", "create", "merge"] : ["pull", "fetch", "merge"];
}

/** Both sides have a text, and not the same: it can be merged. */
export function canMerge({ state, local, remote }: PlanItem): boolean {
    return state !== "foreign" && local !== undefined && remote !== undefined && local.text !== remote.text;
}

/** Shows the difference, then asks which side holds. Rejects with `Cancelled` when the person steps back. */
export async function choose(connection: Connection, item: PlanItem): Promise<Choice> {
    const { t } = vscode.l10n;
    if (item.local !== undefined && item.remote !== undefined) await openDiff(item, connection);
    const titles: readonly (readonly [Choice, string])[] = [
        ["mergeTexts", t("Merge…")],
        ["merge", t("Merge")],
        ["push", t("Overwrite There")],
        ["renew", t("Store Under the New Name")],
        ["pull", t("Overwrite Here")],
        ["create", t("Store It Again")],
        ["fetch", t("Get It Again")],
        ["deleteLocal", t("Delete Here")],
        ["deleteRemote", t("Delete There")],
    ];
    const possible: Choice[] = [...item.choices, item.action];
    if (item.state === "conflict" && canMerge(item)) possible.push("mergeTexts");
    if (item.choices.length === 0) possible.push("push", "pull");
    const offered = titles.filter(([action]) => possible.includes(action));
    const { name } = item;
    const where = connection.name;
    const messages: Partial<Record<PlanItem["state"], string>> = {
        conflict: t(
            '"{0}" changed here and on {1}. Nothing is overwritten without your choice; the side that goes is kept in .flux-scripts/backup.',
            name,
            where,
        ),
        deletedHere: t('"{0}" was deleted here and is still on {1}.', name, where),
        deletedThere: t('"{0}" was deleted on {1} and is still here.', name, where),
        changedThere: t('"{0}" changed on {1} since the last sync, and not here.', name, where),
        changedHere: possible.includes("renew")
            ? t(
                  '"{0}" has another name here. {1} cannot rename: it is stored anew, with another id, and the old one is deleted.',
                  name,
                  where,
              )
            : t('"{0}" changed here since the last sync, and not on {1}.', name, where),
        changedBoth: t('"{0}" changed here and on {1}, in different fields.', name, where),
    };
    const message = messages[item.state] ?? t('"{0}" differs from {1}.', name, where);
    const chosen = await vscode.window.showWarningMessage(message, ...offered.map(([, title]) => title));
    const action = offered.find(([, title]) => title === chosen)?.[0];
    if (action === undefined) throw new Cancelled();
    return action;
}

/** A protected connection is written only after a yes. */
export async function confirmProtected(connection: Connection, names: readonly string[]): Promise<void> {
    if (!connection.protected || names.length === 0) return;
    const { t } = vscode.l10n;
    const yes = t("Push");
    const question =
        names.length === 1
            ? t('"{0}" is protected. Push {1} there?', connection.name, names[0] ?? "")
            : t('"{0}" is protected. Write {1} scripts there?', connection.name, names.length);
    const detail = names.length === 1 ? undefined : names.join(", ");
    const options = detail === undefined ? { modal: true } : { modal: true, detail };
    if ((await vscode.window.showWarningMessage(question, options, yes)) !== yes) throw new Cancelled();
}

/** Deletions, on either side, are named and asked about. */
export async function confirmDeletions(connection: Connection, here: readonly string[], there: readonly string[]): Promise<void> {
    if (here.length + there.length === 0) return;
    const { t } = vscode.l10n;
    const lines = [
        ...(here.length === 0 ? [] : [t("Here: {0}", here.join(", "))]),
        ...(there.length === 0 ? [] : [t("On {0}: {1}", connection.name, there.join(", "))]),
        t("Their texts are kept in .flux-scripts/backup."),
    ];
    const yes = t("Delete");
    const question = t("Delete {0} scripts?", here.length + there.length);
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail: lines.join("\n") }, yes);
    if (answer !== yes) throw new Cancelled();
}

export async function openDiff(item: PlanItem, connection: Connection): Promise<void> {
    if (item.remote === undefined || item.local === undefined) return;
    const title = vscode.l10n.t("{0}: {1} ↔ workspace", item.name, connection.name);
    await vscode.commands.executeCommand(
        "vscode.diff",
        remoteUri(connection.id, item.remote.id, item.remote.name),
        vscode.Uri.parse(item.local.file),
        title,
        { preview: true },
    );
}

/** One script that was not written: its error, or a lost race told as one. */
export function throwFailed(done: readonly Applied[], connection: Connection): void {
    const { t } = vscode.l10n;
    for (const { outcome, error, item } of done) {
        if (outcome === "failed") throw error;
        if (outcome === "raced")
            throw new UserError(
                t('"{0}" changed on {1} or here in this moment; nothing was written.', item.name, connection.name),
                t("Look at the difference and try again."),
            );
    }
}

export function report(services: Services, done: readonly Applied[], connection: Connection, direction: Direction | "sync"): void {
    const { t } = vscode.l10n;
    const failed = done.filter((entry) => entry.outcome !== "done");
    const good = done.filter((entry) => entry.outcome === "done" && entry.action !== "forget" && entry.action !== "adopt");
    if (failed.length > 0) {
        const [first] = failed;
        const why = first?.outcome === "raced" ? t("it changed in this moment") : explained(services, first?.error, connection).message;
        void vscode.window.showErrorMessage(
            t("{0} of {1} scripts could not be synced: {2}: {3}", failed.length, done.length, first?.item.name ?? "", why),
        );
        return;
    }
    const one = good.length === 1 ? good[0]?.item.name : undefined;
    const { name } = connection;
    const text = {
        push: one === undefined ? t("Pushed {0} scripts to {1}.", good.length, name) : t('Pushed "{0}" to {1}.', one, name),
        pull: one === undefined ? t("Pulled {0} scripts from {1}.", good.length, name) : t('Pulled "{0}" from {1}.', one, name),
        sync: t("Synced {0} scripts with {1}.", good.length, name),
    }[direction];
    void vscode.window.showInformationMessage(text);
}

export function outside(): UserError {
    if (!hasFolder()) return noFolder();
    return new UserError(
        vscode.l10n.t("The script is not in the folder of your scripts."),
        vscode.l10n.t("Move it there, or set the folder in flux-scripts.json."),
    );
}

export function unfinished(name: string): UserError {
    return new UserError(
        vscode.l10n.t('"{0}" still has conflict markers.', name),
        vscode.l10n.t("Decide each conflict in the file and save it, then push it."),
        ["openScript"],
    );
}
