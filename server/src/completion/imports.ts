/** Where and how an import is put into a file. */
import { packageName, standardPaths } from "@flux-scripts/flux";
import type { TextEdit } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";
import { itemsOf } from "../tree.ts";

/** Name in the file → path of what it imports. */
export function importedPackages(document: OpenDocument): Map<string, string> {
    const found = new Map<string, string>();
    for (const { node } of itemsOf(document.analysis.file)) {
        if (node.kind === "ImportDeclaration") found.set(node.alias?.name ?? packageName(node.path.value), node.path.value);
    }
    return found;
}

/** Paths of the packages that have a name, the shortest path first; without those for internal use. */
export function pathsNamed(name: string): string[] {
    return publicPaths().filter((path) => packageName(path) === name);
}

/** All packages that scripts import, short and stable ones first. */
export function publicPaths(): readonly string[] {
    paths ??= standardPaths()
        .filter((path) => path !== "universe" && !path.startsWith("internal/"))
        .sort((a, b) => rankOf(a) - rankOf(b) || a.length - b.length || (a < b ? -1 : 1));
    return paths;
}
let paths: readonly string[] | undefined;

function rankOf(path: string): number {
    return path.startsWith("contrib/") ? 2 : path.startsWith("experimental") ? 1 : 0;
}

/** An edit that imports a path: in order among the imports, else after the package clause, else at the top below the first comment. */
export function importEdit(document: OpenDocument, path: string): TextEdit {
    const { file } = document.analysis;
    const line = `import "${path}"\n`;
    let after: number | undefined;
    let before: number | undefined;
    for (const { node, base } of itemsOf(file)) {
        if (node.kind === "PackageClause") after ??= base + node.end;
        if (node.kind !== "ImportDeclaration") continue;
        if (node.path.value < path || before !== undefined) after = before === undefined ? base + node.end : after;
        else before = base + node.start;
    }
    if (after !== undefined && (before === undefined || after > before || after < before)) {
        const position = document.positionAt(endOfLine(document.text, after));
        const isClause = [...itemsOf(file)].every(({ node }) => node.kind !== "ImportDeclaration");
        return { range: { start: position, end: position }, newText: `\n${isClause ? "\n" : ""}${line.trimEnd()}` };
    }
    const start = before ?? topOf(document);
    const position = document.positionAt(start);
    return { range: { start: position, end: position }, newText: before === undefined ? `${line}\n` : line };
}

function endOfLine(text: string, offset: number): number {
    const end = text.indexOf("\n", offset);
    const stop = end < 0 ? text.length : end;
    return text[stop - 1] === "\r" ? stop - 1 : stop;
}

/** The first statement, above the comment that belongs to it; a comment that an empty line sets apart stays at the top. */
function topOf(document: OpenDocument): number {
    const head = /^(?:[ \t]*\/\/[^\n]*\n)+[ \t]*\r?\n/.exec(document.text);
    return head?.[0].length ?? 0;
}
