/** Inlay hints: types that stand nowhere in the text. */
import { type InlayHint, InlayHintKind } from "vscode-languageserver";
import type { Node } from "@flux-scripts/flux";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { oneLine } from "../text.ts";
import { itemsOf, nodesOf } from "../tree.ts";

/** Longer types are cut; the tooltip has them in full. */
const maxLength = 40;

export function registerInlayHints(context: ServerContext): void {
    context.connection.languages.inlayHint.on(
        answering(context, [] as InlayHint[], (document, { range }) => {
            const window = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
            const { types, params, columns } = context.settings.inlayHints;
            const hints = [
                ...(types ? typeHints(document, window) : []),
                ...(params ? paramHints(document, window) : []),
                ...(columns ? columnHints(document, window) : []),
            ];
            return hints.sort((a, b) => a.position.line - b.position.line || a.position.character - b.position.character);
        }),
    );
}

interface Window {
    readonly start: number;
    readonly end: number;
}

function typeHints(document: OpenDocument, window: Window): InlayHint[] {
    const hints: InlayHint[] = [];
    for (const { base, chunk } of itemsOf(document.analysis.file)) {
        if (base > window.end || base + chunk.length < window.start) continue;
        for (const node of nodesOf(chunk)) {
            if (node.kind !== "VariableAssignment" || saysItself(node.value)) continue;
            const end = base + node.name.end;
            const type = document.analysis.hoverAt(base + node.name.start)?.type;
            if (type === undefined || type === "" || end < window.start || end > window.end) continue;
            hints.push(hint(document, end, type));
        }
    }
    return hints;
}

/** Types of these can be read off the text. */
function saysItself(value: Node): boolean {
    return (
        /Literal$/.test(value.kind) ||
        value.kind === "InterpolatedString" ||
        value.kind === "FunctionExpression" ||
        value.kind === "BadExpression"
    );
}

/** At the first place of each param in the window; a type that is open says nothing. */
function paramHints(document: OpenDocument, window: Window): InlayHint[] {
    const { analysis } = document;
    const hints = new Map<string, InlayHint>();
    for (const { base, chunk } of itemsOf(analysis.file)) {
        if (base > window.end || base + chunk.length < window.start) continue;
        for (const node of nodesOf(chunk)) {
            if (node.kind !== "MemberExpression" || node.object.kind !== "Identifier" || node.object.name !== "params") continue;
            const name = node.property.kind === "Identifier" ? node.property.name : node.property.value;
            const type = Object.hasOwn(analysis.params, name) ? analysis.params[name] : undefined;
            const end = base + node.end;
            if (type === undefined || type === "any" || hints.has(name) || end < window.start || end > window.end) continue;
            // A parameter or variable may have taken the name `params`.
            if (analysis.definitionAt(base + node.object.start) === undefined) hints.set(name, hint(document, end, type));
        }
    }
    return [...hints.values()];
}

/** Behind the last pipe of a line that changes the columns, all that are known; `…` where there may be others. */
function columnHints(document: OpenDocument, window: Window): InlayHint[] {
    const { analysis } = document;
    const hints = new Map<number, InlayHint>();
    for (const [at, chunk] of analysis.file.chunks.entries()) {
        const base = analysis.file.offsets[at] ?? 0;
        if (base > window.end || base + chunk.length < window.start) continue;
        for (const { end, columns, closed } of analysis.pipeColumns(at)) {
            if (end < window.start || end > window.end) continue;
            const names = [...columns.map(({ name }) => name), ...(closed ? [] : ["…"])];
            const position = document.positionAt(end);
            hints.set(position.line, {
                position,
                label: cutTo(maxLength + 20, `{${names.join(", ")}}`),
                kind: InlayHintKind.Type,
                paddingLeft: true,
                tooltip: columns.map(({ name, type }) => `${name}: ${oneLine(type)}`).join("\n"),
            });
        }
    }
    return [...hints.values()];
}

function cutTo(length: number, text: string): string {
    return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function hint(document: OpenDocument, offset: number, printed: string): InlayHint {
    const type = oneLine(printed);
    const cut = cutTo(maxLength, type);
    return {
        position: document.positionAt(offset),
        label: `: ${cut}`,
        kind: InlayHintKind.Type,
        ...(cut === type ? {} : { tooltip: type }),
    };
}
