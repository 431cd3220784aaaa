/** The dry run: every script with its state and what would be done; nothing is written before the person applies it. */
import * as vscode from "vscode";
import { lineEdits, type PlanItem, type SyncAction } from "@flux-scripts/workspace";
import { type Services, showError } from "../services.ts";
import { pageHtml, pageRoots } from "../views/page.ts";
import type { PlanData, PlanMessage, PlanRow, PlanUpdate } from "./planData.ts";
import { canMerge, openDiff } from "./prompts.ts";
import type { Site } from "./site.ts";
import type { Sync } from "./sync.ts";
import { ownFolders } from "./workspaceFiles.ts";

interface Review {
    readonly site: Site;
    readonly items: readonly PlanItem[];
}

export class PlanPanel implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private review: Review | undefined;

    constructor(
        private readonly services: Services,
        private readonly sync: Sync,
    ) {}

    dispose(): void {
        this.panel?.dispose();
    }

    /** Compares and shows what would happen. */
    async show(): Promise<void> {
        const { t } = vscode.l10n;
        this.review = await this.sync.review();
        if (this.panel !== undefined) {
            this.panel.reveal();
            return this.send();
        }
        const extension = this.services.context.extensionUri;
        const options = { enableScripts: true, localResourceRoots: pageRoots(extension), retainContextWhenHidden: true };
        const panel = vscode.window.createWebviewPanel("fluxScripts.sync", t("Sync"), vscode.ViewColumn.Active, options);
        panel.iconPath = new vscode.ThemeIcon("sync");
        panel.onDidDispose(() => {
            this.panel = undefined;
        });
        panel.webview.onDidReceiveMessage((message: PlanMessage) => void this.guarded(() => this.receive(message)));
        panel.webview.html = pageHtml(panel.webview, extension, { bundle: "sync", title: t("Sync"), place: "editor", init: {} });
        this.panel = panel;
    }

    private async guarded(work: () => Promise<void>): Promise<void> {
        try {
            await work();
        } catch (error) {
            await showError(this.services, error, this.review?.site.connection);
        } finally {
            this.post({ type: "busy", busy: false });
        }
    }

    private async receive(message: PlanMessage): Promise<void> {
        const { review } = this;
        switch (message.type) {
            case "ready":
                return this.send();
            case "refresh":
                return this.refresh();
            case "close":
                return this.panel?.dispose();
            case "copy":
                await vscode.env.clipboard.writeText(message.text);
                return;
            case "select":
                return this.difference(message.key);
            case "apply":
                if (review !== undefined) await this.apply(review, new Map(message.actions));
                return;
            case "open":
            case "merge": {
                const item = review?.items.find(({ key }) => key === message.key);
                if (item === undefined || review === undefined) return;
                if (message.type === "open") return openDiff(item, review.site.connection);
                await this.sync.merge(review.site, item);
                return this.refresh();
            }
        }
    }

    private async apply({ site, items }: Review, chosen: ReadonlyMap<string, SyncAction>): Promise<void> {
        const all = new Map<string, SyncAction>(
            items.map(({ key, action }) => [key, action === "adopt" || action === "forget" ? action : "none"]),
        );
        for (const [key, action] of chosen) all.set(key, action);
        await this.sync.carryOut(site, items, all);
        await this.refresh();
    }

    private async refresh(): Promise<void> {
        this.review = await this.sync.review();
        await this.send();
    }

    private async send(): Promise<void> {
        if (this.review === undefined) return;
        const { site, items } = this.review;
        const { connection } = site;
        const [folder] = ownFolders();
        const plan: PlanData = {
            folder: folder === undefined ? "" : `${folder.name}/`,
            connection: connection.name,
            kind: connection.kind,
            label: connection.label,
            protected: connection.protected,
            rows: await Promise.all(items.map(rowOf)),
        };
        this.post({ type: "plan", plan });
    }

    private async difference(key: string): Promise<void> {
        const item = this.review?.items.find((other) => other.key === key);
        if (item === undefined) return;
        const { local, remote } = item;
        const edits = lineEdits(remote?.text ?? "", local?.text ?? "");
        const differ = local !== undefined && remote !== undefined && local.description !== remote.description;
        this.post({ type: "difference", key, edits, ...(differ ? { descriptions: [remote.description, local.description] } : {}) });
    }

    private post(message: PlanUpdate): void {
        void this.panel?.webview.postMessage(message);
    }
}

async function rowOf(item: PlanItem): Promise<PlanRow> {
    const { key, name, state, action, choices, local, remote } = item;
    const here = local === undefined ? undefined : await changedAt(vscode.Uri.parse(local.file));
    const there = remote === undefined ? Number.NaN : Date.parse(remote.updatedAt);
    return {
        key,
        name,
        state,
        action,
        choices: choices.filter((choice) => choice !== action),
        canMerge: canMerge(item),
        synced: item.base !== undefined,
        ...(remote === undefined || local === undefined || remote.name === local.name ? {} : { otherName: remote.name }),
        ...(here === undefined ? {} : { here }),
        ...(Number.isNaN(there) ? {} : { there }),
    };
}

async function changedAt(uri: vscode.Uri): Promise<number | undefined> {
    return vscode.workspace.fs.stat(uri).then(
        ({ mtime }) => mtime,
        () => undefined,
    );
}
