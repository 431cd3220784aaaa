/** Names in scope, packages, keywords and snippets. */
import { packageName, type SymbolInfo } from "@flux-scripts/flux";
import type { CompletionItem } from "vscode-languageserver";
import { importedPackages, Imports, publicPaths } from "./imports.ts";
import { keywordItems, nameItem, packageItem } from "./names.ts";
import { isCalled, type Place } from "./place.ts";
import { type PlaceKind, popularity } from "./popular.ts";
import { foremost, isWanted } from "./select.ts";
import { snippetItems } from "./snippets.ts";

/** `wanted` is the type of the argument whose value stands here. */
export function scopeItems(place: Place, wanted = ""): CompletionItem[] {
    const { document, context, offset, before, word } = place;
    const piped = before.endsWith("|>");
    const atStatement = isAtStatement(place);
    const kind = placeKind(place, piped, atStatement, wanted);
    // Functions come first where one is taken.
    const boost = !piped && wanted.startsWith("(");
    const options = { client: context.client, called: isCalled(place), piped };
    // The name being typed binds or uses itself in half-written code.
    const all = document.analysis
        .scopeAt(offset)
        .filter((symbol) => symbol.name !== word || symbol.package !== undefined || symbol.type !== "");
    const many = all.length > crowd;
    const symbols = many ? all.filter(({ name }) => isWanted(name, word)) : all;
    const targets = piped ? document.analysis.pipeTargets(offset, symbols) : undefined;
    const ranked = symbols.flatMap((symbol) => {
        const isPackage = symbol.kind === "package";
        if (targets !== undefined && !isPackage && !targets.has(symbol)) return [];
        // What takes a pipe, but not what is piped here, comes last.
        const rank = targets === undefined || isPackage || targets.get(symbol) === true ? rankOf(symbol, boost, kind) : "9";
        return [{ symbol, rank }];
    });
    const items = foremost(ranked, word).map(({ symbol, rank }) => nameItem(symbol, { ...options, rank }));
    const imported = importedPackages(document);
    const known = new Set(all.map(({ name }) => name));
    const imports = new Imports(document);
    for (const path of publicPaths()) {
        const name = packageName(path);
        if (known.has(name) || imported.has(name) || (many && !isWanted(name, word))) continue;
        known.add(name);
        items.push(packageItem(path, name, imports.edit(path), "7"));
    }
    if (piped) return items;
    return [...items, ...keywordItems(atStatement, (word) => popularity(word, kind)), ...(atStatement ? snippetItems(context.client) : [])];
}

/** More names than these are filtered here by what is typed: most of them could not be shown anyway. */
export const crowd = 600;

/** A statement can begin here: nothing but blanks stands before it on its line, and nothing is open. */
function isAtStatement({ document, start, before }: Place): boolean {
    if (before === "") return true;
    if (!/\n[ \t]*$/.test(document.text.slice(Math.max(0, before.length), start))) return false;
    return !/(?:[=,(\[{:+\-*/%^<>|]|\b(?:and|or|not|then|else|if|exists|return|with))$/.test(before.slice(-12)) || /\{$/.test(before);
}

function placeKind({ before }: Place, piped: boolean, atStatement: boolean, wanted: string): PlaceKind {
    if (piped) return /\bfrom\([^()]*\)\s*\|>$/.test(before.slice(-400)) ? "firstPipe" : "pipe";
    if (wanted.startsWith("(<-")) return "aggregate";
    return atStatement ? "statement" : "value";
}

/** Parameters, names of the file, params, packages, the standard library; in the last what is written most comes first. */
function rankOf(symbol: SymbolInfo, boost: boolean, kind: PlaceKind): string {
    if (symbol.kind === "parameter") return "1";
    if (symbol.package !== undefined && symbol.kind !== "package") {
        const popular = popularity(symbol.name, kind);
        return `${(boost && symbol.callable) || (kind === "statement" && popular !== "99") ? "2" : "5"}${popular}`;
    }
    // Behind a pipe a package is a detour.
    if (symbol.kind === "package") return kind === "pipe" || kind === "firstPipe" ? "6" : "4";
    if (symbol.kind === "params") return kind === "statement" ? "6" : "3";
    return boost && !symbol.callable ? "3" : "2";
}
