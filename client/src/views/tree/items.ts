/** How each row of the explorer looks and reads. State is told in words, never by colour alone. */
import * as vscode from "vscode";
import { connectionIcon } from "../../connections/icons.ts";
import type { Connection } from "../../connections/model.ts";
import type { LocalState } from "../../platform.ts";
import type { ScriptState } from "../../sync/states.ts";
import { remoteUri } from "../../sync/remoteDocuments.ts";
import { nameOf } from "./data.ts";
import type { DataNode, ScriptNode, TreeNode } from "./nodes.ts";

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export interface Facts {
    readonly active: boolean;
    readonly local: LocalState;
}

/** The item of a node; `facts` are needed for connections. */
export function itemOf(node: TreeNode, facts: Facts): vscode.TreeItem {
    const { t } = vscode.l10n;
    switch (node.kind) {
        case "connection":
            return connectionItem(node.connection, facts);
        case "script":
            return scriptItem(node);
        case "here": {
            const item = plain(node.name, None, "file", t("only here"), t("script"));
            item.contextValue = "script.here";
            item.resourceUri = undefined;
            item.tooltip = t("In the workspace, not stored on {0}.", node.connection.name);
            item.command = { command: "vscode.open", title: t("Open"), arguments: [vscode.Uri.parse(node.file)] };
            return item;
        }
        case "param": {
            const preset = node.value === undefined ? "" : ` = ${shortened(node.value)}`;
            const item = plain(node.name, None, "symbol-parameter", `${node.type}${preset}`, t("param"));
            item.contextValue = "param";
            if (node.preset !== undefined) item.tooltip = t("{0} in the preset {1}", node.value ?? "", node.preset);
            return item;
        }
        case "buckets": {
            const item = plain(t("Buckets"), Collapsed, "folder-library", "", "");
            item.id = `buckets:${node.connection.id}`;
            item.contextValue = "buckets";
            return item;
        }
        case "note": {
            const item = plain(node.text, None, node.icon ?? "info", node.detail, "");
            item.tooltip = node.detail;
            item.contextValue = "note";
            if (node.command !== undefined)
                item.command = { command: node.command.id, title: node.text, arguments: [...node.command.arguments] };
            return item;
        }
        case "error": {
            const item = plain(node.text, None, "error", node.hint, t("error"));
            item.iconPath = new vscode.ThemeIcon("error", new vscode.ThemeColor("problemsErrorIcon.foreground"));
            item.tooltip = `${node.text}\n${node.hint}\n${t("Press to try again.")}`;
            item.contextValue = "error";
            item.command = { command: "fluxScripts.refreshTree", title: t("Try Again"), arguments: [node.parent] };
            return item;
        }
        default:
            return dataItem(node);
    }
}

/** `role`: what a screen reader says besides name and description. */
function plain(label: string, state: vscode.TreeItemCollapsibleState, icon: string, description: string, role: string): vscode.TreeItem {
    const item = new vscode.TreeItem(label, state);
    item.iconPath = new vscode.ThemeIcon(icon);
    if (description !== "") item.description = description;
    item.accessibilityInformation = { label: [label, role, description].filter((part) => part !== "").join(", ") };
    return item;
}

function shortened(json: string): string {
    return json.length <= 40 ? json : `${json.slice(0, 39)}…`;
}

function connectionItem(connection: Connection, { active, local }: Facts): vscode.TreeItem {
    const { t } = vscode.l10n;
    const states = { stopped: t("stopped"), starting: t("starting"), running: t("running") };
    const description = [
        active ? t("chosen") : "",
        connection.label,
        connection.protected ? t("protected") : "",
        connection.kind === "local" ? states[local] : "",
    ]
        .filter((fact) => fact !== "")
        .join(" · ");
    // The chosen one is open; others ask their servers only when a person wants to see them.
    const item = plain(connection.name, active ? Expanded : Collapsed, "database", description, t("connection"));
    item.id = `connection:${connection.id}:${active}`;
    item.tooltip =
        connection.kind === "local"
            ? t("The local backend: no account and no server needed.")
            : `${connection.host}${connection.org === "" ? "" : ` · ${connection.org}`}`;
    item.iconPath = connectionIcon(connection);
    item.contextValue = `connection.${connection.kind}.${connection.source}`;
    return item;
}

/** Icon and colour of a state; its words stand in the row's description. */
const stateIcons: Readonly<Record<ScriptState, readonly [icon: string, color?: string]>> = {
    same: ["file-code"],
    changedHere: ["arrow-up", "gitDecoration.modifiedResourceForeground"],
    changedThere: ["arrow-down", "gitDecoration.modifiedResourceForeground"],
    both: ["git-compare", "gitDecoration.conflictingResourceForeground"],
    onlyHere: ["file"],
    onlyThere: ["cloud"],
    foreign: ["file"],
};

function stateWords(state: ScriptState): string {
    const { t } = vscode.l10n;
    return {
        same: t("same"),
        changedHere: t("changed here"),
        changedThere: t("changed there"),
        both: t("changed here and there"),
        onlyHere: t("only here"),
        onlyThere: t("only there"),
        foreign: t("not Flux"),
    }[state];
}

function scriptItem({ connection, script, state }: ScriptNode): vscode.TreeItem {
    const { t } = vscode.l10n;
    const flux = script.language === "flux";
    const words = flux ? (state === undefined ? "" : stateWords(state)) : script.language;
    const summary = flux ? (script.description.split("\n")[0] ?? "") : t("kept, not run");
    const [icon, color] = stateIcons[flux ? (state ?? "same") : "foreign"];
    const item = plain(
        script.name,
        flux ? Collapsed : None,
        icon,
        // "Same" is what one expects: it is not repeated in every row.
        [words === t("same") ? "" : words, summary].filter((part) => part !== "").join(" · "),
        t("script"),
    );
    item.id = `script:${connection.id}:${script.id}`;
    if (color !== undefined) item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
    const facts = [script.description, words === "" ? "" : t("Against the workspace: {0}", words), t("changed {0}", script.updatedAt)];
    item.tooltip = new vscode.MarkdownString().appendText(facts.filter((fact) => fact !== "").join("\n\n"));
    item.contextValue = flux ? `script.flux.${state ?? "unknown"}` : "script.other";
    item.command = { command: "vscode.open", title: t("Open"), arguments: [remoteUri(connection.id, script.id, script.name)] };
    return item;
}

function dataItem(node: DataNode): vscode.TreeItem {
    const { t } = vscode.l10n;
    const looks: Readonly<Record<DataNode["kind"], readonly [icon: string, role: string, state: vscode.TreeItemCollapsibleState]>> = {
        bucket: ["archive", t("bucket"), Collapsed],
        measurement: ["symbol-class", t("measurement"), Collapsed],
        field: ["symbol-field", t("field"), None],
        tag: ["tag", t("tag"), Collapsed],
        tagValue: ["symbol-constant", t("tag value"), None],
    };
    const [icon, role, state] = looks[node.kind];
    const item = plain(nameOf(node), state, icon, node.kind === "field" || node.kind === "tag" ? role : "", role);
    const path = [node.connection.id, node.bucket, "measurement" in node ? node.measurement : "", "name" in node ? node.name : ""];
    item.id = `${node.kind}:${JSON.stringify([...path, nameOf(node)])}`;
    item.contextValue = `data.${node.kind}`;
    return item;
}
