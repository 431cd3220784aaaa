/** The commands, each as a person calls it: from the palette, a menu, a key or the tree. */
import * as vscode from "vscode";
import { NotFoundError } from "@flux-scripts/scripts-api";
import { fileNameOf } from "@flux-scripts/workspace";
import {
    importConnections,
    pickConnection,
    removeConnection,
    selectConnection,
    selectConnectionForFile,
    testConnection,
} from "./connections/commands.ts";
import type { Connection } from "./connections/model.ts";
import type { RunController } from "./run/controller.ts";
import type { RunFeatures } from "./run/features.ts";
import { selectedPart } from "./run/selection.ts";
import { snippet, type SnippetLanguage } from "./run/snippet.ts";
import { Cancelled, type Services, showError } from "./services.ts";
import { promote } from "./sync/promote.ts";
import { noFolder } from "./sync/ports.ts";
import { remoteUri } from "./sync/remoteDocuments.ts";
import { storesNoScripts } from "./sync/site.ts";
import type { PlanPanel } from "./sync/planPanel.ts";
import { storedUri } from "./sync/storedFiles.ts";
import type { SyncTarget } from "./sync/site.ts";
import type { Sync } from "./sync/sync.ts";
import type { FluxTests } from "./testing/controller.ts";
import type { ConnectionForm } from "./views/connectionForm.ts";
import type { ResultsView } from "./views/resultsView.ts";
import type { TreeNode } from "./views/tree/nodes.ts";
import type { ExplorerView } from "./views/tree/view.ts";
import { UserError } from "./errors.ts";

export interface Parts {
    readonly services: Services;
    readonly controller: RunController;
    readonly runs: RunFeatures;
    readonly results: ResultsView;
    readonly sync: Sync;
    readonly explorer: ExplorerView;
    readonly panel: PlanPanel;
    readonly form: ConnectionForm;
    /** Undefined where no process can be started. */
    readonly tests: FluxTests | undefined;
}

type Target = vscode.Uri | string | TreeNode | undefined;

const newScriptText = `// What this script is for: the first comment is its description
from(bucket: params.bucket)
    |> range(start: duration(v: params.start))
    |> filter(fn: (r) => r._measurement == "air")
`;

export function registerCommands(parts: Parts): void {
    const { services, controller, runs, results, sync, panel, explorer, form, tests } = parts;
    const { connections, context, platform } = services;
    const register = (id: string, work: (...args: never[]) => unknown): void => {
        const guarded = async (...args: never[]): Promise<void> => {
            try {
                await work(...args);
            } catch (error) {
                await showError(services, error, connections.active);
            }
        };
        context.subscriptions.push(vscode.commands.registerCommand(`fluxScripts.${id}`, guarded));
    };
    const afterSync = async (work: Promise<void>): Promise<void> => {
        await work;
        explorer.tree.refresh();
    };

    register("invoke", async (target: Target) => controller.invoke(await documentOf(target, services)));
    register("invokeWithParams", async (target: Target) => controller.invoke(await documentOf(target, services)));
    register("invokeSelection", async () => {
        const editor = vscode.window.activeTextEditor;
        if (editor?.document.languageId !== "flux") throw noScript();
        await controller.invoke(editor.document, await selectedPart(editor));
    });
    register("invokeLast", async (target: Target) => controller.invokeLast(await documentOf(target, services)));
    register("invokeStored", (target: Target) => invokeStored(parts, target));
    register("toggleWatch", () => runs.watch.toggle());
    register("inspectStep", (uri?: string, end?: number) => runs.inspector.inspect(uri, end));
    register("compareRuns", () => runs.compare());
    register("cancelInvoke", () => controller.cancel());
    register("showResults", () => results.focus());
    register("findInResults", () => results.command("find"));
    register("runAgain", () => results.command("runAgain"));
    register("editResultParams", () => results.command("editParams"));
    register("keepResults", () => results.command("keep"));
    register("showHistory", () => runs.showHistory());
    register("exportResults", () => controller.chooseExport());

    register("push", async (target: Target) => afterSync(sync.push(await documentOf(target, services))));
    register("pushAll", () => afterSync(sync.all("push", () => panel.show())));
    register("pull", async (target: Target) => afterSync(sync.pull(stored(target) ?? (await documentOf(target, services)))));
    register("pullAll", () => afterSync(sync.all("pull", () => panel.show())));
    register("diffRemote", async (target: Target) => sync.diff(await documentOf(target, services)));
    register("deleteRemote", async (target: Target) =>
        afterSync(sync.deleteRemote(stored(target) ?? (await documentOf(target, services)))),
    );
    register("sync", () => panel.show());
    register("renameRemote", async (target: Target) => afterSync(sync.rename(stored(target) ?? (await documentOf(target, services)))));
    register("promote", (node?: TreeNode, selected?: readonly TreeNode[], to?: Connection) =>
        afterSync(promote(services, scriptsOf(node, selected), to)),
    );
    register("openRemote", (node?: TreeNode) => openRemote(services, node));
    register("openRemoteFolder", (node?: TreeNode) => openRemoteFolder(services, node));
    register("newScript", () => newScript(services));
    register("copySnippet", async (target: Target, params?: string) => copySnippet(services, await documentOf(target, services), params));

    register("selectConnection", (node?: TreeNode) =>
        selectConnection(services, node?.kind === "connection" ? node.connection.id : undefined),
    );
    register("selectConnectionForFile", async (target: Target) =>
        selectConnectionForFile(services, (await documentOf(target, services)).uri),
    );
    register("addConnection", () => form.open());
    const ofNode = (node: TreeNode | undefined): string | undefined => (node?.kind === "connection" ? node.connection.id : undefined);
    register("editConnection", async (node?: TreeNode) =>
        form.open(await pickConnection(services, ofNode(node), ({ source }) => source !== "builtin")),
    );
    register("removeConnection", async (node?: TreeNode) =>
        removeConnection(services, await pickConnection(services, ofNode(node), ({ source }) => source === "user")),
    );
    register("testConnection", async (node?: TreeNode) => testConnection(services, await connections.require(ofNode(node))));
    register("importConnections", () => importConnections(services));
    register("refreshTree", (node?: TreeNode) => explorer.tree.refresh(node));
    register("filterTree", () => explorer.askFilter());
    register("clearTreeFilter", () => explorer.setFilter(""));
    register("insertIntoScript", (node?: TreeNode) => explorer.insert(node));
    register("previewData", (node?: TreeNode) => explorer.preview(node, controller));

    register("runTestcase", async (target: Target, name?: string) => {
        if (tests === undefined)
            throw new UserError(
                vscode.l10n.t("Testcases cannot run in a browser."),
                vscode.l10n.t("Open the folder in VS Code on a desktop."),
            );
        await tests.runCase((await documentOf(target, services)).uri, name);
    });

    register("startLocalBackend", async () => {
        const access = await local(platform).ensure();
        void vscode.window.showInformationMessage(vscode.l10n.t("The local backend runs at {0}.", access.url));
    });
    register("stopLocalBackend", async () => {
        await local(platform).stop();
        void vscode.window.showInformationMessage(vscode.l10n.t("The local backend is stopped. The next run starts it again."));
    });
    register("addSampleData", async () => {
        await local(platform).addSample();
        explorer.tree.refresh();
        await offerExample(services);
    });
    register("resetLocalBackend", () => resetLocal(services));
    register("restartServer", () => services.language.restart());
    register("showOutput", () => services.output.show());
    register("openWalkthrough", () =>
        vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    );
}

/** The stored version of a script: of the tree, of an open stored one, or of the file's name on its connection. */
async function invokeStored({ services, runs }: Parts, target: Target): Promise<void> {
    const { connections, files } = services;
    if (typeof target === "object" && !(target instanceof vscode.Uri) && target.kind === "script") {
        await runs.invokeStored(target.script.name, target.connection, target.script.id);
        return;
    }
    const { uri } = await documentOf(target, services);
    await runs.invokeStored(files.nameOf(uri), await connections.require(undefined, uri));
}

/** The document of a command's target: a uri (also as text, from a code lens), else the active editor. */
async function documentOf(target: Target, { files }: Services): Promise<vscode.TextDocument> {
    if (typeof target === "string") return vscode.workspace.openTextDocument(vscode.Uri.parse(target));
    if (target instanceof vscode.Uri) return vscode.workspace.openTextDocument(target);
    if (target?.kind === "here") return vscode.workspace.openTextDocument(vscode.Uri.parse(target.file));
    if (target?.kind === "script") {
        const file = (await files.list()).find((uri) => files.nameOf(uri) === target.script.name);
        return vscode.workspace.openTextDocument(file ?? remoteUri(target.connection.id, target.script.id, target.script.name));
    }
    const active = vscode.window.activeTextEditor?.document;
    if (active?.languageId === "flux") return active;
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document.languageId === "flux")?.document;
    if (visible !== undefined) return visible;
    throw noScript();
}

function noScript(): UserError {
    const { t } = vscode.l10n;
    return new UserError(t("No Flux script is open."), t("Open a .flux file and try again."));
}

/** Stored scripts of a tree's selection, all of one connection. */
function scriptsOf(node: TreeNode | undefined, selected: readonly TreeNode[] = []): Parameters<typeof promote>[1] {
    if (node?.kind !== "script") return undefined;
    const { connection } = node;
    const chosen = selected.includes(node) ? selected : [node];
    const scripts = chosen.flatMap((other) => (other.kind === "script" && other.connection.id === connection.id ? [other.script] : []));
    return { connection, scripts };
}

function stored(target: Target): Exclude<SyncTarget, vscode.TextDocument> | undefined {
    return typeof target === "object" && !(target instanceof vscode.Uri) && target.kind === "script"
        ? { id: target.script.id, connection: target.connection }
        : undefined;
}

function local(platform: Services["platform"]): NonNullable<Services["platform"]["local"]> {
    const { t } = vscode.l10n;
    if (platform.local !== undefined) return platform.local;
    throw new UserError(t("The local backend cannot run in a browser."), t("Choose a connection to InfluxDB Cloud or InfluxDB OSS 2.x."), [
        "selectConnection",
    ]);
}

async function resetLocal({ platform, connections }: Services): Promise<void> {
    const { t } = vscode.l10n;
    const backend = local(platform);
    const yes = t("Delete Everything");
    const detail = t("All its buckets, points and scripts are deleted. Files of the workspace stay.");
    if ((await vscode.window.showWarningMessage(t("Reset the local backend?"), { modal: true, detail }, yes)) !== yes)
        throw new Cancelled();
    await backend.reset();
    await connections.select(connections.active?.id ?? "local");
    void vscode.window.showInformationMessage(t("The local backend is empty."));
}

/** Says what is there now, with a way to see something of it at once. */
async function offerExample({ connections }: Services): Promise<void> {
    const { t } = vscode.l10n;
    const open = t("Open an Example");
    const said = t("The local backend has the bucket air_sensor and a few scripts now.");
    if ((await vscode.window.showInformationMessage(said, open)) !== open) return;
    const local = await connections.require("local");
    const example = (await (await connections.open(local)).list()).find(({ name }) => name === "sensor-mean");
    if (example !== undefined) await vscode.window.showTextDocument(storedUri(connections, local, example));
}

async function newScript({ files }: Services): Promise<void> {
    const { t } = vscode.l10n;
    const folder = files.scriptsFolder();
    if (folder === undefined) throw noFolder();
    const taken = new Set((await files.list()).map((uri) => files.nameOf(uri)));
    const name = await vscode.window.showInputBox({
        title: t("New Script"),
        prompt: t("Its name, as programs will call it"),
        placeHolder: "sensor-mean",
        validateInput: (text) =>
            text.trim() === "" ? t("A script needs a name.") : taken.has(text.trim()) ? t("There is a script of this name.") : undefined,
    });
    if (name === undefined) throw new Cancelled();
    const uri = vscode.Uri.joinPath(folder, fileNameOf(name.trim()));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newScriptText));
    // The description is the first that a person replaces.
    const selection = new vscode.Range(0, 3, 0, newScriptText.indexOf("\n"));
    await vscode.window.showTextDocument(uri, { selection, preview: false });
}

/** Opens a stored script so that saving it stores it; one of another language only to read. */
async function openRemote({ connections }: Services, node?: TreeNode): Promise<void> {
    const { t } = vscode.l10n;
    if (node?.kind === "script") {
        await vscode.window.showTextDocument(storedUri(connections, node.connection, node.script));
        return;
    }
    const connection = await connections.require();
    const backend = await connections.open(connection);
    if (!backend.capabilities.scripts) throw storesNoScripts(connection);
    const items = (await backend.list()).map((script) => ({
        label: script.name,
        description: script.description.split("\n")[0] ?? "",
        script,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
        title: t("Open a script of {0}", connection.name),
        matchOnDescription: true,
    });
    if (chosen === undefined) throw new Cancelled();
    await vscode.window.showTextDocument(storedUri(connections, connection, chosen.script));
}

/** Adds a connection's scripts to the explorer as a folder, where they are opened, saved, renamed and deleted like files. */
async function openRemoteFolder({ connections }: Services, node?: TreeNode): Promise<void> {
    const connection = node?.kind === "connection" ? node.connection : await connections.require();
    const uri = storedUri(connections, connection);
    const open = vscode.workspace.workspaceFolders ?? [];
    if (open.some((folder) => folder.uri.toString() === uri.toString())) return;
    // Added to a window with one folder, it makes VS Code start that anew as an untitled workspace. In the browser such a workspace
    // sometimes comes up without its folders, and whatever is added then replaces them in its file.
    if (vscode.workspace.workspaceFile === undefined && open.length > 0) {
        const { t } = vscode.l10n;
        throw new UserError(
            t("A folder of stored scripts is added to workspaces, and this window has a single folder."),
            t("Save it as a workspace first (File > Save Workspace As…), or open scripts one by one with Open Stored Script."),
        );
    }
    vscode.workspace.updateWorkspaceFolders(open.length, 0, { uri, name: vscode.l10n.t("Scripts of {0}", connection.name) });
}

async function copySnippet({ connections, files, context }: Services, document: vscode.TextDocument, given?: string): Promise<void> {
    const { t } = vscode.l10n;
    const languages: (vscode.QuickPickItem & { language: SnippetLanguage })[] = [
        { label: "curl", language: "curl" },
        { label: "JavaScript", language: "javascript" },
        { label: "Python", language: "python" },
        { label: "Go", language: "go" },
        { label: t("Command line"), description: "flux-scripts invoke", language: "cli" },
    ];
    const chosen = await vscode.window.showQuickPick(languages, { title: t("Copy Invoke Call As") });
    if (chosen === undefined) throw new Cancelled();
    const name = files.nameOf(document.uri);
    const connection = await connections.require(undefined, document.uri);
    const backend = await connections.open(connection);
    let id: string | undefined;
    if (backend.capabilities.scripts) {
        try {
            id = (await backend.find(name))?.id;
        } catch (error) {
            if (!(error instanceof NotFoundError)) throw error;
        }
    }
    const params = given ?? context.workspaceState.get<string>(`values:${document.uri.toString()}`) ?? "{}";
    await vscode.env.clipboard.writeText(snippet(chosen.language, { url: backend.url, id, name, params }));
    const note =
        id === undefined
            ? t("Copied. Push the script first: its id goes where SCRIPT_ID stands.")
            : t("Copied. It reads the token from INFLUX_TOKEN.");
    void vscode.window.showInformationMessage(note);
}
