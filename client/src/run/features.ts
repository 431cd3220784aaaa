/** What stands around runs: history and comparison, watch mode, pipeline inspection, tasks, links, stored versions. */
import * as vscode from "vscode";
import type { Connection } from "../connections/model.ts";
import { UserError } from "../errors.ts";
import type { Services } from "../services.ts";
import { remoteUri } from "../sync/remoteDocuments.ts";
import { storesNoScripts } from "../sync/site.ts";
import { CompareView } from "../views/compareView.ts";
import type { ResultsView } from "../views/resultsView.ts";
import { compareRuns } from "./compareRuns.ts";
import type { RunController } from "./controller.ts";
import type { FinishedRun } from "./runs.ts";
import type { HistoryEntry } from "./history.ts";
import { showHistory } from "./historyPick.ts";
import { PipelineInspector } from "./inspector.ts";
import { InvokeLinks } from "./links.ts";
import { RunHistory } from "./runHistory.ts";
import { InvokeTasks, taskType } from "./tasks.ts";
import { WatchMode } from "./watch.ts";

export class RunFeatures {
    readonly inspector: PipelineInspector;
    readonly watch: WatchMode;
    private readonly history: RunHistory;
    private readonly comparison: CompareView;

    constructor(
        private readonly services: Services,
        private readonly controller: RunController,
        private readonly results: ResultsView,
        ready: Promise<void>,
    ) {
        const { context, output } = services;
        const note = (error: unknown): void => output.error(error instanceof Error ? error : String(error));
        this.history = new RunHistory(services);
        this.comparison = new CompareView(context.extensionUri, (message) => output.error(`comparison: ${message}`));
        this.inspector = new PipelineInspector(services, controller);
        this.watch = new WatchMode(services, controller);
        context.subscriptions.push(
            this.comparison,
            this.watch,
            controller.onDidFinish((run) => void this.history.add(run).catch(note)),
            vscode.tasks.registerTaskProvider(taskType, new InvokeTasks(services, controller)),
            vscode.window.registerUriHandler(new InvokeLinks(services, controller, ready)),
        );
    }

    showHistory(): void {
        showHistory(this.services, this.history, this.controller, {
            compare: (entry) => this.compare(entry),
            showRows: (entry) => this.showRows(entry),
        });
    }

    compare(entry?: HistoryEntry): Promise<void> {
        return compareRuns(this.history, this.comparison, entry);
    }

    private async showRows(entry: HistoryEntry): Promise<void> {
        const bytes = await this.history.rowsOf(entry);
        if (bytes !== undefined) await this.controller.showRows(entry, bytes);
        await this.results.focus();
    }

    /** Runs the stored version of a script, whatever the file says. */
    async invokeStored(name: string, on: Connection, id?: string): Promise<FinishedRun | undefined> {
        const { t } = vscode.l10n;
        const backend = await this.services.connections.open(on);
        if (!backend.capabilities.scripts) throw storesNoScripts(on);
        const storedId = id ?? (await backend.find(name))?.id;
        if (storedId === undefined)
            throw new UserError(
                t("There is no script {0} on {1}.", name, on.name),
                t("Push it first, or choose the connection that stores it."),
            );
        const document = await vscode.workspace.openTextDocument(remoteUri(on.id, storedId, name));
        return this.controller.start({ document, on, storedId, title: t("{0} (stored)", name) });
    }
}
