/** Tasks that invoke a script: `{ "type": "flux-invoke", "script": "sensor-mean", "preset": "weekly" }`. */
import * as vscode from "vscode";
import { explained, type Services } from "../services.ts";
import type { RunController } from "./controller.ts";
import type { FinishedRun } from "./runs.ts";
import { readTaskDefinition, type TaskDefinition, TaskFault } from "./taskDefinition.ts";

export const taskType = "flux-invoke";

/** More than a person chooses from. */
const listed = 100;

export class InvokeTasks implements vscode.TaskProvider {
    constructor(
        private readonly services: Services,
        private readonly controller: RunController,
    ) {}

    async provideTasks(): Promise<vscode.Task[]> {
        const { files } = this.services;
        const tasks: vscode.Task[] = [];
        for (const uri of await files.list()) {
            const script = files.nameOf(uri);
            const presets = [...files.presets(uri).keys()];
            tasks.push(this.task({ type: taskType, script }), ...presets.map((preset) => this.task({ type: taskType, script, preset })));
            if (tasks.length >= listed) break;
        }
        return tasks;
    }

    resolveTask({ definition, scope }: vscode.Task): vscode.Task | undefined {
        return this.task(definition as TaskDefinition, scope);
    }

    private task(definition: TaskDefinition, scope: vscode.Task["scope"] = vscode.TaskScope.Workspace): vscode.Task {
        const { script, preset } = definition;
        const name = typeof preset === "string" ? `${String(script)} (${preset})` : String(script);
        const execution = new vscode.CustomExecution(() => Promise.resolve(new InvokeTerminal(this.services, this.controller, definition)));
        const task = new vscode.Task(definition, scope, vscode.l10n.t("invoke {0}", name), "Flux", execution, []);
        task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, clear: true };
        return task;
    }
}

/** The task's terminal: what runs, how it ended; its end is the task's exit code. */
class InvokeTerminal implements vscode.Pseudoterminal {
    private readonly written = new vscode.EventEmitter<string>();
    private readonly closed = new vscode.EventEmitter<number>();
    readonly onDidWrite = this.written.event;
    readonly onDidClose = this.closed.event;
    private running = false;

    constructor(
        private readonly services: Services,
        private readonly controller: RunController,
        private readonly definition: TaskDefinition,
    ) {}

    open(): void {
        void this.run();
    }

    close(): void {
        if (this.running) this.controller.cancel();
    }

    private async run(): Promise<void> {
        try {
            const finished = await this.invoke();
            this.say(finished);
            this.closed.fire(finished?.outcome === "finished" ? 0 : 1);
        } catch (error) {
            const { message, hint } = explained(this.services, error);
            this.line(message);
            if (hint !== "") this.line(hint);
            this.closed.fire(1);
        } finally {
            this.running = false;
        }
    }

    private async invoke(): Promise<FinishedRun | undefined> {
        const { files, connections } = this.services;
        const { t } = vscode.l10n;
        const { script, preset, params, connection: name } = readTaskDefinition(this.definition);
        const uri = (await files.list()).find((each) => files.nameOf(each) === script || each.path.endsWith(`/${script}`));
        if (uri === undefined) throw new TaskFault(t("There is no script {0} in the workspace.", script));
        const document = await vscode.workspace.openTextDocument(uri);
        const values = preset === undefined ? (params ?? this.controller.valuesOf(document)) : files.presets(uri).get(preset);
        if (values === undefined) throw new TaskFault(t("{0} has no preset {1}.", script, preset ?? ""));
        const chosen = connections.list().find((each) => each.id === name || each.name === name);
        const on = name === undefined ? await connections.require(undefined, uri) : (chosen ?? (await connections.require(name)));
        this.line(t("Invoking {0} on {1}", files.nameOf(uri), on.name));
        this.running = true;
        return this.controller.start({ document, params: values, on });
    }

    private say(finished: FinishedRun | undefined): void {
        const { t } = vscode.l10n;
        if (finished === undefined) this.line(t("Its params have no values: they are asked for in the form."));
        else if (finished.error !== undefined) this.line(finished.error);
        else if (finished.outcome === "cancelled") this.line(t("Cancelled."));
        else this.line(t("{0} rows in {1} ms", finished.rows, finished.ms));
    }

    private line(text: string): void {
        // The text of an error may hold anything: control characters are not for a terminal.
        this.written.fire(`${text.replace(/\r?\n/g, "\r\n").replace(/[^\P{Cc}\r\n\t]/gu, "")}\r\n`);
    }
}
