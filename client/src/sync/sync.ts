/** Push, pull and compare: a plan, the person's choice where one is needed, and its carrying out. */
import * as vscode from "vscode";
import { apply, type Applied, type PlanItem, remoteOf, type SyncAction } from "@flux-scripts/workspace";
import { UserError } from "../errors.ts";
import { Cancelled, explained, type Services } from "../services.ts";
import type { SyncMonitor } from "./monitor.ts";
import { noFolder, portsOf } from "./ports.ts";
import { remoteUri } from "./remoteDocuments.ts";
import { openSite, planOf, type Site } from "./site.ts";
import { hasFolder } from "./workspaceFiles.ts";

type Direction = "push" | "pull";

export class Sync {
    private readonly changed = new vscode.EventEmitter<void>();
    /** Scripts on either side changed. */
    readonly onDidChange = this.changed.event;

    constructor(
        private readonly services: Services,
        private readonly monitor: SyncMonitor,
    ) {}

    /** Pushes one script as it stands in the editor; saves it first, so that file and backend hold the same. */
    async push(document: vscode.TextDocument): Promise<void> {
        const site = await this.site();
        if (document.isUntitled)
            throw new UserError(
                vscode.l10n.t("The script has no file yet."),
                vscode.l10n.t("Save it in the folder of your scripts, then push it."),
            );
        if (document.isDirty && !(await document.save())) throw new Cancelled();
        const item = (await this.plan(site)).find((other) => other.local?.file === document.uri.toString());
        if (item === undefined) throw outside();
        await this.one(site, item, "push");
    }

    /** Pulls the script of a document, or one that is only there. */
    async pull(target: vscode.TextDocument | { readonly id: string }): Promise<void> {
        const site = await this.site();
        const items = await this.plan(site);
        const item =
            "id" in target
                ? items.find((other) => other.remote?.id === target.id)
                : items.find((other) => other.local?.file === target.uri.toString());
        if (item === undefined) throw outside();
        if (item.remote === undefined)
            throw new UserError(
                vscode.l10n.t('"{0}" is not stored on {1}.', item.name, site.connection.name),
                vscode.l10n.t("Push it first."),
            );
        if ("isDirty" in target && target.isDirty) await target.save();
        await this.one(site, item, "pull");
    }

    async all(direction: Direction): Promise<void> {
        const { t } = vscode.l10n;
        const site = await this.site();
        const items = await this.plan(site);
        const ready = items.filter((item) => wanted(direction).includes(item.action) || item.action === "adopt");
        const open = items.filter((item) => item.action === "none" && item.choices.length > 0);
        const writes = ready.filter((item) => item.action !== "adopt");
        if (writes.length > 0) {
            const names = writes.map((item) => item.name).join(", ");
            const title =
                direction === "push"
                    ? t("Push {0} scripts to {1}?", writes.length, site.connection.name)
                    : t("Pull {0} scripts from {1}?", writes.length, site.connection.name);
            const yes = direction === "push" ? t("Push") : t("Pull");
            if ((await vscode.window.showInformationMessage(title, { modal: true, detail: names }, yes)) !== yes) throw new Cancelled();
        }
        const done = await this.apply(site, ready, new Map());
        for (const item of open) await this.one(site, item, direction, done);
        this.report(done, site, direction);
    }

    /** Everything at once: what is safe is listed first and done for what stays ticked, then each conflict is asked about. */
    async workspace(): Promise<void> {
        const { t } = vscode.l10n;
        const site = await this.site();
        const items = await this.plan(site);
        const safe = items.filter((item) => item.action !== "none");
        const open = items.filter((item) => item.action === "none" && item.choices.length > 0);
        const shown = safe.filter((item) => item.action !== "adopt" && item.action !== "forget");
        if (shown.length === 0 && open.length === 0) {
            await this.apply(site, safe, new Map());
            void vscode.window.showInformationMessage(t("The workspace and {0} hold the same.", site.connection.name));
            return;
        }
        const titles: Partial<Record<SyncAction, string>> = {
            push: t("push"),
            pull: t("pull"),
            create: t("store there"),
            fetch: t("fetch"),
            merge: t("merge"),
        };
        const rows = shown.map((item) => ({ label: item.name, description: titles[item.action] ?? item.action, picked: true, item }));
        const title = t("Sync with {0}: {1} changes, {2} to decide", site.connection.name, shown.length, open.length);
        const chosen =
            shown.length === 0
                ? []
                : await vscode.window.showQuickPick(rows, {
                      title,
                      canPickMany: true,
                      placeHolder: t("Nothing is written before you confirm"),
                  });
        if (chosen === undefined) throw new Cancelled();
        const wantedItems = [...chosen.map(({ item }) => item), ...safe.filter((item) => !shown.includes(item))];
        if (site.connection.protected && chosen.length > 0) await this.confirmProtected(site, chosen[0]?.item as PlanItem);
        const done = await this.apply(site, wantedItems, new Map());
        for (const item of open) await this.one(site, item, "push", done);
        this.reportSync(done, site);
    }

    /** Gives a stored script another name, and its file too where it is named after it. */
    async rename(target: vscode.TextDocument | { readonly id: string }): Promise<void> {
        const { t } = vscode.l10n;
        const site = await this.site();
        const item = (await this.plan(site)).find((other) =>
            "id" in target ? other.remote?.id === target.id : other.local?.file === target.uri.toString(),
        );
        if (item?.remote === undefined)
            throw new UserError(t("The script is not stored on {0}.", site.connection.name), t("Push it first."));
        const { remote, local } = item;
        const name = await vscode.window.showInputBox({
            title: t("Rename {0}", remote.name),
            value: remote.name,
            validateInput: (text) => (text.trim() === "" ? t("A script needs a name.") : undefined),
        });
        if (name === undefined || name.trim() === remote.name) throw new Cancelled();
        if (!site.backend.capabilities.rename) {
            throw new UserError(
                t("InfluxDB Cloud cannot rename a script."),
                t("Push it under another file name and delete the old one: callers use its id, which changes."),
            );
        }
        const renamed = remoteOf(await site.backend.update(remote.id, { name: name.trim() }));
        if (local !== undefined) {
            const file = await this.services.files.rename(vscode.Uri.parse(local.file), renamed);
            if (item.base !== undefined || local.text === remote.text) await site.state.put({ ...renamed, file: file.toString() });
        }
        await this.told();
        void vscode.window.showInformationMessage(t('"{0}" is now "{1}" on {2}.', remote.name, renamed.name, site.connection.name));
    }

    /** Opens the stored text beside that of the editor. */
    async diff(document: vscode.TextDocument): Promise<void> {
        const { t } = vscode.l10n;
        const site = await this.site();
        const item = (await this.plan(site)).find((other) => other.local?.file === document.uri.toString());
        if (item?.remote === undefined)
            throw new UserError(
                t('"{0}" is not stored on {1}.', this.services.files.nameOf(document.uri), site.connection.name),
                t("Push it first."),
            );
        await this.openDiff(item, site);
    }

    /** Deletes a stored script after a question; its text is kept in the workspace's backup. */
    async deleteRemote(target: vscode.TextDocument | { readonly id: string }): Promise<void> {
        const { t } = vscode.l10n;
        const site = await this.site();
        const item = (await this.plan(site)).find((other) =>
            "id" in target ? other.remote?.id === target.id : other.local?.file === target.uri.toString(),
        );
        if (item?.remote === undefined)
            throw new UserError(t("The script is not stored on {0}.", site.connection.name), t("Refresh the list."));
        const yes = t("Delete");
        const detail = t("Its text is kept in .flux-scripts/backup. A file of it in the workspace stays.");
        if (
            (await vscode.window.showWarningMessage(
                t('Delete "{0}" on {1}?', item.remote.name, site.connection.name),
                { modal: true, detail },
                yes,
            )) !== yes
        )
            throw new Cancelled();
        const done = await this.apply(site, [item], new Map([[item.key, "deleteRemote"]]));
        this.throwFailed(done, site);
        void vscode.window.showInformationMessage(t('Deleted "{0}" on {1}.', item.remote.name, site.connection.name));
    }

    /** Compares again, so that who is told sees it. */
    private async told(): Promise<void> {
        await this.monitor.compare().catch(() => undefined);
        this.changed.fire();
    }

    private site(): Promise<Site> {
        return openSite(this.services);
    }

    private async plan(site: Site): Promise<PlanItem[]> {
        const items = await planOf(site, this.services.files);
        this.monitor.accept(site.connection.id, items);
        return items;
    }

    /** One script in one direction; asks where something would be lost. */
    private async one(site: Site, item: PlanItem, direction: Direction, into?: Applied[]): Promise<void> {
        const { t } = vscode.l10n;
        if (item.state === "foreign")
            throw new UserError(
                t('"{0}" is written in {1}.', item.name, item.remote?.language ?? ""),
                t("Only Flux scripts are pushed and pulled."),
            );
        const safe: readonly SyncAction[] = [...wanted(direction), "adopt"];
        let action: SyncAction = safe.includes(item.action) ? item.action : "none";
        if (item.state === "same" && item.action === "none") {
            if (into === undefined)
                void vscode.window.showInformationMessage(t('"{0}" is the same on {1}.', item.name, site.connection.name));
            return;
        }
        // The person said it for this one script, and nothing is lost by it.
        if (into === undefined && item.state === "deletedThere" && direction === "push") action = "create";
        if (into === undefined && item.state === "deletedHere" && direction === "pull") action = "fetch";
        if (action === "none") action = await this.choose(site, item, direction);
        if (site.connection.protected && direction === "push") await this.confirmProtected(site, item);
        const done = await this.apply(site, [item], new Map([[item.key, action]]));
        if (into !== undefined) into.push(...done);
        else {
            this.throwFailed(done, site);
            this.report(done, site, direction);
        }
    }

    /** Shows the difference, then asks which side holds. */
    private async choose(site: Site, item: PlanItem, direction: Direction): Promise<SyncAction> {
        const { t } = vscode.l10n;
        if (item.local !== undefined && item.remote !== undefined) await this.openDiff(item, site);
        const titles: readonly (readonly [SyncAction, string])[] = [
            ["push", t("Overwrite There")],
            ["pull", t("Overwrite Here")],
            ["create", t("Store It Again")],
            ["fetch", t("Get It Again")],
            ["deleteLocal", t("Delete Here")],
            ["deleteRemote", t("Delete There")],
            ["merge", t("Merge")],
        ];
        const possible: readonly SyncAction[] = item.choices.length > 0 ? item.choices : ["push", "pull"];
        const offered = titles.filter(([action]) => possible.includes(action) || action === item.action);
        const { name } = item;
        const where = site.connection.name;
        const messages: Partial<Record<PlanItem["state"], string>> = {
            conflict: t(
                '"{0}" changed here and on {1}. Nothing is overwritten without your choice; the side that goes is kept in .flux-scripts/backup.',
                name,
                where,
            ),
            deletedHere: t('"{0}" was deleted here and is still on {1}.', name, where),
            deletedThere: t('"{0}" was deleted on {1} and is still here.', name, where),
            changedThere: t('"{0}" changed on {1} since the last sync, and not here.', name, where),
            changedHere: t('"{0}" changed here since the last sync, and not on {1}.', name, where),
            changedBoth: t('"{0}" changed here and on {1}, in different fields.', name, where),
        };
        const message =
            messages[item.state] ??
            (direction === "push" ? t('"{0}" differs from {1}.', name, where) : t('"{0}" differs from {1}.', name, where));
        const chosen = await vscode.window.showWarningMessage(message, ...offered.map(([, title]) => title));
        const action = offered.find(([, title]) => title === chosen)?.[0];
        if (action === undefined) throw new Cancelled();
        return action;
    }

    private async confirmProtected({ connection }: Site, item: PlanItem): Promise<void> {
        const { t } = vscode.l10n;
        const yes = t("Push");
        if (
            (await vscode.window.showWarningMessage(
                t('"{0}" is protected. Push {1} there?', connection.name, item.name),
                { modal: true },
                yes,
            )) !== yes
        )
            throw new Cancelled();
    }

    private async apply(site: Site, items: readonly PlanItem[], chosen: ReadonlyMap<string, SyncAction>): Promise<Applied[]> {
        const done = await apply(items, portsOf(site.backend, this.services.files, site.state), chosen);
        if (done.length > 0) await this.told();
        return done;
    }

    private throwFailed(done: readonly Applied[], { connection }: Site): void {
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

    private report(done: readonly Applied[], { connection }: Site, direction: Direction): void {
        const { t } = vscode.l10n;
        const failed = done.filter((entry) => entry.outcome !== "done");
        const good = done.filter((entry) => entry.outcome === "done" && entry.action !== "forget");
        if (failed.length > 0) {
            const first = failed[0];
            const why =
                first?.outcome === "raced" ? t("it changed in this moment") : explained(this.services, first?.error, connection).message;
            void vscode.window.showErrorMessage(
                t("{0} of {1} scripts could not be synced: {2}: {3}", failed.length, done.length, first?.item.name ?? "", why),
            );
            return;
        }
        const [only] = good;
        const one = good.length === 1 ? only?.item.name : undefined;
        if (direction === "push")
            void vscode.window.showInformationMessage(
                one === undefined
                    ? t("Pushed {0} scripts to {1}.", good.length, connection.name)
                    : t('Pushed "{0}" to {1}.', one, connection.name),
            );
        else
            void vscode.window.showInformationMessage(
                one === undefined
                    ? t("Pulled {0} scripts from {1}.", good.length, connection.name)
                    : t('Pulled "{0}" from {1}.', one, connection.name),
            );
    }

    private reportSync(done: readonly Applied[], site: Site): void {
        const { t } = vscode.l10n;
        if (done.some((entry) => entry.outcome !== "done")) this.report(done, site, "push");
        else
            void vscode.window.showInformationMessage(
                t(
                    "Synced {0} scripts with {1}.",
                    done.filter(({ action }) => action !== "forget" && action !== "adopt").length,
                    site.connection.name,
                ),
            );
    }

    private async openDiff(item: PlanItem, { connection }: Site): Promise<void> {
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
}

/** What a direction does without asking. */
function wanted(direction: Direction): readonly SyncAction[] {
    return direction === "push" ? ["push", "create", "merge"] : ["pull", "fetch", "merge"];
}

function outside(): UserError {
    if (!hasFolder()) return noFolder();
    return new UserError(
        vscode.l10n.t("The script is not in the folder of your scripts."),
        vscode.l10n.t("Move it there, or set the folder in flux-scripts.json."),
    );
}
