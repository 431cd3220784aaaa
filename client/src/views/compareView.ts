/** Two runs compared in an editor tab: their rows are decoded and compared in the page's worker. */
import * as vscode from "vscode";
import type { ComparedRun, FromCompare, ToCompare } from "../webviews/compare/protocol.ts";
import { pageHtml, pageRoots } from "./page.ts";

export class CompareView implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private runs: ToCompare | undefined;

    constructor(
        private readonly extension: vscode.Uri,
        private readonly onFailure: (message: string) => void,
    ) {}

    /** Shows a comparison; one tab a window, the next takes its place. */
    show(before: ComparedRun, after: ComparedRun): void {
        this.runs = { type: "runs", before, after };
        const title = vscode.l10n.t("Compare {0}", after.script);
        if (this.panel !== undefined) {
            this.panel.title = title;
            this.panel.reveal(undefined, false);
            this.send();
            return;
        }
        const options = { enableScripts: true, localResourceRoots: pageRoots(this.extension), retainContextWhenHidden: true };
        const panel = vscode.window.createWebviewPanel("fluxScripts.compare", title, vscode.ViewColumn.Active, options);
        panel.iconPath = new vscode.ThemeIcon("diff");
        panel.onDidDispose(() => {
            [this.panel, this.runs] = [undefined, undefined];
        });
        panel.webview.onDidReceiveMessage((message: FromCompare) => this.receive(message));
        panel.webview.html = pageHtml(panel.webview, this.extension, { bundle: "compare", title, place: "editor", init: {} });
        this.panel = panel;
    }

    dispose(): void {
        this.panel?.dispose();
    }

    private receive(message: FromCompare): void {
        if (message.type === "ready") this.send();
        else if (message.type === "failed") this.onFailure(message.message);
        else if (this.runs !== undefined) {
            const { before, after } = this.runs;
            this.runs = { type: "runs", before: after, after: before };
            this.send();
        }
    }

    private send(): void {
        if (this.runs !== undefined) void this.panel?.webview.postMessage(this.runs);
    }
}
