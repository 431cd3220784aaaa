/** Quick fixes for diagnostics, and refactors of what is selected. */
import type { Diagnostic as FluxDiagnostic, QuickFix } from "@flux-scripts/flux";
import { type CodeAction, CodeActionKind, type TextEdit } from "vscode-languageserver";
import { importEdit, importedPackages, pathsNamed } from "../completion/imports.ts";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { absoluteRange, itemsOf, pathTo } from "../tree.ts";
import { shownDiagnostics } from "./diagnostics.ts";

export const codeActionKinds = [
    CodeActionKind.QuickFix,
    CodeActionKind.RefactorExtract,
    CodeActionKind.SourceOrganizeImports,
    CodeActionKind.SourceFixAll,
];

export function registerCodeActions(context: ServerContext): void {
    context.connection.onCodeAction(
        answering(context, [] as CodeAction[], (document, { range, context: { only } }) => {
            const wants = (kind: string): boolean =>
                only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
            const start = document.offsetAt(range.start);
            const end = document.offsetAt(range.end);
            return [
                ...(wants(CodeActionKind.QuickFix) ? quickFixes(context, document, start, end) : []),
                ...(wants(CodeActionKind.RefactorExtract) ? extractParam(document, start, end) : []),
                // Only on demand: an editor asks for these on save, not in the light bulb.
                ...(only !== undefined && wants(CodeActionKind.SourceOrganizeImports) ? organizeImports(document) : []),
                ...(only !== undefined && wants(CodeActionKind.SourceFixAll) ? fixAll(context, document) : []),
            ];
        }),
    );
}

function action(document: OpenDocument, title: string, kind: string, edits: readonly TextEdit[]): CodeAction {
    return { title, kind, edit: { changes: { [document.uri]: [...edits] } } };
}

function fixEdits(document: OpenDocument, fix: QuickFix): TextEdit[] {
    return fix.edits.map((edit) => ({ range: document.rangeOf(edit), newText: edit.text }));
}

function quickFixes(context: ServerContext, document: OpenDocument, start: number, end: number): CodeAction[] {
    return shownDiagnostics(document, context)
        .filter(({ source }) => source.start <= end && source.end >= start)
        .flatMap(({ source, shown }) => {
            const own = (source.fixes ?? []).map((fix) => action(document, fix.title, CodeActionKind.QuickFix, fixEdits(document, fix)));
            const fixes = [...own, ...undefinedName(document, source)];
            return fixes.map((fix, at): CodeAction => ({ ...fix, diagnostics: [shown], ...(at === 0 ? { isPreferred: true } : {}) }));
        });
}

/** Import the package of that name, or take the nearest name that is there. */
function undefinedName(document: OpenDocument, { message, start, end }: FluxDiagnostic): CodeAction[] {
    const name = /^undefined identifier (.+)$/.exec(message)?.[1];
    if (name === undefined) return [];
    const imports = pathsNamed(name)
        .slice(0, 3)
        .map((path) => action(document, `Import "${path}"`, CodeActionKind.QuickFix, [importEdit(document, path)]));
    const names = document.analysis.scopeAt(start).map((symbol) => symbol.name);
    const range = document.rangeOf({ start, end });
    const near = nearest(name, [...names, ...importedPackages(document).keys()]).map((other) =>
        action(document, `Change to ${other}`, CodeActionKind.QuickFix, [{ range, newText: other }]),
    );
    return [...imports, ...near];
}

/** Up to three names within a third of the letters, the nearest first. */
export function nearest(name: string, names: readonly string[]): string[] {
    const limit = Math.max(1, Math.floor(name.length / 3));
    return [...new Set(names)]
        .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase(), limit) }))
        .filter(({ other, distance }) => distance <= limit && other !== name)
        .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
        .slice(0, 3)
        .map(({ other }) => other);
}

/** Insertions, deletions, changes and swaps of neighbours; `limit + 1` for more than `limit`. */
function editDistance(a: string, b: string, limit: number): number {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let older: number[] = [];
    let before = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const same = a[i - 1] === b[j - 1];
            let best = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (same ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (older[j - 2] ?? 0) + 1);
            row.push(best);
        }
        older = before;
        before = row;
    }
    return before[b.length] ?? 0;
}

const literals: ReadonlySet<string> = new Set(["StringLiteral", "IntegerLiteral", "FloatLiteral", "TimeLiteral", "DurationLiteral"]);

/** A literal under the selection becomes `params.NAME`, named by its argument or the column it is compared with. */
function extractParam(document: OpenDocument, start: number, end: number): CodeAction[] {
    const path = pathTo(document.analysis.file, start);
    const at = path.length - 1;
    const found = path[at];
    if (found === undefined || !literals.has(found.node.kind) || end > found.base + found.node.end) return [];
    if (path.some(({ node }) => node.kind === "ImportDeclaration" || node.kind === "Attribute")) return [];
    const parent = path[at - 1]?.node;
    if (
        found.node.kind === "StringLiteral" &&
        (parent?.kind === "MemberExpression" || (parent?.kind === "Property" && parent.key === found.node))
    )
        return [];
    const wanted = nameFor(path.map(({ node }) => node));
    const taken = new Set(document.analysis.paramFacts.map(({ name }) => name));
    let name = wanted;
    for (let round = 2; taken.has(name); round++) name = `${wanted}${round}`;
    // A duration or time arrives as text: the conversion makes it what it was.
    const conversion = found.node.kind === "DurationLiteral" ? "duration" : found.node.kind === "TimeLiteral" ? "time" : undefined;
    const negative = parent?.kind === "UnaryExpression" && parent.operator === "-" && conversion === "duration";
    const range = negative ? { start: found.base + parent.start, end: found.base + parent.end } : absoluteRange(found);
    const newText = conversion === undefined ? `params.${name}` : `${conversion}(v: params.${name})`;
    return [action(document, `Extract to params.${name}`, CodeActionKind.RefactorExtract, [{ range: document.rangeOf(range), newText }])];
}

function nameFor(path: readonly ReturnType<typeof pathTo>[number]["node"][]): string {
    for (const node of [...path].reverse()) {
        if (node.kind === "BinaryExpression") {
            const member = [node.left, node.right].find((side) => side.kind === "MemberExpression");
            if (member?.kind === "MemberExpression")
                return wordOf(member.property.kind === "Identifier" ? member.property.name : member.property.value);
        }
        if (node.kind === "Property") return wordOf(node.key.kind === "Identifier" ? node.key.name : node.key.value);
        if (node.kind === "VariableAssignment") return wordOf(node.name.name);
    }
    return "value";
}

function wordOf(text: string): string {
    const word = text.replace(/^_+/, "").replace(/[^\p{L}\p{Nd}_]+/gu, "_");
    return /^[\p{L}_]/u.test(word) ? word : "value";
}

/** Imports sorted by path, each once, the unused ones gone. Comments before an import move with it. */
function organizeImports(document: OpenDocument): CodeAction[] {
    const items = [...itemsOf(document.analysis.file)];
    const imports = items.filter(({ node }) => node.kind === "ImportDeclaration");
    const [first] = imports;
    const last = imports.at(-1);
    if (first === undefined || last === undefined) return [];
    const unused = document.analysis.hints.filter(({ code }) => code === "unused-import");
    const isUnused = (base: number, length: number): boolean => unused.some(({ start }) => start >= base && start < base + length);
    const kept = imports.flatMap(({ node, base, chunk }) => {
        if (node.kind !== "ImportDeclaration" || isUnused(base, chunk.length)) return [];
        return [{ path: node.path.value, text: document.text.slice(base, base + node.end).trim() }];
    });
    const sorted = [...new Map(kept.map((each) => [each.text, each])).values()].sort((a, b) =>
        a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
    );
    const whole = { start: leadingStart(document, first.base, first.base + first.node.start), end: last.base + last.node.end };
    const newText = sorted.map(({ text }) => text).join("\n");
    if (document.text.slice(whole.start, whole.end) === newText) return [];
    // What stands between imports that is none would be lost.
    if (items.slice(items.indexOf(first), items.indexOf(last) + 1).length !== imports.length) return [];
    return [action(document, "Organize imports", CodeActionKind.SourceOrganizeImports, [{ range: document.rangeOf(whole), newText }])];
}

function leadingStart(document: OpenDocument, base: number, start: number): number {
    return base + (/^\s*/.exec(document.text.slice(base, start))?.[0].length ?? 0);
}

/** The first fix of every hint that has one, as far as they don't touch each other. */
function fixAll(context: ServerContext, document: OpenDocument): CodeAction[] {
    const edits: { start: number; end: number; edit: TextEdit }[] = [];
    for (const { source } of shownDiagnostics(document, context)) {
        const fix = source.fixes?.[0];
        if (fix === undefined) continue;
        const free = fix.edits.every(({ start, end }) => edits.every((other) => end < other.start || start > other.end));
        if (free)
            for (const each of fix.edits)
                edits.push({ start: each.start, end: each.end, edit: { range: document.rangeOf(each), newText: each.text } });
    }
    return edits.length === 0
        ? []
        : [
              action(
                  document,
                  "Fix all",
                  CodeActionKind.SourceFixAll,
                  edits.map(({ edit }) => edit),
              ),
          ];
}
