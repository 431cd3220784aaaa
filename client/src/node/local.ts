/** The local backend of this window, for VS Code. */
import * as vscode from "vscode";
import { createScriptsClient, type FetchLike } from "@flux-scripts/scripts-api";
import { UserError } from "../errors.ts";
import type { LocalAccess, LocalBackend, LocalState } from "../platform.ts";
import { LocalProcess, type LocalProcessOptions, LocalStartError } from "./localProcess.ts";

export class NodeLocalBackend implements LocalBackend {
    private readonly changed = new vscode.EventEmitter<LocalState>();
    private readonly process: LocalProcess;
    private readonly options: LocalProcessOptions;
    private pending: Promise<LocalAccess> | undefined;
    private current: LocalState = "stopped";

    readonly onDidChangeState = this.changed.event;

    constructor(options: Omit<LocalProcessOptions, "answers">, fetch: FetchLike) {
        const answers = async ({ url, token }: LocalAccess): Promise<boolean> => {
            try {
                await createScriptsClient("local", { fetch, url, token, timeoutMs: 3000, maxTries: 1 }).check();
                return true;
            } catch {
                return false;
            }
        };
        this.options = { ...options, answers };
        this.process = new LocalProcess(this.options);
    }

    get state(): LocalState {
        return this.current;
    }

    ensure(): Promise<LocalAccess> {
        // It may have been ended from outside: by another window, the command line, or a crash.
        if (this.current === "running" && !this.process.isRunning()) this.pending = undefined;
        this.pending ??= this.begin();
        return this.pending;
    }

    async attach(): Promise<boolean> {
        if (this.current === "starting") return false;
        if (!this.process.isRunning()) return false;
        try {
            await this.ensure();
            return true;
        } catch {
            // It ended in this moment; whoever needs it will start it and hear why that fails.
            return false;
        }
    }

    async addSample(): Promise<void> {
        this.pending = this.begin(() => this.process.withSample());
        await this.pending;
    }

    private async begin(start = () => this.process.ensure()): Promise<LocalAccess> {
        this.set("starting");
        try {
            const access = await start();
            this.set("running");
            return access;
        } catch (error) {
            this.pending = undefined;
            this.set("stopped");
            throw error instanceof LocalStartError ? this.explain(error) : error;
        }
    }

    async stop(): Promise<void> {
        await this.process.stop();
        this.pending = undefined;
        this.set("stopped");
    }

    async reset(): Promise<void> {
        await this.stop();
        this.process.removeData();
    }

    dispose(): void {
        this.process.release();
        this.changed.dispose();
    }

    private set(state: LocalState): void {
        if (state === this.current) return;
        this.current = state;
        this.changed.fire(state);
    }

    private explain({ reason, output }: LocalStartError): UserError {
        const { t } = vscode.l10n;
        const { port, dataFolder } = this.options;
        switch (reason) {
            case "portInUse":
                return new UserError(
                    t("The local backend did not start: port {0} is in use.", port),
                    t("Set fluxScripts.local.port to 0 or to another port, or end the program that uses it."),
                    ["settings", "showOutput"],
                    "port in use",
                );
            case "missing":
                return new UserError(
                    t("The local backend is not there: {0}", output),
                    t("Build it with npm run build, or install the extension again."),
                    ["showOutput"],
                );
            case "folder":
                return new UserError(
                    t("The local backend cannot use the folder {0}: {1}", dataFolder, output),
                    t("Set fluxScripts.local.dataFolder to a folder that you may write."),
                    ["settings"],
                );
            case "late":
                return new UserError(
                    t("The local backend did not answer within 30 seconds."),
                    t("Look at the output, then start it again."),
                    ["showOutput"],
                );
            case "ended":
                return new UserError(
                    t("The local backend ended while starting: {0}", lastLine(output)),
                    t("Look at the output, then start it again."),
                    ["showOutput"],
                );
        }
    }
}

function lastLine(output: string): string {
    return output.trim().split("\n").at(-1) ?? "";
}
