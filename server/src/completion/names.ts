/** Completion items of names, packages, arguments and values. */
import type { SymbolInfo } from "@flux-scripts/flux";
import { type CompletionItem, CompletionItemKind, CompletionItemTag, InsertTextFormat, type TextEdit } from "vscode-languageserver";
import type { ClientFacts } from "../client.ts";
import { oneLine } from "../text.ts";

/** What `completionItem/resolve` needs for the documentation. */
export interface CompletionData {
    readonly package: string;
    /** Absent for the package itself. */
    readonly name?: string;
    readonly introduced?: string;
    readonly deprecated?: string;
}

const kinds: Readonly<Record<SymbolInfo["kind"], CompletionItemKind>> = {
    variable: CompletionItemKind.Variable,
    parameter: CompletionItemKind.Variable,
    option: CompletionItemKind.Property,
    builtin: CompletionItemKind.Constant,
    function: CompletionItemKind.Function,
    package: CompletionItemKind.Module,
    property: CompletionItemKind.Field,
    params: CompletionItemKind.Struct,
    param: CompletionItemKind.Field,
    testcase: CompletionItemKind.Method,
};

export interface NameOptions {
    readonly client: ClientFacts;
    /** A call's parenthesis follows already. */
    readonly called: boolean;
    /** After `|>`: the piped argument is given. */
    readonly piped: boolean;
    /** Rank among all items, by text order. */
    readonly rank: string;
}

export function nameItem(symbol: SymbolInfo, { client, called, piped, rank }: NameOptions): CompletionItem {
    const data: CompletionData | undefined =
        symbol.package === undefined
            ? undefined
            : { package: symbol.package, name: symbol.name, introduced: symbol.introduced, deprecated: symbol.deprecated };
    const item: CompletionItem = {
        label: symbol.name,
        kind: symbol.callable ? CompletionItemKind.Function : kinds[symbol.kind],
        detail: oneLine(symbol.type),
        // A deprecated name comes after the others of its rank.
        sortText: `${rank}${symbol.deprecated === undefined ? "" : "~"}${symbol.name}`,
        ...(data === undefined ? {} : { data }),
        ...(symbol.deprecated === undefined ? {} : client.deprecatedTag ? { tags: [CompletionItemTag.Deprecated] } : { deprecated: true }),
    };
    if (symbol.callable && !called && client.snippets) {
        item.insertText = callSnippet(symbol.name, symbol.type, piped);
        item.insertTextFormat = InsertTextFormat.Snippet;
        if (item.insertText.includes("$1")) item.command = { title: "Parameters", command: "editor.action.triggerParameterHints" };
    }
    return item;
}

/** `range(start: $1)$0`: the required arguments, each with a place to type. */
function callSnippet(name: string, type: string, piped: boolean): string {
    const required = parametersOf(type).filter((parameter) => !parameter.startsWith("?") && !(parameter.startsWith("<-") && piped));
    const parts = required.map((parameter, at) => `${parameter.replace(/^<-/, "").split(":")[0]?.trim() ?? ""}: \${${at + 1}}`);
    const named = parts.filter((part) => !part.startsWith(":"));
    if (named.length > 0) return `${name}(${named.join(", ")})$0`;
    return /^\(\s*(<-[^,]*)?\)/.test(type) ? `${name}()$0` : `${name}($1)$0`;
}

/** Parameters of a printed function type, split where they are no part of an inner type. */
export function parametersOf(type: string): string[] {
    if (!type.startsWith("(")) return [];
    const parts: string[] = [];
    let depth = 0;
    let start = 1;
    for (let at = 0; at < type.length; at++) {
        const character = type[at] ?? "";
        if ("([{".includes(character)) depth++;
        else if (")]}".includes(character)) depth--;
        if ((character === "," && depth === 1) || depth === 0) {
            const part = type.slice(start, at).trim();
            if (part !== "") parts.push(part);
            start = at + 1;
            if (depth === 0) break;
        }
    }
    return parts;
}

/** A package that is not imported yet comes with its import. */
export function packageItem(path: string, name: string, edit: TextEdit | undefined, rank: string): CompletionItem {
    const data: CompletionData = { package: path };
    return {
        label: name,
        kind: CompletionItemKind.Module,
        detail: edit === undefined ? `package "${path}"` : `import "${path}"`,
        sortText: `${rank}${name}`,
        data,
        ...(edit === undefined ? {} : { additionalTextEdits: [edit] }),
    };
}

const keywordList = ["if", "then", "else", "and", "or", "not", "exists", "with"];
const statementKeywords = ["import", "option", "builtin", "testcase", "package", "return"];

/** Keywords that are often begun with (`popularity` is not 99) stand among the names, the others behind. */
export function keywordItems(atStatement: boolean, popularity: (word: string) => string): CompletionItem[] {
    const words = atStatement ? [...statementKeywords, "if"] : keywordList;
    return words.map((word) => ({
        label: word,
        kind: CompletionItemKind.Keyword,
        sortText: popularity(word) === "99" ? `8${word}` : `5${popularity(word)}${word}`,
    }));
}
