/**
 * The formatter: one layout for every script, that of the reference. What the reference gets wrong is
 * done right instead: no comment is lost, no meaning changes, a formatted text stays as it is.
 */
import type { Chunk, SourceFile } from "../syntax/ast.ts";
import { collectSyntaxDiagnostics, faultMessage, type SourceError } from "../syntax/diagnostics.ts";
import { LineIndex } from "../syntax/line-index.ts";
import { parse } from "../syntax/parser.ts";
import { walk, walkFile } from "../syntax/walk.ts";
import { commentsOf } from "./comments.ts";
import { concat, concatAll, type Doc, HARDLINE, layout, NIL } from "./doc.ts";
import { ChunkSource } from "./source.ts";
import { hasBlankLine, itemDoc } from "./statements.ts";

export interface FormatError {
    /** Every syntax error as `error @line:column-line:column: message`, a blank line between them. */
    readonly message: string;
}

export type FormatResult = { readonly text: string } | { readonly error: FormatError };

/** Formats a script. One that does not parse is refused with its errors. */
export function format(text: string): FormatResult {
    return formatFile(parse(text));
}

/** As {@link format}, for a tree that is there already. */
export function formatFile(file: SourceFile): FormatResult {
    const errors = errorsOf(file);
    if (errors !== undefined) {
        return { error: errors };
    }
    const { chunks } = file;
    let text = "";
    for (let i = 0; i < chunks.length - 1; i++) {
        text += separator(file, i) + chunkText(file, i, chunks[i] as Chunk);
    }
    return { text: text + endText(file) };
}

/** Replaces `text[start, end)`. */
export interface FormatEdit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

export type FormatRangeResult = { readonly edits: readonly FormatEdit[] } | { readonly error: FormatError };

/**
 * Formats the top-level statements that `text[start, end)` touches, with the comments before them, and
 * leaves all others alone. Errors elsewhere don't matter; one in a touched statement refuses.
 */
export function formatRange(text: string, start: number, end: number): FormatRangeResult {
    const file = parse(text);
    const { chunks, offsets } = file;
    const endOf = (index: number): number => (offsets[index] as number) + (chunks[index] as Chunk).length;
    let first = chunks.findIndex((_, i) => endOf(i) >= start);
    first = first < 0 ? chunks.length : first;
    let last = first;
    while (last + 1 < chunks.length && (offsets[last + 1] as number) < end) {
        last++;
    }
    const inTail = last >= chunks.length - 1 && end > (chunks.length === 0 ? 0 : endOf(chunks.length - 1));
    const touched: SourceFile = { ...file, chunks: chunks.slice(first, last + 1), offsets: offsets.slice(first, last + 1) };
    const error = errorsOf(touched);
    if (error !== undefined) {
        return { error };
    }
    let formatted = "";
    const stop = Math.min(last, chunks.length - (inTail ? 2 : 1));
    for (let i = first; i <= stop; i++) {
        formatted += separator(file, i) + chunkText(file, i, chunks[i] as Chunk);
    }
    const from = offsets[first] ?? text.length - file.tail.length;
    const to = inTail ? text.length : last < chunks.length ? endOf(last) : from;
    if (inTail) {
        formatted += first < chunks.length ? endText(file) : tailText(file);
    }
    return { edits: text.slice(from, to) === formatted ? [] : [{ start: from, end: to, text: formatted }] };
}

/** The errors that keep a file from being formatted. */
function errorsOf(file: SourceFile): FormatError | undefined {
    const lines = new LineIndex(file.text);
    const errors = [...collectSyntaxDiagnostics(file, lines), ...hiddenErrors(file, lines)];
    if (errors.length === 0) {
        return undefined;
    }
    const place = (offset: number): string => {
        const { line, column } = lines.bytePosition(offset);
        return `${line}:${column}`;
    };
    return { message: errors.map(({ message, start, end }) => `error @${place(start)}-${place(end)}: ${message}`).join("\n\n") };
}

/** Errors which the reference passes over; but what it can't read can't be written anew: in attributes, and types without a name. */
function hiddenErrors(file: SourceFile, lines: LineIndex): SourceError[] {
    const errors: SourceError[] = [];
    if (!/@|\bbuiltin\b/.test(file.text)) {
        return errors;
    }
    walkFile(file, (node, base) => {
        if (node.kind === "NamedType" && node.name === "") {
            errors.push({ message: "expected IDENT", start: base + node.start, end: base + node.end });
        }
        for (const attribute of ("attributes" in node && node.attributes) || []) {
            walk(attribute, ({ faults, kind, start, end }) => {
                const messages = (faults ?? []).map((fault) => faultMessage(fault, base, lines));
                if (kind === "BadExpression") {
                    messages.push("invalid expression");
                }
                errors.push(...messages.map((message) => ({ message, start: base + start, end: base + end })));
            });
        }
    });
    return errors;
}

const kept = new WeakMap<Chunk, string>();

/** One statement with its comments, without the white space around it. */
function chunkText(file: SourceFile, index: number, chunk: Chunk): string {
    let text = kept.get(chunk);
    if (text === undefined) {
        text = layoutOf(file, index, NIL);
        kept.set(chunk, text);
    }
    return text;
}

/** A statement with what follows it glued on. */
function layoutOf(file: SourceFile, index: number, tail: Doc): string {
    const { item, length } = file.chunks[index] as Chunk;
    const offset = file.offsets[index] as number;
    const source = new ChunkSource(file.text.slice(offset, offset + length), item);
    const doc = itemDoc(source, item);
    const text = layout(tail === NIL ? doc : concat(doc, tail));
    return source.lost().reduceRight((after, comment) => `${comment.trimEnd()}\n${after}`, text);
}

/** The line breaks between a chunk and the one before. */
function separator(file: SourceFile, index: number): string {
    const before = file.chunks[index - 1]?.item;
    const chunk = file.chunks[index] as Chunk;
    const { item } = chunk;
    if (before === undefined) {
        return "";
    }
    if (before.kind === "PackageClause") {
        return "\n\n\n";
    }
    if (before.kind === "ImportDeclaration" && item.kind === "ImportDeclaration") {
        return "\n";
    }
    const offset = file.offsets[index] as number;
    const first = item.attributes?.[0]?.start ?? item.start;
    const trivia = file.text.slice(offset, offset + first);
    const commented = chunkText(file, index, chunk).startsWith("//");
    const apart = before.kind !== item.kind || item.attributes !== undefined || commented || hasBlankLine(trivia);
    return apart ? "\n\n" : "\n";
}

/** The comments behind the last statement. */
function tailDoc(file: SourceFile): Doc {
    const comments = commentsOf(file.tail, undefined)?.get(file.tail.length) ?? [];
    return comments.length === 0 ? NIL : concatAll(comments.flatMap((comment) => [comment.trimEnd(), HARDLINE]));
}

/** What follows the last statement, which stays as it is: its comments, glued to it, and the final line break. */
function tailText(file: SourceFile): string {
    const isPackage = file.chunks.at(-1)?.item.kind === "PackageClause";
    return `${isPackage ? "\n" : ""}${layout(tailDoc(file))}\n`;
}

/** The last statement and what follows it: the comments glued to it take their room in its last line. */
function endText(file: SourceFile): string {
    const last = file.chunks.length - 1;
    const chunk = file.chunks[last];
    if (chunk === undefined) {
        return tailText(file);
    }
    const tail = tailDoc(file);
    const isPlain = tail === NIL || chunk.item.kind === "PackageClause";
    const text = isPlain ? chunkText(file, last, chunk) + tailText(file) : `${layoutOf(file, last, tail)}\n`;
    return separator(file, last) + text;
}
