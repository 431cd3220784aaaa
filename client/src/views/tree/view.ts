/** The explorer's view: its badge, its filter, and the commands on rows of data. */
import * as vscode from "vscode";
import type { RunController } from "../../run/controller.ts";
import { Cancelled, type Services } from "../../services.ts";
import type { SyncStates } from "../../sync/states.ts";
import { endsInText, insertionOf, nameOf, previewOf, scriptOf } from "./data.ts";
import { ScriptDrag } from "./drag.ts";
import { isDataNode, type TreeNode } from "./nodes.ts";
import { ScriptsTree } from "./tree.ts";

/** Queries of previews: their text is in their address. */
const previewScheme = "flux-preview";

export class ExplorerView implements vscode.Disposable {
    readonly tree: ScriptsTree;
    private readonly view: vscode.TreeView<TreeNode>;

    constructor(
        private readonly services: Services,
        private readonly states: SyncStates,
    ) {
        this.tree = new ScriptsTree(services, states);
        this.view = vscode.window.createTreeView("fluxScripts.scripts", {
            treeDataProvider: this.tree,
            dragAndDropController: new ScriptDrag(),
            canSelectMany: true,
            showCollapseAll: true,
        });
        services.context.subscriptions.push(
            vscode.workspace.registerTextDocumentContentProvider(previewScheme, { provideTextDocumentContent: ({ query }) => query }),
            states.onDidChange(() => this.count()),
        );
    }

    dispose(): void {
        this.view.dispose();
    }

    async askFilter(): Promise<void> {
        const { t } = vscode.l10n;
        const text = await vscode.window.showInputBox({
            title: t("Filter Scripts"),
            prompt: t("Shows scripts whose name, description or language has this text; nothing shows all."),
            value: this.tree.filter,
        });
        if (text === undefined) throw new Cancelled();
        this.setFilter(text.trim());
    }

    setFilter(text: string): void {
        this.tree.filter = text;
        this.view.message = text === "" ? undefined : vscode.l10n.t('Only scripts with "{0}"', text);
        void vscode.commands.executeCommand("setContext", "fluxScripts.treeFiltered", text !== "");
    }

    /** Puts a row into the script at the cursor; into a new one where none is open. */
    async insert(node: TreeNode | undefined): Promise<void> {
        if (!isDataNode(node)) return;
        const editor = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
            (each) => each?.document.languageId === "flux" && !["flux-remote", previewScheme].includes(each.document.uri.scheme),
        );
        if (editor === undefined) {
            const document = await vscode.workspace.openTextDocument({ language: "flux", content: scriptOf(node) });
            await vscode.window.showTextDocument(document);
            return;
        }
        const { document, selection } = editor;
        const line = document.lineAt(selection.start.line).text.slice(0, selection.start.character);
        const before = document.getText(new vscode.Range(new vscode.Position(0, 0), selection.start));
        const inText = endsInText(line);
        const added = insertionOf(node, { inText, reads: /\bfrom\s*\(/.test(before) });
        // A step stands in a line of its own.
        await editor.edit((edit) => edit.replace(selection, !inText && line.trim() !== "" ? `\n${added.trimEnd()}` : added));
        await vscode.window.showTextDocument(document, editor.viewColumn);
    }

    /** Runs a query for a few rows; they come up in the results view. */
    async preview(node: TreeNode | undefined, controller: RunController): Promise<void> {
        if (!isDataNode(node)) return;
        // Not an untitled document: that would stay behind as unsaved work.
        const path = `/${encodeURIComponent(nameOf(node))}.flux`;
        const uri = vscode.Uri.from({ scheme: previewScheme, path, query: previewOf(node) });
        const document = await vscode.workspace.openTextDocument(uri);
        await controller.invoke(document, undefined, node.connection);
    }

    /** Scripts that changed on the chosen connection, as a number on the view's icon. */
    private count(): void {
        const { t } = vscode.l10n;
        const { active } = this.services.connections;
        const count = active === undefined ? 0 : this.states.changedThere(active.id);
        this.view.badge =
            count === 0 || active === undefined
                ? undefined
                : {
                      value: count,
                      tooltip:
                          count === 1 ? t("1 script changed on {0}", active.name) : t("{0} scripts changed on {1}", count, active.name),
                  };
    }
}
