/** What a string can say: import paths, texts that an argument takes, names of columns. */
import type { SignatureInfo } from "@flux-scripts/flux";
import { exportDoc } from "@flux-scripts/stdlib-docs";
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";
import { wordEndingAt } from "../lexical.ts";
import { chunkAt } from "../tree.ts";
import { publicPaths } from "./imports.ts";
import { standardColumns } from "./place.ts";

/** Characters up to the closing quote on this line; none where it is missing, since what follows is no part of the string. */
export function restOfString(text: string, offset: number): number {
    return /^(?:[^"\\\n]|\\.)*(?=")/.exec(text.slice(offset, offset + 500))?.[0].length ?? 0;
}

export function importPathItems(document: OpenDocument, start: number, offset: number): CompletionItem[] {
    const range = document.rangeOf({ start, end: offset + restOfString(document.text, offset) });
    return publicPaths().map((path, at) => ({
        label: path,
        kind: CompletionItemKind.Module,
        sortText: String(at).padStart(3, "0"),
        filterText: path,
        textEdit: { range, newText: path },
        data: { package: path },
    }));
}

const columnArguments = new Set([
    "column",
    "columns",
    "groupColumns",
    "rowKey",
    "columnKey",
    "valueColumn",
    "timeColumn",
    "on",
    "startColumn",
    "stopColumn",
    "tagColumns",
    "columnDst",
    "timeDst",
    "valueDst",
    "timeSrc",
    "by",
]);

/** The argument takes the name of a column, or a list of them. */
export function takesColumns(argument: string): boolean {
    return columnArguments.has(argument);
}

/** The texts that an argument takes; undefined for one that takes any. */
export async function valuesOf(call: SignatureInfo, argument: string): Promise<readonly string[] | undefined> {
    return call.package === undefined ? undefined : (await exportDoc(call.package, call.name))?.values?.[argument];
}

/** The argument whose value begins at an offset, which may be an item of a list. */
export function argumentBefore(text: string, offset: number): { readonly name: string; readonly inList: boolean } | undefined {
    const before = text.slice(Math.max(0, offset - 500), offset);
    const match = /([\p{L}_][\p{L}\p{Nd}_]*)\s*:\s*(\[[^[\]]*)?$/u.exec(before);
    return match?.[1] === undefined ? undefined : { name: match[1], inList: match[2] !== undefined };
}

/** Items for the string that begins with the quote. */
export async function stringItems(document: OpenDocument, quote: number, offset: number): Promise<CompletionItem[]> {
    const { text, analysis } = document;
    const range = document.rangeOf({ start: quote + 1, end: offset + restOfString(text, offset) });
    const edited = (item: CompletionItem): CompletionItem => ({ ...item, textEdit: { range, newText: item.label } });
    // r["column"]
    if (/[\p{L}\p{Nd}_]\[\s*$/u.test(text.slice(Math.max(0, quote - 200), quote))) {
        return bracketItems(document, quote, offset).map(edited);
    }
    const call = analysis.signatureAt(quote);
    const argument = argumentBefore(text, quote);
    if (call === undefined || argument === undefined) return [];
    const values = argument.inList ? undefined : await valuesOf(call, argument.name);
    if (values !== undefined) {
        return values.map((value, at) => edited({ label: value, kind: CompletionItemKind.EnumMember, sortText: `0${at}` }));
    }
    return takesColumns(argument.name) ? columnItems(document, quote, "").map(edited) : [];
}

/** Members of the record or row before `["`. */
function bracketItems(document: OpenDocument, quote: number, offset: number): CompletionItem[] {
    const { text, analysis } = document;
    const object = wordEndingAt(text, text.slice(0, quote).trimEnd().length - 1);
    const symbol = analysis.scopeAt(quote).find(({ name }) => name === object);
    const typed = text.slice(quote + 1, offset + restOfString(text, offset));
    const members = [...analysis.membersAt(quote + 1), ...(symbol === undefined ? [] : analysis.membersOf(symbol))]
        // The text that is being typed is no suggestion for itself.
        .filter(({ name }) => name !== typed)
        .map(({ name, type }) => ({ name, type }));
    const columns = symbol?.kind === "parameter" ? standardColumns.map((name) => ({ name, type: "column" })) : [];
    const found = new Map([...columns, ...members].map((each) => [each.name, each]));
    return [...found.values()].map(({ name, type }) => ({
        label: name,
        kind: CompletionItemKind.Field,
        detail: type,
        sortText: `${type === "column" ? "1" : "0"}${name}`,
    }));
}

/** Columns of the stream that flows into the call, then the standard ones and those that the statement names as `r.column`. */
export function columnItems(document: OpenDocument, offset: number, rank: string): CompletionItem[] {
    const { file } = document.analysis;
    const at = chunkAt(file, offset);
    const start = file.offsets[at] ?? 0;
    const statement = document.text.slice(start, start + (file.chunks[at]?.length ?? 0));
    const named = [...statement.matchAll(/\br\.([\p{L}_][\p{L}\p{Nd}_]*)/gu)].map((match) => match[1] ?? "");
    const known = document.analysis.streamColumns(offset);
    const types = new Map(known.map(({ name, type }) => [name, type]));
    return [...new Set([...types.keys(), ...standardColumns, ...named])].map((column, index) => ({
        label: column,
        kind: CompletionItemKind.Field,
        sortText: `${rank}${String(index).padStart(3, "0")}`,
        ...(types.has(column) ? { detail: types.get(column) ?? "" } : {}),
    }));
}
