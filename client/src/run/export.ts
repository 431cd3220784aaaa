/** Rows of the results view into a file, piece by piece: never all of it in memory here. */
import * as vscode from "vscode";
import type { ResultsView } from "../views/resultsView.ts";
import type { ExportFormat } from "../webviews/results/protocol.ts";

const extensions: Readonly<Record<ExportFormat, string>> = { csv: "csv", annotated: "csv", json: "json" };

/** Asks where to; tells when it is done, and that a result is not complete. */
export async function exportRows(view: ResultsView, format: ExportFormat, name: string): Promise<void> {
    const { t } = vscode.l10n;
    const extension = extensions[format];
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = `${name.replace(/[^\p{L}\p{N}._ -]/gu, "_")}.${extension}`;
    const target = await vscode.window.showSaveDialog({
        title: t("Export Results"),
        ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
        filters: { [extension.toUpperCase()]: [extension] },
    });
    if (target === undefined) return;
    const pieces: Uint8Array[] = [];
    const encoder = new TextEncoder();
    view.export(format, {
        write: (text) => {
            pieces.push(encoder.encode(text));
            return Promise.resolve();
        },
        end: async (incomplete) => {
            // VS Code's file system has no appending; the pieces are bytes by now, a quarter of the rows' size in memory.
            await vscode.workspace.fs.writeFile(target, joined(pieces));
            const message = incomplete ? t("Exported to {0}. The result is incomplete.", target.path) : t("Exported to {0}.", target.path);
            const open = t("Open");
            if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.window.showTextDocument(target);
        },
    });
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
    const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
        all.set(piece, at);
        at += piece.length;
    }
    return all;
}
