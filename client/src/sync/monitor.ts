/** Keeps the last comparison of workspace and chosen connection, for views; compares again when a side changes. */
import * as vscode from "vscode";
import { type PlanItem, type RemoteScript, remoteOf } from "@flux-scripts/workspace";
import type { Services } from "../services.ts";
import { planOf, siteOf } from "./site.ts";
import { type HereOnly, type ScriptState, scriptState, type SyncStates } from "./states.ts";
import { hasFolder } from "./workspaceFiles.ts";

/** How long a person may pause within a word. */
const typingMs = 400;

export class SyncMonitor implements SyncStates, vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<void>();
    private readonly disposables: vscode.Disposable[] = [this.changed];
    private readonly plans = new Map<string, readonly PlanItem[]>();
    private readonly remotes = new Map<string, readonly RemoteScript[]>();
    private running: Promise<void> = Promise.resolve();
    private timer: ReturnType<typeof setTimeout> | undefined;
    readonly onDidChange = this.changed.event;

    constructor(private readonly services: Services) {
        const later = (): void => this.later();
        const watcher = vscode.workspace.createFileSystemWatcher("**/*.flux");
        this.disposables.push(
            watcher,
            watcher.onDidChange(later),
            watcher.onDidCreate(later),
            watcher.onDidDelete(later),
            vscode.workspace.onDidChangeTextDocument(({ document }) => document.languageId === "flux" && this.later()),
            services.files.onDidChange(later),
            services.connections.onDidChange(() => void this.compare().catch(() => undefined)),
        );
    }

    dispose(): void {
        clearTimeout(this.timer);
        for (const disposable of this.disposables) disposable.dispose();
    }

    of(connection: string, script: string): ScriptState | undefined {
        const item = this.plans.get(connection)?.find(({ remote }) => remote?.id === script);
        return item && scriptState(item);
    }

    onlyHere(connection: string): readonly HereOnly[] {
        return this.items(connection).flatMap(({ local, remote, name }) =>
            local !== undefined && remote === undefined ? [{ name, file: local.file }] : [],
        );
    }

    changedThere(connection: string): number {
        return this.items(connection).filter((item) => ["changedThere", "both"].includes(scriptState(item))).length;
    }

    /** The last comparison with a connection; empty where there was none. */
    items(connection: string): readonly PlanItem[] {
        return this.plans.get(connection) ?? [];
    }

    /**
     * Compares with the chosen connection, where that takes no question and starts nothing. `remote: false` takes its
     * scripts as they were last seen. Rejects when it can't be reached.
     */
    compare({ remote = true }: { readonly remote?: boolean } = {}): Promise<void> {
        const run = this.running.then(() => this.update(remote));
        this.running = run.catch(() => undefined);
        return run;
    }

    /** A comparison that someone else has just made. */
    accept(connection: string, items: readonly PlanItem[]): void {
        const before = this.plans.get(connection);
        this.plans.set(connection, items);
        this.remotes.set(
            connection,
            items.flatMap(({ remote }) => remote ?? []),
        );
        // Views draw anew: not for a look that found nothing new.
        if (before === undefined || shown(before) !== shown(items)) this.changed.fire();
    }

    private later(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.compare({ remote: false }).catch(() => undefined), typingMs);
    }

    private async update(fresh: boolean): Promise<void> {
        const { connections } = this.services;
        const { active } = connections;
        if (active === undefined || active.kind === "oss" || !hasFolder()) return;
        const backend = await connections.quiet(active);
        if (backend?.capabilities.scripts !== true) {
            if (this.plans.delete(active.id)) this.changed.fire();
            return;
        }
        const known = fresh ? undefined : this.remotes.get(active.id);
        const remote = known ?? (await backend.list()).map(remoteOf);
        this.accept(active.id, await planOf(await siteOf(active, backend), this.services, remote));
    }
}

/** What views see of a plan. */
function shown(items: readonly PlanItem[]): string {
    const facts = items.map(({ key, name, state, local, remote }) => [key, name, state, local?.file, remote?.id, remote?.updatedAt]);
    return JSON.stringify(facts);
}
