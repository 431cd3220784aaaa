/** Runs scripts: asks for params, sends what is on the screen, feeds the results view, turns errors into words and marks. */
import * as vscode from "vscode";
import type { RunProfile, ScriptsBackend } from "@flux-scripts/scripts-api";
import { colorOf, type Connection } from "../connections/model.ts";
import { randomBytes } from "../random.ts";
import { Cancelled, doRemedy, explained, isCancellation, type Services, showError } from "../services.ts";
import type { ParamsForm } from "../views/paramsForm.ts";
import type { ResultsView } from "../views/resultsView.ts";
import type { PageAction, ResultsPage } from "../views/resultsPage.ts";
import type { RunFailure, RunTitle } from "../webviews/results/protocol.ts";
import { Answer, AnswerError } from "./answer.ts";
import { confirmEffects } from "./confirmEffects.ts";
import { execute } from "./execute.ts";
import { chooseFormat, exportRows } from "./export.ts";
import { namesFor } from "./formNames.ts";
import type { HistoryEntry } from "./history.ts";
import type { ParamInfo } from "./paramInfo.ts";
import { paramsIn } from "./part.ts";
import { savePicture } from "./picture.ts";
import { DocumentPresets } from "./presets.ts";
import { RunMarks, tableError } from "./runMarks.ts";
import { type FinishedRun, memoOf, requestOf, type Run, type RunPurpose, type RunRequest } from "./runs.ts";
import { withoutSecrets } from "./secrets.ts";
import { firstValues, missingParams, paramsOf } from "./values.ts";
import { scriptZone } from "./zone.ts";

const valuesKey = "values:";
/** Bytes that a run in watch mode gathers before the view shows them: an error up to there leaves the last rows. */
const watchHold = 4 << 20;

export class RunController implements vscode.Disposable {
    private readonly marks = new RunMarks();
    private count = 0;
    private last: Run | undefined;
    private current: AbortController | undefined;
    private readonly changed = new vscode.EventEmitter<boolean>();
    /** True while a script runs. */
    readonly onDidChangeRunning = this.changed.event;
    private readonly finished = new vscode.EventEmitter<FinishedRun>();
    /** A run came to its end, of whatever kind. */
    readonly onDidFinish = this.finished.event;
    private purpose: RunPurpose = "run";

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
    }

    dispose(): void {
        this.current?.abort();
        this.marks.dispose();
    }

    /** Runs the document, or a part of it, on its connection or the given one; asks for its params first. */
    async invoke(document: vscode.TextDocument, part?: string, on?: Connection): Promise<void> {
        await this.start({ document, part, on });
    }

    /** Runs what is asked for; answers how it went, or nothing when the form asks for params first. */
    async start(request: RunRequest): Promise<FinishedRun | undefined> {
        const { document, part, params, purpose = "run" } = request;
        const connection = request.on ?? (await this.services.connections.require(undefined, document.uri));
        const schema = await this.schemaOf(document, part);
        const known = schema.length === 0 || (params !== undefined && missingParams(params, schema).length === 0);
        if (known) return this.run(this.prepare(document, part, paramsOf(params ?? "{}", schema), schema, connection, request));
        if (purpose === "run") this.ask(document, part, schema, connection, request);
        return undefined;
    }

    /** Runs with the values of the last time; the form asks for what is new. */
    async invokeLast(document: vscode.TextDocument, on?: Connection): Promise<void> {
        await this.start({ document, on, params: this.valuesOf(document) });
    }

    /** The last values of a document, and what they lack from its presets. JSON text. */
    valuesOf(document: vscode.TextDocument): string {
        const stored = this.services.context.workspaceState.get<string>(valuesKey + document.uri.toString());
        return firstValues([...(stored === undefined ? [] : [stored]), ...this.services.files.presets(document.uri).values()]);
    }

    /** What runs now, if anything does. */
    get running(): RunPurpose | undefined {
        return this.current === undefined ? undefined : this.purpose;
    }

    async schemaOf(document: vscode.TextDocument, part: string | undefined): Promise<readonly ParamInfo[]> {
        const schema = await this.services.language.params(document);
        return part === undefined ? schema : paramsIn(part, schema);
    }

    cancel(): void {
        this.current?.abort();
    }

    async chooseExport(): Promise<void> {
        const { platform } = this.services;
        const choice = await chooseFormat();
        if (choice === undefined) return;
        const { last } = this;
        const runAgain = (signal: AbortSignal, plain: boolean) => this.answerAgain(last, signal, plain);
        await exportRows(platform, { name: last?.script ?? "results", view: this.results, runAgain }, choice);
    }

    /** The whole answer to a run once more, past the view. */
    private async answerAgain(last: Run | undefined, signal: AbortSignal, plain: boolean): Promise<AsyncIterable<Uint8Array> | undefined> {
        if (last === undefined) return undefined;
        const { connection, document, part, params, schema, script, storedId } = last;
        const text = last.text ?? part ?? document.getText();
        if (connection.protected && !(await confirmEffects(script, connection, await this.services.language.effects(text))))
            return undefined;
        const backend = await this.services.connections.open(connection);
        return (await execute(backend, { text, params, schema, signal, storedId, plain }, vscode.l10n.t)).bytes();
    }

    private prepare(
        document: vscode.TextDocument,
        part: string | undefined,
        params: string,
        schema: readonly ParamInfo[],
        connection: Connection,
        { title, storedId, purpose = "run" }: Omit<RunRequest, "document"> = {},
    ): Run {
        const script = title ?? this.services.files.nameOf(document.uri);
        return { number: ++this.count, document, part, script, params, schema, connection, storedId, purpose };
    }

    private ask(
        document: vscode.TextDocument,
        part: string | undefined,
        params: readonly ParamInfo[],
        connection: Connection,
        request: Omit<RunRequest, "document"> = {},
    ): void {
        const { files, context } = this.services;
        const script = request.title ?? files.nameOf(document.uri);
        const stored = context.workspaceState.get<string>(valuesKey + document.uri.toString());
        const presets = files.presets(document.uri);
        // Where nothing ran yet, the first preset stands there.
        const [first] = stored === undefined ? presets : [];
        const values = firstValues([request.params ?? "{}", stored ?? first?.[1] ?? "{}"]);
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
                ...(first === undefined || request.params !== undefined ? {} : { preset: first[0] }),
            },
            {
                run: (text) => void this.runWith(document, part, text, connection, request),
                presets: new DocumentPresets(this.services, document),
                copy: (text) => void vscode.commands.executeCommand("fluxScripts.copySnippet", document.uri, text),
                cancel: () => void vscode.window.showTextDocument(document, { viewColumn: columnOf(document) }),
                goto: (line) => {
                    const selection = new vscode.Range(line - 1, 0, line - 1, 0);
                    void vscode.window.showTextDocument(document, { viewColumn: columnOf(document), selection });
                },
                names: (question) => namesFor(this.services, connection, question),
            },
        );
    }

    /** Runs with values that the form gave; the script may have changed since it was shown. */
    private async runWith(
        document: vscode.TextDocument,
        part: string | undefined,
        params: string,
        connection: Connection,
        request: Omit<RunRequest, "document">,
    ): Promise<void> {
        try {
            await this.services.context.workspaceState.update(valuesKey + document.uri.toString(), withoutSecrets(params).params);
            const schema = await this.schemaOf(document, part);
            await this.run(this.prepare(document, part, params, schema, connection, request));
        } catch (error) {
            await showError(this.services, error, connection);
        }
    }

    private async run(run: Run): Promise<FinishedRun | undefined> {
        const { connection, document, purpose } = run;
        const text = run.part ?? document.getText();
        run.text = text;
        if (connection.protected) {
            if (purpose === "watch" || !(await confirmEffects(run.script, connection, await this.services.language.effects(text))))
                return undefined;
        }
        this.current?.abort();
        const controller = new AbortController();
        [this.current, this.purpose] = [controller, purpose];
        if (purpose !== "watch") this.last = run;
        this.marks.clear(document);
        void this.changed.fire(true);
        const at = Date.now();
        const answer = new Answer(purpose === "watch" ? watchHold : 0, {
            begin: () => {
                this.last = run;
                return this.results.begin(this.titleOf(run), memoOf(run));
            },
            add: (bytes) => this.results.add(run.number, bytes),
        });
        let profiled: Promise<RunProfile | undefined> | undefined;
        let outcome: FinishedRun["outcome"] = "finished";
        let failure: RunFailure | undefined;
        try {
            if (purpose !== "watch") await answer.begin();
            if (answer.begun && connection.kind === "local" && this.services.platform.local?.state !== "running")
                this.results.starting(run.number);
            const backend = await this.services.connections.open(connection);
            if (controller.signal.aborted) throw new Cancelled();
            const { params, schema, storedId } = run;
            const profileId = backend.profile === undefined || storedId !== undefined ? undefined : randomBytes(16);
            const signal = controller.signal;
            const stream = await execute(backend, { text, params, schema, signal, storedId, profileId }, vscode.l10n.t);
            for await (const bytes of stream.bytes()) await answer.add(bytes);
            await answer.finish();
            if (profileId !== undefined) profiled = this.profileOf(backend, profileId, signal);
        } catch (error) {
            outcome = controller.signal.aborted || isCancellation(error) ? "cancelled" : "failed";
            const told = error instanceof AnswerError ? tableError(error.message) : error;
            if (outcome === "failed") failure = this.marks.failure(run, explained(this.services, told, connection));
        }
        const ms = Date.now() - at;
        if (answer.begun) this.results.end(run.number, ms, outcome, failure);
        if (this.current === controller) {
            this.current = undefined;
            this.changed.fire(false);
        }
        const { rows, bytes, error = failure?.message } = answer;
        const profile = await profiled;
        const finished: FinishedRun = {
            ...run,
            text,
            at,
            ms,
            outcome: error === undefined ? outcome : "failed",
            rows,
            bytes,
            profile,
            error,
        };
        this.finished.fire(finished);
        return finished;
    }

    /** Shows rows that an earlier run gave; running again runs that one. */
    async showRows({ uri, script, params, part, storedId, connectionId, ms, outcome }: HistoryEntry, rows: Uint8Array): Promise<void> {
        this.current?.abort();
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
        const connection = await this.services.connections.require(connectionId);
        const run = this.prepare(document, part, params, await this.schemaOf(document, part), connection, { storedId, title: script });
        this.last = run;
        await this.results.begin(this.titleOf(run), memoOf(run));
        for (let at = 0; at < rows.length; at += 1 << 20) await this.results.add(run.number, rows.subarray(at, at + (1 << 20)));
        this.results.end(run.number, ms, outcome);
    }

    private titleOf({ number, script, connection, schema, part, document }: Run): RunTitle {
        const { name, label, protected: isProtected } = connection;
        const zone = scriptZone(part ?? document.getText());
        return {
            run: number,
            script,
            connection: name,
            label,
            color: colorOf(connection),
            protected: isProtected,
            hasParams: schema.length > 0,
            memory: vscode.workspace.getConfiguration("fluxScripts").get("results.memory", 256) * 1024 * 1024,
            ...(zone === undefined ? {} : { zone }),
        };
    }

    /** What came out of the run's steps; the rows are there without it, too. */
    private async profileOf(backend: ScriptsBackend, id: string, signal: AbortSignal): Promise<RunProfile | undefined> {
        try {
            return await backend.profile?.(id, { signal });
        } catch (error) {
            this.services.output.debug(`profile: ${error instanceof Error ? error.message : String(error)}`);
            return undefined;
        }
    }

    private explainTable(run: number, message: string): void {
        if (this.last?.number !== run) return;
        this.results.explain(run, this.marks.failure(this.last, explained(this.services, tableError(message), this.last.connection)));
    }

    /** What a page asks for: the last run's, or that of the rows that a tab keeps. */
    private async act(message: PageAction, page: ResultsPage): Promise<void> {
        if (message.type === "cancel") this.cancel();
        else if (message.type === "chooseExport") await this.chooseExport();
        else if (message.type === "keep") await this.results.keepInTab(page);
        else if (message.type === "showHistory") await vscode.commands.executeCommand("fluxScripts.showHistory");
        else if (message.type === "picture") await savePicture(message.data, message.format, page.title?.script ?? "chart");
        else if (message.type === "remedy" && message.remedy !== "editParams")
            await doRemedy(this.services, message.remedy, this.last?.connection);
        else {
            const run = await this.runOf(page);
            if (run === undefined) return;
            if (message.type === "runAgain") await this.again(run);
            else if (message.type === "goto")
                await vscode.window.showTextDocument(run.document, { viewColumn: columnOf(run.document), selection: run.place });
            else this.ask(run.document, run.part, await this.schemaOf(run.document, run.part), run.connection, requestOf(run));
        }
    }

    /** The run whose rows a page shows; made anew from what is kept of it after the window was reloaded. */
    private async runOf({ title, memo }: ResultsPage): Promise<Run | undefined> {
        const { last } = this;
        if (memo === undefined || title === undefined) return undefined;
        if (title.run === last?.number) return last;
        const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(memo.uri));
        const schema = await this.schemaOf(document, memo.part);
        const connection = await this.services.connections.require(memo.connectionId);
        return this.prepare(document, memo.part, memo.params, schema, connection, { title: title.script });
    }

    /** The same params on the text as it is now; a param that is new is asked for. */
    async again(last: Run): Promise<void> {
        const { document, part, params, connection } = last;
        const schema = await this.schemaOf(document, part);
        if (missingParams(params, schema).length === 0)
            await this.run(this.prepare(document, part, paramsOf(params, schema), schema, connection, requestOf(last)));
        else this.ask(document, part, schema, connection, requestOf(last));
    }
}

/** Where the document is shown, so that it does not open a second time. */
export function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
    const uri = document.uri.toString();
    for (const group of vscode.window.tabGroups.all) {
        if (group.tabs.some((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri)) return group.viewColumn;
    }
    return vscode.ViewColumn.One;
}
