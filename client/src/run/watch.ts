/** Watch mode: results refresh as one types, with the local backend. Off until it is asked for. */
import * as vscode from "vscode";
import type { Services } from "../services.ts";
import type { RunController } from "./controller.ts";
import { missingParams } from "./values.ts";
import { type WatchObstacle, watchObstacle } from "./watchGate.ts";

export class WatchMode implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem("fluxScripts.watch", vscode.StatusBarAlignment.Left, 9);
    private readonly subscriptions: vscode.Disposable[];
    private on = settings().get("watch.enabled", false);
    private timer: ReturnType<typeof setTimeout> | undefined;
    /** Grows with each change: an older look gives way. */
    private look = 0;
    /** The text of the last run and what went wrong with it: the same text does not run again. */
    private last: { readonly uri: string; readonly text: string; error?: string | undefined } | undefined;

    constructor(
        private readonly services: Services,
        private readonly controller: RunController,
    ) {
        this.item.name = vscode.l10n.t("Flux watch mode");
        this.item.command = "fluxScripts.toggleWatch";
        this.subscriptions = [
            this.item,
            vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
                if (contentChanges.length > 0 && settings().get("watch.trigger", "type") === "type") this.soon(document);
            }),
            vscode.workspace.onDidSaveTextDocument((document) => this.soon(document)),
            vscode.window.onDidChangeActiveTextEditor((editor) => {
                if (editor !== undefined) this.soon(editor.document);
            }),
            vscode.workspace.onDidChangeConfiguration((event) => {
                if (event.affectsConfiguration("fluxScripts.watch.enabled")) this.set(settings().get("watch.enabled", false));
            }),
            services.connections.onDidChange(() => this.soonActive()),
            vscode.workspace.onDidGrantWorkspaceTrust(() => this.soonActive()),
        ];
        this.set(this.on);
    }

    dispose(): void {
        clearTimeout(this.timer);
        vscode.Disposable.from(...this.subscriptions).dispose();
    }

    /** For this window; the setting says how a window begins. */
    toggle(): void {
        this.set(!this.on);
    }

    private set(on: boolean): void {
        this.on = on;
        this.last = undefined;
        clearTimeout(this.timer);
        void vscode.commands.executeCommand("setContext", "fluxScripts.watching", on);
        if (!on) {
            this.look++;
            if (this.controller.running === "watch") this.controller.cancel();
            this.item.hide();
            return;
        }
        this.show("eye", vscode.l10n.t("Results refresh as you type in a Flux script."));
        this.soonActive();
    }

    private soonActive(): void {
        const document = vscode.window.activeTextEditor?.document;
        if (document !== undefined) this.soon(document);
    }

    private soon(document: vscode.TextDocument): void {
        if (!this.on || document.languageId !== "flux" || document !== vscode.window.activeTextEditor?.document) return;
        clearTimeout(this.timer);
        const look = ++this.look;
        // What runs is of an older text.
        if (this.controller.running === "watch" && document.getText() !== this.last?.text) {
            this.last = undefined;
            this.controller.cancel();
        }
        this.timer = setTimeout(() => void this.run(document, look), Math.max(100, settings().get("watch.delay", 500)));
    }

    private async run(document: vscode.TextDocument, look: number): Promise<void> {
        const { t } = vscode.l10n;
        const text = document.getText();
        const uri = document.uri.toString();
        try {
            if (this.last?.uri === uri && this.last.text === text) return this.tellLast();
            const { connections, language } = this.services;
            const connection = connections.of(document.uri);
            const params = this.controller.valuesOf(document);
            const [schema, effects] = await Promise.all([this.controller.schemaOf(document, undefined), language.effects(text)]);
            // A newer text, or watch mode was left meanwhile.
            if (look !== this.look || !this.on) return;
            const obstacle = watchObstacle({
                trusted: vscode.workspace.isTrusted,
                connection: connection?.kind,
                errors: errorsIn(document.uri),
                effects,
                missing: missingParams(params, schema),
                busy: this.controller.running !== undefined && this.controller.running !== "watch",
            });
            if (obstacle !== undefined || connection === undefined) {
                this.explain(obstacle ?? { kind: "connection" });
                // The run that a person asked for ends some time.
                if (obstacle?.kind === "busy") this.soon(document);
                return;
            }
            this.last = { uri, text };
            this.show("sync~spin", t("Running {0}", this.services.files.nameOf(document.uri)));
            const run = await this.controller.start({ document, params, on: connection, purpose: "watch" });
            if (look !== this.look || !this.on || run?.outcome === "cancelled") return;
            this.last = { uri, text, error: run?.error };
            this.tellLast();
        } catch (error) {
            if (look === this.look && this.on) this.warn(error instanceof Error ? error.message : String(error));
        }
    }

    private tellLast(): void {
        const { t } = vscode.l10n;
        const error = this.last?.error;
        if (error !== undefined) this.warn(t("The last results stay: {0}", error));
        else this.show("eye", t("Results are of the text as it is. They refresh as you type."));
    }

    private explain(obstacle: WatchObstacle): void {
        const { t } = vscode.l10n;
        switch (obstacle.kind) {
            case "untrusted":
                return this.warn(t("Watch mode runs nothing in a workspace that is not trusted."));
            case "connection":
                return this.warn(t("Watch mode runs on the local backend only. Choose it, or invoke the script."));
            case "errors":
                return this.warn(t("The last results stay: the text has an error."));
            case "effects":
                return this.warn(t("Watch mode does not run a script that changes something: {0}", obstacle.names.join(", ")));
            case "unknown":
                return this.warn(t("It is not known what the script changes: the language server does not answer."));
            case "params":
                return this.warn(t("Invoke the script once to give its params values: {0}", obstacle.names.join(", ")));
            case "busy":
                return this.show("eye", t("Waits for the run that you asked for."));
        }
    }

    private warn(text: string): void {
        this.show("warning", text);
    }

    private show(icon: string, text: string): void {
        const { t } = vscode.l10n;
        this.item.text = `$(${icon}) ${t("Flux: watching")}`;
        this.item.tooltip = `${text}\n${t("Click to stop watching.")}`;
        this.item.accessibilityInformation = { label: `${t("Flux: watching")}. ${text}`, role: "button" };
        this.item.backgroundColor = icon === "warning" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
        this.item.show();
    }
}

function settings(): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration("fluxScripts");
}

/** Of the language server; an error of an earlier run goes with its text. */
function errorsIn(uri: vscode.Uri): number {
    return vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
}
