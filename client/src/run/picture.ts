/** A picture of the chart into a file. */
import * as vscode from "vscode";

export async function savePicture(data: Uint8Array, format: "png" | "svg", script: string): Promise<void> {
    const { t } = vscode.l10n;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = `${script.replace(/[^\p{L}\p{N}._ -]/gu, "_")}.${format}`;
    const target = await vscode.window.showSaveDialog({
        title: t("Save Chart"),
        ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
        filters: { [format.toUpperCase()]: [format] },
    });
    if (target === undefined) return;
    await vscode.workspace.fs.writeFile(target, data);
    const open = t("Open");
    if ((await vscode.window.showInformationMessage(t("Saved {0}.", target.path), open)) === open)
        await vscode.commands.executeCommand("vscode.open", target);
}
