/** The explorer: connections → scripts → params. */
import * as vscode from "vscode";
import type { Script } from "@flux-scripts/scripts-api";
import type { Connection } from "../connections/model.ts";
import { explained, type Services } from "../services.ts";
import { remoteUri } from "../sync/remoteDocuments.ts";

export type TreeNode =
    | { readonly kind: "connection"; readonly connection: Connection }
    | { readonly kind: "script"; readonly connection: Connection; readonly script: Script }
    | { readonly kind: "param"; readonly name: string; readonly type: string }
    | { readonly kind: "note"; readonly text: string; readonly detail: string };

const icons = { local: "database", cloud: "cloud", oss: "server" } as const;

export class ScriptsTree implements vscode.TreeDataProvider<TreeNode> {
    private readonly changed = new vscode.EventEmitter<TreeNode | undefined>();
    readonly onDidChangeTreeData = this.changed.event;

    constructor(private readonly services: Services) {
        services.connections.onDidChange(() => this.refresh());
    }

    refresh(): void {
        this.changed.fire(undefined);
    }

    async getChildren(node?: TreeNode): Promise<TreeNode[]> {
        if (node === undefined) return this.services.connections.list().map((connection) => ({ kind: "connection", connection }));
        if (node.kind === "connection") return this.scripts(node.connection);
        if (node.kind === "script") return this.params(node);
        return [];
    }

    getTreeItem(node: TreeNode): vscode.TreeItem {
        switch (node.kind) {
            case "connection":
                return this.connectionItem(node.connection);
            case "script":
                return scriptItem(node);
            case "param": {
                const item = new vscode.TreeItem(node.name);
                item.description = node.type;
                item.iconPath = new vscode.ThemeIcon("symbol-parameter");
                item.contextValue = "param";
                return item;
            }
            case "note": {
                const item = new vscode.TreeItem(node.text);
                item.tooltip = node.detail;
                item.description = node.detail;
                item.iconPath = new vscode.ThemeIcon("info");
                return item;
            }
        }
    }

    private connectionItem(connection: Connection): vscode.TreeItem {
        const { t } = vscode.l10n;
        const active = this.services.connections.active?.id === connection.id;
        // The chosen one is open; others ask their servers only when a person wants to see them.
        const item = new vscode.TreeItem(
            connection.name,
            active ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
        );
        item.id = `connection:${connection.id}:${active}`;
        const facts = [
            active ? t("chosen") : "",
            connection.label,
            connection.protected ? t("protected") : "",
            connection.kind === "local" ? this.localState() : "",
        ];
        item.description = facts.filter((fact) => fact !== "").join(" · ");
        item.tooltip =
            connection.kind === "local"
                ? t("The local backend: no account and no server needed.")
                : `${connection.host}${connection.org === "" ? "" : ` · ${connection.org}`}`;
        item.iconPath = new vscode.ThemeIcon(connection.protected ? "lock" : icons[connection.kind]);
        item.contextValue = `connection.${connection.kind}.${connection.source}`;
        return item;
    }

    private localState(): string {
        const { t } = vscode.l10n;
        return { stopped: t("stopped"), starting: t("starting"), running: t("running") }[this.services.platform.local?.state ?? "stopped"];
    }

    private async scripts(connection: Connection): Promise<TreeNode[]> {
        const { t } = vscode.l10n;
        if (connection.kind === "oss")
            return [{ kind: "note", text: t("InfluxDB OSS stores no scripts"), detail: t("They are the files of the workspace") }];
        if (connection.kind === "local" && this.services.platform.local?.state !== "running")
            return [{ kind: "note", text: t("Not running"), detail: t("starts with the first run or push") }];
        try {
            const backend = await this.services.connections.open(connection);
            const scripts = await backend.list();
            if (scripts.length === 0) return [{ kind: "note", text: t("No scripts yet"), detail: t('"Flux: Push Script" stores one') }];
            return scripts.sort((a, b) => a.name.localeCompare(b.name)).map((script) => ({ kind: "script", connection, script }));
        } catch (error) {
            const { message, hint } = explained(this.services, error, connection);
            return [{ kind: "note", text: message, detail: hint }];
        }
    }

    private async params({ connection, script }: Extract<TreeNode, { kind: "script" }>): Promise<TreeNode[]> {
        const { t } = vscode.l10n;
        try {
            const params = await (await this.services.connections.open(connection)).params(script.id);
            const nodes = Object.entries(params).map(([name, type]): TreeNode => ({ kind: "param", name, type }));
            return nodes.length > 0 ? nodes : [{ kind: "note", text: t("No params"), detail: "" }];
        } catch (error) {
            const { message, hint } = explained(this.services, error, connection);
            return [{ kind: "note", text: message, detail: hint }];
        }
    }
}

function scriptItem({ connection, script }: Extract<TreeNode, { kind: "script" }>): vscode.TreeItem {
    const { t } = vscode.l10n;
    const flux = script.language === "flux";
    const item = new vscode.TreeItem(script.name, flux ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
    item.id = `script:${connection.id}:${script.id}`;
    item.description = flux ? (script.description.split("\n")[0] ?? "") : script.language;
    item.tooltip = new vscode.MarkdownString().appendText(`${script.description}\n\n${t("changed {0}", script.updatedAt)}`);
    item.iconPath = new vscode.ThemeIcon(flux ? "file-code" : "file");
    item.contextValue = flux ? "script.flux" : "script.other";
    item.command = { command: "vscode.open", title: t("Open"), arguments: [remoteUri(connection.id, script.id, script.name)] };
    return item;
}
