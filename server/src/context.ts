/** What every feature works with. */
import { type Connection, ErrorCodes, ResponseError } from "vscode-languageserver";
import type { ClientFacts } from "./client.ts";
import { type Documents, isPosition, type OpenDocument, WrongPlace } from "./documents.ts";
import type { Settings } from "./settings.ts";

export interface ServerContext {
    readonly connection: Connection;
    readonly documents: Documents;
    readonly client: ClientFacts;
    settings: Settings;
    /** URIs of the workspace's folders. */
    folders: readonly string[];
    isShutDown: boolean;
}

/**
 * A handler that answers `empty` for a document that isn't open, and when it fails: one request must never take the server
 * with it. The failure goes to the client's log. A request without what it must have is refused.
 */
export function answering<P extends { readonly textDocument: { readonly uri: string } }, R>(
    context: ServerContext,
    empty: R,
    handle: (document: OpenDocument, parameters: P) => R | Promise<R>,
): (parameters: P) => Promise<R> {
    return async (parameters) => {
        if (context.isShutDown) throw new ResponseError(ErrorCodes.InvalidRequest, "The server was told to shut down.");
        const fault = faultOf(parameters);
        if (fault !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, fault);
        const document = context.documents.get(parameters.textDocument.uri);
        if (document === undefined) return empty;
        try {
            context.documents.settle();
            return await handle(document, parameters);
        } catch (error) {
            // A handler's own refusal.
            if (error instanceof ResponseError) throw error;
            if (error instanceof WrongPlace) throw new ResponseError(ErrorCodes.InvalidParams, error.message);
            context.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
            return empty;
        }
    };
}

/** What is wrong with a request about a document; undefined when nothing is. */
function faultOf(parameters: unknown): string | undefined {
    const { textDocument, position, range, positions } = (parameters ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof (textDocument as { uri?: unknown } | null | undefined)?.uri !== "string") return "textDocument.uri must be a string.";
    if (position !== undefined && !isPosition(position)) return "position must have a line and a character.";
    if (range !== undefined && !isRange(range)) return "range must have a start and an end.";
    if (positions !== undefined && !(Array.isArray(positions) && positions.every(isPosition)))
        return "positions must be a list of positions.";
    return undefined;
}

function isRange(value: unknown): boolean {
    const { start, end } = (value ?? {}) as Readonly<Record<string, unknown>>;
    return isPosition(start) && isPosition(end);
}
