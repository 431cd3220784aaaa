/** Where the cursor is, as far as completion needs to know. */
import type { ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";

export interface Place {
    readonly document: OpenDocument;
    readonly context: ServerContext;
    readonly offset: number;
    /** The identifier that is being typed, and where it begins. */
    readonly word: string;
    readonly start: number;
    /** The code before it, without blanks at its end. */
    readonly before: string;
}

/** A call's parenthesis follows already. */
export function isCalled({ document, offset }: Place): boolean {
    return /^[\p{L}\p{Nd}_]*\s*\(/u.test(document.text.slice(offset, offset + 80));
}

/** The text before an offset ends with a pipe. */
export function isPiped(text: string, end: number): boolean {
    return text
        .slice(Math.max(0, end - 2000), end)
        .trimEnd()
        .endsWith("|>");
}

/** Columns that every row read from a bucket has. */
export const standardColumns: readonly string[] = ["_time", "_value", "_field", "_measurement", "_start", "_stop"];
