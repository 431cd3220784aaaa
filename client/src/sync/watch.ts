/** Looks at the server on focus and at an interval, and tells of changes there without nagging. */
import * as vscode from "vscode";
import type { Services } from "../services.ts";
import type { SyncMonitor } from "./monitor.ts";
import { changesThere, news, Pace } from "./pace.ts";

const toldKey = "toldChanges";

export class RemoteWatch implements vscode.Disposable {
    private readonly disposables: vscode.Disposable[] = [];
    private readonly looked = new vscode.EventEmitter<void>();
    private readonly pace = new Pace(() => 1000 * this.setting("sync.interval", 120));
    private timer: ReturnType<typeof setTimeout> | undefined;
    /** The server was looked at. */
    readonly onDidLook = this.looked.event;

    constructor(
        private readonly services: Services,
        private readonly monitor: SyncMonitor,
    ) {
        const item = vscode.window.createStatusBarItem("fluxScripts.sync", vscode.StatusBarAlignment.Left, 9);
        item.name = vscode.l10n.t("Flux sync");
        item.command = "fluxScripts.sync";
        const show = (): void => this.show(item);
        this.disposables.push(
            item,
            this.looked,
            monitor.onDidChange(show),
            vscode.window.onDidChangeWindowState(({ focused }) => {
                if (focused && this.setting("sync.onFocus", true) && this.pace.onFocus(Date.now())) void this.look();
                this.plan();
            }),
            vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("fluxScripts.sync") && this.plan()),
        );
        this.plan();
    }

    dispose(): void {
        clearTimeout(this.timer);
        for (const disposable of this.disposables) disposable.dispose();
    }

    async look(): Promise<void> {
        try {
            await this.monitor.compare();
            this.pace.done(true, Date.now());
            await this.tell();
            this.looked.fire();
        } catch (error) {
            // Away from the network nobody needs to hear it every two minutes.
            this.pace.done(false, Date.now());
            this.services.output.debug(`the server could not be compared with: ${error instanceof Error ? error.message : String(error)}`);
        }
        this.plan();
    }

    /** The next look, while someone is at the window and the browser, where there is one, has a network. */
    private plan(): void {
        clearTimeout(this.timer);
        const wait = this.pace.next(Date.now());
        if (wait === undefined || !vscode.window.state.focused) return;
        const offline = (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false;
        this.timer = setTimeout(() => void (offline ? this.plan() : this.look()), offline ? Math.max(wait, 10_000) : wait);
    }

    private show(item: vscode.StatusBarItem): void {
        const { t } = vscode.l10n;
        const { active } = this.services.connections;
        const items = active === undefined ? [] : this.monitor.items(active.id);
        const there = changesThere(active?.id ?? "", items).map((change) => change.item.name);
        const conflicts = items.filter(({ state }) => state === "conflict").length;
        const here = items.filter(({ state }) => state === "changedHere" || state === "changedBoth").map(({ name }) => name);
        if (there.length + here.length + conflicts === 0) return item.hide();
        item.text = `$(${conflicts > 0 ? "warning" : "sync"}) ${there.length}↓ ${here.length}↑`;
        const lines = [
            there.length === 0 ? "" : t("Changed on {0}: {1}", active?.name ?? "", there.join(", ")),
            here.length === 0 ? "" : t("Changed here: {0}", here.join(", ")),
            conflicts === 0 ? "" : t("{0} on both sides", conflicts),
        ];
        item.tooltip = lines.filter((line) => line !== "").join("\n");
        item.accessibilityInformation = { label: t("Flux sync: {0}", lines.filter((line) => line !== "").join("; ")) };
        item.show();
    }

    /** One message for what is new since the last one. */
    private async tell(): Promise<void> {
        const { t } = vscode.l10n;
        const { context, connections } = this.services;
        const { active } = connections;
        if (active === undefined) return;
        const changes = changesThere(active.id, this.monitor.items(active.id));
        const told = context.workspaceState.get<readonly string[]>(toldKey, []);
        const { fresh, known } = news(
            changes.map(({ mark }) => mark),
            told,
        );
        const others = told.filter((mark) => !mark.startsWith(`${active.id}\n`));
        await context.workspaceState.update(toldKey, [...others, ...known]);
        if (fresh.length === 0 || !this.setting("sync.notify", true)) return;
        const names = changes.filter(({ mark }) => fresh.includes(mark)).map(({ item }) => item.name);
        const shown = names.length > 3 ? t("{0} and {1} more", names.slice(0, 3).join(", "), names.length - 3) : names.join(", ");
        const look = t("Review…");
        const never = t("Don't Tell Again");
        void vscode.window.showInformationMessage(t("Changed on {0}: {1}", active.name, shown), look, never).then((answer) => {
            if (answer === look) return vscode.commands.executeCommand("fluxScripts.sync");
            if (answer !== never) return undefined;
            return vscode.workspace.getConfiguration("fluxScripts").update("sync.notify", false, vscode.ConfigurationTarget.Global);
        });
    }

    private setting<T>(name: string, otherwise: T): T {
        return vscode.workspace.getConfiguration("fluxScripts").get(name, otherwise);
    }
}
