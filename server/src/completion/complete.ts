/** What can be written at the cursor. */
import type { SignatureInfo, SymbolInfo } from "@flux-scripts/flux";
import { analyze, packageName } from "@flux-scripts/flux";
import { exportDoc } from "@flux-scripts/stdlib-docs";
import { type CompletionItem, CompletionItemKind, InsertTextFormat, type TextEdit } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { placeAt, wordEndingAt } from "../lexical.ts";
import { chunkAt } from "../tree.ts";
import { importEdit, importedPackages, pathsNamed, publicPaths } from "./imports.ts";
import { liveNames, questionAtRow, questionAtString, type SchemaQuestion } from "./schema.ts";
import { keywordItems, nameItem, packageItem, parametersOf } from "./names.ts";

/** Columns that every row read from a bucket has. */
const standardColumns = ["_time", "_value", "_field", "_measurement", "_start", "_stop"];

interface Place {
    readonly document: OpenDocument;
    readonly context: ServerContext;
    readonly offset: number;
    /** The identifier that is being typed, and where it begins. */
    readonly word: string;
    readonly start: number;
    /** The code before it, without blanks at its end. */
    readonly before: string;
}

export interface Completed {
    readonly items: CompletionItem[];
    /** More may come when it is asked again: the connection has not answered yet. */
    readonly isIncomplete: boolean;
}

export async function complete(context: ServerContext, document: OpenDocument, offset: number): Promise<Completed> {
    const live: LiveItems = { items: [], isIncomplete: false };
    const items = await itemsAt(context, document, offset, live);
    const known = new Set(items.map(({ label }) => label));
    return { items: [...items, ...live.items.filter(({ label }) => !known.has(label))], isIncomplete: live.isIncomplete };
}

/** Names from the connection, gathered on the way. */
interface LiveItems {
    items: CompletionItem[];
    isIncomplete: boolean;
}

async function itemsAt(context: ServerContext, document: OpenDocument, offset: number, live: LiveItems): Promise<CompletionItem[]> {
    const { text, analysis } = document;
    const from = analysis.file.offsets[chunkAt(analysis.file, offset)] ?? 0;
    const where = placeAt(text, Math.min(from, offset), offset);
    const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
    if (where.kind === "comment" || where.kind === "regexp") return [];
    if (where.kind === "string") {
        const path = /^\s*import\s+(?:[\p{L}_][\p{L}\p{Nd}_]*\s+)?"$/u.test(text.slice(lineStart, where.start + 1));
        if (path) return importPathItems(document, where.start + 1, offset);
        const range = document.rangeOf({ start: where.start + 1, end: offset + restOfString(text, offset) });
        await addLive(context, document, questionAtString(document, where.start), live, (name) => ({
            textEdit: { range, newText: quotedText(name) },
        }));
        return stringItems(document, where.start, offset);
    }
    const word = wordEndingAt(text, offset);
    const start = offset - word.length;
    const place: Place = { document, context, offset, word, start, before: text.slice(0, start).trimEnd() };
    if (/^\s*(import|package)\s/.test(text.slice(lineStart, offset))) return [];
    // A number's point, or a name that is being made up.
    if (
        /\d$/.test(text.slice(0, start)) ||
        /(?:^|[\n;])\s*(?:option|testcase|builtin)\s+$/.test(text.slice(Math.max(0, start - 200), start))
    )
        return [];
    if (place.before.endsWith(".") && text[start - 1] === ".") {
        const object = wordEndingAt(text, start - 1);
        const isRow = analysis.scopeAt(offset).some(({ name, kind }) => name === object && kind === "parameter");
        if (isRow) await addLive(context, document, questionAtRow(document, offset), live, () => ({}));
        return memberItems(place);
    }
    const call = where.bracket?.open === "(" ? analysis.signatureAt(offset) : undefined;
    const key = call !== undefined && where.bracket !== undefined && /[(,]$/.test(place.before) && where.bracket.at > calleeEnd(text, call);
    const argumentItems = key && call !== undefined ? await argumentNames(place, call) : [];
    return [...argumentItems, ...scopeItems(place)];
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

/** Characters up to the closing quote on this line; none where it is missing, since what follows is no part of the string. */
function restOfString(text: string, offset: number): number {
    return /^[^"\n]*(?=")/.exec(text.slice(offset, offset + 500))?.[0].length ?? 0;
}

/** Where the parenthesis of a call can be at the earliest. */
function calleeEnd(_text: string, call: SignatureInfo): number {
    return call.start;
}

function isCalled({ document, offset }: Place): boolean {
    return /^[\p{L}\p{Nd}_]*\s*\(/u.test(document.text.slice(offset, offset + 80));
}

async function argumentNames(place: Place, call: SignatureInfo): Promise<CompletionItem[]> {
    const { context, document, offset } = place;
    const followed = /^[\p{L}\p{Nd}_]*\s*:/u.test(document.text.slice(offset, offset + 80));
    const values = call.package === undefined ? undefined : (await exportDoc(call.package, call.name))?.values;
    return call.parameters
        .filter(({ mode, name }) => mode !== "pipe" && name !== "" && !call.given.some((given) => given === name && given !== place.word))
        .map(({ name, type, mode, default: value }, at): CompletionItem => {
            const choices = values?.[name];
            const snippet =
                choices === undefined
                    ? `${name}: \${1:${value === undefined ? "" : escaped(value)}}`
                    : `${name}: "\${1|${choices.join(",")}|}"`;
            return {
                label: name,
                labelDetails: { description: type },
                kind: CompletionItemKind.Property,
                detail: `${mode === "optional" ? "?" : ""}${name}: ${type}${value === undefined ? "" : ` = ${value}`}`,
                sortText: `0${mode === "required" ? "0" : "1"}${String(at).padStart(2, "0")}`,
                ...(followed
                    ? {}
                    : context.client.snippets
                      ? { insertText: snippet, insertTextFormat: InsertTextFormat.Snippet }
                      : { insertText: `${name}: ` }),
                data: call.package === undefined ? undefined : { package: call.package, name: call.name, argument: name },
            };
        });
}

function escaped(value: string): string {
    return value.replace(/[\\$}]/g, "\\$&");
}

function scopeItems(place: Place): CompletionItem[] {
    const { document, context, offset, before, word, start } = place;
    const piped = before.endsWith("|>");
    const atStatement =
        before === "" ||
        (/\n\s*$/.test(document.text.slice(0, start)) === before.length < start &&
            /\n[ \t]*$/.test(document.text.slice(before.length, start)));
    const options = { client: context.client, called: isCalled(place), piped };
    const items: CompletionItem[] = [];
    for (const symbol of document.analysis.scopeAt(offset)) {
        // The name being typed binds or uses itself in half-written code.
        if (symbol.name === word && symbol.type === "") continue;
        if (piped && !takesPipe(symbol)) continue;
        items.push(nameItem(symbol, { ...options, rank: rankOf(symbol) }));
    }
    const imported = importedPackages(document);
    const known = new Set(items.map(({ label }) => label));
    if (piped) {
        // A package's functions come after its dot.
        for (const [name, path] of imported) if (!known.has(name)) items.push(packageItem(path, name, undefined, "4"));
    }
    for (const path of publicPaths()) {
        const name = packageName(path);
        if (known.has(name) || imported.has(name)) continue;
        known.add(name);
        items.push(packageItem(path, name, importEdit(document, path), "7"));
    }
    return piped ? items : [...items, ...keywordItems(atStatement)];
}

function takesPipe(symbol: SymbolInfo): boolean {
    if (symbol.kind === "package" || symbol.type.startsWith("package ")) return true;
    return symbol.callable && parametersOf(symbol.type).some((parameter) => parameter.startsWith("<-"));
}

function rankOf(symbol: SymbolInfo): string {
    if (symbol.kind === "parameter") return "1";
    if (symbol.package === undefined) return symbol.kind === "params" ? "3" : "2";
    return symbol.kind === "package" ? "4" : "5";
}

function memberItems(place: Place): CompletionItem[] {
    const { document, context, offset, start } = place;
    const object = wordEndingAt(document.text, start - 1);
    const options = {
        client: context.client,
        called: isCalled(place),
        piped: isPiped(document.text, start - 1 - object.length),
        rank: "0",
    };
    const members = document.analysis.membersAt(offset).filter(({ name }) => name !== place.word || !isBeingTyped(place));
    const items = members.map((symbol) => nameItem(symbol, options));
    if (items.length > 0 && members.some((symbol) => symbol.package !== undefined)) return items;
    if (object === "") return items;
    const scope = document.analysis.scopeAt(offset);
    const inScope = scope.some(({ name }) => name === object);
    const [path] = inScope || importedPackages(document).has(object) ? [] : pathsNamed(object);
    if (path !== undefined) {
        const edit = importEdit(document, path);
        return exportsOf(path).map((symbol) => ({ ...nameItem(symbol, options), additionalTextEdits: [edit] as TextEdit[] }));
    }
    if (scope.some(({ name, kind }) => name === object && kind === "parameter")) {
        const known = new Set(members.map(({ name }) => name));
        for (const column of standardColumns) {
            if (!known.has(column)) items.push({ label: column, kind: CompletionItemKind.Field, sortText: `1${column}`, detail: "column" });
        }
    }
    return items;
}

/** The name under the cursor is inferred as a member only because it is being typed. */
function isBeingTyped({ document, start, word, offset }: Place): boolean {
    const whole = document.text;
    const name = new RegExp(`\\.${word}(?![\\p{L}\\p{Nd}_])`, "gu");
    return word !== "" && offset === start + word.length && (whole.match(name)?.length ?? 0) <= 1;
}

function isPiped(text: string, end: number): boolean {
    return text.slice(0, end).trimEnd().endsWith("|>");
}

/** Exports of a package that the file does not import: asked of a file that does. */
function exportsOf(path: string): readonly SymbolInfo[] {
    let found = exportsKept.get(path);
    if (found === undefined) {
        const text = `import it "${path}"\nx = it.`;
        found = analyze(text, { lint: false }).membersAt(text.length);
        exportsKept.set(path, found);
    }
    return found;
}
const exportsKept = new Map<string, readonly SymbolInfo[]>();

function importPathItems(document: OpenDocument, start: number, offset: number): CompletionItem[] {
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
]);

/** Texts that an argument takes: values from its documentation, names of columns. */
async function stringItems(document: OpenDocument, quote: number, offset: number): Promise<CompletionItem[]> {
    const { text, analysis } = document;
    const range = document.rangeOf({ start: quote + 1, end: offset + restOfString(text, offset) });
    const call = analysis.signatureAt(quote);
    const before = text.slice(Math.max(0, quote - 500), quote);
    const argument = /([\p{L}_][\p{L}\p{Nd}_]*)\s*:\s*(?:\[[^[\]]*)?$/u.exec(before)?.[1];
    if (call === undefined || argument === undefined) return [];
    const values = call.package === undefined ? undefined : (await exportDoc(call.package, call.name))?.values?.[argument];
    if (values !== undefined) {
        return values.map((value, at) => ({
            label: value,
            kind: CompletionItemKind.EnumMember,
            sortText: `0${at}`,
            textEdit: { range, newText: value },
        }));
    }
    if (!columnArguments.has(argument)) return [];
    return columnsOf(document).map((column, at) => ({
        label: column,
        kind: CompletionItemKind.Field,
        sortText: String(at).padStart(3, "0"),
        textEdit: { range, newText: column },
    }));
}

/** The standard columns and those that the file names as `r.column`. */
function columnsOf(document: OpenDocument): string[] {
    const named = [...document.text.matchAll(/\br\.([\p{L}_][\p{L}\p{Nd}_]*)/gu)].map((match) => match[1] ?? "");
    return [...new Set([...standardColumns, ...named])];
}
