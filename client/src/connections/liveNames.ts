/** The language server's questions about live names, answered from what can be asked without disturbing anyone. */
import * as vscode from "vscode";
import type { Connections } from "./connections.ts";
import { readQuestion, type SchemaReader } from "./schema.ts";

/** Names for a document's connection; none where it is not there, not running, without a stored token, or fails. */
export async function liveNames(
    connections: Connections,
    schema: SchemaReader,
    uri: string,
    question: unknown,
): Promise<readonly string[]> {
    try {
        const asked = readQuestion(question);
        const connection = connections.of(vscode.Uri.parse(uri));
        if (asked === undefined || connection === undefined) return [];
        const backend = await connections.quiet(connection);
        return backend === undefined ? [] : await schema.names(connection.id, backend, asked);
    } catch {
        // Completion goes on without names; the person sees why when they run the script.
        return [];
    }
}
