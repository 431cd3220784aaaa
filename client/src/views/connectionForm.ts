/** The form for a connection: one panel a window. It tries what is typed, and stores a token in the secret storage only. */
import * as vscode from "vscode";
import { probe, type Probe } from "@flux-scripts/scripts-api";
import { reportOfError, reportOfProbe } from "../connections/checks.ts";
import {
    type CheckReport,
    type FormValues,
    faultOf,
    type FromConnectionForm,
    originOf,
    type ToConnectionForm,
} from "../connections/form.ts";
import { type Connection, freeId, guessKind, isAddressFault, readAddress } from "../connections/model.ts";
import { type Services, showError } from "../services.ts";
import { pageHtml, pageRoots } from "./page.ts";

/** A check that takes longer says so; the person waits in front of it. */
const checkTimeoutMs = 10_000;

export class ConnectionForm implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private connection: Connection | undefined;
    private checking: AbortController | undefined;

    constructor(private readonly services: Services) {}

    /** Shows the form for a connection, or for a new one. */
    async open(connection?: Connection): Promise<void> {
        this.checking?.abort();
        this.connection = connection;
        const title = this.title();
        if (this.panel !== undefined) {
            this.panel.title = title;
            this.panel.reveal();
            await this.send();
            return;
        }
        const extension = this.services.context.extensionUri;
        // Hidden, it is kept in memory: a person fetches the token from another tab. Nothing of it is written anywhere.
        const options = { enableScripts: true, localResourceRoots: pageRoots(extension), retainContextWhenHidden: true };
        const panel = vscode.window.createWebviewPanel("fluxScripts.connection", title, vscode.ViewColumn.Active, options);
        panel.iconPath = new vscode.ThemeIcon("plug");
        panel.onDidDispose(() => {
            this.checking?.abort();
            this.panel = undefined;
        });
        panel.webview.onDidReceiveMessage((message: FromConnectionForm) => {
            this.receive(message).catch((error: unknown) => showError(this.services, error));
        });
        panel.webview.html = pageHtml(panel.webview, extension, { bundle: "connection", title, place: "editor", init: {} });
        this.panel = panel;
    }

    dispose(): void {
        this.panel?.dispose();
    }

    private title(): string {
        const { t } = vscode.l10n;
        return this.connection === undefined ? t("Add Connection") : t("Edit {0}", this.connection.name);
    }

    private async receive(message: FromConnectionForm): Promise<void> {
        switch (message.type) {
            case "ready":
                await this.send();
                break;
            case "check":
                await this.check(message.host, message.org, message.token);
                break;
            case "save":
                await this.save(message.values, message.token.trim(), message.anyway);
                break;
            case "cancel":
                this.panel?.dispose();
                break;
        }
    }

    private async send(): Promise<void> {
        const { connection } = this;
        const { connections } = this.services;
        const stored = connection === undefined ? undefined : await connections.token(connection);
        const { host = "", org = "", name = "", label = "", color } = connection ?? {};
        this.post({
            type: "data",
            data: {
                ...(connection === undefined ? {} : { editing: connection.name }),
                shared: connection?.source === "workspace",
                values: { host, org, name, label, color: color ?? "auto", protected: connection?.protected ?? false },
                tokenFor: stored === undefined ? "" : (originOf(host) ?? ""),
                taken: connections
                    .list()
                    .filter(({ id }) => id !== connection?.id)
                    .map((other) => other.name),
            },
        });
    }

    /** Tries an address and token; the newest check wins. Answers what it told the page, undefined when another took its place. */
    private async check(host: string, org: string, typed: string): Promise<CheckReport | undefined> {
        const read = readAddress(host);
        if (isAddressFault(read)) return undefined;
        const token = typed.trim() === "" ? await this.storedToken(read.url) : typed.trim();
        if (token === undefined) return undefined;
        this.checking?.abort();
        const controller = new AbortController();
        this.checking = controller;
        const timer = setTimeout(() => controller.abort(), 3 * checkTimeoutMs);
        this.post({ type: "checking", host: read.url });
        const report = await this.report(read.url, org.trim(), token, controller.signal);
        clearTimeout(timer);
        if (this.checking !== controller) return undefined;
        this.checking = undefined;
        this.post({ type: "report", report });
        return report;
    }

    private async report(url: string, org: string, token: string, signal: AbortSignal): Promise<CheckReport> {
        const { t } = vscode.l10n;
        const { fetch } = this.services.platform;
        try {
            const found: Probe = await probe({ fetch, url, token, timeoutMs: checkTimeoutMs, ...(org === "" ? {} : { org }) }, { signal });
            return reportOfProbe(found, { url, org }, t);
        } catch (error) {
            return reportOfError(error, { name: new URL(url).host, url }, t);
        }
    }

    /** Only for the origin that it was given for. */
    private async storedToken(url: string): Promise<string | undefined> {
        const { connection } = this;
        if (connection === undefined || originOf(connection.host) !== originOf(url)) return undefined;
        return this.services.connections.token(connection);
    }

    private async save(values: FormValues, token: string, anyway: boolean): Promise<void> {
        const { t } = vscode.l10n;
        const { connections } = this.services;
        const { connection } = this;
        const read = readAddress(values.host);
        if (isAddressFault(read)) return;
        const known = { tokenFor: (await this.storedToken(read.url)) === undefined ? "" : (originOf(read.url) ?? ""), taken: [] };
        if (faultOf("token", values, token, known, t) !== undefined) return;
        const report = await this.check(values.host, values.org, token);
        if (report === undefined || (!report.passed && !anyway)) return;
        const [only] = report.organizations;
        const name = values.name.trim();
        const saved: Connection = {
            id: connection?.id ?? freeId(name, connections.list()),
            name,
            kind: report.kind === undefined ? (connection?.kind ?? guessKind(read.url)) : report.kind === "oss" ? "oss" : "cloud",
            host: read.url,
            org: values.org.trim() === "" && report.organizations.length === 1 && only !== undefined ? only : values.org.trim(),
            label: values.label.trim(),
            ...(values.color === "auto" ? {} : { color: values.color }),
            protected: values.protected,
            source: "user",
        };
        // What the workspace's file says stays there; only the token is this person's own.
        await connections.save(connection?.source === "workspace" ? connection : saved, token === "" ? undefined : token);
        this.post({ type: "stored" });
        this.panel?.dispose();
        if (connection !== undefined) {
            void vscode.window.showInformationMessage(t('The connection "{0}" is saved.', saved.name));
            return;
        }
        await connections.select(saved.id);
        void vscode.window.showInformationMessage(t('Scripts run on "{0}" now.', name));
    }

    private post(message: ToConnectionForm): void {
        void this.panel?.webview.postMessage(message);
    }
}
