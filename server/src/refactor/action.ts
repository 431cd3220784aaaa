import type { CodeAction } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";

/** Replace `start..end` of the text. */
export interface OffsetEdit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** A command of the client that an action runs after its edit. */
export interface ActionCommand {
    readonly command: string;
    readonly args: readonly unknown[];
}

export function codeAction(
    document: OpenDocument,
    title: string,
    kind: string,
    edits: readonly OffsetEdit[],
    after?: ActionCommand,
): CodeAction {
    const changes = edits.map((edit) => ({ range: document.rangeOf(edit), newText: edit.text }));
    return {
        title,
        kind,
        edit: { changes: { [document.uri]: changes } },
        ...(after === undefined ? {} : { command: { title, command: after.command, arguments: [...after.args] } }),
    };
}
