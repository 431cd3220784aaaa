/** Places of the engine (UTF-8 columns from 1) as places of an editor (UTF-16 from 0). */
import type { ScriptPlace } from "../errors.ts";

export interface EditorRange {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
}

/** Clipped to the text; an empty place takes in the character after it. */
export function rangeOf(text: string, { line, column, endLine, endColumn }: ScriptPlace): EditorRange {
    const lines = text.split(/\r?\n/);
    const start = position(lines, line, column);
    const end = position(lines, endLine, endColumn);
    const before = end.line < start.line || (end.line === start.line && end.character <= start.character);
    return { start, end: before ? { line: start.line, character: start.character + 1 } : end };
}

function position(lines: readonly string[], line: number, column: number): { line: number; character: number } {
    const index = Math.min(Math.max(line - 1, 0), lines.length - 1);
    const text = lines[index] ?? "";
    let bytes = 0;
    let character = 0;
    for (const point of text) {
        if (bytes >= column - 1) break;
        const code = point.codePointAt(0) ?? 0;
        bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        character += point.length;
    }
    return { line: index, character };
}
