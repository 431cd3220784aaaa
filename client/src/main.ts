/** Activation, the same for desktop and browser. */
import * as vscode from "vscode";
import { createApi, type FluxScriptsApi } from "./api.ts";
import { registerCommands } from "./commands.ts";
import { Connections } from "./connections/connections.ts";
import { liveNames } from "./connections/liveNames.ts";
import { SchemaReader } from "./connections/schema.ts";
import { LanguageService } from "./language.ts";
import type { Platform } from "./platform.ts";
import { RunController } from "./run/controller.ts";
import type { Services } from "./services.ts";
import { SyncMonitor } from "./sync/monitor.ts";
import { RemoteDocuments, remoteScheme } from "./sync/remoteDocuments.ts";
import { Sync } from "./sync/sync.ts";
import { WorkspaceFiles } from "./sync/workspaceFiles.ts";
import { ConnectionForm } from "./views/connectionForm.ts";
import { ParamsForm } from "./views/paramsForm.ts";
import { ResultsView, resultsViewId } from "./views/resultsView.ts";
import { createStatusBar } from "./views/statusBar.ts";
import { ExplorerView } from "./views/tree/view.ts";

/** Registers everything and answers at once; what takes time goes on behind `ready`. */
export function activateExtension(
    context: vscode.ExtensionContext,
    createPlatform: (output: vscode.LogOutputChannel) => Platform,
): FluxScriptsApi {
    const output = vscode.window.createOutputChannel("Flux Scripts", { log: true });
    const platform = createPlatform(output);
    const connections = new Connections(context, platform.fetch, platform.local);
    const schema = new SchemaReader();
    const language = new LanguageService(platform, output, vscode.Uri.joinPath(context.extensionUri, "docs/hints.md"), (uri, question) =>
        liveNames(connections, schema, uri, question),
    );
    const files = new WorkspaceFiles(connections);
    const services: Services = { context, platform, connections, language, files, schema, output };

    const results = new ResultsView(context.extensionUri);
    const form = new ParamsForm(context.extensionUri);
    const controller = new RunController(services, results, form);
    const states = new SyncMonitor(services);
    const connectionForm = new ConnectionForm(services);
    const explorer = new ExplorerView(services, states);
    const sync = new Sync(services, states);
    const remote = new RemoteDocuments(connections);
    sync.onDidChange(() => remote.refresh());
    controller.onDidChangeRunning((running) => void vscode.commands.executeCommand("setContext", "fluxScripts.running", running));
    void vscode.commands.executeCommand("setContext", "fluxScripts.hasLocal", platform.local !== undefined);

    context.subscriptions.push(
        output,
        files,
        states,
        form,
        connectionForm,
        controller,
        { dispose: () => platform.local?.dispose() },
        { dispose: () => void language.dispose() },
        vscode.window.registerWebviewViewProvider(resultsViewId, results, { webviewOptions: { retainContextWhenHidden: true } }),
        vscode.workspace.onDidRenameFiles(({ files: renamed }) => void connections.moved(renamed)),
        explorer,
        vscode.workspace.registerTextDocumentContentProvider(remoteScheme, remote),
    );
    registerCommands({ services, controller, results, sync, explorer, form: connectionForm });
    createStatusBar(services);

    const ready = Promise.all([language.start(), files.load()]).then(() => undefined);
    ready.catch((error: unknown) => output.error(error instanceof Error ? error : String(error)));
    return createApi(services, ready);
}
