/** Quick fixes for diagnostics, and refactors of what is selected. */
import type { Diagnostic as FluxDiagnostic, QuickFix } from "@flux-scripts/flux";
import { type CodeAction, CodeActionKind, type TextEdit } from "vscode-languageserver";
import { importEdit, importedPackages, pathsNamed } from "../completion/imports.ts";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { withLineBreaksOf } from "../lines.ts";
import { convertToPipe, addMissingArguments } from "../refactor/calls.ts";
import { extractFunction, extractParam, extractVariable } from "../refactor/extract.ts";
import { codeAction } from "../refactor/action.ts";
import { inlineParam } from "../refactor/inline.ts";
import { itemsOf, pathTo } from "../tree.ts";
import { shownDiagnostics } from "./diagnostics.ts";

export const codeActionKinds = [
    CodeActionKind.QuickFix,
    CodeActionKind.RefactorExtract,
    CodeActionKind.RefactorInline,
    CodeActionKind.RefactorRewrite,
    CodeActionKind.SourceOrganizeImports,
    CodeActionKind.SourceFixAll,
];

export function registerCodeActions(context: ServerContext): void {
    context.connection.onCodeAction(
        answering(context, [] as CodeAction[], async (document, { range, context: { only } }) => {
            const wants = (kind: string): boolean =>
                only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
            const start = document.offsetAt(range.start);
            const end = document.offsetAt(range.end);
            return [
                ...(wants(CodeActionKind.QuickFix) ? [...quickFixes(context, document, start, end), ...wrapParam(document, start)] : []),
                ...(wants(CodeActionKind.RefactorExtract)
                    ? [
                          ...extractParam(document, start, end, context.client.presets),
                          ...extractVariable(document, start, end),
                          ...extractFunction(document, start, end),
                      ]
                    : []),
                ...(wants(CodeActionKind.RefactorInline) ? await inlineParam(context, document, start) : []),
                ...(wants(CodeActionKind.RefactorRewrite) ? convertToPipe(document, start) : []),
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
    // In a long file the fixes of hints wait for a pause in typing, as the hints do.
    return shownDiagnostics(document, context, document.quickHints())
        .filter(({ source }) => {
            const around = reachOf(document, source);
            return around.start <= end && around.end >= start;
        })
        .flatMap(({ source, shown }) => {
            const own = (source.fixes ?? []).map((fix) => action(document, fix.title, CodeActionKind.QuickFix, fixEdits(document, fix)));
            const fixes = [
                ...own,
                ...undefinedName(document, source),
                ...wrongName(document, source),
                ...missingArguments(document, source),
            ];
            return fixes.map((fix, at): CodeAction => ({ ...fix, diagnostics: [shown], ...(at === 0 ? { isPreferred: true } : {}) }));
        });
}

/** Where a person stands who means a fault: the whole of an argument or member, though only its value or object is marked. */
function reachOf(document: OpenDocument, { code, start, end }: FluxDiagnostic): { readonly start: number; readonly end: number } {
    const kind = code === "unexpected-argument" ? "Property" : code === "missing-property" ? "MemberExpression" : undefined;
    if (kind === undefined) return { start, end };
    const found = pathTo(document.analysis.file, start).findLast(({ node }) => node.kind === kind);
    return found === undefined
        ? { start, end }
        : { start: Math.min(start, found.base + found.node.start), end: Math.max(end, found.base + found.node.end) };
}

/** A conversion around a param of range, which takes a text from callers. */
function wrapParam(document: OpenDocument, offset: number): CodeAction[] {
    const info = document.analysis.hoverAt(offset);
    const facts = info?.kind === "param" ? info.params?.[0] : undefined;
    const place = facts?.occurrences.find((each) => each.start <= offset && offset <= each.end);
    if (facts?.type !== "any" || place?.use !== "range-bound") return [];
    const text = document.text.slice(place.start, place.end);
    return ["duration", "time"].map((conversion) =>
        codeAction(document, `Use ${conversion}(v: ${text})`, CodeActionKind.QuickFix, [
            { start: place.start, end: place.end, text: `${conversion}(v: ${text})` },
        ]),
    );
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

/** A misspelt argument or member: the nearest name that there is. */
function wrongName(document: OpenDocument, { message, start }: FluxDiagnostic): CodeAction[] {
    const argument = /unexpected argument (\S+)/.exec(message)?.[1];
    const member = /missing (?:label|property) (\S+)/.exec(message)?.[1];
    const name = argument ?? member;
    const path = pathTo(document.analysis.file, start);
    if (name === undefined) return [];
    const owner =
        argument === undefined
            ? path.findLast(
                  ({ node }) => node.kind === "MemberExpression" && node.property.kind === "Identifier" && node.property.name === name,
              )
            : path.findLast(({ node }) => node.kind === "Property" && node.key.kind === "Identifier" && node.key.name === name);
    if (owner === undefined) return [];
    const part =
        owner.node.kind === "MemberExpression" ? owner.node.property : owner.node.kind === "Property" ? owner.node.key : owner.node;
    const place = { start: owner.base + part.start, end: owner.base + part.end };
    const names =
        argument === undefined
            ? document.analysis.membersAt(place.start).map((symbol) => symbol.name)
            : (document.analysis.signatureAt(place.start)?.parameters ?? []).map((parameter) => parameter.name);
    return nearest(name, names).map((other) =>
        codeAction(document, `Change to ${other}`, CodeActionKind.QuickFix, [{ ...place, text: other }]),
    );
}

function missingArguments(document: OpenDocument, { message, start, end }: FluxDiagnostic): CodeAction[] {
    return /missing required argument/.test(message) ? addMissingArguments(document, Math.max(start, end - 1)) : [];
}

/** Up to three names within a third of the letters, the nearest first. */
function nearest(name: string, names: readonly string[]): string[] {
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
    const newText = withLineBreaksOf(document.text, sorted.map(({ text }) => text).join("\n"));
    if (document.text.slice(whole.start, whole.end) === newText) return [];
    // What stands between imports that is none would be lost.
    if (items.slice(items.indexOf(first), items.indexOf(last) + 1).length !== imports.length) return [];
    return [action(document, "Organize imports", CodeActionKind.SourceOrganizeImports, [{ range: document.rangeOf(whole), newText }])];
}

function leadingStart(document: OpenDocument, base: number, start: number): number {
    return base + (/^\s*/.exec(document.text.slice(base, start))?.[0].length ?? 0);
}

/** Nobody is asked before these are done, on each save: they must not take away what is being written, nor choose among several. */
const fixedUnasked: ReadonlySet<string> = new Set(["unused-import", "deprecated-function", "null-comparison", "duplicate-yield"]);

/** The fix of every hint that has only one and does no harm, as far as they don't touch each other. */
function fixAll(context: ServerContext, document: OpenDocument): CodeAction[] {
    const edits: { start: number; end: number; edit: TextEdit }[] = [];
    for (const { source } of shownDiagnostics(document, context)) {
        const [fix, another] = source.fixes ?? [];
        if (fix === undefined || another !== undefined || !fixedUnasked.has(source.code)) continue;
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
