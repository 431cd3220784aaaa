/** What failed in a run, marked at its place in the script until that changes. */
import * as vscode from "vscode";
import { type Explanation, faultsOf, UserError } from "../errors.ts";
import type { RunFailure } from "../webviews/results/protocol.ts";
import { rangeOf } from "./place.ts";
import type { Run } from "./runs.ts";

export class RunMarks implements vscode.Disposable {
    private readonly diagnostics = vscode.languages.createDiagnosticCollection("flux run");
    private readonly changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.clear(document);
    });

    dispose(): void {
        this.changes.dispose();
        this.diagnostics.dispose();
    }

    clear({ uri }: vscode.TextDocument): void {
        this.diagnostics.delete(uri);
    }

    /** Marks the place in the script, and keeps it in the run; answers what the view says. */
    failure(run: Run, { message, hint, code, remedies }: Explanation): RunFailure {
        let where = "";
        if (remedies.includes("openScript") || remedies.includes("editParams")) {
            const text = run.document.getText();
            const marks = faultsOf(message).map((fault) => {
                const { start, end } = rangeOf(text, fault.place);
                const range = new vscode.Range(start.line, start.character, end.line, end.character);
                const diagnostic = new vscode.Diagnostic(range, fault.message, vscode.DiagnosticSeverity.Error);
                diagnostic.source = vscode.l10n.t("run on {0}", run.connection.name);
                return diagnostic;
            });
            const [first] = marks;
            if (first !== undefined) {
                run.place = first.range;
                const file = run.document.uri.path.split("/").at(-1) ?? run.script;
                where = `${file}:${first.range.start.line + 1}:${first.range.start.character + 1}`;
            }
            const unknown = marks.filter(({ range }) => !isKnown(run.document.uri, range));
            this.diagnostics.set(run.document.uri, unknown);
        }
        return { message, hint, code, remedies, where };
    }
}

/** The language server marks the same place already. */
function isKnown(uri: vscode.Uri, range: vscode.Range): boolean {
    return vscode.languages
        .getDiagnostics(uri)
        .some((other) => other.severity === vscode.DiagnosticSeverity.Error && other.range.intersection(range) !== undefined);
}

/** What an error table after some rows says. */
export function tableError(message: string): UserError {
    const hint = vscode.l10n.t("The rows above came before the error. Correct the script at the place shown and run again.");
    return new UserError(message, hint, ["openScript"], "error");
}
