/** Tasks of type `flux-scripts`: the bundled command line in a terminal, with a connection's token handed over out of sight. */
import * as vscode from "vscode";
import type { CommandLine } from "../platform.ts";
import { explained, isCancellation, type Services } from "../services.ts";
import { argumentsOf, type FluxTask, readTask, taskCommands, taskType } from "./definition.ts";

export class FluxTasks implements vscode.TaskProvider {
    constructor(
        private readonly cli: CommandLine,
        private readonly services: Services,
    ) {}

    provideTasks(): vscode.Task[] {
        const { t } = vscode.l10n;
        const [folder] = vscode.workspace.workspaceFolders ?? [];
        if (folder === undefined) return [];
        const offered: readonly (readonly [string, string, vscode.TaskGroup | undefined])[] = [
            ["check", t("check all scripts"), vscode.TaskGroup.Build],
            ["test", t("run all testcases"), vscode.TaskGroup.Test],
            ["push", t("push all scripts"), undefined],
            ["status", t("compare with the connection"), undefined],
        ];
        return offered.map(([command, title, group]) => {
            const task = this.make({ type: taskType, command }, folder, title);
            if (group !== undefined) task.group = group;
            return task;
        });
    }

    resolveTask({ definition, scope, name }: vscode.Task): vscode.Task | undefined {
        if (readTask(definition) === undefined) return undefined;
        return this.make(definition, scope === undefined || scope === vscode.TaskScope.Global ? vscode.TaskScope.Workspace : scope, name);
    }

    private make(definition: vscode.TaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope.Workspace, name: string): vscode.Task {
        const execution = new vscode.CustomExecution((resolved) => {
            const task = readTask({ ...definition, ...resolved });
            const folder = typeof scope === "object" ? scope : vscode.workspace.workspaceFolders?.[0];
            return Promise.resolve(new TaskTerminal(this.cli, this.services, task, folder));
        });
        return new vscode.Task(definition, scope, name, vscode.l10n.t("Flux"), execution, "$flux-scripts");
    }
}

/** What a task prints and how it ends. */
class TaskTerminal implements vscode.Pseudoterminal {
    private readonly written = new vscode.EventEmitter<string>();
    private readonly closed = new vscode.EventEmitter<number>();
    private readonly stop = new AbortController();
    readonly onDidWrite = this.written.event;
    readonly onDidClose = this.closed.event;

    constructor(
        private readonly cli: CommandLine,
        private readonly services: Services,
        private readonly task: FluxTask | undefined,
        private readonly folder: vscode.WorkspaceFolder | undefined,
    ) {}

    open(): void {
        void this.run().then((code) => this.closed.fire(code));
    }

    close(): void {
        this.stop.abort();
    }

    private async run(): Promise<number> {
        const { task } = this;
        if (task === undefined) return this.fail(vscode.l10n.t("There is no such command of flux-scripts."));
        try {
            const env = taskCommands[task.command]?.connection === true ? await this.access(task.connection) : {};
            const args = argumentsOf(task);
            this.write(`flux-scripts ${args.join(" ")}\n`);
            return await this.cli.run(args, {
                ...(this.folder === undefined ? {} : { cwd: this.folder.uri.fsPath }),
                env,
                signal: this.stop.signal,
                onOutput: (text) => this.write(text),
            });
        } catch (error) {
            if (isCancellation(error)) return 130;
            const { message, hint } = explained(this.services, error);
            return this.fail(`${message} ${hint}`);
        }
    }

    /** Through the environment of the process: arguments are for everyone on the machine to read. */
    private async access(wanted: string | undefined): Promise<Record<string, string>> {
        const { connections } = this.services;
        const named = wanted === undefined ? undefined : connections.list().find(({ name, id }) => name === wanted || id === wanted);
        const connection = await connections.require(named?.id ?? wanted);
        if (connection.kind === "local") {
            const { url, token, org } = await connections.localAccess();
            return { INFLUX_HOST: url, INFLUX_TOKEN: token, INFLUX_ORG: org };
        }
        const token = await connections.ensureToken(connection);
        return { INFLUX_HOST: connection.host, INFLUX_TOKEN: token, INFLUX_ORG: connection.org };
    }

    private fail(message: string): number {
        this.write(`${message}\n`);
        return 2;
    }

    private write(text: string): void {
        this.written.fire(text.replace(/\r?\n/g, "\r\n"));
    }
}
