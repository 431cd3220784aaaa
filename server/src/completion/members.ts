/** What can stand behind a dot. */
import { analyze, type SymbolInfo } from "@flux-scripts/flux";
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver";
import { wordEndingAt } from "../lexical.ts";
import { importedPackages, Imports, pathsNamed } from "./imports.ts";
import { nameItem } from "./names.ts";
import { isCalled, isPiped, type Place, standardColumns } from "./place.ts";

export function memberItems(place: Place): CompletionItem[] {
    const { document, context, offset, start } = place;
    const { analysis } = document;
    const object = wordEndingAt(document.text, start - 1);
    const piped = isPiped(document.text, start - 1 - object.length);
    const options = { client: context.client, called: isCalled(place), piped };
    const members = analysis.membersAt(offset).filter(({ name }) => name !== place.word || !isBeingTyped(place));
    const targets = piped ? analysis.pipeTargets(offset, members) : undefined;
    // After a pipe first what takes it.
    const rank = (symbol: SymbolInfo): string => (targets === undefined || targets.get(symbol) === true ? "0" : "2");
    const items = members.map((symbol) => nameItem(symbol, { ...options, rank: rank(symbol) }));
    if (items.length > 0 && members.some((symbol) => symbol.package !== undefined)) return items;
    if (object === "") return items;
    const inScope = analysis.scopeAt(offset).find(({ name }) => name === object);
    // A package may have the name of a function that needs no import, such as join.
    const isTaken = inScope !== undefined && !(inScope.callable && inScope.package !== undefined);
    const [path] = isTaken || importedPackages(document).has(object) ? [] : pathsNamed(object);
    if (path !== undefined) {
        const edit = new Imports(document).edit(path);
        return exportsOf(path).map((symbol) => ({ ...nameItem(symbol, { ...options, rank: "0" }), additionalTextEdits: [edit] }));
    }
    if (inScope?.kind === "parameter") {
        const known = new Set(members.map(({ name }) => name));
        for (const column of standardColumns) {
            if (!known.has(column)) items.push({ label: column, kind: CompletionItemKind.Field, sortText: `1${column}`, detail: "column" });
        }
    }
    return items;
}

/** The name under the cursor is inferred as a member only because it is being typed. */
function isBeingTyped({ document, start, word, offset }: Place): boolean {
    if (word === "" || offset !== start + word.length) return false;
    const name = new RegExp(`\\.${word}(?![\\p{L}\\p{Nd}_])`, "gu");
    let count = 0;
    for (const _ of document.text.matchAll(name)) if (++count > 1) return false;
    return true;
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
