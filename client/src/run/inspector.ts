/**
 * Pipeline inspection: behind each pipe of a script that ran on the local backend, how many tables and rows came out and how long it
 * took; the first rows in the hover; the tables at that point in the grid.
 */
import * as vscode from "vscode";
import type { ResultStream, ScriptsBackend } from "@flux-scripts/scripts-api";
import { decodeAnnotatedCsv, formatCell, cellAt, valueOf } from "@flux-scripts/tables";
import { UserError } from "../errors.ts";
import type { Services } from "../services.ts";
import type { RunController } from "./controller.ts";
import type { FinishedRun } from "./runs.ts";
import { execute } from "./execute.ts";
import type { Span } from "./part.ts";
import {
    commonPrefix,
    countingScript,
    cutScript,
    escapeMarkdown,
    groupKey,
    isWithin,
    samplingScript,
    sampleTable,
    type Step,
    stepLabel,
    stepsBefore,
    stepsOf,
} from "./pipeline.ts";
import { bindingsIn } from "./selection.ts";

/** What is shown of a document's last run. */
interface Inspected {
    readonly run: FinishedRun;
    steps: Step[];
}

/** Steps whose work a later step did are asked for apart: so many, and so long each, ms. */
const askedSteps = 12;
const askMs = 10_000;

export class PipelineInspector implements vscode.InlayHintsProvider, vscode.HoverProvider, vscode.CodeActionProvider {
    private readonly documents = new Map<string, Inspected>();
    private readonly changed = new vscode.EventEmitter<void>();
    readonly onDidChangeInlayHints = this.changed.event;
    private asking: AbortController | undefined;

    constructor(
        private readonly services: Services,
        private readonly controller: RunController,
    ) {
        const selector: vscode.DocumentSelector = { language: "flux" };
        services.context.subscriptions.push(
            this.changed,
            controller.onDidFinish((run) => this.take(run)),
            controller.onDidChangeRunning((running) => {
                if (running) this.asking?.abort();
            }),
            vscode.languages.registerInlayHintsProvider(selector, this),
            vscode.languages.registerHoverProvider(selector, this),
            vscode.languages.registerCodeActionsProvider(selector, this, { providedCodeActionKinds: [vscode.CodeActionKind.Empty] }),
            vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => this.edited(document, contentChanges)),
            vscode.workspace.onDidCloseTextDocument(({ uri }) => this.documents.delete(uri.toString())),
            vscode.workspace.onDidChangeConfiguration((event) => {
                if (event.affectsConfiguration("fluxScripts.inlayHints.pipeline")) this.changed.fire();
            }),
        );
    }

    private take(run: FinishedRun): void {
        const { document, purpose, profile, text } = run;
        // A look at a step leaves the figures of the whole pipeline.
        if (purpose === "inspect" || profile === undefined) return;
        const same = commonPrefix(text, document.getText());
        const steps = stepsOf(profile.calls);
        const shown = run.part !== undefined || same === text.length ? steps : stepsBefore(steps, same);
        const inspected: Inspected = { run, steps: shown };
        this.documents.set(document.uri.toString(), inspected);
        this.changed.fire();
        void this.askMerged(inspected);
    }

    /** What stands before an edit still is what it was. */
    private edited(document: vscode.TextDocument, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
        const inspected = this.documents.get(document.uri.toString());
        if (inspected === undefined || changes.length === 0) return;
        const first = Math.min(...changes.map(({ rangeOffset }) => rangeOffset));
        inspected.steps = stepsBefore(inspected.steps, first);
        this.changed.fire();
    }

    /** Counts and first rows of steps that the storage did together with a later one. */
    private async askMerged(inspected: Inspected): Promise<void> {
        this.asking?.abort();
        const asking = new AbortController();
        this.asking = asking;
        const { run } = inspected;
        try {
            const backend = await this.services.connections.quiet(run.connection);
            const { bindings, functions } = await bindingsIn(run.document);
            if (backend === undefined) return;
            for (const step of inspected.steps.filter(({ inStorage }) => inStorage).slice(0, askedSteps)) {
                if (asking.signal.aborted) return;
                if (isWithin(step, functions)) continue;
                const cut = cutScript(run.document.getText(), step, bindings);
                const counts = await this.ask(backend, run, countingScript(cut), asking);
                const sample = await this.ask(backend, run, samplingScript(cut), asking);
                if (counts === undefined || asking.signal.aborted) continue;
                const [table] = tablesOf(counts);
                const figure = (label: string): number => (table === undefined || table.rows === 0 ? 0 : Number(valueOf(table, label, 0)));
                const counted: Step = { ...step, counted: true, tables: figure("tables"), rows: figure("rows"), ...sampleOf(sample ?? "") };
                inspected.steps = inspected.steps.map((other) => (other === step ? counted : other));
                this.changed.fire();
            }
        } catch (error) {
            this.services.output.debug(`pipeline: ${error instanceof Error ? error.message : String(error)}`);
        }
    }

    private async ask(backend: ScriptsBackend, run: FinishedRun, text: string, asking: AbortController): Promise<string | undefined> {
        const limit = new AbortController();
        const stop = (): void => limit.abort();
        asking.signal.addEventListener("abort", stop, { once: true });
        const timer = setTimeout(stop, askMs);
        try {
            const { params, schema } = run;
            return await textOf(await execute(backend, { text, params, schema, signal: limit.signal }, vscode.l10n.t));
        } catch {
            // A step that can't be counted apart (no _value any more) stays without figures.
            return undefined;
        } finally {
            clearTimeout(timer);
            asking.signal.removeEventListener("abort", stop);
        }
    }

    provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
        if (!vscode.workspace.getConfiguration("fluxScripts", document).get("inlayHints.pipeline", true)) return [];
        const steps = this.documents.get(document.uri.toString())?.steps ?? [];
        return steps.flatMap((step) => {
            const position = document.positionAt(step.end);
            if (!range.contains(position)) return [];
            const label = new vscode.InlayHintLabelPart(stepLabel(step, vscode.env.language, vscode.l10n.t));
            label.tooltip = this.markdown(document, step);
            const hint = new vscode.InlayHint(position, [label]);
            hint.paddingLeft = true;
            return [hint];
        });
    }

    provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
        const step = this.stepAt(document, position, true);
        if (step === undefined) return undefined;
        const pipe = pipeBefore(document, step);
        return pipe?.contains(position) === true ? new vscode.Hover(this.markdown(document, step), pipe) : undefined;
    }

    provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
        const step = this.stepAt(document, range.start, false);
        if (step === undefined) return [];
        const title = vscode.l10n.t("Inspect here: show the tables behind {0}", step.name);
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.Empty);
        action.command = { command: "fluxScripts.inspectStep", title, arguments: [document.uri.toString(), step.end] };
        return [action];
    }

    /** The step whose call, or whose pipe before it, is at a place. */
    private stepAt(document: vscode.TextDocument, position: vscode.Position, onPipe: boolean): Step | undefined {
        const steps = this.documents.get(document.uri.toString())?.steps ?? [];
        const offset = document.offsetAt(position);
        return steps.find((step) => {
            const pipe = pipeBefore(document, step);
            if (pipe?.contains(position) === true) return true;
            return !onPipe && step.start <= offset && offset <= step.end;
        });
    }

    private markdown(document: vscode.TextDocument, step: Step): vscode.MarkdownString {
        const { t } = vscode.l10n;
        const args = encodeURIComponent(JSON.stringify([document.uri.toString(), step.end]));
        const title = t("Show the tables at this step in the results");
        const link = `[$(table) ${t("Inspect here")}](command:fluxScripts.inspectStep?${args} "${title}")`;
        const figures = stepLabel(step, vscode.env.language, t);
        const text = new vscode.MarkdownString(`**${escapeMarkdown(step.name)}** — ${figures} — ${link}\n\n`, true);
        const sample = sampleTable(step);
        const key = groupKey(step);
        if (key !== "") text.appendMarkdown(`${t("Group key: {0}", key)}\n\n`);
        if (sample !== "") text.appendMarkdown(`${t("The first rows at this step:")}\n\n${sample}\n`);
        else if (step.counted) text.appendMarkdown(t("No rows."));
        text.isTrusted = { enabledCommands: ["fluxScripts.inspectStep"] };
        return text;
    }

    /** Opens the tables at a step in the results view; the step at the cursor where none is named. Rejects with a `UserError`. */
    async inspect(uri?: string, end?: number): Promise<void> {
        const { t } = vscode.l10n;
        const editor = vscode.window.activeTextEditor;
        const document = uri === undefined ? editor?.document : await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
        const inspected = document === undefined ? undefined : this.documents.get(document.uri.toString());
        const step =
            document === undefined || inspected === undefined
                ? undefined
                : end === undefined
                  ? editor === undefined
                      ? undefined
                      : this.stepAt(document, editor.selection.active, false)
                  : inspected.steps.find((each) => each.end === end);
        if (document === undefined || inspected === undefined || step === undefined) {
            throw new UserError(
                t("There are no figures for a pipe at the cursor."),
                t("Invoke the script on the local backend, then put the cursor on a step behind |>."),
            );
        }
        const { bindings, functions } = await bindingsIn(document);
        if (isWithin(step, functions))
            throw new UserError(t("A step within a function can't run by itself."), t("Inspect the call of the function."));
        const { run } = inspected;
        const line = document.positionAt(step.start).line + 1;
        const title = t("{0}: {1} (line {2})", this.services.files.nameOf(document.uri), step.name, line);
        const part = cutScript(document.getText(), step, bindings);
        await this.controller.start({ document, part, params: run.params, on: run.connection, title, purpose: "inspect" });
    }
}

/** The `|>` before a step's call. */
function pipeBefore(
    document: vscode.TextDocument,
    { whole, start }: Pick<Step, "whole" | "start"> & Partial<Span>,
): vscode.Range | undefined {
    const before = document.getText(new vscode.Range(document.positionAt(whole), document.positionAt(start)));
    const at = before.lastIndexOf("|>");
    return at < 0 ? undefined : new vscode.Range(document.positionAt(whole + at), document.positionAt(whole + at + 2));
}

async function textOf(stream: ResultStream): Promise<string> {
    let text = "";
    for await (const piece of stream) {
        text += piece;
        // The first table is all that is shown.
        if (text.length > 1 << 20) break;
    }
    return text;
}

function tablesOf(csv: string): ReturnType<typeof decodeAnnotatedCsv>[number]["table"][] {
    return decodeAnnotatedCsv(csv).map(({ table }) => table);
}

/** Columns and rows of the first table that has any. */
function sampleOf(csv: string): Pick<Step, "columns" | "sample"> {
    const table = csv === "" ? undefined : tablesOf(csv.slice(0, csv.lastIndexOf("\n") + 1)).find(({ rows }) => rows > 0);
    if (table === undefined) return { columns: [], sample: [] };
    const columns = table.columns.map(({ label, type }) => ({ label, type, key: table.key.get(label) !== undefined }));
    const sample = Array.from({ length: Math.min(5, table.rows) }, (_, row) =>
        table.columns.map((column) => {
            const value = cellAt(column, row);
            return value === null ? null : formatCell(column.type, value);
        }),
    );
    return { columns, sample };
}
