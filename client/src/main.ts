/** Activation, the same for desktop and browser. */
import * as vscode from "vscode";
import { createApi, type FluxScriptsApi } from "./api.ts";
import { registerCommands } from "./commands.ts";
import { Connections } from "./connections/connections.ts";
import { liveNames } from "./connections/liveNames.ts";
import { SchemaReader } from "./connections/schema.ts";
import { LanguageService } from "./language.ts";
import { answerServer } from "./languageAnswers.ts";
import type { Platform } from "./platform.ts";
import { RunController } from "./run/controller.ts";
import { RunFeatures } from "./run/features.ts";
import type { Services } from "./services.ts";
import { registerSync } from "./sync/register.ts";
import { WorkspaceFiles } from "./sync/workspaceFiles.ts";
import { taskType } from "./tasks/definition.ts";
import { FluxTasks } from "./tasks/provider.ts";
import { FluxTests } from "./testing/controller.ts";
import { ConnectionForm } from "./views/connectionForm.ts";
import { ParamsForm } from "./views/paramsForm.ts";
import { ResultsView, resultsTabType, resultsViewId } from "./views/resultsView.ts";
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

    const results = new ResultsView(context.extensionUri, context.storageUri, isFar() ? platform.pack : undefined);
    const form = new ParamsForm(context.extensionUri);
    const controller = new RunController(services, results, form);
    const { sync, panel, states, start } = registerSync(services);
    const connectionForm = new ConnectionForm(services);
    const explorer = new ExplorerView(services, states);
    controller.onDidChangeRunning((running) => void vscode.commands.executeCommand("setContext", "fluxScripts.running", running));
    void vscode.commands.executeCommand("setContext", "fluxScripts.hasLocal", platform.local !== undefined);

    context.subscriptions.push(
        output,
        files,
        form,
        connectionForm,
        controller,
        { dispose: () => platform.local?.dispose() },
        { dispose: () => void language.dispose() },
        vscode.window.registerWebviewViewProvider(resultsViewId, results, { webviewOptions: { retainContextWhenHidden: true } }),
        vscode.window.registerWebviewPanelSerializer(resultsTabType, results),
        vscode.workspace.onDidRenameFiles(({ files: renamed }) => void connections.moved(renamed)),
        explorer,
        answerServer(services, states),
    );
    const tests = platform.commandLine === undefined ? undefined : new FluxTests(platform.commandLine, output);
    if (tests !== undefined) context.subscriptions.push(tests);
    if (platform.commandLine !== undefined)
        context.subscriptions.push(vscode.tasks.registerTaskProvider(taskType, new FluxTasks(platform.commandLine, services)));
    const ready = Promise.all([language.start(), files.load()]).then(() => undefined);
    const runs = new RunFeatures(services, controller, results, ready);
    registerCommands({ services, controller, runs, results, sync, panel, explorer, form: connectionForm, tests });
    createStatusBar(services);

    void ready.then(start, () => undefined);
    ready.catch((error: unknown) => output.error(error instanceof Error ? error : String(error)));
    return createApi(services, ready);
}

/** The window is not where the extension runs: what is sent there goes through a network, in pieces that the browser copies. */
function isFar(): boolean {
    return vscode.env.uiKind === vscode.UIKind.Web || vscode.env.remoteName !== undefined;
}
