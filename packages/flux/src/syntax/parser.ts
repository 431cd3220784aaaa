/**
 * The parser's entry. It never throws: any text gives a tree, whose chunks with their trivia are exactly
 * the input, and whose faults say what is wrong (see diagnostics.ts).
 */
import type { Chunk, SourceFile } from "./ast.ts";
import { ParseState } from "./state.ts";
import { parseAttributes, parseImport, parsePackageClause, parseStatement } from "./statements.ts";
import { T } from "./tokens.ts";
import { LEVELS_OF_NESTING, MAX_TREE_DEPTH, TRAIT } from "./traits.ts";

/** What may come next at the top level: a package clause only first, imports only before other statements. */
const PACKAGE_PHASE = 0;
const IMPORT_PHASE = 1;
const STATEMENT_PHASE = 2;

/** Parses a whole file. Time and memory grow linearly with the text. */
export function parse(text: string): SourceFile {
    const chunks: Chunk[] = [];
    const offsets: number[] = [];
    const parser = new ChunkParser(text, 0, PACKAGE_PHASE);
    for (;;) {
        const offset = parser.offset;
        const chunk = parser.next();
        if (chunk === undefined) {
            return { text, chunks, offsets, tail: text.slice(offset) };
        }
        chunks.push(chunk);
        offsets.push(offset);
    }
}

/** Gives back the text that a tree was made from, from its chunks. */
export function print(file: SourceFile): string {
    let text = "";
    file.chunks.forEach((chunk, i) => {
        const offset = file.offsets[i] as number;
        text += file.text.slice(offset, offset + chunk.length);
    });
    return text + file.tail;
}

/** Parses chunk after chunk from some offset on. */
export class ChunkParser {
    private readonly p: ParseState;
    private phase: number;

    /** `state` is that of the chunk which begins at `offset`. */
    constructor(text: string, offset: number, state: number) {
        this.p = new ParseState(text);
        this.p.taken = offset;
        this.phase = state;
    }

    /** Where the next chunk begins. */
    get offset(): number {
        return this.p.taken;
    }

    /** State of the next chunk. Errors never wait beyond a chunk's end, so the phase is all there is. */
    get state(): number {
        return this.phase;
    }

    /** The next chunk; undefined when only trivia is left. */
    next(): Chunk | undefined {
        const p = this.p;
        const state = this.state;
        const base = p.taken;
        p.base = base;
        p.scanner.reach = base;
        p.scanner.scan(base);
        if (p.kind === T.EOF) {
            return undefined;
        }
        p.traits = p.loosePipes = p.levels = p.nested = 0;
        const item = this.item();
        if (p.loosePipes !== 0 || p.nested + LEVELS_OF_NESTING > MAX_TREE_DEPTH) {
            p.traits |= TRAIT.SUSPECT;
        }
        return { item, length: p.taken - base, reach: p.scanner.reach - base, state, traits: p.traits };
    }

    private item(): Chunk["item"] {
        const p = this.p;
        const phase = this.phase;
        if (phase === STATEMENT_PHASE) {
            return parseStatement(p);
        }
        const start = p.start;
        const attributes = parseAttributes(p);
        if (phase === PACKAGE_PHASE && p.kind === T.PACKAGE) {
            this.phase = IMPORT_PHASE;
            return parsePackageClause(p, attributes);
        }
        if (p.kind === T.IMPORT) {
            this.phase = IMPORT_PHASE;
            return parseImport(p, attributes);
        }
        this.phase = STATEMENT_PHASE;
        if (p.kind === T.EOF) {
            const end = p.taken - p.base;
            p.traits |= TRAIT.SUSPECT;
            return { kind: "BadStatement", start, end, attributes, text: "extra attributes not associated with anything" };
        }
        return parseStatement(p, attributes);
    }
}
