/** Open documents: the client's edits, applied to an incremental analysis. */
import { type Analysis, FluxDocument } from "@flux-scripts/flux";
import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

export class OpenDocument {
    readonly uri: string;
    private readonly lines: TextDocument;
    private readonly flux: FluxDocument;
    private cached: Analysis | undefined;

    constructor(uri: string, languageId: string, version: number, text: string) {
        this.uri = uri;
        this.lines = TextDocument.create(uri, languageId, version, text);
        this.flux = new FluxDocument(text);
    }

    get version(): number {
        return this.lines.version;
    }

    get text(): string {
        return this.flux.text;
    }

    get lineCount(): number {
        return this.lines.lineCount;
    }

    /** The analysis of the text as it is now; made once an edit. */
    get analysis(): Analysis {
        this.cached ??= this.flux.analysis();
        return this.cached;
    }

    /** Applies changes in their order, each to the text that the one before left. */
    change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
        for (const change of changes) {
            if ("range" in change) {
                const start = this.lines.offsetAt(change.range.start);
                const end = Math.max(start, this.lines.offsetAt(change.range.end));
                this.flux.edit([{ start, end, text: change.text }]);
            } else {
                this.flux.edit([{ start: 0, end: this.flux.text.length, text: change.text }]);
            }
            TextDocument.update(this.lines, [change], version);
        }
        if (changes.length === 0) TextDocument.update(this.lines, [], version);
        this.cached = undefined;
    }

    /** Offset of a position; one beyond a line or the text is drawn back to its end. */
    offsetAt(position: Position): number {
        return this.lines.offsetAt(position);
    }

    positionAt(offset: number): Position {
        return this.lines.positionAt(offset);
    }

    rangeOf({ start, end }: { readonly start: number; readonly end: number }): Range {
        return { start: this.positionAt(start), end: this.positionAt(end) };
    }
}

export class Documents {
    private readonly open = new Map<string, OpenDocument>();

    /** The document, or undefined for one that is not open. */
    get(uri: string): OpenDocument | undefined {
        return this.open.get(uri);
    }

    all(): Iterable<OpenDocument> {
        return this.open.values();
    }

    add(document: OpenDocument): void {
        this.open.set(document.uri, document);
    }

    close(uri: string): void {
        this.open.delete(uri);
    }
}
