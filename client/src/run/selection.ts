/** What "Invoke Selection or Statement" runs in an editor. */
import * as vscode from "vscode";
import { UserError } from "../errors.ts";
import { partOf, type Span } from "./part.ts";

/** Spans of a document's bindings (imports, options, variables), and of those that are functions. The server knows them. */
export async function bindingsIn(document: vscode.TextDocument): Promise<{ readonly bindings: Span[]; readonly functions: Span[] }> {
    const symbols = (await symbolsOf(document)).filter(({ kind }) => kind !== vscode.SymbolKind.Method);
    const span = ({ range }: vscode.DocumentSymbol): Span => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
    return { bindings: symbols.map(span), functions: symbols.filter(({ kind }) => kind === vscode.SymbolKind.Function).map(span) };
}

async function symbolsOf(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const command = "vscode.executeDocumentSymbolProvider";
    return (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, document.uri)) ?? [];
}

/** The selected text, else the statement at the cursor; with the bindings around it. The server knows both. */
export async function selectedPart(editor: vscode.TextEditor): Promise<string> {
    const { document, selection } = editor;
    const text = document.getText();
    const span = (range: vscode.Range): Span => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
    const bindings = (await symbolsOf(document)).filter(({ kind }) => kind !== vscode.SymbolKind.Method);
    const spans = bindings.map(({ range }) => span(range));
    if (!selection.isEmpty) return partOf(text, span(selection), spans);
    const statement = await statementAt(document, selection.active);
    if (statement === undefined) {
        const { t } = vscode.l10n;
        throw new UserError(t("There is no statement at the cursor."), t("Put the cursor into one, or select what is to run."));
    }
    const part = partOf(text, span(statement), spans);
    // A binding alone gives no rows: what it binds is shown.
    const bound = bindings.find(
        ({ kind, range }) => kind === vscode.SymbolKind.Variable && range.intersection(statement)?.isEqual(range) === true,
    );
    return bound === undefined ? part : `${part}\n${bound.name}\n`;
}

/** The outermost range that the server offers for a growing selection, below the whole file. */
async function statementAt(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Range | undefined> {
    const ranges = await vscode.commands.executeCommand<vscode.SelectionRange[] | undefined>(
        "vscode.executeSelectionRangeProvider",
        document.uri,
        [position],
    );
    const chain: vscode.Range[] = [];
    for (let at = ranges?.[0]; at !== undefined; at = at.parent) chain.push(at.range);
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    return chain.filter((range) => !range.isEqual(whole)).at(-1) ?? (document.getText().trim() === "" ? undefined : chain.at(-1));
}
