import type { CodeAction } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";

/** Replace `start..end` of the text. */
export interface OffsetEdit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

export function codeAction(document: OpenDocument, title: string, kind: string, edits: readonly OffsetEdit[]): CodeAction {
    const changes = edits.map((edit) => ({ range: document.rangeOf(edit), newText: edit.text }));
    return { title, kind, edit: { changes: { [document.uri]: changes } } };
}
