/** Runs scripts: asks for params, sends what is on the screen, feeds the results view, turns errors into words and marks. */
import * as vscode from "vscode";
import { colorOf, type Connection } from "../connections/model.ts";
import { readQuestion } from "../connections/schema.ts";
import { type Explanation, placeOf, UserError } from "../errors.ts";
import { Cancelled, doRemedy, explained, isCancellation, type Services, showError } from "../services.ts";
import type { ParamsForm } from "../views/paramsForm.ts";
import type { ResultsView } from "../views/resultsView.ts";
import type { PageAction, ResultsPage } from "../views/resultsPage.ts";
import type { RunFailure } from "../webviews/results/protocol.ts";
import { confirmEffects } from "./confirmEffects.ts";
import { execute } from "./execute.ts";
import { chooseFormat, exportRows } from "./export.ts";
import { type HistoryEntry, readHistory, withRun } from "./history.ts";
import type { NamesQuestion, ParamInfo } from "./paramInfo.ts";
import { paramsIn } from "./part.ts";
import { savePicture } from "./picture.ts";
import { rangeOf } from "./place.ts";
import { scriptZone } from "./zone.ts";

/** A run that was asked for; run again does the same. */
interface Run {
    readonly number: number;
    readonly document: vscode.TextDocument;
    /** A part of the document, with every place where it was; the whole document as it is then where absent. */
    readonly part: string | undefined;
    readonly script: string;
    readonly params: string;
    readonly schema: readonly ParamInfo[];
    readonly connection: Connection;
    place?: vscode.Range;
}

const valuesKey = "values:";
const historyKey = "history";

export class RunController implements vscode.Disposable {
    private readonly diagnostics = vscode.languages.createDiagnosticCollection("flux run");
    private count = 0;
    private last: Run | undefined;
    private running: AbortController | undefined;
    private readonly changed = new vscode.EventEmitter<boolean>();
    /** True while a script runs. */
    readonly onDidChangeRunning = this.changed.event;

    constructor(
        private readonly services: Services,
        private readonly results: ResultsView,
        private readonly form: ParamsForm,
    ) {
        results.events = {
            onAction: (message, page) => void this.act(message, page).catch((error: unknown) => showError(services, error)),
            onErrorTable: (run, message) => this.explainTable(run, message),
            onFailure: (message) => services.output.error(`results view: ${message}`),
        };
        services.context.subscriptions.push(
            vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
                if (contentChanges.length > 0) this.diagnostics.delete(document.uri);
            }),
        );
    }

    dispose(): void {
        this.running?.abort();
        this.diagnostics.dispose();
    }

    /** Runs the document, or a part of it, on its connection or the given one; asks for its params first. */
    async invoke(document: vscode.TextDocument, part?: string, on?: Connection): Promise<void> {
        const connection = on ?? (await this.services.connections.require(undefined, document.uri));
        const schema = await this.schemaOf(document, part);
        if (schema.length === 0) await this.run(this.prepare(document, part, "{}", schema, connection));
        else this.ask(document, part, schema, connection);
    }

    private async schemaOf(document: vscode.TextDocument, part: string | undefined): Promise<readonly ParamInfo[]> {
        const schema = await this.services.language.params(document);
        return part === undefined ? schema : paramsIn(part, schema);
    }

    cancel(): void {
        this.running?.abort();
    }

    async chooseExport(): Promise<void> {
        const { platform } = this.services;
        const choice = await chooseFormat(platform);
        if (choice === undefined) return;
        const { last } = this;
        const runAgain = (signal: AbortSignal) => this.answerAgain(last, signal);
        await exportRows(platform, { name: last?.script ?? "results", view: this.results, runAgain }, choice);
    }

    /** The whole answer to a run once more, past the view. */
    private async answerAgain(last: Run | undefined, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined> {
        if (last === undefined) return undefined;
        const { connection, document, part, params, schema, script } = last;
        const text = part ?? document.getText();
        if (connection.protected && !(await confirmEffects(script, connection, await this.services.language.effects(text))))
            return undefined;
        const backend = await this.services.connections.open(connection);
        return (await execute(backend, { text, params, schema, signal }, vscode.l10n.t)).bytes();
    }

    private prepare(
        document: vscode.TextDocument,
        part: string | undefined,
        params: string,
        schema: readonly ParamInfo[],
        connection: Connection,
    ): Run {
        return { number: ++this.count, document, part, script: this.services.files.nameOf(document.uri), params, schema, connection };
    }

    private ask(document: vscode.TextDocument, part: string | undefined, params: readonly ParamInfo[], connection: Connection): void {
        const { files, context } = this.services;
        const script = files.nameOf(document.uri);
        const stored = context.workspaceState.get<string>(valuesKey + document.uri.toString());
        const presets = files.presets(document.uri);
        const values = stored ?? [...presets.values()][0] ?? "{}";
        const { name, kind, label, protected: isProtected } = connection;
        this.form.show(
            {
                script,
                connection: name,
                kind,
                label,
                protected: isProtected,
                color: colorOf(connection),
                params,
                values,
                presets: Object.fromEntries(presets),
            },
            {
                run: (text) => void this.runWith(document, part, text, connection),
                savePreset: (preset, text) => this.savePreset(document, preset, text),
                copy: (text) => void vscode.commands.executeCommand("fluxScripts.copySnippet", document.uri, text),
                cancel: () => void vscode.window.showTextDocument(document, { viewColumn: columnOf(document) }),
                goto: (line) => {
                    const selection = new vscode.Range(line - 1, 0, line - 1, 0);
                    void vscode.window.showTextDocument(document, { viewColumn: columnOf(document), selection });
                },
                names: (question) => this.namesFor(connection, question),
            },
        );
    }

    /** Live names for the form. The local backend is started for them: the run needs it in a moment anyway. */
    private async namesFor(connection: Connection, question: NamesQuestion): Promise<readonly string[]> {
        const { connections, schema } = this.services;
        const asked = readQuestion(question);
        if (asked === undefined) return [];
        try {
            const backend = connection.kind === "local" ? await connections.open(connection) : await connections.quiet(connection);
            return backend === undefined ? [] : await schema.names(connection.id, backend, asked);
        } catch (error) {
            // The form works without names; why they are missing shows when the script runs.
            this.services.output.debug(`names for the form: ${error instanceof Error ? error.message : String(error)}`);
            return [];
        }
    }

    /** Runs with values that the form gave; the script may have changed since it was shown. */
    private async runWith(document: vscode.TextDocument, part: string | undefined, params: string, connection: Connection): Promise<void> {
        try {
            await this.services.context.workspaceState.update(valuesKey + document.uri.toString(), params);
            const schema = await this.schemaOf(document, part);
            await this.run(this.prepare(document, part, params, schema, connection));
        } catch (error) {
            await showError(this.services, error, connection);
        }
    }

    private async savePreset(document: vscode.TextDocument, preset: string, params: string): Promise<string | undefined> {
        const { t } = vscode.l10n;
        const name = await vscode.window.showInputBox({
            title: t("Save Preset"),
            prompt: t("Kept in flux-scripts.json, which a team shares through git."),
            value: preset,
            validateInput: (text) => (text.trim() === "" ? t("A preset needs a name.") : undefined),
        });
        if (name === undefined) return undefined;
        try {
            await this.services.files.savePreset(document.uri, name.trim(), params);
            return name.trim();
        } catch (error) {
            await showError(this.services, error);
            return undefined;
        }
    }

    private async run(run: Run): Promise<void> {
        const { connection, document } = run;
        if (connection.protected) {
            const text = run.part ?? document.getText();
            if (!(await confirmEffects(run.script, connection, await this.services.language.effects(text)))) return;
        }
        this.running?.abort();
        const controller = new AbortController();
        this.running = controller;
        this.last = run;
        this.diagnostics.delete(document.uri);
        void this.changed.fire(true);
        const started = Date.now();
        try {
            const title = {
                run: run.number,
                script: run.script,
                connection: connection.name,
                label: connection.label,
                color: colorOf(connection),
                protected: connection.protected,
                hasParams: run.schema.length > 0,
                ...zoneOf(run.part ?? document.getText()),
            };
            const memo = { uri: document.uri.toString(), params: run.params, connectionId: connection.id };
            await this.results.begin(title, run.part === undefined ? memo : { ...memo, part: run.part });
            if (connection.kind === "local" && this.services.platform.local?.state !== "running") this.results.starting(run.number);
            const backend = await this.services.connections.open(connection);
            if (controller.signal.aborted) throw new Cancelled();
            const { params, schema } = run;
            const stream = await execute(
                backend,
                { text: run.part ?? document.getText(), params, schema, signal: controller.signal },
                vscode.l10n.t,
            );
            for await (const bytes of stream.bytes()) await this.results.add(run.number, bytes);
            this.results.end(run.number, Date.now() - started, "finished");
            await this.remember(run, started, "finished");
        } catch (error) {
            const ms = Date.now() - started;
            const cancelled = controller.signal.aborted || isCancellation(error);
            if (cancelled) this.results.end(run.number, ms, "cancelled");
            else this.results.end(run.number, ms, "failed", this.failure(run, explained(this.services, error, connection)));
            await this.remember(run, started, cancelled ? "cancelled" : "failed");
        } finally {
            if (this.running === controller) {
                this.running = undefined;
                this.changed.fire(false);
            }
        }
    }

    private async remember({ document, script, params, connection }: Run, at: number, outcome: HistoryEntry["outcome"]): Promise<void> {
        const state = this.services.context.workspaceState;
        const entry = {
            uri: document.uri.toString(),
            script,
            params,
            connection: connection.name,
            connectionId: connection.id,
            at,
            ms: Date.now() - at,
            outcome,
        };
        await state.update(historyKey, withRun(readHistory(state.get(historyKey)), entry));
    }

    /** Lists earlier runs, and runs the chosen one again with its values. */
    async showHistory(): Promise<void> {
        const { t } = vscode.l10n;
        const history = readHistory(this.services.context.workspaceState.get(historyKey));
        if (history.length === 0) {
            void vscode.window.showInformationMessage(t("Nothing has run in this workspace yet."));
            return;
        }
        const icons = { finished: "$(pass)", cancelled: "$(circle-slash)", failed: "$(error)" };
        const items = history.map((entry) => ({
            label: `${icons[entry.outcome]} ${entry.script}`,
            description: `${new Date(entry.at).toLocaleString()} · ${entry.connection} · ${t("{0} ms", entry.ms)}`,
            detail: entry.params === "{}" ? "" : entry.params,
            entry,
        }));
        const chosen = await vscode.window.showQuickPick(items, {
            title: t("Runs"),
            placeHolder: t("Run again with the same values"),
            matchOnDescription: true,
            matchOnDetail: true,
        });
        if (chosen === undefined) return;
        const { uri, params, connectionId } = chosen.entry;
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
        const schema = await this.services.language.params(document);
        await this.run(this.prepare(document, undefined, params, schema, await this.services.connections.require(connectionId)));
    }

    /** Marks the place in the script, and says it in the view. */
    private failure(run: Run, { message, hint, code, remedies }: Explanation): RunFailure {
        const place = placeOf(message);
        let where = "";
        if (place !== undefined && (remedies.includes("openScript") || remedies.includes("editParams"))) {
            const range = rangeOf(run.document.getText(), place);
            run.place = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
            const file = run.document.uri.path.split("/").at(-1) ?? run.script;
            where = `${file}:${range.start.line + 1}:${range.start.character + 1}`;
            const diagnostic = new vscode.Diagnostic(run.place, message, vscode.DiagnosticSeverity.Error);
            diagnostic.source = vscode.l10n.t("run on {0}", run.connection.name);
            if (!this.isKnown(run.document.uri, run.place)) this.diagnostics.set(run.document.uri, [diagnostic]);
        }
        return { message, hint, code, remedies, where };
    }

    /** The language server marks the same place already. */
    private isKnown(uri: vscode.Uri, range: vscode.Range): boolean {
        return vscode.languages
            .getDiagnostics(uri)
            .some((other) => other.severity === vscode.DiagnosticSeverity.Error && other.range.intersection(range) !== undefined);
    }

    private explainTable(run: number, message: string): void {
        if (this.last?.number !== run) return;
        const { t } = vscode.l10n;
        const error = new UserError(
            message,
            t("The rows above came before the error. Correct the script at the place shown and run again."),
            ["openScript"],
            "error",
        );
        this.results.explain(run, this.failure(this.last, explained(this.services, error, this.last.connection)));
    }

    /** What a page asks for: the last run's, or that of the rows that a tab keeps. */
    private async act(message: PageAction, page: ResultsPage): Promise<void> {
        if (message.type === "cancel") this.cancel();
        else if (message.type === "chooseExport") await this.chooseExport();
        else if (message.type === "keep") await this.results.keepInTab(page);
        else if (message.type === "showHistory") await this.showHistory();
        else if (message.type === "picture") await savePicture(message.data, message.format, page.title?.script ?? "chart");
        else if (message.type === "remedy" && message.remedy !== "editParams")
            await doRemedy(this.services, message.remedy, this.last?.connection);
        else {
            const run = await this.runOf(page);
            if (run === undefined) return;
            if (message.type === "runAgain") await this.again(run);
            else if (message.type === "goto")
                await vscode.window.showTextDocument(run.document, { viewColumn: columnOf(run.document), selection: run.place });
            else this.ask(run.document, run.part, await this.schemaOf(run.document, run.part), run.connection);
        }
    }

    /** The run whose rows a page shows; made anew from what is kept of it after the window was reloaded. */
    private async runOf({ title, memo }: ResultsPage): Promise<Run | undefined> {
        const { last } = this;
        if (memo === undefined || title === undefined) return undefined;
        if (title.run === last?.number) return last;
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(memo.uri));
        const schema = await this.schemaOf(document, memo.part);
        return this.prepare(document, memo.part, memo.params, schema, await this.services.connections.require(memo.connectionId));
    }

    /** The same params on the text as it is now; a param that is new is asked for. */
    async again(last: Run): Promise<void> {
        const schema = await this.schemaOf(last.document, last.part);
        const known = new Set(last.schema.map((param) => param.name));
        if (schema.every((param) => known.has(param.name)))
            await this.run(this.prepare(last.document, last.part, last.params, schema, last.connection));
        else this.ask(last.document, last.part, schema, last.connection);
    }
}

/** The script's own zone, where it sets one. */
function zoneOf(text: string): { zone?: string } {
    const zone = scriptZone(text);
    return zone === undefined ? {} : { zone };
}

/** Where the document is shown, so that it does not open a second time. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
    const uri = document.uri.toString();
    for (const group of vscode.window.tabGroups.all) {
        if (group.tabs.some((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri)) return group.viewColumn;
    }
    return vscode.ViewColumn.One;
}
