/** The connection that the active script runs on, in the status bar. */
import * as vscode from "vscode";
import { kindIcons, themeColor } from "../connections/icons.ts";
import { type Connection, colorOf } from "../connections/model.ts";
import type { Services } from "../services.ts";

export function createStatusBar({ connections, context, platform }: Services): void {
    const item = vscode.window.createStatusBarItem("fluxScripts.connection", vscode.StatusBarAlignment.Left, 10);
    item.name = vscode.l10n.t("Flux connection");
    item.command = "fluxScripts.selectConnection";
    const show = (): void => {
        const document = vscode.window.activeTextEditor?.document;
        const script = document?.languageId === "flux" ? document.uri : undefined;
        const connection = connections.of(script);
        if (connection === undefined) showNone(item);
        else showConnection(item, connection, connections.ownChoice(script) !== undefined, platform.local?.state === "starting");
        void vscode.commands.executeCommand(
            "setContext",
            "fluxScripts.storesScripts",
            connection !== undefined && connection.kind !== "oss",
        );
        // Only where there is Flux: the bar is everyone's.
        const flux = vscode.window.visibleTextEditors.some((editor) => editor.document.languageId === "flux");
        if (flux || connections.active?.kind !== "local") item.show();
        else item.hide();
    };
    context.subscriptions.push(
        item,
        connections.onDidChange(show),
        vscode.window.onDidChangeVisibleTextEditors(show),
        vscode.window.onDidChangeActiveTextEditor(show),
        // Also when an open document becomes Flux.
        vscode.workspace.onDidOpenTextDocument(show),
    );
    show();
}

function showNone(item: vscode.StatusBarItem): void {
    const { t } = vscode.l10n;
    item.text = `$(plug) ${t("Flux: no connection")}`;
    item.tooltip = t("Choose where scripts run");
    item.color = undefined;
    item.backgroundColor = undefined;
}

function showConnection(item: vscode.StatusBarItem, connection: Connection, ofFile: boolean, starting: boolean): void {
    const { t } = vscode.l10n;
    const { kind, name, label, host } = connection;
    const busy = kind === "local" && starting;
    const icon = busy ? "loading~spin" : connection.protected ? "lock" : kindIcons[kind];
    item.text = `$(${icon}) Flux: ${name}${label === "" ? "" : ` · ${label}`}${ofFile ? " $(pinned)" : ""}`;
    const facts = [
        kind === "local" ? t("Scripts run on the local backend") : t("Scripts run on {0}", host),
        ofFile ? t("chosen for this file only") : "",
        connection.protected ? t("protected: asks before changes") : "",
    ].filter((fact) => fact !== "");
    item.tooltip = facts.join("\n");
    item.accessibilityInformation = { label: [`Flux: ${name}`, label, ...facts].filter((fact) => fact !== "").join(", "), role: "button" };
    // The bar has two grounds of its own; other colours are for the text.
    const color = colorOf(connection);
    const ground =
        color === "red"
            ? "statusBarItem.errorBackground"
            : color === "yellow" || connection.protected
              ? "statusBarItem.warningBackground"
              : "";
    item.backgroundColor = ground === "" ? undefined : new vscode.ThemeColor(ground);
    item.color = ground === "" ? themeColor(connection) : undefined;
}
