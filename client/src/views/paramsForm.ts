/** The params form beside the script. One panel a window: a second run of another script takes its place. */
import * as vscode from "vscode";
import type { FormData, FormMessage, FormUpdate, NamesQuestion } from "../run/paramInfo.ts";
import { pageHtml, pageRoots } from "./page.ts";

export interface FormEvents {
    run(params: string): void;
    /** Answers the name that it was saved under; undefined when the person stepped back. */
    savePreset(name: string, params: string): Promise<string | undefined>;
    copy(params: string): void;
    /** Back to the script. */
    cancel(): void;
    /** Shows a line of the script, from 1. */
    goto(line: number): void;
    /** Live names of the connection; none where they can't be had. Never rejects. */
    names(question: NamesQuestion): Promise<readonly string[]>;
}

export class ParamsForm implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private data: FormData | undefined;
    private events: FormEvents | undefined;

    constructor(private readonly extension: vscode.Uri) {}

    show(data: FormData, events: FormEvents): void {
        this.data = data;
        this.events = events;
        const title = vscode.l10n.t("Run {0}", data.script);
        if (this.panel !== undefined) {
            this.panel.title = title;
            this.panel.reveal(undefined, false);
            this.send();
            return;
        }
        const options = { enableScripts: true, localResourceRoots: pageRoots(this.extension), retainContextWhenHidden: true };
        const panel = vscode.window.createWebviewPanel(
            "fluxScripts.params",
            title,
            { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
            options,
        );
        panel.iconPath = new vscode.ThemeIcon("play");
        panel.onDidDispose(() => {
            this.panel = undefined;
        });
        panel.webview.onDidReceiveMessage((message: FormMessage) => void this.receive(message));
        panel.webview.html = pageHtml(panel.webview, this.extension, { bundle: "params", title, place: "editor", init: {} });
        this.panel = panel;
    }

    close(): void {
        this.panel?.dispose();
    }

    dispose(): void {
        this.panel?.dispose();
    }

    private async receive(message: FormMessage): Promise<void> {
        switch (message.type) {
            case "ready":
                this.send();
                break;
            case "run":
                if (this.data !== undefined) this.data = { ...this.data, values: message.params };
                this.events?.run(message.params);
                break;
            case "savePreset": {
                const name = await this.events?.savePreset(message.name, message.params);
                if (name === undefined || this.data === undefined) break;
                this.data = { ...this.data, presets: { ...this.data.presets, [name]: message.params } };
                this.post({ type: "presetSaved", name, params: message.params });
                break;
            }
            case "copy":
                this.events?.copy(message.params);
                break;
            case "goto":
                this.events?.goto(message.line);
                break;
            case "names":
                this.post({ type: "names", id: message.id, names: (await this.events?.names(message.question)) ?? [] });
                break;
            case "cancel":
                this.events?.cancel();
                break;
        }
    }

    private send(): void {
        if (this.data !== undefined) this.post({ type: "data", data: this.data });
    }

    private post(message: FormUpdate): void {
        void this.panel?.webview.postMessage(message);
    }
}
