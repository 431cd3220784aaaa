/** One results page, in the panel or in a tab: fed with the answer to a run, asked for exports. */
import * as vscode from "vscode";
import { inOrder } from "../inOrder.ts";
import type { ExportedPiece, FromResults, PageCommand, RunFailure, RunTitle, ToResults } from "../webviews/results/protocol.ts";
import type { KeptRun, RunMemo } from "./keptRuns.ts";

/** Messages that may be under way to the page; more wait for its word, so that memory stays bounded. */
const window = 6;

/** Bytes that are joined to one message while others are under way: each costs a round trip. */
const batch = 1 << 20;

/** Smaller pieces go as they are: packing them would only hold them up. */
const worthPacking = 1 << 17;

export type Pack = (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;

export type Outcome = "finished" | "cancelled" | "failed";

/** What a page asks for that is not its own to do. */
export type PageAction = Extract<
    FromResults,
    { type: "cancel" | "runAgain" | "editParams" | "goto" | "remedy" | "chooseExport" | "keep" | "showHistory" | "picture" }
>;

export interface PageEvents {
    onAction(message: PageAction, page: ResultsPage): void;
    onErrorTable(run: number, message: string): void;
    onFailure(message: string): void;
}

export class ResultsPage {
    /** What would run it again. */
    memo: RunMemo | undefined;
    title: RunTitle | undefined;
    /** How the run ended, once it did. */
    ended: KeptRun["ended"] | undefined;
    private waitingForPage: (() => void)[] = [];
    private ready = false;
    private under = 0;
    private gathered: Uint8Array[] = [];
    private size = 0;
    private waitingForRoom: (() => void)[] = [];
    private run = -1;
    private exporting: { resolve(piece: ExportedPiece): void; reject(error: Error): void } | undefined;
    /** Called each time that the page has loaded. */
    onReady: () => void = () => undefined;

    /** Messages go in order, also behind bytes that are being packed. */
    private readonly post: (message: ToResults | Promise<ToResults>) => void;

    constructor(
        readonly webview: vscode.Webview,
        private readonly events: PageEvents,
        private readonly pack?: Pack,
    ) {
        this.post = inOrder(
            (message) => void webview.postMessage(message),
            (reason) => events.onFailure(reason),
        );
        webview.onDidReceiveMessage((message: FromResults) => this.receive(message));
    }

    untilReady(): Promise<void> {
        if (this.ready) return Promise.resolve();
        const late = new Promise<void>((_resolve, reject) =>
            setTimeout(() => reject(new Error(vscode.l10n.t("The results view did not open."))), 20_000),
        );
        return Promise.race([new Promise<void>((resolve) => this.waitingForPage.push(resolve)), late]);
    }

    begin(title: RunTitle, memo: RunMemo): void {
        this.release();
        this.run = title.run;
        this.title = title;
        this.memo = memo;
        this.ended = undefined;
        this.post({ type: "start", title });
    }

    starting(run: number): void {
        this.post({ type: "starting", run });
    }

    /** Gives a piece of the answer (bytes, cut anywhere) to the page, the first at once; resolves when there is room for more. */
    async add(run: number, piece: Uint8Array): Promise<void> {
        if (run !== this.run) return;
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
        if (this.pack === undefined || bytes.length < worthPacking) this.post({ type: "bytes", run, bytes });
        else this.post(this.packed(run, bytes, this.pack));
    }

    /** Bytes that can't be packed go as they are: the page answers each piece, and the next ones wait for that. */
    private packed(run: number, bytes: Uint8Array<ArrayBuffer>, pack: Pack): Promise<ToResults> {
        return pack(bytes).then(
            (packed) => ({ type: "bytes", run, bytes: packed, packed: true }),
            () => ({ type: "bytes", run, bytes }),
        );
    }

    end(run: number, ms: number, outcome: Outcome, failure?: RunFailure): void {
        if (run !== this.run) return;
        this.flush(run);
        this.ended = { ms, outcome, ...(failure === undefined ? {} : { failure }) };
        this.post({ type: "end", run, ...this.ended });
    }

    /** The readable form of an error table that the page found in the rows. */
    explain(run: number, failure: RunFailure): void {
        this.post({ type: "explained", run, failure });
        if (this.ended !== undefined && run === this.run) this.ended = { ...this.ended, outcome: "failed", failure };
    }

    command(command: PageCommand): void {
        this.post({ type: "command", command });
    }

    /** The next piece of all rows as annotated CSV, the first one when `restart`. One question at a time. */
    exported(restart: boolean, plain: boolean): Promise<ExportedPiece> {
        this.exporting?.reject(new Error(vscode.l10n.t("Another export took its place.")));
        const piece = new Promise<ExportedPiece>((resolve, reject) => {
            this.exporting = { resolve, reject };
        });
        this.post({ type: "export", restart, plain });
        return piece;
    }

    /** The page is gone: nobody waits for it any more. */
    close(): void {
        this.exporting?.reject(new Error(vscode.l10n.t("The results view was closed.")));
        this.exporting = undefined;
        this.release();
    }

    private release(): void {
        this.under = 0;
        this.gathered = [];
        this.size = 0;
        for (const resolve of this.waitingForRoom.splice(0)) resolve();
    }

    private receive(message: FromResults): void {
        switch (message.type) {
            case "ready":
                this.ready = true;
                this.onReady();
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
                this.events.onErrorTable(message.run, message.message);
                break;
            case "failed":
                this.events.onFailure(message.message);
                break;
            case "focus":
                void vscode.commands.executeCommand("setContext", "fluxScripts.resultsFocus", message.has);
                break;
            case "copy":
                void vscode.env.clipboard.writeText(message.text);
                break;
            case "tooManyToCopy":
                void this.tellToExport(message.cells);
                break;
            case "exported":
                this.exporting?.resolve(message.piece);
                this.exporting = undefined;
                break;
            default:
                this.events.onAction(message, this);
        }
    }

    private async tellToExport(cells: number): Promise<void> {
        const { t } = vscode.l10n;
        const text = t("{0} cells are too many for the clipboard. Export the rows to a file instead.", cells.toLocaleString());
        const button = t("Export Results");
        if ((await vscode.window.showWarningMessage(text, button)) === button) this.events.onAction({ type: "chooseExport" }, this);
    }
}
