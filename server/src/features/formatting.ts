/** Formatting of a document or a part of it, as few and small edits as there are. */
import { format, formatRange } from "@flux-scripts/flux";
import type { TextEdit } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { withLineBreaksOf } from "../lines.ts";
import { chunkAt } from "../tree.ts";

export function registerFormatting(context: ServerContext): void {
    const { connection } = context;
    connection.onDocumentFormatting(answering(context, [] as TextEdit[], (document) => formatEdits(document)));
    connection.onDocumentRangeFormatting(
        answering(context, [] as TextEdit[], (document, { range }) =>
            rangeEdits(document, document.offsetAt(range.start), document.offsetAt(range.end)),
        ),
    );
    // After a line break: the statement above it, unless that would move the line that is typed now.
    connection.onDocumentOnTypeFormatting(
        answering(context, [] as TextEdit[], (document, { position }) => {
            const above = document.offsetAt({ line: Math.max(0, position.line - 1), character: 0 });
            const { file } = document.analysis;
            const at = chunkAt(file, above);
            const item = file.chunks[at]?.item;
            const edits = rangeEdits(document, (file.offsets[at] ?? 0) + (item?.start ?? 0), above);
            return edits.every(
                ({ range }) => range.end.line < position.line || (range.end.line === position.line && range.end.character === 0),
            )
                ? edits
                : [];
        }),
    );
}

/** Whole statements only: a part of a statement's new layout could lose what another part of it holds. */
function rangeEdits(document: OpenDocument, start: number, end: number): TextEdit[] {
    const result = formatRange(document.text, start, end);
    if (!("edits" in result)) return [];
    return result.edits.map((edit) => {
        const narrowed = narrow(document.text.slice(edit.start, edit.end), withLineBreaksOf(document.text, edit.text));
        const range = document.rangeOf({ start: edit.start + narrowed.start, end: edit.start + narrowed.end });
        return { range, newText: narrowed.text };
    });
}

/** The part in which two texts differ, by offsets of the first. */
function narrow(before: string, after: string): { readonly start: number; readonly end: number; readonly text: string } {
    const most = Math.min(before.length, after.length);
    let start = 0;
    while (start < most && before[start] === after[start]) start++;
    let same = 0;
    while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
    return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Edits by runs of changed lines; none where the text does not parse. */
function formatEdits(document: OpenDocument): TextEdit[] {
    const result = format(document.text);
    if (!("text" in result)) return [];
    const text = withLineBreaksOf(document.text, result.text);
    if (text === document.text) return [];
    return lineEdits(document.text, text).map(({ start, end, text }) => ({
        range: { start: { line: start, character: 0 }, end: lineStart(document, end) },
        newText: text,
    }));
}

/** The start of a line; the end of the text for the line after the last. */
function lineStart(document: OpenDocument, line: number): { line: number; character: number } {
    return line < document.lineCount ? { line, character: 0 } : document.positionAt(document.text.length);
}

interface LineEdit {
    /** Lines `start` to `end` (exclusive) of the old text. */
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** How far the search for the next common line looks; beyond, the rest is one edit. */
const lookAhead = 200;

function lineEdits(before: string, after: string): LineEdit[] {
    const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const now = after.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const edits: LineEdit[] = [];
    let i = 0;
    let j = 0;
    while (i < old.length || j < now.length) {
        if (i < old.length && old[i] === now[j]) {
            i++;
            j++;
            continue;
        }
        const [skipOld, skipNow] = nextCommon(old, now, i, j);
        if (skipOld === skipNow) {
            // As many lines as before: each is an edit of its own, so that a range takes only what is its.
            for (let at = 0; at < skipOld; at++) {
                const text = now[j + at] ?? "";
                if (text !== old[i + at]) edits.push({ start: i + at, end: i + at + 1, text });
            }
        } else {
            edits.push({ start: i, end: i + skipOld, text: now.slice(j, j + skipNow).join("") });
        }
        i += skipOld;
        j += skipNow;
    }
    return edits;
}

/** The nearest pair of equal lines that are not empty, by the sum of what is passed over. */
function nextCommon(old: readonly string[], now: readonly string[], i: number, j: number): [number, number] {
    for (let sum = 1; sum < lookAhead; sum++) {
        for (let a = 0; a <= sum; a++) {
            const line = old[i + a];
            if (line !== undefined && line.trim() !== "" && line === now[j + sum - a]) return [a, sum - a];
        }
    }
    return [old.length - i, now.length - j];
}
