/** The chosen connection in the status bar. */
import * as vscode from "vscode";
import type { Services } from "../services.ts";

const icons = { local: "database", cloud: "cloud", oss: "server" } as const;

export function createStatusBar({ connections, context, platform }: Services): void {
    const item = vscode.window.createStatusBarItem("fluxScripts.connection", vscode.StatusBarAlignment.Left, 10);
    item.name = vscode.l10n.t("Flux connection");
    item.command = "fluxScripts.selectConnection";
    const show = (): void => {
        const { t } = vscode.l10n;
        const { active } = connections;
        if (active === undefined) {
            item.text = `$(plug) ${t("Flux: no connection")}`;
            item.tooltip = t("Choose where scripts run");
        } else {
            const busy = active.kind === "local" && platform.local?.state === "starting";
            const label = active.label === "" ? "" : ` · ${active.label}`;
            item.text = `$(${busy ? "loading~spin" : active.protected ? "lock" : icons[active.kind]}) Flux: ${active.name}${label}`;
            item.tooltip = active.kind === "local" ? t("Scripts run on the local backend") : t("Scripts run on {0}", active.host);
        }
        item.backgroundColor = active?.protected === true ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
        // Only where there is Flux: the bar is everyone's.
        const flux = vscode.window.visibleTextEditors.some((editor) => editor.document.languageId === "flux");
        if (flux || active?.kind !== "local") item.show();
        else item.hide();
    };
    context.subscriptions.push(item, connections.onDidChange(show), vscode.window.onDidChangeVisibleTextEditors(show));
    show();
}
