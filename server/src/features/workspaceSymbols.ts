/** Symbols of all scripts of the workspace by a part of their name. */
import { type DocumentSymbol, ErrorCodes, ResponseError, type SymbolInformation } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { OpenDocument } from "../documents.ts";
import { keepOnly } from "../kept.ts";
import type { WorkspaceFiles } from "../workspaceFiles.ts";
import { documentSymbols } from "./symbols.ts";

/** An editor shows no more. */
const limit = 500;

export function registerWorkspaceSymbols(context: ServerContext, files: WorkspaceFiles): void {
    const kept = new Map<string, { readonly text: string; readonly symbols: readonly DocumentSymbol[] }>();
    context.connection.onWorkspaceSymbol(async ({ query }) => {
        if (typeof query !== "string") throw new ResponseError(ErrorCodes.InvalidParams, "query must be a string.");
        try {
            const closed = (await files.read(context.folders)).filter(({ uri }) => context.documents.get(uri) === undefined);
            const open = [...context.documents.all()].map(({ uri, text }) => ({ uri, text }));
            const found: SymbolInformation[] = [];
            const all = [...open, ...closed];
            keepOnly(
                kept,
                all.map(({ uri }) => uri),
            );
            for (const { uri, text } of all) {
                let entry = kept.get(uri);
                if (entry?.text !== text) {
                    entry = { text, symbols: documentSymbols(new OpenDocument(uri, 0, text), false) };
                    kept.set(uri, entry);
                }
                collect(entry.symbols, uri, query.toLowerCase(), undefined, found);
                if (found.length >= limit) break;
            }
            return found.slice(0, limit);
        } catch (error) {
            context.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
            return [];
        }
    });
}

function collect(
    symbols: readonly DocumentSymbol[],
    uri: string,
    query: string,
    container: string | undefined,
    found: SymbolInformation[],
): void {
    for (const { name, kind, range, children } of symbols) {
        if (hasInOrder(name.toLowerCase(), query))
            found.push({ name, kind, location: { uri, range }, ...(container === undefined ? {} : { containerName: container }) });
        collect(children ?? [], uri, query, name, found);
    }
}

/** The letters of the query occur in the name, in their order. */
function hasInOrder(name: string, query: string): boolean {
    let at = 0;
    for (const letter of query) {
        at = name.indexOf(letter, at) + 1;
        if (at === 0) return false;
    }
    return true;
}
