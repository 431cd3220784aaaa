/** What can be written at the cursor. */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { placeAt, wordEndingAt } from "../lexical.ts";
import { chunkAt } from "../tree.ts";
import { argumentNames, argumentValues } from "./arguments.ts";
import { memberItems } from "./members.ts";
import type { Place } from "./place.ts";
import { optionItems, taskItems } from "./options.ts";
import { liveNames, questionAtRow, questionAtString, type SchemaQuestion } from "./schema.ts";
import { crowd, scopeItems } from "./scope.ts";
import { best } from "./select.ts";
import { argumentBefore, importPathItems, restOfString, stringItems } from "./strings.ts";

export interface Completed {
    readonly items: CompletionItem[];
    /** Others may come when it is asked again: the connection has not answered yet, or there were too many. */
    readonly isIncomplete: boolean;
}

/** Names from the connection, gathered on the way. */
interface LiveItems {
    items: CompletionItem[];
    isIncomplete: boolean;
}

export async function complete(context: ServerContext, document: OpenDocument, offset: number): Promise<Completed> {
    const live: LiveItems = { items: [], isIncomplete: false };
    const word = wordEndingAt(document.text, offset);
    const found = await itemsAt(context, document, offset, live);
    const known = new Set(found.map(({ label }) => label));
    const { items, cut } = best([...found, ...live.items.filter(({ label }) => !known.has(label))], word);
    // Names that a long file has, but that don't fit what is typed, were left out as well.
    const isFiltered = word !== "" && document.analysis.file.chunks.length + items.length > crowd;
    return { items, isIncomplete: live.isIncomplete || cut || isFiltered };
}

async function itemsAt(context: ServerContext, document: OpenDocument, offset: number, live: LiveItems): Promise<CompletionItem[]> {
    const { text, analysis } = document;
    const from = analysis.file.offsets[chunkAt(analysis.file, offset)] ?? 0;
    const where = placeAt(text, Math.min(from, offset), offset);
    if (where.kind === "comment" || where.kind === "regexp") return [];
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    if (where.kind === "string") {
        const isPath = /^\s*import\s+(?:[\p{L}_][\p{L}\p{Nd}_]*\s+)?"$/u.test(text.slice(lineStart, where.start + 1));
        if (isPath) return importPathItems(document, where.start + 1, offset);
        const range = document.rangeOf({ start: where.start + 1, end: offset + restOfString(text, offset) });
        await addLive(context, document, questionAtString(document, where.start), live, (name) => ({
            textEdit: { range, newText: quotedText(name) },
        }));
        return stringItems(document, where.start, offset);
    }
    const word = wordEndingAt(text, offset);
    const start = offset - word.length;
    const place: Place = { document, context, offset, word, start, before: text.slice(0, start).trimEnd() };
    if (/^\s*option\s+$/.test(text.slice(lineStart, start))) return optionItems();
    if (isNewName(text, lineStart, start, offset)) return [];
    const task = taskItems(text.slice(Math.max(0, start - 400), start));
    if (task !== undefined) return task;
    if (place.before.endsWith(".") && text[start - 1] === ".") {
        const object = wordEndingAt(text, start - 1);
        const isRow = analysis.scopeAt(offset).some(({ name, kind }) => name === object && kind === "parameter");
        if (isRow) await addLive(context, document, questionAtRow(document, offset), live, () => ({}));
        return memberItems(place);
    }
    const keys = where.bracket?.open === "{" ? columnKeys(place, where.bracket.at) : [];
    if (keys.length > 0) return [...keys, ...scopeItems(place)];
    const call = where.bracket === undefined ? undefined : analysis.signatureAt(offset);
    if (call === undefined || where.bracket === undefined || where.bracket.at < call.start) return scopeItems(place);
    if (where.bracket.open === "(" && /[(,]$/.test(place.before)) {
        const names = await argumentNames(place, call);
        // Only names of arguments can stand here; where all are given, a name may still become one.
        return names.length > 0 ? names : scopeItems(place);
    }
    const argument = /[:[,]$/.test(place.before) ? argumentBefore(text, start) : undefined;
    if (argument === undefined || where.bracket.open === "{") return scopeItems(place);
    const values = await argumentValues(place, call, argument.name, argument.inList);
    const parameter = call.parameters.find(({ name }) => name === argument.name);
    return [...values, ...scopeItems(place, argument.inList ? "" : parameter?.type)];
}

/** Behind `{r with` and its commas: columns to set, those of the row. */
function columnKeys({ document, offset, before }: Place, open: number): CompletionItem[] {
    const row = /^\{\s*([\p{L}_][\p{L}\p{Nd}_]*)\s+with(?=\s|$)/u.exec(document.text.slice(open, open + 200))?.[1];
    if (row === undefined || !/(?:,|\bwith)$/.test(before)) return [];
    const symbol = document.analysis.scopeAt(offset).find(({ name }) => name === row);
    const known = symbol === undefined ? [] : document.analysis.membersOf(symbol).map(({ name }) => name);
    return [...new Set(["_value", ...known])].map((name, at) => ({
        label: name,
        kind: CompletionItemKind.Field,
        detail: "column",
        sortText: `0${String(at).padStart(3, "0")}`,
        insertText: `${name}: `,
    }));
}

/** A name that is being made up, the path of an import, the digits after a number's point. */
function isNewName(text: string, lineStart: number, start: number, offset: number): boolean {
    if (/^\s*(?:import|package)\s/.test(text.slice(lineStart, offset))) return true;
    return (
        /\d\.?$/.test(text.slice(Math.max(0, start - 2), start)) ||
        /(?:^|[\n;])\s*(?:option|testcase|builtin)\s+$/.test(text.slice(Math.max(0, start - 200), start))
    );
}

async function addLive(
    context: ServerContext,
    document: OpenDocument,
    question: SchemaQuestion | undefined,
    live: LiveItems,
    more: (name: string) => Partial<CompletionItem>,
): Promise<void> {
    if (question === undefined) return;
    const { names, waiting } = await liveNames(context, document, question);
    live.isIncomplete = waiting;
    live.items = names.map((name) => ({ label: name, kind: CompletionItemKind.Value, sortText: `0${name}`, ...more(name) }));
}

/** A name as it stands between quotes. */
function quotedText(name: string): string {
    return name.replace(/["\\]|\$\{/g, "\\$&");
}
