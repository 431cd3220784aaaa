/** Open documents: the client's edits, applied to an incremental analysis. */
import { type Analysis, type Diagnostic, FluxDocument } from "@flux-scripts/flux";
import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { Lines } from "./lines.ts";

/** Characters up to which hints are looked for at once; they look at the whole file, whatever was edited. */
const quickLength = 40_000;

/** A position that is none. */
export class WrongPlace extends Error {}

export function isPosition(value: unknown): value is Position {
    const { line, character } = (value ?? {}) as Readonly<Record<string, unknown>>;
    return typeof line === "number" && typeof character === "number";
}

let editions = 0;

export class OpenDocument {
    readonly uri: string;
    /** Another number for each text that any document ever had. */
    edition = ++editions;
    version: number;
    private readonly lines: Lines;
    private content: string;
    /** Absent while nobody asks about the document: its tree and types are many times the size of its text. */
    private flux: FluxDocument | undefined;
    private cached: Analysis | undefined;
    private kept: { hints: readonly Diagnostic[]; fresh: boolean } = { hints: [], fresh: false };

    constructor(uri: string, version: number, text: string) {
        this.uri = uri;
        this.version = version;
        this.content = text;
        this.lines = new Lines(text);
    }

    get text(): string {
        return this.content;
    }

    /** Forgets what can be worked out anew from the text. */
    rest(): void {
        this.flux = undefined;
        this.cached = undefined;
    }

    get lineCount(): number {
        return this.lines.count;
    }

    /** The analysis of the text as it is now; made once an edit. */
    get analysis(): Analysis {
        this.flux ??= new FluxDocument(this.content);
        this.cached ??= this.flux.analysis();
        return this.cached;
    }

    /** False while the hints are those of an earlier text. */
    get hasFreshHints(): boolean {
        return this.kept.fresh;
    }

    /** Hints of the text as it is now. */
    freshHints(): readonly Diagnostic[] {
        if (!this.kept.fresh) this.kept = { hints: this.analysis.hints, fresh: true };
        return this.kept.hints;
    }

    /** Hints without waiting: in a long file those of an earlier text, moved along with the edits since. */
    quickHints(): readonly Diagnostic[] {
        return this.text.length <= quickLength || this.kept.fresh ? this.freshHints() : this.kept.hints;
    }

    /** Applies changes in their order, each to the text that the one before left. */
    change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
        this.version = version;
        this.edition = ++editions;
        this.cached = undefined;
        for (const change of changes) {
            if ("range" in change) {
                // A range that runs backwards means the same text.
                const ends = [this.lines.offsetAt(change.range.start), this.lines.offsetAt(change.range.end)] as const;
                this.edit(Math.min(...ends), Math.max(...ends), change.text);
            } else {
                this.edit(0, this.text.length, change.text);
            }
        }
    }

    private edit(start: number, end: number, text: string): void {
        this.flux?.edit([{ start, end, text }]);
        this.content = this.flux?.text ?? this.content.slice(0, start) + text + this.content.slice(end);
        this.lines.edit(start, end, text.length, this.content);
        const moved = text.length - (end - start);
        // A fix knows only the places of the text that it was made for.
        const hints = this.kept.hints.flatMap(({ fixes: _fixes, ...hint }): Diagnostic[] => {
            if (hint.end < start) return [hint];
            return hint.start > end ? [{ ...hint, start: hint.start + moved, end: hint.end + moved }] : [];
        });
        this.kept = { hints, fresh: false };
    }

    /** Offset of a position; one beyond a line or the text is drawn back to its end. */
    offsetAt(position: Position): number {
        if (!isPosition(position)) throw new WrongPlace("A position must have a line and a character.");
        return this.lines.offsetAt(position);
    }

    positionAt(offset: number): Position {
        return this.lines.positionAt(offset);
    }

    rangeOf({ start, end }: { readonly start: number; readonly end: number }): Range {
        return { start: this.positionAt(start), end: this.positionAt(end) };
    }
}

/** So many documents, and so many characters of them, are kept analysed; the others are when they are asked about. */
const awake = { documents: 5, characters: 4_000_000 };

export class Documents {
    /** In the order of their last use. */
    private readonly open = new Map<string, OpenDocument>();

    /** The document, or undefined for one that is not open. */
    get(uri: string): OpenDocument | undefined {
        const document = this.open.get(uri);
        if (document !== undefined) {
            this.open.delete(uri);
            this.open.set(uri, document);
        }
        return document;
    }

    all(): readonly OpenDocument[] {
        return [...this.open.values()];
    }

    add(document: OpenDocument): void {
        this.open.set(document.uri, document);
    }

    close(uri: string): void {
        this.open.delete(uri);
    }

    /** Characters of the longest one. */
    get longest(): number {
        return Math.max(0, ...this.all().map(({ text }) => text.length));
    }

    /** Lets documents rest that were not used for the longest time. */
    settle(): void {
        if (this.open.size <= 1) return;
        let documents = 0;
        let characters = 0;
        for (const document of this.all().toReversed()) {
            documents++;
            characters += document.text.length;
            if (documents > 1 && (documents > awake.documents || characters > awake.characters)) document.rest();
        }
    }
}
