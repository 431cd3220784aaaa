/** The results panel: one webview that stays, fed with the answer to one run at a time. */
import * as vscode from "vscode";
import type { ExportedPiece, FromResults, RunFailure, RunTitle, ToResults } from "../webviews/results/protocol.ts";
import { pageHtml, pageRoots } from "./page.ts";

export const resultsViewId = "fluxScripts.results";

/** Messages that may be under way to the page; more wait for its word, so that memory stays bounded. */
const window = 6;

/** Bytes that are joined to one message while others are under way: each costs a round trip. */
const batch = 1 << 20;

/** The page asks, the controller acts. */
export interface ResultsEvents {
    onAction(message: Extract<FromResults, { type: "cancel" | "runAgain" | "editParams" | "goto" | "remedy" | "chooseExport" }>): void;
    onErrorTable(run: number, message: string): void;
    onFailure(message: string): void;
}

export class ResultsView implements vscode.WebviewViewProvider {
    private view: vscode.WebviewView | undefined;
    private waitingForPage: (() => void)[] = [];
    private ready = false;
    private under = 0;
    private gathered: Uint8Array[] = [];
    private size = 0;
    private waitingForRoom: (() => void)[] = [];
    private run = 0;
    private exporting: { resolve(piece: ExportedPiece): void; reject(error: Error): void } | undefined;
    events: ResultsEvents | undefined;

    constructor(private readonly extension: vscode.Uri) {}

    resolveWebviewView(view: vscode.WebviewView): void {
        this.view = view;
        this.ready = false;
        view.webview.options = { enableScripts: true, localResourceRoots: pageRoots(this.extension) };
        view.webview.onDidReceiveMessage((message: FromResults) => this.receive(message));
        view.onDidDispose(() => {
            if (this.view === view) [this.view, this.ready] = [undefined, false];
            this.exporting?.reject(new Error(vscode.l10n.t("The results view was closed.")));
            this.exporting = undefined;
            this.release();
        });
        view.webview.html = pageHtml(view.webview, this.extension, {
            bundle: "results",
            title: vscode.l10n.t("Flux Results"),
            place: "panel",
            init: {},
        });
    }

    /** Opens the panel, without taking the keyboard from the editor. */
    async reveal(): Promise<void> {
        if (this.view === undefined) await vscode.commands.executeCommand(`${resultsViewId}.focus`, { preserveFocus: true });
        else this.view.show(true);
    }

    async focus(): Promise<void> {
        await vscode.commands.executeCommand(`${resultsViewId}.focus`);
    }

    async begin(title: RunTitle): Promise<void> {
        this.run = title.run;
        this.release();
        await this.untilReady();
        this.post({ type: "start", title });
    }

    starting(run: number): void {
        this.post({ type: "starting", run });
    }

    /** Gives a piece of the answer (bytes, cut anywhere) to the page, the first at once; resolves when there is room for more. */
    async add(run: number, piece: Uint8Array): Promise<void> {
        if (run !== this.run || this.view === undefined) return;
        this.gathered.push(piece);
        this.size += piece.length;
        if (this.under > 0 && this.size < batch) return;
        if (this.under >= window) await new Promise<void>((resolve) => this.waitingForRoom.push(resolve));
        if (run === this.run) this.flush(run);
    }

    private flush(run: number): void {
        if (this.size === 0) return;
        // An array of its own: all of the buffer behind it is sent.
        const bytes = new Uint8Array(this.size);
        let at = 0;
        for (const piece of this.gathered) {
            bytes.set(piece, at);
            at += piece.length;
        }
        this.gathered = [];
        this.size = 0;
        this.under++;
        this.post({ type: "bytes", run, bytes });
    }

    end(run: number, ms: number, outcome: "finished" | "cancelled" | "failed", failure?: RunFailure): void {
        if (run === this.run) this.flush(run);
        this.post({ type: "end", run, ms, outcome, ...(failure === undefined ? {} : { failure }) });
    }

    /** The readable form of an error table that the page found in the rows. */
    explain(run: number, failure: RunFailure): void {
        this.post({ type: "explained", run, failure });
    }

    /** The next piece of all rows as annotated CSV, the first one when `restart`. One question at a time. */
    exported(restart: boolean): Promise<ExportedPiece> {
        this.exporting?.reject(new Error(vscode.l10n.t("Another export took its place.")));
        if (this.view === undefined) return Promise.reject(new Error(vscode.l10n.t("There are no results to export.")));
        const piece = new Promise<ExportedPiece>((resolve, reject) => {
            this.exporting = { resolve, reject };
        });
        this.post({ type: "export", restart });
        return piece;
    }

    private receive(message: FromResults): void {
        switch (message.type) {
            case "ready":
                this.ready = true;
                for (const resolve of this.waitingForPage.splice(0)) resolve();
                break;
            case "taken":
                if (message.run !== this.run) break;
                this.under = Math.max(0, this.under - message.pieces);
                // The source is slow: what it gave so far is not held back.
                if (this.under === 0) this.flush(message.run);
                if (this.under < window) for (const resolve of this.waitingForRoom.splice(0)) resolve();
                break;
            case "errorTable":
                this.events?.onErrorTable(message.run, message.message);
                break;
            case "failed":
                this.events?.onFailure(message.message);
                break;
            case "copy":
                void vscode.env.clipboard.writeText(message.text);
                break;
            case "exported":
                this.exporting?.resolve(message.piece);
                this.exporting = undefined;
                break;
            default:
                this.events?.onAction(message);
        }
    }

    private async untilReady(): Promise<void> {
        await this.reveal();
        if (this.ready) return;
        const late = new Promise<void>((_resolve, reject) =>
            setTimeout(() => reject(new Error(vscode.l10n.t("The results view did not open."))), 20_000),
        );
        await Promise.race([new Promise<void>((resolve) => this.waitingForPage.push(resolve)), late]);
    }

    private release(): void {
        this.under = 0;
        this.gathered = [];
        this.size = 0;
        for (const resolve of this.waitingForRoom.splice(0)) resolve();
    }

    private post(message: ToResults): void {
        void this.view?.webview.postMessage(message);
    }
}
