/** A script dragged onto another connection is copied there, after a look at the difference. */
import * as vscode from "vscode";
import { connectionOf, type ScriptNode, type TreeNode } from "./nodes.ts";

const mimeType = "application/vnd.code.tree.fluxscripts.scripts";

export class ScriptDrag implements vscode.TreeDragAndDropController<TreeNode> {
    readonly dragMimeTypes = [mimeType];
    readonly dropMimeTypes = [mimeType];

    handleDrag(source: readonly TreeNode[], data: vscode.DataTransfer): void {
        const scripts = source.filter((node) => node.kind === "script" && node.script.language === "flux");
        if (scripts.length > 0) data.set(mimeType, new vscode.DataTransferItem(scripts));
    }

    async handleDrop(target: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
        const scripts = (data.get(mimeType)?.value ?? []) as readonly ScriptNode[];
        const to = connectionOf(target);
        const [first] = scripts;
        if (first === undefined || to === undefined || to.id === first.connection.id) return;
        // One command for menu, palette and pointer: all of them ask and report alike.
        const same = scripts.filter(({ connection }) => connection.id === first.connection.id);
        await vscode.commands.executeCommand("fluxScripts.promote", first, same, to);
    }
}
