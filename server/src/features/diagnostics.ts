/** Diagnostics: sent after each change, or given on request to clients that ask themselves. */
import type { Diagnostic as FluxDiagnostic, Severity } from "@flux-scripts/flux";
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, DocumentDiagnosticReportKind } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";

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
): { readonly source: FluxDiagnostic; readonly shown: Diagnostic }[] {
    const { analysis } = document;
    const lines = document.text.includes("flux-scripts-ignore") ? document.text.split("\n") : [];
    return [...analysis.diagnostics, ...analysis.hints].flatMap((source) => {
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

export class DiagnosticsFeature {
    private readonly context: ServerContext;
    private readonly due = new Set<string>();
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(context: ServerContext) {
        this.context = context;
        const empty = { kind: DocumentDiagnosticReportKind.Full, items: [] as Diagnostic[] } as const;
        const { connection } = context;
        connection.languages.diagnostics.on(
            answering(context, { ...empty }, (document) => ({
                ...empty,
                items: shownDiagnostics(document, context).map(({ shown }) => shown),
            })),
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
        if (!this.context.client.pullsDiagnostics) void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
    }

    /** After a change of the settings. */
    refresh(): void {
        for (const { uri } of this.context.documents.all()) this.changed(uri);
        if (this.context.client.pullsDiagnostics && this.context.client.refreshDiagnostics)
            this.context.connection.languages.diagnostics.refresh();
    }

    private send(): void {
        this.timer = undefined;
        for (const uri of this.due) {
            const document = this.context.documents.get(uri);
            if (document === undefined) continue;
            try {
                const diagnostics = shownDiagnostics(document, this.context).map(({ shown }) => shown);
                void this.context.connection.sendDiagnostics({ uri, version: document.version, diagnostics });
            } catch (error) {
                this.context.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
            }
        }
        this.due.clear();
    }
}
