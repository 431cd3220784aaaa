/**
 * Merges of two texts by hand: in VS Code's merge editor where it has one, else with conflict markers in the file and the
 * difference beside it. What the file held is kept first; the merge counts as done when the file is saved without markers.
 */
import * as vscode from "vscode";
import {
    baseOf,
    type BaseScript,
    fileNameOf,
    hasConflictMarkers,
    leadingComment,
    type LocalScript,
    mergeTexts,
    type PlanItem,
    type RemoteScript,
    undecidedConflicts,
} from "@flux-scripts/workspace";
import type { Services } from "../services.ts";
import { Cancelled } from "../services.ts";
import { isOwnSave, portsOf } from "./ports.ts";
import { openDiff } from "./prompts.ts";
import { mergesKey, type Site, stateOf } from "./site.ts";

export const mergeScheme = "flux-merge";

/** VS Code's own, without documentation: looked for, never counted on. */
const mergeEditor = "_open.mergeEditor";

type Side = "base" | "here" | "there";

/** A merge that goes on; kept over restarts. */
interface Merge extends Readonly<Record<Side, string>> {
    readonly connection: string;
    readonly name: string;
    /** What both sides have in common once it is done: the stored script as the merge saw it. */
    readonly script: BaseScript;
    /** Id under which it was synced before. */
    readonly before: string | undefined;
}

export class Conflicts implements vscode.TextDocumentContentProvider {
    /** File → its version that is being asked about. */
    private readonly asking = new Map<string, { readonly version: number; readonly answer: Promise<boolean> }>();

    constructor(
        private readonly services: Services,
        private readonly settled: (document: vscode.TextDocument) => void,
    ) {
        services.context.subscriptions.push(
            vscode.workspace.registerTextDocumentContentProvider(mergeScheme, this),
            vscode.workspace.onDidSaveTextDocument((document) => void this.saved(document)),
        );
    }

    provideTextDocumentContent(uri: vscode.Uri): string {
        const merge = this.all()[uri.query];
        return merge?.[uri.authority as Side] ?? "";
    }

    /** Starts a merge of a script that both sides have. Answers true when nothing was left to decide by hand. */
    async start(site: Site, item: PlanItem): Promise<boolean> {
        const { local, remote } = item;
        if (local === undefined || remote === undefined) return false;
        const { t } = vscode.l10n;
        const { connection } = site;
        const sides = { base: item.base?.text, here: local.text, there: remote.text };
        const labels = { here: t("here"), base: t("last synced"), there: connection.name };
        const { text, conflicts } = mergeTexts(sides, labels);
        const facts = await this.mergeFacts(item, text, connection.name);
        const ports = portsOf(site.backend, this.services.files, site.state);
        // Whatever comes of the merge, both texts can be found again.
        await ports.local.backup(local.name, local.text);
        await ports.local.backup(remote.name, remote.text);
        const { id, updatedAt } = remote;
        const script: BaseScript = { ...remote, id, updatedAt, file: local.file };
        const base = baseOf(sides);
        const merge: Merge = {
            base,
            here: local.text,
            there: remote.text,
            connection: connection.id,
            name: item.name,
            script,
            before: item.base?.id,
        };
        await this.keep(local.file, merge);
        const uri = vscode.Uri.parse(local.file);
        const document = await vscode.workspace.openTextDocument(uri);
        await ports.local.write(local.file, { ...facts, text });
        if (conflicts > 0) await this.open(uri, merge, item, site);
        else if (await this.settle(document)) {
            await openDiff(item, connection);
            return true;
        }
        return false;
    }

    /** The file of a merge that waits for a person's decisions. */
    isOpen(file: string): boolean {
        return this.all()[file] !== undefined;
    }

    /**
     * Notes a merge as done when its file has no markers any more. Where it still has lines that both sides changed as they
     * were before, it asks whether that is meant: the merge editor saves them so. Answers true when it is done now.
     */
    settle(document: vscode.TextDocument): Promise<boolean> {
        const file = document.uri.toString();
        const merge = this.all()[file];
        if (merge === undefined || document.isDirty || hasConflictMarkers(document.getText())) return Promise.resolve(false);
        const going = this.asking.get(file);
        const { version } = document;
        if (going?.version === version) return going.answer;
        const answer = this.finish(document, merge).finally(() => {
            if (this.asking.get(file)?.version === version) this.asking.delete(file);
        });
        this.asking.set(file, { version, answer });
        return answer;
    }

    private async finish(document: vscode.TextDocument, merge: Merge): Promise<boolean> {
        const { t } = vscode.l10n;
        const left = undecidedConflicts(merge, document.getText());
        if (left > 0) {
            const yes = t("It Is Right So");
            const question = t('"{0}" has {1} conflicts that nobody decided: both changes are left out there.', merge.name, left);
            const { version } = document;
            const answer = await vscode.window.showWarningMessage(question, yes);
            // The answer was about the text of then.
            if (answer !== yes || document.version !== version || !this.isOpen(document.uri.toString())) return false;
        }
        const connection = this.services.connections.byId(merge.connection);
        if (connection !== undefined) {
            const state = await stateOf(connection);
            if (merge.before !== undefined && merge.before !== merge.script.id) await state.remove(merge.before);
            await state.put(merge.script);
        }
        await this.forget(document.uri.toString());
        return true;
    }

    /** The merge of a file is of no interest any more, whatever became of it. */
    async forget(file: string): Promise<void> {
        if (this.isOpen(file)) await this.keep(file, undefined);
    }

    private async saved(document: vscode.TextDocument): Promise<void> {
        if (!isOwnSave(document) && (await this.settle(document))) this.settled(document);
    }

    private async open(uri: vscode.Uri, merge: Merge, item: PlanItem, { connection }: Site): Promise<void> {
        const { t } = vscode.l10n;
        const known = await vscode.commands.getCommands();
        if (known.includes(mergeEditor) && vscode.workspace.getConfiguration("fluxScripts").get("sync.mergeEditor", true)) {
            const input = (side: Side, title: string, description: string): object => ({
                uri: sideUri(side, merge.name, uri),
                title,
                description,
            });
            try {
                await vscode.commands.executeCommand(mergeEditor, {
                    base: sideUri("base", merge.name, uri),
                    input1: input("there", t("There"), connection.name),
                    input2: input("here", t("Here"), t("as it was in the workspace")),
                    output: uri,
                });
                void vscode.window.showInformationMessage(t('Decide each conflict and save "{0}": then it can be pushed.', item.name));
                return;
            } catch (error) {
                this.services.output.warn(`no merge editor: ${error instanceof Error ? error.message : String(error)}`);
            }
        }
        await openDiff(item, connection);
        await vscode.window.showTextDocument(uri, { preview: false });
        void vscode.window.showInformationMessage(
            t('Decide the conflicts between the markers in "{0}" and save it; then push it.', item.name),
        );
    }

    /** Name and description: each from the side that changed it; asked where both did. A comment's description follows the text. */
    private async mergeFacts(item: PlanItem, text: string, where: string): Promise<{ name: string; description: string }> {
        const { t } = vscode.l10n;
        const local = item.local as LocalScript;
        const remote = item.remote as RemoteScript;
        const one = async (title: string, base: string | undefined, here: string, there: string): Promise<string> => {
            if (here === there || there === base) return here;
            if (here === base) return there;
            const rows = [
                { label: here, description: t("here"), value: here },
                { label: there, description: where, value: there },
            ];
            const chosen = await vscode.window.showQuickPick(rows, { title, ignoreFocusOut: true });
            if (chosen === undefined) throw new Cancelled();
            return chosen.value;
        };
        const name = await one(t("Name of {0}", item.name), item.base?.name, local.name, remote.name);
        const follows = remote.description === leadingComment(remote.text) && local.description === leadingComment(local.text);
        const description = follows
            ? leadingComment(text)
            : await one(t("Description of {0}", item.name), item.base?.description, local.description, remote.description);
        return { name, description };
    }

    private all(): Readonly<Record<string, Merge>> {
        return this.services.context.workspaceState.get<Record<string, Merge>>(mergesKey, {});
    }

    private async keep(file: string, merge: Merge | undefined): Promise<void> {
        const { [file]: _before, ...others } = this.all();
        await this.services.context.workspaceState.update(mergesKey, merge === undefined ? others : { ...others, [file]: merge });
    }
}

function sideUri(side: Side, name: string, file: vscode.Uri): vscode.Uri {
    return vscode.Uri.from({ scheme: mergeScheme, authority: side, path: `/${fileNameOf(name)}`, query: file.toString() });
}
