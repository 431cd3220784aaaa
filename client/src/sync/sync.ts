/** Push, pull and compare: a plan, the person's choice where one is needed, and its carrying out. */
import * as vscode from "vscode";
import { apply, type Applied, hasConflictMarkers, type PlanItem, remoteOf, type SyncAction } from "@flux-scripts/workspace";
import { UserError } from "../errors.ts";
import { Cancelled, type Services } from "../services.ts";
import { Conflicts } from "./conflicts.ts";
import type { SyncMonitor } from "./monitor.ts";
import { portsOf } from "./ports.ts";
import {
    canMerge,
    choose,
    confirmDeletions,
    confirmProtected,
    type Direction,
    openDiff,
    outside,
    report,
    throwFailed,
    unfinished,
    wanted,
} from "./prompts.ts";
import { openSite, openSiteOf, planOf, type Site, type SyncTarget } from "./site.ts";

/** A document of the workspace, or a script that may be only there. */

export class Sync {
    private readonly changed = new vscode.EventEmitter<void>();
    private readonly conflicts: Conflicts;
    /** Scripts on either side changed. */
    readonly onDidChange = this.changed.event;
    /** Documents that are on their way: a merge of theirs needs no question whether to push. */
    private readonly pushing = new Set<string>();
    private saves: Promise<void> = Promise.resolve();

    constructor(
        private readonly services: Services,
        private readonly monitor: SyncMonitor,
    ) {
        this.conflicts = new Conflicts(services, (document) => void this.offerMerged(document));
    }

    /** Pushes one script as it stands in the editor; saves it first, so that file and backend hold the same. */
    async push(document: vscode.TextDocument): Promise<void> {
        if (document.isUntitled)
            throw new UserError(
                vscode.l10n.t("The script has no file yet."),
                vscode.l10n.t("Save it in the folder of your scripts, then push it."),
            );
        await this.whilePushing(document, async () => {
            const site = await openSiteOf(this.services, document);
            if (document.isDirty && !(await document.save())) throw new Cancelled();
            await this.one(site, await this.demand(site, document), "push");
        });
    }

    /** After a save: only a script that is stored already and that the save changed; told in the status bar. */
    pushSaved(document: vscode.TextDocument): Promise<void> {
        // One after the other: the second save of a file is compared with what the first has stored.
        const run = this.saves.then(() => (hasConflictMarkers(document.getText()) ? undefined : this.pushOneSaved(document)));
        this.saves = run.catch(() => undefined);
        return run;
    }

    private pushOneSaved(document: vscode.TextDocument): Promise<void> {
        return this.whilePushing(document, async () => {
            const site = await openSiteOf(this.services, document);
            const item = await this.demand(site, document);
            if (item.base === undefined || item.state === "same" || item.state === "changedThere") return;
            if (item.action !== "push" && item.action !== "merge") return this.one(site, item, "push");
            await confirmProtected(site.connection, [item.name]);
            throwFailed(await this.apply(site, [item], new Map()), site.connection);
            vscode.window.setStatusBarMessage(vscode.l10n.t('Pushed "{0}" to {1}.', item.name, site.connection.name), 5000);
        });
    }

    private async whilePushing(document: vscode.TextDocument, work: () => Promise<void>): Promise<void> {
        const key = document.uri.toString();
        this.pushing.add(key);
        try {
            await work();
        } finally {
            this.pushing.delete(key);
        }
    }

    /** Pulls the script of a document, or one that is only there. */
    async pull(target: SyncTarget): Promise<void> {
        const site = await openSiteOf(this.services, target);
        const item = await this.demand(site, target);
        if (item.remote === undefined) throw notStored(item.name, site);
        if ("isDirty" in target && target.isDirty) await target.save();
        await this.one(site, item, "pull");
    }

    /** All scripts in one direction: lists what would happen, does it after a yes, then asks about each conflict. */
    async all(direction: Direction, review: () => Promise<void>): Promise<void> {
        const { t } = vscode.l10n;
        const site = await openSite(this.services);
        await this.saveOpen();
        const items = await this.plan(site);
        const ready = items.filter((item) => wanted(direction).includes(item.action) || item.action === "adopt");
        const open = items.filter((item) => item.action === "none" && item.choices.length > 0);
        const writes = ready.filter((item) => item.action !== "adopt");
        if (writes.length > 0) {
            const title =
                direction === "push"
                    ? t("Push {0} scripts to {1}?", writes.length, site.connection.name)
                    : t("Pull {0} scripts from {1}?", writes.length, site.connection.name);
            const yes = direction === "push" ? t("Push") : t("Pull");
            const look = t("Review…");
            const detail = writes.map((item) => item.name).join(", ");
            const answer = await vscode.window.showInformationMessage(title, { modal: true, detail }, yes, look);
            if (answer === look) return review();
            if (answer !== yes) throw new Cancelled();
        }
        const done = await this.apply(site, ready, new Map());
        for (const item of open) await this.one(site, item, direction, done);
        report(this.services, done, site.connection, direction);
    }

    /** Site and fresh plan of the chosen connection, for a dry run. */
    async review(): Promise<{ readonly site: Site; readonly items: PlanItem[] }> {
        const site = await openSite(this.services);
        return { site, items: await this.plan(site) };
    }

    /** Carries out what a person chose for each key after a review. Answers false when something was left as it is. */
    async carryOut(site: Site, items: readonly PlanItem[], chosen: ReadonlyMap<string, SyncAction>): Promise<boolean> {
        const going = items.filter(({ key }) => (chosen.get(key) ?? "none") !== "none");
        const names = (...actions: SyncAction[]): string[] =>
            going.filter(({ key }) => actions.includes(chosen.get(key) ?? "none")).map(({ name }) => name);
        await confirmDeletions(site.connection, names("deleteLocal"), names("deleteRemote", "renew"));
        await confirmProtected(site.connection, names("push", "merge", "create"));
        await this.saveOpen();
        const settled = items.filter(({ action }) => action === "adopt" || action === "forget");
        const done = await this.apply(site, [...going, ...settled], chosen);
        report(this.services, done, site.connection, "sync");
        return done.every(({ outcome }) => outcome === "done");
    }

    /** Merges the texts of a script that changed on both sides. */
    async merge(site: Site, item: PlanItem): Promise<void> {
        if (!canMerge(item)) return;
        const done = await this.conflicts.start(site, item);
        await this.told();
        if (done && item.local !== undefined) void this.offerMerged(await openText(item.local.file));
    }

    /** Gives a stored script another name, and its file too where it is named after it. */
    async rename(target: SyncTarget): Promise<void> {
        const { t } = vscode.l10n;
        const site = await openSiteOf(this.services, target);
        const item = find(await this.plan(site), target);
        if (item?.remote === undefined)
            throw new UserError(t("The script is not stored on {0}.", site.connection.name), t("Push it first."));
        const { remote, local } = item;
        const anew = !site.backend.capabilities.rename;
        const name = (
            await vscode.window.showInputBox({
                title: t("Rename {0}", remote.name),
                value: remote.name,
                ...(anew
                    ? { prompt: t("{0} cannot rename: it is stored anew, and callers must use its new id.", site.connection.name) }
                    : {}),
                validateInput: (text) => (text.trim() === "" ? t("A script needs a name.") : undefined),
            })
        )?.trim();
        if (name === undefined || name === remote.name) throw new Cancelled();
        await confirmProtected(site.connection, [remote.name]);
        const renamed = anew ? await this.storeAnew(site, item, name) : remoteOf(await site.backend.update(remote.id, { name }));
        if (local !== undefined) {
            const file = await this.services.files.rename(vscode.Uri.parse(local.file), { ...renamed, text: local.text });
            if (item.base !== undefined) await site.state.remove(item.base.id);
            if (item.base !== undefined || local.text === remote.text) await site.state.put({ ...renamed, file: file.toString() });
        }
        await this.told();
        void vscode.window.showInformationMessage(t('"{0}" is now "{1}" on {2}.', remote.name, renamed.name, site.connection.name));
    }

    /** Opens the stored text beside that of the editor. */
    async diff(document: vscode.TextDocument): Promise<void> {
        const site = await openSiteOf(this.services, document);
        const item = find(await this.plan(site), document);
        if (item?.remote === undefined) throw notStored(this.services.files.nameOf(document.uri), site);
        await openDiff(item, site.connection);
    }

    /** Deletes a stored script after a question; its text is kept in the workspace's backup. */
    async deleteRemote(target: SyncTarget): Promise<void> {
        const { t } = vscode.l10n;
        const site = await openSiteOf(this.services, target);
        const item = find(await this.plan(site), target);
        if (item?.remote === undefined)
            throw new UserError(t("The script is not stored on {0}.", site.connection.name), t("Refresh the list."));
        const yes = t("Delete");
        const detail = t("Its text is kept in .flux-scripts/backup. A file of it in the workspace stays.");
        const question = t('Delete "{0}" on {1}?', item.remote.name, site.connection.name);
        if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
        throwFailed(await this.apply(site, [item], new Map([[item.key, "deleteRemote"]])), site.connection);
        void vscode.window.showInformationMessage(t('Deleted "{0}" on {1}.', item.remote.name, site.connection.name));
    }

    /** A file that got another name or place in the editor is the same script still. */
    async moved(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): Promise<void> {
        const { active } = this.services.connections;
        if (active === undefined || active.kind === "oss") return;
        const { state } = await openSite(this.services, active);
        for (const { oldUri, newUri } of files) {
            const base = state.list().find(({ file }) => file === oldUri.toString());
            if (base !== undefined) await state.put({ ...base, file: newUri.toString() });
        }
    }

    private async plan(site: Site): Promise<PlanItem[]> {
        const items = await planOf(site, this.services);
        this.monitor.accept(site.connection.id, items);
        return items;
    }

    private async demand(site: Site, target: SyncTarget): Promise<PlanItem> {
        if ("uri" in target && this.conflicts.isOpen(target.uri.toString())) {
            const done = await this.conflicts.settle(target);
            if (!done && !hasConflictMarkers(target.getText())) throw new Cancelled();
        }
        const item = find(await this.plan(site), target);
        if (item === undefined) throw outside();
        return item;
    }

    /** One script in one direction; asks where something would be lost. */
    private async one(site: Site, item: PlanItem, direction: Direction, into?: Applied[]): Promise<void> {
        const { t } = vscode.l10n;
        const { connection } = site;
        if (item.state === "foreign")
            throw new UserError(
                t('"{0}" is written in {1}.', item.name, item.remote?.language ?? ""),
                t("Only Flux scripts are pushed and pulled."),
            );
        if (direction === "push" && item.local !== undefined && hasConflictMarkers(item.local.text)) throw unfinished(item.name);
        const safe: readonly SyncAction[] = [...wanted(direction), "adopt"];
        let action: SyncAction = safe.includes(item.action) ? item.action : "none";
        if (item.state === "same" && item.action === "none") {
            if (into === undefined) void vscode.window.showInformationMessage(t('"{0}" is the same on {1}.', item.name, connection.name));
            return;
        }
        // The person said it for this one script, and nothing is lost by it.
        if (into === undefined && item.state === "deletedThere" && direction === "push") action = "create";
        if (into === undefined && item.state === "deletedHere" && direction === "pull") action = "fetch";
        if (action === "none") {
            const choice = await choose(connection, item);
            if (choice === "mergeTexts") return this.merge(site, item);
            action = choice;
        }
        if (action !== "pull" && action !== "fetch") await confirmProtected(connection, [item.name]);
        const done = await this.apply(site, [item], new Map([[item.key, action]]));
        if (into !== undefined) into.push(...done);
        else {
            throwFailed(done, connection);
            report(this.services, done, connection, action === "pull" || action === "fetch" ? "pull" : direction);
        }
    }

    private async apply(site: Site, items: readonly PlanItem[], chosen: ReadonlyMap<string, SyncAction>): Promise<Applied[]> {
        const done = await apply(items, portsOf(site.backend, this.services.files, site.state), chosen);
        for (const { item, outcome } of done)
            if (outcome === "done" && item.local !== undefined) await this.conflicts.forget(item.local.file);
        if (done.length > 0) await this.told();
        return done;
    }

    /** Under another name with another id, where the backend can't change a name; its text is kept before the old one goes. */
    private async storeAnew(site: Site, item: PlanItem, name: string) {
        const { backend } = site;
        const old = await backend.get(item.remote?.id ?? "");
        await portsOf(backend, this.services.files, site.state).local.backup(old.name, old.script);
        const made = await backend.create({ name, description: old.description, script: old.script, language: old.language });
        await backend.delete(old.id);
        return remoteOf(made);
    }

    /** A merge is done: the merged text is here, and still has to go there. */
    private async offerMerged(document: vscode.TextDocument): Promise<void> {
        const { t } = vscode.l10n;
        if (this.pushing.has(document.uri.toString()) || pushesOnSave(document.uri)) return;
        await this.monitor.compare().catch(() => undefined);
        const yes = t("Push");
        const name = this.services.files.nameOf(document.uri);
        const answer = await vscode.window.showInformationMessage(t('"{0}" is merged. Push it?', name), yes);
        if (answer === yes) await vscode.commands.executeCommand("fluxScripts.push", document.uri);
    }

    /** What is pushed is what is saved: open scripts are saved first. */
    private async saveOpen(): Promise<void> {
        const files = new Set((await this.services.files.list()).map((uri) => uri.toString()));
        for (const document of vscode.workspace.textDocuments)
            if (document.isDirty && files.has(document.uri.toString())) await document.save();
    }

    /** Compares again, so that who is told sees it. */
    private async told(): Promise<void> {
        await this.monitor.compare().catch(() => undefined);
        this.changed.fire();
    }
}

/** `fluxScripts.sync.pushOnSave`: never in a workspace that is not trusted, whoever wrote its settings. */
export function pushesOnSave(uri: vscode.Uri): boolean {
    return vscode.workspace.isTrusted && vscode.workspace.getConfiguration("fluxScripts", uri).get("sync.pushOnSave", false);
}

function find(items: readonly PlanItem[], target: SyncTarget): PlanItem | undefined {
    return "id" in target
        ? items.find(({ remote }) => remote?.id === target.id)
        : items.find(({ local }) => local?.file === target.uri.toString());
}

function notStored(name: string, { connection }: Site): UserError {
    return new UserError(vscode.l10n.t('"{0}" is not stored on {1}.', name, connection.name), vscode.l10n.t("Push it first."));
}

function openText(file: string): Thenable<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(vscode.Uri.parse(file));
}
