/** The params form beside the script. One panel a window: a second run of another script takes its place. */
import * as vscode from "vscode";
import type { FormData, FormMessage, FormUpdate, NamesQuestion } from "../run/paramInfo.ts";
import { pageHtml, pageRoots } from "./page.ts";

/** The presets of the form's script. Each asks what it needs to know; undefined or false when the person stepped back. */
export interface FormPresets {
    /** Answers the name that it was saved under. */
    save(name: string, params: string): Promise<string | undefined>;
    /** Answers the new name. */
    rename(name: string): Promise<string | undefined>;
    remove(name: string): Promise<boolean>;
    /** Preset → JSON text. */
    all(): Readonly<Record<string, string>>;
}

export interface FormEvents {
    readonly presets: FormPresets;
    run(params: string): void;
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
            case "savePreset":
                this.changed(await this.events?.presets.save(message.name, message.params));
                break;
            case "renamePreset":
                this.changed(await this.events?.presets.rename(message.name));
                break;
            case "deletePreset":
                if ((await this.events?.presets.remove(message.name)) === true) this.changed("");
                break;
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

    /** The presets are others now, and `chosen` is in use; nothing happened where it is undefined. */
    private changed(chosen: string | undefined): void {
        if (chosen === undefined || this.data === undefined || this.events === undefined) return;
        this.data = { ...this.data, presets: this.events.presets.all() };
        this.post({ type: "presets", presets: this.data.presets, chosen });
    }

    private send(): void {
        if (this.data !== undefined) this.post({ type: "data", data: this.data });
    }

    private post(message: FormUpdate): void {
        void this.panel?.webview.postMessage(message);
    }
}
