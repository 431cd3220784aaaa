/** The parts of sync, put together. */
import * as vscode from "vscode";
import { type Services, showError } from "../services.ts";
import { SyncMonitor } from "./monitor.ts";
import { PlanPanel } from "./planPanel.ts";
import { isOwnSave } from "./ports.ts";
import { RemoteDocuments, remoteScheme } from "./remoteDocuments.ts";
import { ScriptsSourceControl } from "./sourceControl.ts";
import { StoredFiles } from "./storedFiles.ts";
import { pushesOnSave, Sync } from "./sync.ts";
import { RemoteWatch } from "./watch.ts";
import { storedScheme } from "./workspaceFiles.ts";

export interface SyncParts {
    readonly sync: Sync;
    readonly panel: PlanPanel;
    /** How scripts stand, for views. */
    readonly states: SyncMonitor;
    /** Looks at the server for the first time. */
    start(): Promise<void>;
}

export function registerSync(services: Services): SyncParts {
    const states = new SyncMonitor(services);
    const sync = new Sync(services, states);
    const panel = new PlanPanel(services, sync);
    const remote = new RemoteDocuments(services.connections);
    const stored = new StoredFiles(services);
    const watch = new RemoteWatch(services, states);
    const refresh = (): void => {
        remote.refresh();
        void stored.refresh();
    };
    services.context.subscriptions.push(
        states,
        panel,
        watch,
        new ScriptsSourceControl(services, states),
        sync.onDidChange(refresh),
        watch.onDidLook(refresh),
        stored.onDidWrite(() => void states.compare().then(refresh, () => undefined)),
        vscode.workspace.registerTextDocumentContentProvider(remoteScheme, remote),
        vscode.workspace.registerFileSystemProvider(storedScheme, stored, { isCaseSensitive: true }),
        vscode.workspace.onDidRenameFiles(({ files }) => void sync.moved(files).catch(() => undefined)),
        vscode.workspace.onDidSaveTextDocument((document) => void pushSaved(services, sync, document)),
    );
    return { sync, panel, states, start: () => watch.look() };
}

async function pushSaved(services: Services, sync: Sync, document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== "flux" || document.uri.scheme === storedScheme || isOwnSave(document)) return;
    if (!pushesOnSave(document.uri)) return;
    // A file outside of the scripts' folder is nobody's script.
    const own = (await services.files.list()).some((uri) => uri.toString() === document.uri.toString());
    if (!own) return;
    try {
        await sync.pushSaved(document);
    } catch (error) {
        await showError(services, error, services.connections.active);
    }
}
