/** Stored scripts in the source-control view: marks in the gutter against the stored text, and what differs as a list. */
import * as vscode from "vscode";
import type { PlanItem } from "@flux-scripts/workspace";
import type { Services } from "../services.ts";
import type { SyncMonitor } from "./monitor.ts";
import { remoteUri } from "./remoteDocuments.ts";
import { ownFolders } from "./workspaceFiles.ts";

export class ScriptsSourceControl implements vscode.Disposable, vscode.QuickDiffProvider {
    private readonly disposables: vscode.Disposable[] = [];
    private control: vscode.SourceControl | undefined;
    private groups: readonly vscode.SourceControlResourceGroup[] = [];
    /** Which files have a stored text; others have no marks. */
    private known = "";

    constructor(
        private readonly services: Services,
        private readonly monitor: SyncMonitor,
    ) {
        this.disposables.push(
            monitor.onDidChange(() => this.update()),
            vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("fluxScripts.sync") && this.update()),
        );
    }

    dispose(): void {
        this.hide();
        for (const disposable of this.disposables) disposable.dispose();
    }

    provideOriginalResource(uri: vscode.Uri): vscode.Uri | undefined {
        const { active } = this.services.connections;
        const item = this.items().find(({ local }) => local?.file === uri.toString());
        return active === undefined || item?.remote === undefined ? undefined : remoteUri(active.id, item.remote.id, item.remote.name);
    }

    private items(): readonly PlanItem[] {
        const { active } = this.services.connections;
        return active === undefined ? [] : this.monitor.items(active.id).filter(({ state }) => state !== "foreign");
    }

    private update(): void {
        const both = this.items().filter(({ local, remote }) => local !== undefined && remote !== undefined);
        const wanted = vscode.workspace.getConfiguration("fluxScripts").get("sync.sourceControl", true);
        if (both.length === 0 || !wanted) return this.hide();
        const control = this.control ?? this.show();
        const states: readonly (readonly PlanItem["state"][])[] = [["conflict", "changedBoth"], ["changedHere"], ["changedThere"]];
        for (const [at, group] of this.groups.entries())
            group.resourceStates = both.filter(({ state }) => states[at]?.includes(state) === true).map((item) => resource(item));
        control.count = this.groups.reduce((sum, group) => sum + group.resourceStates.length, 0);
        const known = both.map(({ local, remote }) => `${local?.file}\n${remote?.id}`).join("\n");
        if (known === this.known) return;
        this.known = known;
        // Editors ask again for the original only when the provider is a new one.
        Object.assign(control, { quickDiffProvider: undefined });
        control.quickDiffProvider = this;
    }

    private show(): vscode.SourceControl {
        const { t } = vscode.l10n;
        const control = vscode.scm.createSourceControl("fluxScripts", t("Flux Scripts"), ownFolders()[0]?.uri);
        control.inputBox.visible = false;
        this.groups = [
            control.createResourceGroup("both", t("Changed on Both Sides")),
            control.createResourceGroup("here", t("Changed Here")),
            control.createResourceGroup("there", t("Changed There")),
        ];
        for (const group of this.groups) group.hideWhenEmpty = true;
        this.control = control;
        return control;
    }

    private hide(): void {
        this.control?.dispose();
        this.control = undefined;
        this.groups = [];
        this.known = "";
    }
}

function resource({ local, name, state }: PlanItem): vscode.SourceControlResourceState {
    const { t } = vscode.l10n;
    const resourceUri = vscode.Uri.parse(local?.file ?? "");
    return {
        resourceUri,
        command: { command: "fluxScripts.diffRemote", title: t("Compare With Remote"), arguments: [resourceUri] },
        decorations: { tooltip: name, faded: state === "changedThere" },
        contextValue: state,
    };
}
