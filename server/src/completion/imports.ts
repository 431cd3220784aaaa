/** Where and how an import is put into a file. */
import { packageName, standardPaths } from "@flux-scripts/flux";
import type { TextEdit } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";
import { withLineBreaksOf } from "../lines.ts";

/** Name in the file → path of what it imports. */
export function importedPackages(document: OpenDocument): Map<string, string> {
    const found = new Map<string, string>();
    for (const { item } of document.analysis.file.chunks) {
        if (item.kind === "ImportDeclaration") found.set(item.alias?.name ?? packageName(item.path.value), item.path.value);
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

/** Where imports are put into a file, read once for many of them. */
export class Imports {
    private readonly document: OpenDocument;
    private readonly list: readonly { readonly path: string; readonly start: number; readonly end: number }[];
    private readonly clauseEnd: number | undefined;

    constructor(document: OpenDocument) {
        this.document = document;
        const { chunks, offsets } = document.analysis.file;
        const list: { path: string; start: number; end: number }[] = [];
        for (const [at, { item }] of chunks.entries()) {
            const base = offsets[at] ?? 0;
            if (item.kind === "PackageClause") this.clauseEnd ??= base + item.end;
            if (item.kind === "ImportDeclaration") list.push({ path: item.path.value, start: base + item.start, end: base + item.end });
        }
        this.list = list;
    }

    /** An edit that imports a path: in order among the imports, else after the package clause, else at the top below the first comment. */
    edit(path: string): TextEdit {
        const { document, list } = this;
        const line = `import "${path}"`;
        const next = list.find((each) => each.path > path);
        if (next !== undefined) return this.insert(next.start, `${line}\n`);
        const last = list.at(-1)?.end ?? this.clauseEnd;
        if (last !== undefined) return this.insert(endOfLine(document.text, last), `\n${list.length === 0 ? "\n" : ""}${line}`);
        return this.insert(topOf(document), `${line}\n\n`);
    }

    private insert(offset: number, newText: string): TextEdit {
        const position = this.document.positionAt(offset);
        return { range: { start: position, end: position }, newText: withLineBreaksOf(this.document.text, newText) };
    }
}

export function importEdit(document: OpenDocument, path: string): TextEdit {
    return new Imports(document).edit(path);
}

function endOfLine(text: string, offset: number): number {
    const end = text.indexOf("\n", offset);
    const stop = end < 0 ? text.length : end;
    return text[stop - 1] === "\r" ? stop - 1 : stop;
}

/** The first statement, above the comment that belongs to it; a comment that an empty line sets apart stays at the top. */
function topOf(document: OpenDocument): number {
    const head = /^\uFEFF?(?:(?:[ \t]*\/\/[^\n]*\n)+[ \t]*\r?\n)?/.exec(document.text);
    return head?.[0].length ?? 0;
}
