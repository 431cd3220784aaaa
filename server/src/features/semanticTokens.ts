/** Semantic tokens: all, those of a range, or what changed since the last answer. An edit costs only the statements it touches. */
import type { SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import { type ChunkTokens, chunkTokens, FileNamesKeeper, tokenModifiers, tokenTypes } from "../tokens/chunkTokens.ts";
import { type Snapshot, snapshotEdits, snapshotData } from "../tokens/snapshot.ts";

export const semanticTokensLegend: SemanticTokensLegend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

/** What a document's tokens were when they were last asked for. */
interface Answered {
    readonly names: FileNamesKeeper;
    id: number;
    snapshot: Snapshot;
}

export function registerSemanticTokens(context: ServerContext): void {
    const answers = new WeakMap<OpenDocument, Answered>();
    const answeredOf = (document: OpenDocument): Answered => {
        const found = answers.get(document) ?? { names: new FileNamesKeeper(), id: 0, snapshot: [] };
        answers.set(document, found);
        return found;
    };
    const full = (document: OpenDocument): SemanticTokens => {
        const answered = answeredOf(document);
        answered.snapshot = snapshotOf(document, answered.names);
        answered.id++;
        return { resultId: String(answered.id), data: snapshotData(answered.snapshot) };
    };
    const empty: SemanticTokens = { data: [] };
    const { semanticTokens } = context.connection.languages;
    semanticTokens.on(answering(context, empty, full));
    semanticTokens.onDelta(
        answering(context, empty as SemanticTokens | SemanticTokensDelta, (document, { previousResultId }) => {
            const answered = answeredOf(document);
            // Only the last answer is known.
            if (answered.id === 0 || previousResultId !== String(answered.id)) return full(document);
            const before = answered.snapshot;
            answered.snapshot = snapshotOf(document, answered.names);
            answered.id++;
            return { resultId: String(answered.id), edits: snapshotEdits(before, answered.snapshot) };
        }),
    );
    semanticTokens.onRange(
        answering(context, empty, (document, { range }) => {
            const data = snapshotData(snapshotOf(document, answeredOf(document).names));
            return { data: linesOf(data, range.start.line, range.end.line) };
        }),
    );
}

function snapshotOf(document: OpenDocument, keeper: FileNamesKeeper): Snapshot {
    const { text, analysis } = document;
    const { chunks, offsets } = analysis.file;
    const names = keeper.of(analysis.file);
    const snapshot: { tokens: ChunkTokens; line: number; character: number }[] = [];
    // Place of the chunk's start, and of the last token.
    let line = 0;
    let column = offsets[0] ?? 0;
    let lastLine = 0;
    let lastCharacter = 0;
    for (const [at, chunk] of chunks.entries()) {
        const start = offsets[at] ?? 0;
        const tokens = chunkTokens(chunk, text, start, names);
        if (tokens.data.length > 0) {
            const firstLine = line + (tokens.data[0] ?? 0);
            const firstCharacter = (tokens.data[1] ?? 0) + (tokens.data[0] === 0 ? column : 0);
            snapshot.push({
                tokens,
                line: firstLine - lastLine,
                character: firstLine === lastLine ? firstCharacter - lastCharacter : firstCharacter,
            });
            lastLine = line + tokens.lastLine;
            lastCharacter = tokens.lastCharacter + (tokens.lastLine === 0 ? column : 0);
        }
        line += tokens.breaks;
        column = tokens.breaks === 0 ? column + tokens.tail : tokens.tail;
    }
    return snapshot;
}

/** Of tokens those on lines `first` to `last`. */
function linesOf(data: readonly number[], first: number, last: number): number[] {
    const found: number[] = [];
    let line = 0;
    let character = 0;
    let lastLine = 0;
    let lastCharacter = 0;
    for (let at = 0; at < data.length; at += 5) {
        const down = data[at] ?? 0;
        line += down;
        character = down === 0 ? character + (data[at + 1] ?? 0) : (data[at + 1] ?? 0);
        if (line > last) break;
        if (line < first) continue;
        found.push(line - lastLine, line === lastLine ? character - lastCharacter : character, ...data.slice(at + 2, at + 5));
        lastLine = line;
        lastCharacter = character;
    }
    return found;
}
