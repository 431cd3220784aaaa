/** The results: a page in the panel that shows the last run, and tabs that keep the rows of earlier ones. */
import * as vscode from "vscode";
import { randomBytes } from "../random.ts";
import type { ExportedPiece, PageCommand, RunFailure, RunTitle } from "../webviews/results/protocol.ts";
import { keptLimit, KeptRuns, type RunMemo, RowKeeper } from "./keptRuns.ts";
import { pageHtml, pageRoots } from "./page.ts";
import { type Outcome, type Pack, type PageEvents, ResultsPage } from "./resultsPage.ts";

export const resultsViewId = "fluxScripts.results";
export const resultsTabType = "fluxScripts.resultsTab";

/** Name under which the panel's rows are kept. */
const mainId = "panel";

interface Tab {
    readonly panel: vscode.WebviewPanel;
    readonly page: ResultsPage;
}

export class ResultsView implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer {
    private view: vscode.WebviewView | undefined;
    private main: ResultsPage | undefined;
    private readonly tabs = new Set<Tab>();
    private readonly kept: KeptRuns;
    private keeper = new RowKeeper();
    private begun = false;
    private waitingForView: ((page: ResultsPage) => void)[] = [];
    events: PageEvents | undefined;

    constructor(
        private readonly extension: vscode.Uri,
        storage: vscode.Uri | undefined,
        /** How rows are packed on their way to a page that is far away. */
        private readonly pack?: Pack,
    ) {
        this.kept = new KeptRuns(storage);
    }

    resolveWebviewView(view: vscode.WebviewView): void {
        this.view = view;
        const page = this.pageOf(view.webview);
        this.main = page;
        view.onDidDispose(() => {
            page.close();
            if (this.view === view) [this.view, this.main] = [undefined, undefined];
        });
        page.onReady = () => {
            if (!this.begun) void this.restore(page, mainId);
        };
        view.webview.html = this.html(view.webview, "panel", {});
        for (const resolve of this.waitingForView.splice(0)) resolve(page);
    }

    /** A tab that was open when the window reloaded. */
    async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
        const id = typeof state === "object" && state !== null ? (state as { kept?: unknown }).kept : undefined;
        const stored = typeof id === "string" ? await this.kept.read(id) : undefined;
        if (typeof id !== "string" || stored === undefined) panel.dispose();
        else this.fillTab(panel, id);
    }

    /** Opens the panel, without taking the keyboard from the editor. */
    async reveal(): Promise<void> {
        if (this.view === undefined) await vscode.commands.executeCommand(`${resultsViewId}.focus`, { preserveFocus: true });
        else this.view.show(true);
    }

    async focus(): Promise<void> {
        await vscode.commands.executeCommand(`${resultsViewId}.focus`);
    }

    async begin(title: RunTitle, memo: RunMemo): Promise<void> {
        this.begun = true;
        this.keeper = new RowKeeper();
        await this.reveal();
        const page = this.main ?? (await this.opened());
        await page.untilReady();
        page.begin(title, memo);
    }

    /** VS Code makes the view when it comes into sight. */
    private opened(): Promise<ResultsPage> {
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(vscode.l10n.t("The results view did not open."))), 20_000);
            this.waitingForView.push((page) => {
                clearTimeout(late);
                resolve(page);
            });
        });
    }

    starting(run: number): void {
        this.main?.starting(run);
    }

    async add(run: number, piece: Uint8Array): Promise<void> {
        if (run === this.main?.title?.run) this.keeper.add(piece);
        await this.main?.add(run, piece);
    }

    end(run: number, ms: number, outcome: Outcome, failure?: RunFailure): void {
        const { main, keeper } = this;
        main?.end(run, ms, outcome, failure);
        if (main !== undefined && run === main.title?.run) void this.keep(mainId, main, keeper.rows);
    }

    explain(run: number, failure: RunFailure): void {
        const { main, keeper } = this;
        main?.explain(run, failure);
        if (main?.ended !== undefined && run === main.title?.run) void this.keep(mainId, main, keeper.rows);
    }

    /** Sends a key's command to the page that a person looks at. */
    command(command: PageCommand): void {
        this.current?.command(command);
    }

    /** The next piece of all rows of the page in front as annotated CSV, the first one when `restart`; `plain` as InfluxDB writes it. */
    exported(restart: boolean, plain: boolean): Promise<ExportedPiece> {
        const page = this.current;
        return page === undefined
            ? Promise.reject(new Error(vscode.l10n.t("There are no results to export.")))
            : page.exported(restart, plain);
    }

    /** The page in front: the active tab, else the panel. */
    get current(): ResultsPage | undefined {
        return [...this.tabs].find(({ panel }) => panel.active)?.page ?? this.main;
    }

    /** Opens the rows of a page in a tab of their own, which no later run takes away. */
    async keepInTab(page: ResultsPage): Promise<void> {
        const { title, memo, ended } = page;
        if (title === undefined || memo === undefined || ended === undefined) return;
        const id = randomBytes(8);
        const keeper = new RowKeeper();
        for (let restart = true; ; restart = false) {
            const { bytes, done } = await page.exported(restart, false);
            keeper.add(bytes);
            if (done) break;
        }
        const { rows } = keeper;
        if (rows === undefined) {
            const limit = keptLimit / (1 << 20);
            void vscode.window.showWarningMessage(
                vscode.l10n.t("A tab keeps {0} MB of rows at most. Export the result to a file instead.", limit),
            );
            return;
        }
        await this.kept.write(id, { title, memo, ended }, rows);
        const name = vscode.l10n.t("{0}: results", title.script);
        const options = { enableScripts: true, localResourceRoots: pageRoots(this.extension), retainContextWhenHidden: true };
        const panel = vscode.window.createWebviewPanel(
            resultsTabType,
            name,
            { viewColumn: this.tabs.size === 0 ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside },
            options,
        );
        this.fillTab(panel, id);
    }

    private fillTab(panel: vscode.WebviewPanel, id: string): void {
        panel.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.extension) };
        panel.iconPath = new vscode.ThemeIcon("table");
        const page = this.pageOf(panel.webview);
        const tab = { panel, page };
        this.tabs.add(tab);
        page.onReady = () => void this.restore(page, id);
        panel.onDidDispose(() => {
            this.tabs.delete(tab);
            page.close();
            // A window that reloads disposes of its tabs, too, and wants the rows again in a moment.
            setTimeout(() => void this.kept.remove(id), 10_000);
        });
        panel.webview.html = this.html(panel.webview, "editor", { kept: id });
    }

    private async restore(page: ResultsPage, id: string): Promise<void> {
        const stored = await this.kept.read(id);
        if (stored === undefined || (id === mainId && this.begun)) return;
        const { title, memo, ended } = stored.run;
        const run = -1;
        page.begin({ ...title, run }, memo);
        for (let from = 0; from < stored.rows.length; from += 1 << 20) await page.add(run, stored.rows.subarray(from, from + (1 << 20)));
        page.end(run, ended.ms, ended.outcome, ended.failure);
    }

    private async keep(id: string, page: ResultsPage, rows: Uint8Array | undefined): Promise<void> {
        const { title, memo, ended } = page;
        if (title === undefined || memo === undefined || ended === undefined) return;
        try {
            if (rows === undefined) await this.kept.remove(id);
            else await this.kept.write(id, { title, memo, ended }, rows);
        } catch (error) {
            this.events?.onFailure(error instanceof Error ? error.message : String(error));
        }
    }

    private pageOf(webview: vscode.Webview): ResultsPage {
        webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.extension) };
        const events: PageEvents = {
            onAction: (message, page) => this.events?.onAction(message, page),
            onErrorTable: (run, message) => this.events?.onErrorTable(run, message),
            onFailure: (message) => this.events?.onFailure(message),
        };
        return new ResultsPage(webview, events, this.pack);
    }

    private html(webview: vscode.Webview, place: "panel" | "editor", init: Readonly<Record<string, unknown>>): string {
        return pageHtml(webview, this.extension, { bundle: "results", title: vscode.l10n.t("Flux Results"), place, init });
    }
}
