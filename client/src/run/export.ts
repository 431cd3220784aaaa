/** Rows of a run into a file, piece by piece: never all of it in memory here, and never a half of it on the disk. */
import * as vscode from "vscode";
import type { FileFormat } from "@flux-scripts/tables/export";
import { isCancellation } from "../services.ts";
import type { Platform, Spool } from "../platform.ts";
import type { ResultsView } from "../views/resultsView.ts";
import { exportFile, type ExportReport, type FileTarget } from "./exportFile.ts";

/** `document`: annotated CSV in an editor. */
export type ExportChoice = FileFormat | "document";

const extensions: Readonly<Record<FileFormat, string>> = {
    annotated: "csv",
    csv: "csv",
    json: "json",
    ndjson: "ndjson",
    parquet: "parquet",
    arrow: "arrow",
};

/** Bytes that an editor, or a place that takes a file only as a whole, gets at most. */
const mostInMemory = 256 * 1024 * 1024;
const mostInEditor = 20 * 1024 * 1024;

export interface ExportSource {
    /** Name of the script. */
    readonly name: string;
    readonly view: ResultsView;
    /**
     * Runs the script again with the same params, asking first where a run would; undefined when that was declined. `plain`: the bytes
     * are the file.
     */
    readonly runAgain: (signal: AbortSignal, plain: boolean) => Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** Asks for a format. */
export async function chooseFormat(): Promise<ExportChoice | undefined> {
    const { t } = vscode.l10n;
    const formats: (vscode.QuickPickItem & { choice: ExportChoice })[] = [
        { label: t("CSV"), description: t("a header and rows, times as RFC 3339"), choice: "csv" },
        { label: t("Annotated CSV"), description: t("with types, groups and defaults, as InfluxDB writes it"), choice: "annotated" },
        { label: t("JSON"), description: t("one object a row; integers keep their 64 bits"), choice: "json" },
        { label: t("NDJSON"), description: t("one object a line"), choice: "ndjson" },
        { label: t("Parquet"), description: t("columns with types, compressed; times in nanoseconds"), choice: "parquet" },
        { label: t("Arrow"), description: t("record batches in the file format; times in nanoseconds"), choice: "arrow" },
        { label: t("Open as a Document"), description: t("annotated CSV in an editor"), choice: "document" },
    ];
    return (await vscode.window.showQuickPick(formats, { title: t("Export Results"), placeHolder: t("Format") }))?.choice;
}

/** Asks where to; tells when it is done, and what is missing of it. */
export async function exportRows(platform: Platform, source: ExportSource, choice: ExportChoice): Promise<void> {
    const { t } = vscode.l10n;
    if (choice === "document") return openDocument(platform, source);
    const uri = await chooseFile(source.name, extensions[choice]);
    if (uri === undefined) return;
    const report = await withProgress(source.name, (signal, onRows) => write(platform, source, choice, uri, signal, onRows));
    if (report === undefined) return;
    const open = t("Open");
    const told = await vscode.window.showInformationMessage(
        report.missing === "" ? t("Exported to {0}.", uri.path) : t("Exported to {0}. {1}", uri.path, report.missing),
        ...(choice === "parquet" || choice === "arrow" ? [] : [open]),
    );
    if (told === open) await vscode.window.showTextDocument(uri);
}

interface Outcome extends ExportReport {
    /** What a person must know of rows that are not in the file. */
    readonly missing: string;
}

async function write(
    platform: Platform,
    source: ExportSource,
    format: FileFormat,
    uri: vscode.Uri,
    signal: AbortSignal,
    onRows: (rows: number) => void,
): Promise<Outcome | undefined> {
    const { t } = vscode.l10n;
    const rows = await rowsOf(platform, source, format, signal);
    if (rows === undefined) return undefined;
    try {
        const target = uri.scheme === "file" && platform.openFile !== undefined ? await platform.openFile(uri.fsPath) : wholeFile(uri);
        const report = await exportFile({ format, pieces: rows.pieces, target, columnar: platform.columnar, signal, onRows });
        const missing = report.error === undefined ? rows.missing() : t("The result is incomplete: {0}", report.error);
        return { ...report, missing };
    } finally {
        await rows.close();
    }
}

interface Rows {
    readonly pieces: () => AsyncIterable<Uint8Array>;
    missing(): string;
    close(): Promise<void>;
}

/** The rows that the view holds; all of them by another run, where it holds a part only and that is wanted. */
async function rowsOf(platform: Platform, source: ExportSource, format: FileFormat, signal: AbortSignal): Promise<Rows | undefined> {
    const { t } = vscode.l10n;
    const { view } = source;
    const plain = format === "annotated";
    const head = await view.exported(true, plain);
    const held: Rows = {
        pieces: () => piecesOf(view, plain),
        missing: () => {
            if (head.dropped > 0) return t("{0} rows that the view did not keep are missing.", head.dropped.toLocaleString());
            return head.incomplete ? t("The result is incomplete.") : "";
        },
        close: () => Promise.resolve(),
    };
    if (head.dropped === 0) return held;
    const [everything, part] = [t("Run Again and Export Everything"), t("Export the Rows Shown")];
    const answer = await vscode.window.showWarningMessage(
        t("The view holds the first {0} rows; {1} more came.", head.rows.toLocaleString(), head.dropped.toLocaleString()),
        { modal: true, detail: t("The script runs once more with the same params, and its answer goes to the file.") },
        everything,
        part,
    );
    if (answer === part) return held;
    const again = answer === everything ? await source.runAgain(signal, plain) : undefined;
    if (again === undefined) return undefined;
    if (plain) return { pieces: () => again, missing: () => "", close: () => Promise.resolve() };
    // Other formats read the answer twice.
    const spool = await (platform.openSpool ?? memorySpool)();
    try {
        for await (const piece of again) await spool.write(piece);
    } catch (error) {
        await spool.close();
        throw error;
    }
    return { pieces: () => spool.read(), missing: () => "", close: () => spool.close() };
}

async function* piecesOf(view: ResultsView, plain: boolean): AsyncGenerator<Uint8Array> {
    for (let piece = await view.exported(true, plain); ; piece = await view.exported(false, plain)) {
        if (piece.bytes.length > 0) yield piece.bytes;
        if (piece.done) return;
    }
}

async function chooseFile(name: string, extension: string): Promise<vscode.Uri | undefined> {
    const { t } = vscode.l10n;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = `${name.replace(/[^\p{L}\p{N}._ -]/gu, "_")}.${extension}`;
    return vscode.window.showSaveDialog({
        title: t("Export Results"),
        ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
        filters: { [extension.toUpperCase()]: [extension] },
    });
}

/** Undefined for an export that was cancelled. */
async function withProgress<T>(
    name: string,
    work: (signal: AbortSignal, onRows: (rows: number) => void) => Promise<T>,
): Promise<T | undefined> {
    const { t } = vscode.l10n;
    const options = { location: vscode.ProgressLocation.Notification, title: t("Exporting {0}", name), cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        let told = 0;
        try {
            return await work(controller.signal, (rows) => {
                if (Date.now() < told + 200) return;
                told = Date.now();
                progress.report({ message: t("{0} rows", rows.toLocaleString()) });
            });
        } catch (error) {
            if (controller.signal.aborted || isCancellation(error)) return undefined;
            throw error;
        }
    });
}

async function openDocument(platform: Platform, source: ExportSource): Promise<void> {
    const { t } = vscode.l10n;
    const gathered = new Gathered(mostInEditor, () => t("The result is too large for an editor ({0} MB): export it to a file.", 20));
    const report = await withProgress(source.name, async (signal, onRows) => {
        const rows = await rowsOf(platform, source, "annotated", signal);
        if (rows === undefined) return undefined;
        const target = {
            write: (bytes: Uint8Array) => gathered.write(bytes),
            finish: () => Promise.resolve(),
            discard: () => Promise.resolve(),
        };
        const columnar = (): Promise<never> => Promise.reject(new Error("not asked for"));
        return exportFile({ format: "annotated", pieces: rows.pieces, target, columnar, signal, onRows });
    });
    if (report === undefined) return;
    const language = (await vscode.languages.getLanguages()).includes("csv") ? "csv" : "plaintext";
    const document = await vscode.workspace.openTextDocument({ language, content: new TextDecoder().decode(gathered.whole()) });
    await vscode.window.showTextDocument(document);
}

/** Bytes in memory up to a limit. */
class Gathered {
    private readonly pieces: Uint8Array[] = [];
    private size = 0;

    constructor(
        private readonly limit: number,
        private readonly tooLarge: () => string,
    ) {}

    write(bytes: Uint8Array): Promise<void> {
        this.size += bytes.length;
        if (this.size > this.limit) return Promise.reject(new Error(this.tooLarge()));
        this.pieces.push(bytes.slice());
        return Promise.resolve();
    }

    whole(): Uint8Array {
        const all = new Uint8Array(this.size);
        let at = 0;
        for (const piece of this.pieces) {
            all.set(piece, at);
            at += piece.length;
        }
        return all;
    }

    get parts(): readonly Uint8Array[] {
        return this.pieces;
    }
}

/** VS Code's own file systems have no appending: the file is gathered, and written at once. */
function wholeFile(uri: vscode.Uri): FileTarget {
    const { t } = vscode.l10n;
    const gathered = new Gathered(mostInMemory, () => t("The file is too large for this place ({0} MB at most).", 256));
    return {
        write: (bytes) => gathered.write(bytes),
        finish: async () => {
            await vscode.workspace.fs.writeFile(uri, gathered.whole());
        },
        discard: () => Promise.resolve(),
    };
}

function memorySpool(): Promise<Spool> {
    const { t } = vscode.l10n;
    const gathered = new Gathered(mostInMemory, () => t("The file is too large for this place ({0} MB at most).", 256));
    return Promise.resolve({
        write: (bytes) => gathered.write(bytes),
        read: async function* () {
            yield* gathered.parts;
        },
        close: () => Promise.resolve(),
    });
}
