/** Stored scripts as read-only documents, for comparisons and for looking: `flux-remote:/NAME.flux?connection&id`. */
import * as vscode from "vscode";
import { fileNameOf } from "@flux-scripts/workspace";
import type { Connections } from "../connections/connections.ts";

export const remoteScheme = "flux-remote";

export function remoteUri(connection: string, id: string, name: string): vscode.Uri {
    return vscode.Uri.from({ scheme: remoteScheme, path: `/${fileNameOf(name)}`, query: JSON.stringify([connection, id]) });
}

export class RemoteDocuments implements vscode.TextDocumentContentProvider {
    private readonly changed = new vscode.EventEmitter<vscode.Uri>();
    readonly onDidChange = this.changed.event;

    constructor(private readonly connections: Connections) {}

    async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
        const [connectionId, id] = JSON.parse(uri.query) as [string, string];
        const backend = await this.connections.open(await this.connections.require(connectionId));
        return (await backend.get(id)).script;
    }

    /** Those that are open show what is stored now. */
    refresh(): void {
        for (const document of vscode.workspace.textDocuments) {
            if (document.uri.scheme === remoteScheme) this.changed.fire(document.uri);
        }
    }
}
