/** What every feature works with. */
import type { Connection } from "vscode-languageserver";
import type { ClientFacts } from "./client.ts";
import type { Documents, OpenDocument } from "./documents.ts";
import type { Settings } from "./settings.ts";

export interface ServerContext {
    readonly connection: Connection;
    readonly documents: Documents;
    readonly client: ClientFacts;
    settings: Settings;
    /** URIs of the workspace's folders. */
    folders: readonly string[];
}

/**
 * A handler that answers `empty` for a document that isn't open, and when it fails: one request must never take the server
 * with it. The failure goes to the client's log.
 */
export function answering<P extends { readonly textDocument: { readonly uri: string } }, R>(
    context: ServerContext,
    empty: R,
    handle: (document: OpenDocument, parameters: P) => R | Promise<R>,
): (parameters: P) => Promise<R> {
    return async (parameters) => {
        const document = context.documents.get(parameters.textDocument.uri);
        if (document === undefined) return empty;
        try {
            context.documents.settle();
            return await handle(document, parameters);
        } catch (error) {
            context.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
            return empty;
        }
    };
}
