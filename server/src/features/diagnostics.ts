/** Diagnostics: sent after each change, or given on request to clients that ask themselves. */
import type { Diagnostic as FluxDiagnostic, Severity } from "@flux-scripts/flux";
import {
    type Diagnostic,
    DiagnosticSeverity,
    DiagnosticTag,
    type DocumentDiagnosticReport,
    DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { linesOf } from "../lines.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint,
};

/** `// flux-scripts-ignore code, code` at a line's end or on the line before turns hints off there; without codes, all. */
const ignoreComment = /\/\/\s*flux-scripts-ignore(?:[ \t]+([\w, \t-]*))?/;

/** Faults and hints as they are shown: with the settings' severities, without what a comment turns off. */
export function shownDiagnostics(
    document: OpenDocument,
    context: ServerContext,
    hints = document.freshHints(),
): { readonly source: FluxDiagnostic; readonly shown: Diagnostic }[] {
    const { analysis } = document;
    const { hintsPage } = context.client;
    const lines = document.text.includes("flux-scripts-ignore") ? linesOf(document.text) : [];
    return [...analysis.diagnostics, ...hints].flatMap((source) => {
        const range = document.rangeOf(source);
        const wanted = source.kind === "lint" ? (context.settings.severities.get(source.code) ?? source.severity) : source.severity;
        if (wanted === "off" || (source.kind === "lint" && isIgnored(lines, range.start.line, source.code))) return [];
        const tags = [
            ...(source.unnecessary === true ? [DiagnosticTag.Unnecessary] : []),
            ...(source.deprecated === true ? [DiagnosticTag.Deprecated] : []),
        ];
        const shown: Diagnostic = {
            range,
            severity: severities[wanted],
            code: source.code,
            source: "flux",
            message: source.message,
            ...(tags.length === 0 ? {} : { tags }),
            ...(source.kind === "lint" && hintsPage !== undefined ? { codeDescription: { href: `${hintsPage}#${source.code}` } } : {}),
        };
        return [{ source, shown }];
    });
}

function isIgnored(lines: readonly string[], line: number, code: string): boolean {
    return [lines[line], lines[line - 1]].some((text, at) => {
        const match = text === undefined ? null : ignoreComment.exec(text);
        // On the line before it must stand alone, else it belongs to that line.
        if (match === null || (at === 1 && text?.trimStart().startsWith("//") !== true)) return false;
        const codes = (match[1] ?? "").split(/[\s,]+/).filter((word) => word !== "");
        return codes.length === 0 || codes.includes(code);
    });
}

/** Milliseconds without an edit after which the hints of a file are looked for again; longer files wait longer. */
const idleMs = (length: number): number => 300 + length / 400;

export class DiagnosticsFeature {
    private readonly context: ServerContext;
    private settingsChanges = 0;
    private readonly due = new Set<string>();
    private timer: ReturnType<typeof setTimeout> | undefined;
    private readonly idle = new Map<string, ReturnType<typeof setTimeout>>();

    constructor(context: ServerContext) {
        this.context = context;
        const empty = { kind: DocumentDiagnosticReportKind.Full, items: [] as Diagnostic[] } as const;
        context.connection.languages.diagnostics.on(
            answering(context, { ...empty } as DocumentDiagnosticReport, (document, { previousResultId }) => {
                const items = this.shown(document);
                const resultId = `${document.edition}.${this.settingsChanges}.${document.hasFreshHints ? 1 : 0}`;
                return resultId === previousResultId
                    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
                    : { ...empty, resultId, items };
            }),
        );
    }

    /** After a change: edits that wait already are taken into the same answer. */
    changed(uri: string): void {
        if (this.context.client.pullsDiagnostics) return;
        this.due.add(uri);
        this.timer ??= setTimeout(() => this.send(), 0);
    }

    closed(uri: string): void {
        this.due.delete(uri);
        clearTimeout(this.idle.get(uri));
        this.idle.delete(uri);
        if (!this.context.client.pullsDiagnostics) void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
    }

    /** After a change of the settings. */
    refresh(): void {
        this.settingsChanges++;
        for (const { uri } of this.context.documents.all()) this.changed(uri);
        this.askToPull();
    }

    /** Faults as they are now; hints too, but in a long file those of a moment ago, which follow when nothing is typed. */
    private shown(document: OpenDocument): Diagnostic[] {
        const { pullsDiagnostics, refreshDiagnostics } = this.context.client;
        // A client that asks, and can't be told to ask again, gets everything at once.
        const hints = pullsDiagnostics && !refreshDiagnostics ? document.freshHints() : document.quickHints();
        if (!document.hasFreshHints) this.hintsLater(document);
        return shownDiagnostics(document, this.context, hints).map(({ shown }) => shown);
    }

    private hintsLater({ uri, text }: OpenDocument): void {
        clearTimeout(this.idle.get(uri));
        const look = (): void => {
            this.idle.delete(uri);
            try {
                this.context.documents.get(uri)?.freshHints();
            } catch (error) {
                this.failed(error);
                return;
            }
            this.changed(uri);
            this.askToPull();
        };
        this.idle.set(uri, setTimeout(look, idleMs(text.length)));
    }

    private askToPull(): void {
        const { pullsDiagnostics, refreshDiagnostics } = this.context.client;
        if (pullsDiagnostics && refreshDiagnostics) this.context.connection.languages.diagnostics.refresh();
    }

    private send(): void {
        this.timer = undefined;
        for (const uri of this.due) {
            const document = this.context.documents.get(uri);
            if (document === undefined) continue;
            // With many files opened at once each is told before the next is looked at.
            this.context.documents.settle();
            try {
                const diagnostics = this.shown(document);
                void this.context.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
            } catch (error) {
                this.failed(error);
            }
        }
        this.due.clear();
        this.context.documents.settle();
    }

    private failed(error: unknown): void {
        this.context.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
}
